"""A printed quantity and what it says: the smallest piece of truth."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random


@dataclass(frozen=True, slots=True)
class Said:
    """``text`` as a clerk types it (half-width), and its reading in the words of the database contract."""

    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str | None = None
    unit: str | None = None
    status: str = "value"


UNDECIDED = Said("未定", status="undecided")


def dash(rng: Random) -> Said:
    """A cell that says there is none."""
    return Said(rng.choice(("－", "-", "―", "なし")), status="none")


def plain(value: Decimal | int, *, comma: bool = True) -> Said:
    """An exact number."""
    number = Decimal(value)
    return Said(printed(number, comma=comma), number)


def printed(number: Decimal, *, comma: bool = True) -> str:
    """The digits of ``number``, grouped by thousands if ``comma``."""
    return f"{number:,f}" if comma else f"{number:f}"


def rounded(number: Fraction, places: int = 0) -> Decimal:
    """``number`` rounded half up, as city offices do."""
    exact = Decimal(number.numerator * 10 ** (places + 6) // number.denominator) / Decimal(10 ** (places + 6))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def loose(rng: Random, value: Decimal, unit: str) -> Said:
    """A number with words around it: about, or so, a range, more than, with its unit."""
    number = printed(value, comma=rng.random() < 0.7)
    tail = rng.choice(("", unit))
    kind = rng.randrange(6)
    if kind == 0:
        return Said(f"約{number}{tail}", value, qualifier="約", unit=tail or None)
    if kind == 1:
        return Said(f"{number}{tail}程度", value, qualifier="程度", unit=tail or None)
    if kind == 2:
        return Said(f"{number}{tail}以上", value, qualifier="以上", unit=tail or None)
    if kind == 3:
        return Said(f"延べ{number}{tail}", value, qualifier="延べ", unit=tail or None)
    if kind == 4:
        high = value + rng.randint(1, 90)
        wave = rng.choice(("~", "～", "-", "〜"))
        text = f"{number}{wave}{printed(high, comma=False)}{tail}"
        return Said(text, None, value, high, None, tail or None)
    return Said(f"{number}{unit}", value, unit=unit)
