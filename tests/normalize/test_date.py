"""Dates: ISO text as precise as printed, or none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.quantity import Status
from pipeline.normalize.date import DateReading, parse_date
from tests.normalize.test_kanji import in_kanji


@pytest.mark.parametrize(
    ("text", "iso", "note"),
    [
        ("平成20年5月15日", "2008-05-15", None),
        ("平成 20 年 5 月 15 日", "2008-05-15", None),
        ("平成２０年　５月　１５日", "2008-05-15", None),
        ("平成二十年十二月五日", "2008-12-05", None),
        ("平成20年12月", "2008-12", None),
        ("平成20年", "2008", None),
        ("令和元年5月1日", "2019-05-01", None),
        ("平成31年5月", "2019-05", None),
        ("H20.5.15", "2008-05-15", None),
        ("H20/5/15", "2008-05-15", None),
        ("H20.5", "2008-05", None),
        ("2008/5/15", "2008-05-15", None),
        ("2008-05-15", "2008-05-15", None),
        ("2008年5月", "2008-05", None),
        ("２００８．５．１５", "2008-05-15", None),
        ("平成20年5月15日（木）", "2008-05-15", "（木）"),
        ("平成20年5月15日 木曜日", "2008-05-15", "木曜日"),
        ("平成20年12月末", "2008-12", "末"),
        ("平成20年12月頃", "2008-12", "頃"),
        ("平成20年12月中", "2008-12", "中"),
        ("平成20年12月上旬まで", "2008-12", "上旬まで"),
        ("平成20年秋", "2008", "秋"),
        ("平成20年2月29日", "2008-02-29", None),
    ],
)
def test_dates(text: str, iso: str, note: str | None) -> None:
    assert parse_date(text) == DateReading(Status.VALUE, iso, note)


@pytest.mark.parametrize(
    "text", ["", "　\n", "平成 年 月 日", "平成　　年　　月", "年 月 日", "令和", "H", "/  /", "年 月 日（ ）"]
)
def test_blank(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "status", "problem"),
    [
        ("平成20年度", Status.TEXT, False),
        ("平成20年度末", Status.TEXT, False),
        ("随時", Status.TEXT, False),
        ("通年", Status.TEXT, False),
        ("12月", Status.TEXT, True),
        ("平成20年12月～平成21年2月", Status.TEXT, True),
        ("平成20年5月から10回", Status.TEXT, True),
        ("未定", Status.UNDECIDED, False),
        ("－", Status.NONE, False),
        ("20.5.15", Status.AMBIGUOUS, True),
        ("20年12月", Status.AMBIGUOUS, True),
        ("平成20年2月30日", Status.UNREADABLE, True),
        ("平成21年2月29日", Status.UNREADABLE, True),
        ("平成20年13月", Status.UNREADABLE, True),
        ("平成99年1月", Status.UNREADABLE, True),
        ("20.5", Status.UNREADABLE, True),
        ("5/12", Status.UNREADABLE, True),
        ("H5-12", Status.UNREADABLE, True),
        ("平成20年5月1 5日", Status.UNREADABLE, True),
        ("1066年5月", Status.UNREADABLE, True),
        ("####", Status.UNREADABLE, True),
    ],
)
def test_no_date(text: str, status: Status, problem: bool) -> None:
    reading = parse_date(text)
    assert reading is not None
    assert (reading.status, reading.iso) == (status, None)
    assert (reading.problem is not None) is problem


@pytest.mark.parametrize(
    ("text", "near", "iso"),
    [
        ("20年12月", 2008, "2008-12"),
        ("20.5.15", 2008, "2008-05-15"),
        ("5.6.7", 2023, "2023-06-07"),
        ("20.5.15", 2020, None),  # 2020, or 平成20
        ("20.5.15", 2060, None),
    ],
)
def test_eraless(text: str, near: int, iso: str | None) -> None:
    reading = parse_date(text, near)
    assert reading is not None
    assert reading.iso == iso
    assert reading.status is (Status.AMBIGUOUS if iso is None else Status.VALUE)


def test_a_date_filled_in_by_half_is_as_precise_as_it_goes_and_says_so() -> None:
    assert parse_date("平成20年　月　日") == DateReading(Status.VALUE, "2008", None, "月・日 not filled in")
    assert parse_date("平成20年5月　日") == DateReading(Status.VALUE, "2008-05", None, "日 not filled in")


@given(st.dates(date(1990, 1, 1), date(2045, 12, 31)))
def test_round_trip_in_every_style(day: date) -> None:
    h, m, d = day.year - 1988, day.month, day.day
    ways = [
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{m}月{d}日",
        f"平成{h}年{m}月{d}日",
        f"平成 {h:2d} 年 {m:2d} 月 {d:2d} 日",
        f"Ｈ{h}．{m}．{d}",
        f"h{h}/{m}/{d}",
        f"平{in_kanji(h)}年{in_kanji(m)}月{in_kanji(d)}日",
        *([f"令和{h - 30}年{m}月{d}日"] if h > 30 else []),
    ]
    for text in ways:
        assert parse_date(text) == DateReading(Status.VALUE, day.isoformat()), text


@given(
    st.text() | st.text(alphabet="平成令和HR元年度月日0123456789一二十()./- 　末頃"),
    st.none() | st.integers(1900, 2100),
)
def test_iso_exactly_where_the_status_says_value(text: str, near: int | None) -> None:
    reading = parse_date(text, near)
    if reading is not None:
        assert (reading.iso is not None) == (reading.status is Status.VALUE)
    if reading is not None and reading.iso is not None:
        assert date.fromisoformat((reading.iso + "-01-01")[:10]).isoformat().startswith(reading.iso)
