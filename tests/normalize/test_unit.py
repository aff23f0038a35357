"""Units, and which of them are money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.unit import KNOWN_UNITS, is_noun, money_factor, strip_unit, unit_keys


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("円", 1),
        ("百円", 100),
        ("千円", 1000),
        ("万円", 10_000),
        ("百万円", 1_000_000),
        ("千万円", 10_000_000),
        ("億円", 100_000_000),
        ("千　円", 1000),
        ("(千円)", 1000),
        ("単位：千円", 1000),
        ("単位:千円", 1000),
        ("（単位 千円）", 1000),
        ("￥", 1),
        ("人", None),
        ("円/人", None),
        ("千", None),
        ("千円（税込）", None),
        ("", None),
    ],
)
def test_money_units(unit: str, factor: int | None) -> None:
    assert money_factor(unit) == factor


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人", "人"),
        ("(人)", "人"),
        ("（ 人 ）", "人"),
        ("（単位：人）", "人"),
        ("単位 ％", "％"),
        ("[件]", "件"),
        ("単位（回）", "回"),
        ("人（延べ）", "人（延べ）"),
        ("(人)(円)", "(人)(円)"),
        ("人 ／ 年", "人 ／ 年"),
        ("", None),
        ("　", None),
        ("単位", None),
        ("（単位：　）", None),
        ("－", None),
        ("（　）", None),
    ],
)
def test_strip_unit(text: str, unit: str | None) -> None:
    assert strip_unit(text) == unit


@pytest.mark.parametrize("unit", sorted(KNOWN_UNITS - {"単位"}))
def test_known_units_are_unchanged_by_stripping_and_found_behind_a_label(unit: str) -> None:
    assert strip_unit(f"（単位：{unit}）") == unit


def test_known_units_hold_no_number_word_or_year_suffix() -> None:
    assert not KNOWN_UNITS & {"年度", "分の1", "千", "万", "億", "以上", "程度", "減", "増"}


def test_what_cannot_be_a_unit_is_not_taken_for_one() -> None:
    assert unit_keys(["－", "未定", "5", "10人", "○", "", "なし"]) == unit_keys()
    assert unit_keys(["枚（A4）"]) == unit_keys() | {"枚(A4)"}


def test_nouns_are_known_by_their_keys() -> None:
    assert is_noun("事業")
    assert not is_noun("人")


@given(st.text() | st.text(alphabet="（）()[]単位:： 円千人-"))
def test_a_stripped_unit_is_printed_text_and_strips_no_further_by_brackets(text: str) -> None:
    unit = strip_unit(text)
    if unit is not None:
        assert unit in text
        assert unit == unit.strip()
