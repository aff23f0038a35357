"""Fiscal years (年度) from era years (元号), Western years and era-less years, as Gregorian integers.

A fiscal year runs from April to March and has the number of the year it begins in (地方自治法 第208条): 平成19年度
is 2007. Eras are read by name, not by date, so 平成31 and 令和元 are both 2019, and a plan's 平成35年度 is 2023.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model.quantity import Status
from pipeline.normalize.fold import fold, match_key
from pipeline.normalize.kanji import kanji_number
from pipeline.normalize.words import bracket_end, damage, stands_for_no_value


@dataclass(frozen=True, slots=True)
class YearReading:
    """What a cell says a fiscal year is. ``year`` is set just when ``status`` is ``value``."""

    status: Status
    year: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Era:
    first: int
    longest: int
    names: str


# ``longest``: the highest year number believed. Of Meiji, Taisho and Showa the last there was: no sheet's plan runs on
# in them. Heisei and Reiwa plans run decades ahead (平成60 = 2048, 令和60 = 2078); 平成63 is a slip for 昭和63.
_ERAS = (
    _Era(1868, 45, "明治|㍾|明|M"),
    _Era(1912, 15, "大正|㍽|大|T"),
    _Era(1926, 64, "昭和|㍼|昭|S"),
    _Era(1989, 60, "平成|㍻|平|H"),
    _Era(2019, 60, "令和|㋿|令|R"),
)
FIRST_YEAR, LAST_YEAR = 1868, 2100
_NEAR, _AHEAD = 15, 7

ERA_NAMES = ("明治", "大正", "昭和", "平成", "令和")
_FULL_NAMES = f"{'|'.join(ERA_NAMES)}|[㍾㍽㍼㍻㋿]"
_ERA = rf"(?:{_FULL_NAMES}|(?<![A-Za-z])[MTSHR]\.?|(?<![一-鿿])[明大昭平令])"
_N = r"(?:元|[0-9]{1,2}(?![0-9])|[一二三四五六七八九十〇]{1,4})"
_SUFFIX = r"(?:年度|年)"
_WESTERN = r"(?:西暦)?(?<![0-9.,])(?:18[6-9][0-9]|19[0-9]{2}|20[0-9]{2}|2100)(?![0-9]|[.,][0-9])"

YEAR_PATTERN: str = rf"(?:{_ERA}{_N}{_SUFFIX}?|(?:{_FULL_NAMES}){_SUFFIX}|{_WESTERN}{_SUFFIX}?)"
"""A year with its era, a Western year, or a blank era (平成年度), in match-keyed text. No capturing groups."""

ERALESS_YEAR_PATTERN: str = r"(?:(?<![0-9.,一-鿿A-Za-z])(?:[0-9]{1,2}|元)年度)"
"""An era-less fiscal year (20年度), in match-keyed text, where no kanji or letter stands before it. No groups."""

_FULL = re.compile(rf"(?P<era>{_FULL_NAMES}|[明大昭平令]|[MTSHRmtshr]\.?)(?P<n>{_N})(?P<suffix>{_SUFFIX})?")
_BLANK = re.compile(rf"(?:{_FULL_NAMES}|[MTSHR]\.?|西暦)?{_SUFFIX}?|[明大昭平令]{_SUFFIX}")
_WEST = re.compile(rf"(?:西暦)?(?P<year>[0-9]{{4}})(?P<suffix>{_SUFFIX})?")
_ERALESS = re.compile(rf"(?P<n>{_N})(?P<suffix>{_SUFFIX})")
_WITH_MONTH = re.compile(
    r"(?P<year>[^月日]+年)(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:(?P<day>[0-9]{1,2})日)?"
)
_TWO_YEARS = re.compile(rf"(?P<outer>[^()]+)\((?P<inner>[^()]+)\)(?P<suffix>{_SUFFIX})?")
_LONGEST = 40


@lru_cache(maxsize=4096)
def parse_fiscal_year(text: str, near: int | None = None) -> YearReading | None:
    """The fiscal year a cell says; None if it says nothing (blank, or a blank era such as ``平成　　年度``).

    ``near`` is the report's own year, which era-less years (20年度) are read by: the one era reading not more than 15
    years before it or 7 after it, if no other is within 15 years; else ambiguous. A number with neither era nor 年
    (``18``) is ambiguous always. 平成20年 is read as a fiscal year; with a month it is a date, and 平成20年3月 lies in
    2007.
    """
    folded = fold(text)
    key = folded.key
    if key[:1] == "(" and bracket_end(key, 0) == len(key):
        key = key[1:-1]
    if _BLANK.fullmatch(key):
        return None
    said = stands_for_no_value(key)
    if said is not None:
        return YearReading(said)
    lost = damage(text)
    if lost is not None or len(key) > _LONGEST:
        return _unreadable(lost or "too long for a fiscal year")
    if folded.torn_digits():
        return _unreadable("white space between digits")
    return _one_year(key, near) or _two_years(key, near) or _year_of_date(key, near) or _not_a_year(key)


def era_year(era: str, number: str) -> int | None:
    """The Gregorian year of an era year, or None: (平成, 18), (Ｈ, 元), (令, 二) -> 2006, 1989, 2020."""
    name = match_key(era).removesuffix(".").upper()
    n = year_number(number)
    for known in _ERAS:
        if name in known.names.split("|"):
            return known.first + n - 1 if n is not None and 1 <= n <= known.longest else None
    return None


def year_number(text: str) -> int | None:
    """元, Arabic or kanji digits as a number; None for anything else."""
    key = match_key(text)
    if key == "元":
        return 1
    if key.isascii() and key.isdigit() and len(key) <= 4:
        return int(key)
    value = kanji_number(key)
    return int(value) if value is not None and value == value.to_integral_value() else None


def eraless_year(number: str, near: int | None) -> YearReading:
    """The year of an era-less year number (元, 5, 二十) by the report's own year; else ambiguous."""
    n = year_number(number)
    readings = [e.first + n - 1 for e in _ERAS if n is not None and 1 <= n <= e.longest]
    if not readings:
        return _unreadable(f"no era has a year {number}")
    if near is None:
        return YearReading(Status.AMBIGUOUS, problem=f"{number} without an era, and the report's own year is not known")
    if number.startswith("0") and n is not None:
        readings.append(2000 + n)  # 08 is how people shorten 2008, and some forms print H8 as 08
    close = [year for year in readings if abs(year - near) <= _NEAR]
    # A year some way off is the past's: 15年度 on a sheet of 2022 is not 2033, and may be 2003.
    if len(close) == 1 and close[0] - near <= _AHEAD:
        return _value(close[0])
    return YearReading(Status.AMBIGUOUS, problem=f"{number} without an era fits no one year near {near}")


