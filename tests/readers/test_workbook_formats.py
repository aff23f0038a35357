"""What a workbook shows for a number under a format."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.workbook.formats import show_general, show_number, show_text

YEN, TRIANGLE, DASH = "#,##0", '#,##0;"△ "#,##0', '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("12236", "General", "12236"), ("12236.0", "General", "12236"), ("0.30000000000000004", "General", "0.3"),
        ("2799.4849999999997", "General", "2799.485"), ("0.029805352798053526", "General", "0.029805353"),
        ("123456789012", "General", "123456789012"), ("-0.5", "General", "-0.5"), ("3", 'General"人"', "3人"),
        ("-3", 'G/標準"人"', "-3人"),
        ("12236", YEN, "12,236"), ("-12236", YEN, "-12,236"), ("0", YEN, "0"), ("999.5", YEN, "1,000"),
        ("-5", TRIANGLE, "△ 5"), ("-1234", "#,##0;[Red]△#,##0", "△1,234"), ("-5", "#,##0_);(#,##0)", "(5)"),
        ("0", DASH, "-"), ("5", DASH, "5"), ("0", "#,##0;-#,##0;", ""), ("5", ";;;", ""),
        ("0.125", "0.0%", "12.5%"), ("0.005", "0%", "1%"), ("1.5", '0.0"%"', "1.5%"), ("1.005", "0.00", "1.01"),
        ("1234567", "#,##0,", "1,235"), ("1234567", '#,##0,"千円"', "1,235千円"), ("7", "0000", "0007"),
        ("0.5", "#.##", ".5"), ("1.5", "0.###", "1.5"), ("2", "0.0#", "2.0"), ("12", '"第"0"号"', "第12号"),
        ("1200", "[$¥-411]#,##0", "¥1,200"), ("42", "@", "42"),
        ("-5", "#,##0;@", "-5"), ("0", "0.0;-0.0;@", "0.0"), ("1234567", "#,##0,.0", "1,234.6"),
        ("28.499999999999996", "0", "29"), ("0", 'ggge"年"m"月"d"日";;', ""), ("12", "0,000", "0,012"),
        ("1100011", "000-0000", "110-0011"), ("11", "00-00-00", "00-00-11"), ("-12345", '#"款"00"項"', "-123款45項"),
        ("123", "[<=999]000;[<=9999]000-00;000-0000", "123"), ("12345", "00-00", "123-45"),
        ("12", "[DBNum3]0", "１２"), ("0", "+0;△0;±0", "±0"), ("0", "0;△0;―", "―"), ("0", '#,##0;△#,##0;"－"', "－"),
        ("-12236000", '#,##0,;△#,##0,', "△12,236"), ("7", '"令和"0"年度"', "令和7年度"), ("7", "0_ ", "7"),
        ("12236", '#,##0_ ;[Red]\\-#,##0\\ ', "12,236"), ("-7", "0_);[赤]\\(0\\)", "(7)"), ("7", "000000", "000007"),
        ("1.5", "[h]:mm", "36:00"), ("5", '[=0]"-";#,##0', "5"), ("0", '[=0]"-";#,##0', "-"),
    ],
)  # fmt: skip
def test_numbers(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    "code", ["0.00E+00", "# ?/?", "0,00-00", "mmmmm", "[DBNum1]0", "[DBNum1]ggge", 'rr"年"', "yyyyb"]
)
def test_what_is_not_followed_is_said(code: str) -> None:
    assert show_number(Decimal("1234.5"), code) is None


@pytest.mark.parametrize(
    ("serial", "code", "shown"),
    [
        ("45000", "yyyy/m/d", "2023/3/15"), ("45000", '[$-411]ggge"年"m"月"d"日";@', "令和5年3月15日"),
        ("43585", "ge.m.d", "H31.4.30"), ("43586", "ge.m.d", "R1.5.1"), ("32515", "gge", "昭64"),
        ("32516", "gge", "平1"), ("45000.75", "yyyy-mm-dd hh:mm:ss", "2023-03-15 18:00:00"),
        ("0.5", "h:mm AM/PM", "12:00 PM"), ("45000", 'm"月"d"日（"aaa"）"', "3月15日（水）"),
        ("1", "yyyy/m/d", "1900/1/1"), ("61", "yyyy/m/d", "1900/3/1"),
        ("60", "yyyy/m/d", "1900/2/29"), ("0", "yyyy/m/d", "1900/1/0"), ("60", "ge.m.d", None),
        ("-1", "yyyy/m/d", None), ("43586", '[$-ja-JP-x-gannen]ggge"年"m"月";@', "令和元年5月"),
        ("45000", '[DBNum3][$-411]ggge"年"m"月"d"日"', "令和５年３月１５日"), ("43586", '[$-ja-JP]ggge"年"', "令和1年"),
        ("45000", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2023年3月15日"),
        ("0.5", "[$-F400]h:mm:ss AM/PM", "12:00:00"),
    ],
)  # fmt: skip
def test_days(serial: str, code: str, shown: str | None) -> None:
    assert show_number(Decimal(serial), code) == shown


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    assert show_number(Decimal("43538"), "yyyy/m/d", from_1904=True) == "2023/3/15"


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_is_the_one_that_was_meant(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert show_number(Decimal(serial), "yyyy-mm-dd") == day.isoformat()


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_lose_nothing(number: int) -> None:
    assert int(show_general(Decimal(number))) == number
    assert int((show_number(Decimal(number), YEN) or "").replace(",", "")) == number


@given(st.floats(-1e9, 1e9, allow_nan=False))
def test_a_fraction_is_off_by_its_last_digit_at_most(number: float) -> None:
    value = Decimal(repr(number))
    shown = show_general(value)
    assert abs(Decimal(shown) - value) <= max(Decimal("1e-9"), abs(value) * Decimal("1e-5")) or abs(value) > 1
    assert abs(Decimal(shown) - value) <= max(abs(value), Decimal(1)) * Decimal("1e-8")


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text('0#?,.%;@"[]$-_*\\ ymdhsge/:△<>=1DBNum', max_size=12),
    st.booleans(),
)
def test_no_number_and_no_format_make_it_fail(value: Decimal, code: str, from_1904: bool) -> None:
    shown = show_number(value, code, from_1904=from_1904)
    assert shown is None or isinstance(shown, str)


@pytest.mark.parametrize(
    ("code", "shown"),
    [("@", "あ"), ('@"様"', "あ様"), ("General", "あ"), ('0;0;0;"（"@"）"', "（あ）"), ("0;0;0", "あ")],
)
def test_texts(code: str, shown: str) -> None:
    assert show_text("あ", code) == shown
