"""Fiscal years: every way of printing one gives the same Gregorian year, or none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.quantity import Status
from pipeline.normalize.era import ERALESS_YEAR_PATTERN, YEAR_PATTERN, YearReading, parse_fiscal_year
from pipeline.normalize.fold import match_key
from tests.normalize.test_kanji import in_kanji

# Names, first year, and the last year that this test prints with the era.
ERAS = [
    (("明治", "明", "M", "㍾", "Ｍ"), 1868, 1912),
    (("大正", "大", "T", "㍽", "Ｔ"), 1912, 1926),
    (("昭和", "昭", "S", "㍼", "Ｓ"), 1926, 1989),
    (("平成", "平", "H", "㍻", "Ｈ"), 1989, 2040),
    (("令和", "令", "R", "㋿", "Ｒ"), 2019, 2060),
]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def value(year: int) -> YearReading:
    return YearReading(Status.VALUE, year)


def printed_ways(names: tuple[str, ...], n: int) -> list[str]:
    numbers = [
        str(n),
        f"{n:2d}",
        f"{n:02d}",
        str(n).translate(FULL_WIDTH),
        in_kanji(n),
        f" {n} ",
        *(["元"] if n == 1 else []),
    ]
    return [f"{era}{gap}{number}{suffix}" for era in names for gap in ("", "　") for number in numbers
            for suffix in ("", "年", "年度", " 年 度")]  # fmt: skip


@pytest.mark.parametrize(("names", "first", "last"), ERAS)
def test_every_year_of_every_era_in_every_style(names: tuple[str, ...], first: int, last: int) -> None:
    for year in range(first, last + 1):
        for text in printed_ways(names, year - first + 1):
            assert parse_fiscal_year(text) == value(year), text
            assert re.fullmatch(YEAR_PATTERN, match_key(text)), text


@pytest.mark.parametrize("year", range(1868, 2061))
def test_western_years(year: int) -> None:
    for text in (
        f"{year}",
        f"{year}年",
        f"{year}年度",
        f"西暦 {year} 年度",
        str(year).translate(FULL_WIDTH),
        f"（{year}年度）",
    ):
        assert parse_fiscal_year(text) == value(year), text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("平成31年度", 2019),
        ("令和元年度", 2019),
        ("平成35年度", 2023),
        ("H.20", 2008),
        ("h20", 2008),
        ("令和6(2024)年度", 2024),
        ("2024（令和6）年度", 2024),
        ("平成20年4月", 2008),
        ("平成20年3月", 2007),
        ("平成20年3月31日", 2007),
        ("2008年12月", 2008),
        ("平成 １ ８ 年度", 2006),
    ],
)
def test_readable(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == value(year)


@pytest.mark.parametrize(
    "text", ["", "　", "平成 年度", "平成　　年度", "令和　年", "年度", "年", "H", "R　年度", "（年度）"]
)
def test_blank(text: str) -> None:
    assert parse_fiscal_year(text) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("－", Status.NONE),
        ("なし", Status.NONE),
        ("未定", Status.UNDECIDED),
        ("18", Status.AMBIGUOUS),
        ("二十", Status.AMBIGUOUS),
        ("20年度", Status.AMBIGUOUS),
        ("令和6(2023)年度", Status.AMBIGUOUS),
        ("平成0", Status.UNREADABLE),
        ("平成61年度", Status.UNREADABLE),
        ("昭和65年度", Status.UNREADABLE),
        ("大正16年", Status.UNREADABLE),
        ("平成99", Status.UNREADABLE),
        ("1867", Status.UNREADABLE),
        ("2101年度", Status.UNREADABLE),
        ("0", Status.UNREADABLE),
        ("平成1 8年度", Status.UNREADABLE),
        ("平成2O年度", Status.UNREADABLE),
        ("平成18~20年度", Status.UNREADABLE),
        ("平成20年13月", Status.UNREADABLE),
        ("平成20年2月30日", Status.UNREADABLE),
        ("平成〇年度", Status.UNREADABLE),
        ("随時", Status.UNREADABLE),
        ("#REF!", Status.UNREADABLE),
    ],
)
def test_no_year(text: str, status: Status) -> None:
    reading = parse_fiscal_year(text)
    assert reading is not None
    assert (reading.status, reading.year) == (status, None)
    assert (reading.problem is None) == (status in (Status.NONE, Status.UNDECIDED))


@pytest.mark.parametrize(
    ("text", "near", "year"),
    [
        ("20年度", 2008, 2008),
        ("20年度", 2013, 2008),
        ("２５年度", 2013, 2013),
        ("５年度", 2025, 2023),
        ("元年度", 2020, 2019),
        ("30年度", 2019, 2018),
        ("63年度", 1990, 1988),
        ("15年度", 1930, None),  # 昭和15 = 1940, and 大正15 = 1926 is close too
        ("15年度", 2022, None),  # 2033 is too far ahead to be meant, and 2003 too far back
        ("15年度", 2027, 2033),
        ("10年度", 2007, 1998),
        ("20年度", 2022, 2008),
        ("19年度", 2022, None),
        ("二十年度", 2010, 2008),
        ("20年3月", 2008, 2007),
        ("20年度", 2060, None),
        ("05年度", 2006, None),  # 2005, or 平成5 = 1993, or so
        ("05年度", 2024, 2023),
        ("18", 2008, None),
    ],
)
def test_eraless(text: str, near: int, year: int | None) -> None:
    reading = parse_fiscal_year(text, near)
    assert reading is not None
    assert reading.year == year
    assert reading.status is (Status.AMBIGUOUS if year is None else Status.VALUE)


@given(st.integers(1, 64), st.integers(1990, 2060))
def test_an_eraless_year_is_a_year_of_some_era_close_to_the_report(n: int, near: int) -> None:
    reading = parse_fiscal_year(f"{n}年度", near)
    assert reading is not None
    if reading.year is not None:
        assert abs(reading.year - near) <= 15
        assert reading.year - n + 1 in (1926, 1989, 2019)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("平成 19 年度 (千円)", ["平成19年度"]),
        ("H20見込み", ["H20"]),
        ("Ｒ６予算", ["R6"]),
        ("（平18）", ["平18"]),
        ("2008年度決算", ["2008年度"]),
        ("開始 平成 年度", ["平成年度"]),
        ("平成18年度から2010年度まで", ["平成18年度", "2010年度"]),
        ("最大5人", []),
        ("12,2008", []),
        ("SH18", []),
        ("20080", []),
        ("平成181", []),
    ],
)
def test_pattern_finds_years_in_headings(text: str, found: list[str]) -> None:
    assert re.findall(YEAR_PATTERN, match_key(text)) == found


def test_pattern_of_eraless_years() -> None:
    assert re.findall(ERALESS_YEAR_PATTERN, match_key("２０年度決算、元年度予算")) == ["20年度", "元年度"]
    assert re.findall(ERALESS_YEAR_PATTERN, "平成20年度 2008年度 H20年度") == []


@given(st.text() | st.text(alphabet="平成令和HR元年度月日0123456789一二十() 　～"), st.none() | st.integers(1900, 2100))
def test_a_year_exactly_where_the_status_says_value(text: str, near: int | None) -> None:
    reading = parse_fiscal_year(text, near)
    if reading is not None:
        assert (reading.year is not None) == (reading.status is Status.VALUE)
        assert reading.year is None or 1867 <= reading.year <= 2100
