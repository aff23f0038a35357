"""One numeral, by its characters: Arabic digits with separators, or kanji. Nothing odd in it is ever skipped."""

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.normalize.fold import Folded
from pipeline.normalize.kanji import NUMERAL_CHARS, kanji_number_with_precision

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DIGITS = "0123456789"
_MOST_DIGITS = 18  # a BIGINT of yen; Decimal's 28 digits stay exact through every multiplication by a unit
_BARE_MULTIPLIER = re.compile(r"[千百万億兆]+|十[万億兆]")

MULTIPLIER_PROBLEM = "written with 万 or 千 to the last digit"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as read. Either ``error`` says why it has no value, or value and precision are set.

    ``oddity`` says what is odd about one that could be read; ``ambiguous`` that ``error`` is about two readings.
    ``multiplied``: written with 千, 万 … .
    """

    value: Decimal = Decimal(0)
    precision: Decimal = Decimal(1)
    multiplied: bool = False
    oddity: str | None = None
    error: str | None = None
    ambiguous: bool = False


def read_numeral(folded: Folded, start: int, end: int) -> Numeral:
    """The numeral at ``folded.key[start:end]``; white space between two digits of it is an error."""
    key = folded.key[start:end]
    printed = folded.printed(start, end)
    if any(key[i] in _DIGITS and key[i + 1] in _DIGITS and folded.gap(start + i) for i in range(len(key) - 1)):
        return Numeral(error=f"white space between digits: {_short(printed)}")
    if sum(c in _DIGITS for c in key) > _MOST_DIGITS:
        return Numeral(error=f"more than {_MOST_DIGITS} digits: {_short(printed)}")
    if any(c in NUMERAL_CHARS for c in key):
        return _kanji(key, _oddity(key, printed))
    error = _arabic_error(key)
    if error is not None:
        return Numeral(error=f"{error}: {_short(printed)}")
    decimals = len(key.partition(".")[2])
    return Numeral(Decimal(key.replace(",", "")), Decimal(1).scaleb(-decimals), oddity=_oddity(key, printed))


def _kanji(key: str, oddity: str | None) -> Numeral:
    """A numeral with kanji in it. 千, 万 or 百万 without a digit may belong to a unit whose number is missing."""
    reading = kanji_number_with_precision(key)
    if reading is None and key not in ("万", "億", "兆"):
        return Numeral(error=f"not a well-formed number: {_short(key)}")
    if reading is None or _BARE_MULTIPLIER.fullmatch(key):
        return Numeral(error=f"{key} may be a number or part of a unit", ambiguous=True)
    multiplied = any(c in "十百千万億兆拾佰陌仟阡萬" for c in key)
    if multiplied and reading[1] == 1 and any(c in "万億兆萬" or c in _DIGITS for c in key):
        oddity = "; ".join(filter(None, (oddity, MULTIPLIER_PROBLEM)))
    return Numeral(*reading, multiplied=multiplied, oddity=oddity)


def _arabic_error(key: str) -> str | None:
    """What is wrong with an Arabic numeral, in words; None if it is well formed."""
    if _PLAIN.fullmatch(key) or _GROUPED.fullmatch(key):
        return None
    stray = next((c for c in key if c not in _DIGITS and c not in ".,"), None)
    if stray is not None:
        return f"stray character {stray!r} in a number"
    if re.search(r"[.,]{2}", key):
        return "two separators in a row"
    if key[0] in ".," or key[-1] in ".,":
        return "a number that begins or ends with a separator"
    return "more than one decimal point" if key.count(".") > 1 else "digits not grouped in threes"


def _oddity(key: str, printed: str) -> str | None:
    """What is odd about a numeral that can be read all the same."""
    half, full = (sum(low <= c <= high for c in printed) for low, high in (("0", "9"), ("０", "９")))
    odd = ["digits of mixed width"] if half and full else []
    if half + full < sum(c in _DIGITS for c in key):
        odd.append("digits of an unusual form")
    if re.match(r"0[0-9]", key):
        odd.append("leading zero")
    return "; ".join(odd) or None


def _short(printed: str) -> str:
    return printed if len(printed) <= 40 else printed[:40] + "…"
