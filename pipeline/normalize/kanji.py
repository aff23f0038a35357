"""Numbers written with kanji (漢数字), alone or mixed with Arabic digits: 百二十三, 二〇, 壱万, 3億4千万, 1.5万."""

import re
from decimal import Decimal

from pipeline.normalize.fold import fold_width

_FORMAL = str.maketrans("壱壹弌弐貳貮参參肆伍陸漆捌玖拾佰陌仟阡萬", "一一一二二二三三四五六七八九十百百千千万")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_SMALL = {"千": 1000, "百": 100, "十": 10}
_BIG = {"兆": 10**12, "億": 10**8, "万": 10**4}
_POSITIONAL = re.compile(r"[一二三四五六七八九][〇一二三四五六七八九]*")
_ARABIC = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WHOLE = re.compile(r"(?:([^兆億万]+)兆)?(?:([^兆億万]+)億)?(?:([^兆億万]+)万)?([^兆億万]+)?")
_SECTION = re.compile(
    rf"(?:(?P<千>[一二三四五六七八九]|{_ARABIC})?千)?(?:(?P<百>[一二三四五六七八九]|{_ARABIC})?百)?"
    rf"(?:(?P<十>[一二三四五六七八九]|{_ARABIC})?十)?(?P<one>[一二三四五六七八九]|{_ARABIC})?"
)
_LONGEST = 48
_MOST_DIGITS, _TOO_MUCH = 18, 10**20  # inside the 28 digits in which Decimal is exact

NUMERAL_CHARS = "〇零一二三四五六七八九十百千万億兆壱壹弌弐貳貮参參肆伍陸漆捌玖拾佰陌仟阡萬"

_Reading = tuple[Decimal, Decimal]


def kanji_number(text: str) -> Decimal | None:
    """The number that ``text`` writes; None unless all of it is one well-formed numeral (``千千``, ``1億2億`` are not).

    A lone 〇 is None: in these forms it is a circle far more often than a zero (零 is 0).
    """
    reading = kanji_number_with_precision(text)
    return None if reading is None else reading[0]


def kanji_number_with_precision(text: str) -> _Reading | None:
    """Like ``kanji_number``, with the width of the last printed digit: ``3億4千万`` -> (340000000, 10000000)."""
    plain = fold_width(text).strip().translate(_FORMAL)
    if not plain or len(plain) > _LONGEST or sum(c.isascii() and c.isdigit() for c in plain) > _MOST_DIGITS:
        return None
    if plain == "零":
        return Decimal(0), Decimal(1)
    whole = _WHOLE.fullmatch(plain)
    if whole is None:
        return None
    parts = [(text, big) for text, big in zip(whole.groups(), (*_BIG.values(), 1), strict=True) if text]
    return _sum_parts(parts) if _decimals_make_sense(plain) else None


def _sum_parts(parts: list[tuple[str, int]]) -> _Reading | None:
    """Add up the parts (3億, 4千万, …) of a number; only the first may go beyond 9999 or begin with many digits."""
    total, precision = Decimal(0), Decimal(1)
    for place, (text, big) in enumerate(parts):
        section = _section(text, leading=place == 0)
        if section is None or (section[0] == 0 and (len(parts) > 1 or big > 1)):
            return None
        total += section[0] * big
        precision = section[1] * big
    return (_plain(total), _plain(precision)) if total < _TOO_MUCH else None


def _decimals_make_sense(plain: str) -> bool:
    """A decimal point only where one Arabic number has one multiplier run behind it: 1.5万, 1.5千万, not 1.5億2千万."""
    return "." not in plain or re.fullmatch(r"[0-9,]+\.[0-9]+[千百十]?[兆億万]?", plain) is not None


def _section(text: str, *, leading: bool) -> _Reading | None:
    """One part below a big multiplier: 四千, 百二十三, 二〇, 3,456. ``leading``: nothing stands before it."""
    if _POSITIONAL.fullmatch(text):
        value = Decimal(int("".join(str(_DIGITS[c]) for c in text)))
        return (value, Decimal(1)) if leading or value < 10_000 else None
    found = _SECTION.fullmatch(text)
    if found is None:
        return None
    return _sum_section(text, found, leading=leading)


def _sum_section(text: str, found: re.Match[str], *, leading: bool) -> _Reading | None:
    """Add up 千, 百, 十 and ones; each must stay below the one before it (1千12百 is no number)."""
    total, precision, limit = Decimal(0), Decimal(1), None if leading else 10_000
    for name, small in _SMALL.items():
        if name not in text:
            continue
        coefficient = found.group(name)
        value = Decimal(1) if coefficient is None else _digit_or_arabic(coefficient)
        if value == 0 or (limit is not None and value * small >= limit):
            return None
        total += value * small
        precision, limit = _precision(coefficient or "") * small, small
    ones = found.group("one")
    if ones is None:
        return total, precision
    value = _digit_or_arabic(ones)
    if limit is not None and (value >= limit or value == 0 or _is_colloquial(ones)):
        return None
    return total + value, _precision(ones)


def _plain(number: Decimal) -> Decimal:
    """15000.0 as 15000: the zeros behind the point came from multiplying and were not printed."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _is_colloquial(ones: str) -> bool:
    """``1万2`` is said for 12,000 as well as written for 10,002: a single Arabic digit at the end has two readings."""
    return len(ones) == 1 and ones.isascii()


def _digit_or_arabic(text: str) -> Decimal:
    return Decimal(_DIGITS[text]) if text in _DIGITS else Decimal(text.replace(",", ""))


def _precision(arabic: str) -> Decimal:
    """Width of the last digit of an Arabic number: 1 or a power of ten below it."""
    _, point, decimals = arabic.partition(".")
    return Decimal(1).scaleb(-len(decimals)) if point else Decimal(1)
