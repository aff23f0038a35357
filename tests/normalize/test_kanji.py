"""Kanji numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.kanji import kanji_number, kanji_number_with_precision

DIGITS = "〇一二三四五六七八九"
FORMAL = str.maketrans("一二三十百千万", "壱弐参拾佰仟萬")


def in_kanji(n: int) -> str:
    """``n`` in kanji with multipliers: 20300 -> 二万三百."""
    if n == 0:
        return "零"
    parts = []
    for name, big in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
        section = n // big % 10_000
        if section:
            parts.append(below_ten_thousand(section) + name)
    return "".join(parts)


def below_ten_thousand(n: int) -> str:
    text = ""
    for name, small in (("千", 1000), ("百", 100), ("十", 10)):
        digit = n // small % 10
        text += ("" if digit == 1 else DIGITS[digit]) + name if digit else ""
    return text + (DIGITS[n % 10] if n % 10 else "")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("百二十三", 123, 1),
        ("一二三", 123, 1),
        ("二〇", 20, 1),
        ("二十", 20, 10),
        ("壱万", 10_000, 10_000),
        ("零", 0, 1),
        ("3億4千万", 340_000_000, 10_000_000),
        ("３億４千万", 340_000_000, 10_000_000),
        ("1万2千", 12_000, 1000),
        ("1万500", 10_500, 1),
        ("12億3,456万", 1_234_560_000, 10_000),
        ("12,345万", 123_450_000, 10_000),
        ("1.5万", 15_000, 1000),
        ("1.5千万", 15_000_000, 1_000_000),
        ("5千", 5000, 1000),
        ("千万", 10_000_000, 10_000_000),
    ],
)
def test_numerals(text: str, value: int, precision: int) -> None:
    assert kanji_number_with_precision(text) == (Decimal(value), Decimal(precision))
    assert kanji_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "千千",
        "百千",
        "万億",
        "万",
        "億",
        "1億2億",
        "1.5億2千万",
        "二千八年",
        "一二百",
        "2百十百",
        "1万2",
        "1千12百",
        "〇",
        "〇〇",
        "百〇三",
        "1,23万",
        "1..5万",
        "一 二",
        "3億12,345万",
        "0万",
        "二人",
        "1 万",
        "-3万",
        "一" * 50,
        "9" * 23,
        "9999999999兆",
    ],
)
def test_malformed(text: str) -> None:
    assert kanji_number(text) is None
    assert kanji_number_with_precision(text) is None


@given(st.integers(0, 10**16 - 1))
def test_round_trip_with_multipliers(n: int) -> None:
    assert kanji_number(in_kanji(n)) == n
    assert kanji_number(in_kanji(n).translate(FORMAL)) == n


@given(st.integers(1, 10**12))
def test_round_trip_by_place(n: int) -> None:
    assert kanji_number("".join(DIGITS[int(d)] for d in str(n))) == n


@given(st.integers(1, 9999), st.integers(10, 9999))
def test_round_trip_mixed(oku: int, man: int) -> None:
    reading = kanji_number_with_precision(f"{oku}億{man:,}万")
    assert reading == (Decimal(oku * 10**8 + man * 10**4), Decimal(10**4))


@given(st.text(alphabet="〇一二三十百千万億兆123,.壱拾", max_size=12))
def test_the_precision_is_a_power_of_ten_that_the_value_is_a_multiple_of(text: str) -> None:
    reading = kanji_number_with_precision(text)
    if reading is not None:
        value, precision = reading
        assert precision.normalize().as_tuple().digits == (1,)
        assert value % precision == 0
        assert value >= 0
