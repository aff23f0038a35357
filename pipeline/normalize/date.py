"""Dates as printed on Japanese forms, as ISO 8601 text of the precision printed: 2008, 2008-12 or 2008-05-15."""

import re
from calendar import monthrange
from dataclasses import dataclass

from pipeline.model.quantity import Status
from pipeline.normalize.era import FIRST_YEAR, LAST_YEAR, era_year, eraless_year, year_number
from pipeline.normalize.fold import Folded, fold
from pipeline.normalize.words import bracket_end, damage, stands_for_no_value


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says a date is. ``iso`` is set just when ``status`` is ``value``; ``note`` holds 末, 頃, （木） …."""

    status: Status
    iso: str | None = None
    note: str | None = None
    problem: str | None = None


_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})"
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|[明大昭平令]|[MTSHRmtshr]\.?)"
_YEAR = rf"(?:{_ERA}(?P<n>元|{_N})|(?:西暦)?(?P<west>[0-9]{{4}})|(?P<bare>元|{_N}))"
_IN_WORDS = re.compile(rf"{_YEAR}年(?!度)(?:(?P<month>{_N})?月(?:(?P<day>{_N})?日)?)?")
_IN_SIGNS = re.compile(rf"{_YEAR}(?P<sign>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=sign)(?P<day>[0-9]{{1,2}}))?(?![0-9./-])")
_BLANK = re.compile(
    r"(?:明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|[明大昭平令]|[MTSHR]\.?|西暦)?(?:年?(?:月日?)?|//|\.\.)(?:\(曜?日?\))?"
)
_TAIL = re.compile(
    r"(?:[、。]|年?度?(?:末|頃|ごろ|ころ|中旬|上旬|下旬|中|初旬|初め|はじめ|半ば|前半|後半)|春|夏|秋|冬|まで(?:に|の)?|迄|以降|以前"
    r"|現在|付け?|予定|見込み?|目途|目処|から|より|時点|[日月火水木金土]曜日?)"
)
_CLOSE = 3


def parse_date(text: str, near: int | None = None) -> DateReading | None:
    """The date a cell says; None if it is blank (``平成　年　月　日`` too). Words that aren't a date are ``text``.

    ``near`` is the report's own year, for era-less years: ``20年12月`` is read as fiscal years are; ``20.5.15`` might
    as well be 2020, so it is read only where the era's year lies within three years of ``near`` and 2020 doesn't.
    A fiscal year (平成20年度末) has no ISO form and is ``text``. Impossible dates are ``unreadable``.
    """
    folded = fold(text)
    if _BLANK.fullmatch(folded.key):
        return None
    said = stands_for_no_value(folded.key)
    if said is not None:
        return DateReading(said)
    lost = damage(text)
    if lost is not None or folded.torn_digits():
        return _unreadable(lost or "white space between digits")
    found = _IN_WORDS.match(folded.key) or _IN_SIGNS.match(folded.key)
    if found is None or _may_be_other(found):
        return _words(folded.key)
    note = _note(folded, found.end())
    if note is None:
        return _words(folded.key)
    return _reading(found, note, near)


def _reading(found: re.Match[str], note: str, near: int | None) -> DateReading:
    """The reading of a matched date; ``note`` is what follows it, printed."""
    year = _calendar_year(found, near)
    if isinstance(year, DateReading):
        return year
    month, day = (year_number(found[part]) if found[part] else None for part in ("month", "day"))
    iso = _iso(year, month, day)
    if iso is None:
        return _unreadable(f"there is no such date: {found.group()}")
    return DateReading(Status.VALUE, iso, note or None, _unfilled(found))


def _may_be_other(found: re.Match[str]) -> bool:
    """Two numbers with a sign between are a date only by their year: 20.5 is a number, 5/12 a day, H5-12 two years."""
    if "sign" not in found.groupdict() or found["day"]:
        return False
    return bool(found["bare"]) or (bool(found["era"]) and found["sign"] == "-")


def _calendar_year(found: re.Match[str], near: int | None) -> int | DateReading:
    """The Gregorian year of a matched date, or why there is none."""
    if found["west"]:
        year = int(found["west"])
        return year if FIRST_YEAR <= year <= LAST_YEAR else _unreadable(f"the year {year} is out of range")
    if found["era"]:
        era = era_year(found["era"], found["n"])
        return era if era is not None else _unreadable(f"{found['era']} has no year {found['n']}")
    reading = eraless_year(found["bare"], near)
    if reading.year is None:
        return DateReading(reading.status, problem=reading.problem)
    if "sign" in found.groupdict() and near is not None and not _surely_era(found["bare"], reading.year, near):
        return DateReading(Status.AMBIGUOUS, problem=f"{found['bare']} may be a year of an era or of this century")
    return reading.year


def _surely_era(number: str, era: int, near: int) -> bool:
    """Whether an era-less year among signs (20.5.15) is the era's: close to the report's year, and 2020 is not."""
    century = 2000 + (year_number(number) or 0)
    return abs(era - near) <= _CLOSE < abs(century - near)


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    """ISO 8601 of the precision given; None if the calendar has no such month or day."""
    if month is None:
        return f"{year:04d}" if day is None else None
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None


def _unfilled(found: re.Match[str]) -> str | None:
    """A problem where the form's 月 or 日 stands without its number (平成20年　月　日)."""
    printed = found.group()
    empty = [word for word, part in (("月", "month"), ("日", "day")) if word in printed and not found[part]]
    return f"{'・'.join(empty)} not filled in" if empty else None


def _note(folded: Folded, start: int) -> str | None:
    """What follows the date, printed, if it is only words and brackets that leave the date alone; else None."""
    pos, key = start, folded.key
    while pos < len(key):
        closed = bracket_end(key, pos)
        found = _TAIL.match(key, pos)
        if closed is not None and not any(c.isdigit() for c in key[pos:closed]):
            pos = closed
        elif found:
            pos = found.end()
        else:
            return None
    return folded.printed(start, len(key))


def _words(key: str) -> DateReading:
    """Words that aren't a date: 随時, 通年, 平成20年度末. Where digits stand among them a person should look."""
    if re.fullmatch(rf"{_YEAR}年度[^0-9]*", key) or not any("0" <= c <= "9" for c in key):
        return DateReading(Status.TEXT)
    if not re.search(r"[年月日度]", key):
        return _unreadable("not a date")
    return DateReading(Status.TEXT, problem="digits among words that are not understood as a date")


def _unreadable(problem: str) -> DateReading:
    return DateReading(Status.UNREADABLE, problem=problem)
