"""What a cell of a workbook shows, and what that says: the oracle shares no code with the pipeline."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

DASHES = frozenset("-‐‑‒–—―−－ｰー")
ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
GENERAL_WIDTH = 11  # the format General shows so many characters of a fraction at most, its point included

_NUMBER = re.compile(r"(?P<minus>[-△▲])?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<point>\.[0-9]+)?")
_NOTE = re.compile(r"(?P<number>.*?)(?P<note>[（(].*[)）])?", re.DOTALL)
_THOUSANDS_OR_POINT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_YEAR = re.compile(r"(昭和|平成|令和)(元|[0-9]+)(?:年度)?")


@dataclass(frozen=True)
class Figure:
    """What a cell of figures says: ``value`` is None where it says no number, ``note`` what it says besides."""

    status: str
    value: Decimal | None = None
    note: str | None = None


@dataclass(frozen=True)
class Year:
    """A fiscal year, or why there is none: ``none`` (a dash) or ``ambiguous`` (a number that names no era)."""

    status: str
    value: int | None = None


def shown(value: object) -> str:
    """The text that Excel shows for a value in the format General.

    Raises:
        TypeError: the value is of a kind that this workbook has none of.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is {type(value).__name__}: neither text nor number; teach the oracle to show it")
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        return str(int(exact))
    places = GENERAL_WIDTH - 1 - len(str(abs(int(exact))))
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def is_dash(text: str) -> bool:
    return text.strip() in DASHES


def figure(text: str) -> Figure | None:
    """What a cell of figures says; None where it is blank."""
    printed = text.strip()
    if not printed:
        return None
    if printed in DASHES:
        return Figure("none")
    if printed.startswith("#"):
        return Figure("unreadable")
    parts = _NOTE.fullmatch(printed)
    assert parts is not None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", parts["number"]).strip())
    if found is None:
        return Figure("text")
    value = Decimal(found["whole"].replace(",", "") + (found["point"] or ""))
    return Figure("value", -value if found["minus"] else value, parts["note"])


def yen(text: str) -> Figure | None:
    """An amount in 千円 as yen: ``ambiguous`` if no whole number, or if its point may stand for a comma."""
    found = figure(text)
    if found is None or found.value is None:
        return found
    whole = found.value * 1000
    if may_be_thousands(text) or whole != whole.to_integral_value():
        return Figure("ambiguous", None, found.note)
    return Figure("value", whole, found.note)


def may_be_thousands(text: str) -> bool:
    """A point with three digits behind it (``98.765``), up to three before: somebody may have meant a comma."""
    return _THOUSANDS_OR_POINT.fullmatch(text.strip()) is not None


def fiscal_year(text: str) -> Year | None:
    """The fiscal year that a cell names; None where it is blank, which a formula shows as 0."""
    printed = unicodedata.normalize("NFKC", text.strip())
    if printed in ("", "0"):
        return None
    if text.strip() in DASHES:
        return Year("none")
    found = _YEAR.fullmatch(printed)
    if found is None:
        return Year("ambiguous")
    return Year("value", ERAS[found[1]] + (1 if found[2] == "元" else int(found[2])))