def _one_year(key: str, near: int | None) -> YearReading | None:
    """A year and nothing else; None if ``key`` is not of that form."""
    found = _FULL.fullmatch(key)
    if found:
        year = era_year(found["era"], found["n"])
        return _value(year) if year is not None else _unreadable(f"{found['era']} has no year {found['n']}")
    found = _WEST.fullmatch(key)
    if found:
        year = int(found["year"])
        return _value(year) if FIRST_YEAR <= year <= LAST_YEAR else _unreadable(f"the year {year} is out of range")
    found = _ERALESS.fullmatch(key)
    return eraless_year(found["n"], near) if found else None


def _two_years(key: str, near: int | None) -> YearReading | None:
    """The same year twice, 令和6(2024)年度; None if ``key`` is not of that form."""
    found = _TWO_YEARS.fullmatch(key)
    if found is None:
        return None
    both = [_one_year(found[part], near) for part in ("outer", "inner")]
    years = [reading.year for reading in both if reading is not None and reading.year is not None]
    if len(years) < 2:
        return None
    if years[0] != years[1]:
        return YearReading(Status.AMBIGUOUS, problem=f"two years that differ: {years[0]} and {years[1]}")
    return _value(years[0])


def _year_of_date(key: str, near: int | None) -> YearReading | None:
    """The fiscal year that a month lies in: January to March belong to the year before. None if there is no month."""
    found = _WITH_MONTH.fullmatch(key)
    calendar = _one_year(found["year"], near) if found else None
    if found is None or calendar is None or calendar.year is None:
        return calendar
    month = year_number(found["month"]) or 0
    day = int(found["day"] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(calendar.year, month)[1]:
        return _unreadable("there is no such month or day")
    return _value(calendar.year - (month <= 3))


def _not_a_year(key: str) -> YearReading:
    n = year_number(key)
    if n is not None and 1 <= n <= 99:
        return YearReading(Status.AMBIGUOUS, problem=f"{key} with neither an era nor 年度 may be any era's year")
    return _unreadable("not a fiscal year")


def _value(year: int) -> YearReading:
    return YearReading(Status.VALUE, year)


def _unreadable(problem: str) -> YearReading:
    return YearReading(Status.UNREADABLE, problem=problem)
