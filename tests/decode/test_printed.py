"""Printed texts of a form that were read a little differently, and texts that only look like them."""

import pytest

from pipeline.decode.printed import PrintedTexts
from pipeline.model.document import Cell, Place
from pipeline.model.ink import Line
from pipeline.model.place import Box
from tests.decode.making import Doubts, printed

FORM = PrintedTexts(
    ("{year}の決算", "{year}", "(別紙){subject}", "細かな費用({unit})", "{name}(単位:{unit})", "人件費", "評価の理由")
)


def seen(text: str, doubts: Doubts | None = None) -> Cell:
    """A cell that was read as ``text``; ``doubts`` say by index what else its characters may be."""
    line = Line(text, 0.9, Box(0, 0, 10 * len(text), 10), printed(text, doubts=doubts))
    return Cell(text, Place(1, 0, 0), lines=(line,))


@pytest.mark.parametrize(
    "text", ["令和6年度の決算", "（別紙）港の人出", "細かな費用（千円）", "来た人（単位：人）", "人件費"]
)
def test_what_was_read_as_the_form_has_it_is_one_of_its_texts(text: str) -> None:
    assert FORM.has(text)
    assert FORM.verified(seen(text)) is None


@pytest.mark.parametrize(
    ("read", "said"),
    [("細かな費用((千円)", "細かな費用(千円)"), ("来た人(単位 人)", "来た人(単位:人)")],
)
def test_small_signs_that_were_lost_or_seen_twice_are_put_right(read: str, said: str) -> None:
    assert FORM.verified(seen(read)) == said


@pytest.mark.parametrize("read", ["合和6年度の決算", "合和6年度"])
def test_the_name_of_an_era_is_put_right_if_its_ink_allows_it(read: str) -> None:
    doubts = {0: {"合": 0.6, "令": 0.3, "": 0.1}}
    assert FORM.verified(seen(read, doubts)) == read.replace("合", "令")
    assert FORM.verified(seen("台湾6年度の決算")) is None


def test_a_unit_of_money_is_verified_and_another_unit_is_not() -> None:
    assert FORM.verified(seen("細かな費用(千丹)", {6: {"丹": 0.6, "円": 0.3, "": 0.1}})) == "細かな費用(千円)"
    assert FORM.verified(seen("細かな費用(千人)")) is None


def test_a_speck_in_the_number_of_a_year_is_no_point() -> None:
    assert FORM.verified(seen("平成2.0年度の決算")) == "平成20年度の決算"
    assert FORM.verified(seen("平成4.年度の決算")) == "平成4年度の決算"
    assert FORM.verified(seen("平成.4年度の決算")) == "平成4年度の決算"


@pytest.mark.parametrize("read", [".令和6年度", "令和6年度・", "・令和6年度の決算", "令和6年度の決算."])
def test_specks_before_and_after_a_label_are_none_of_it(read: str) -> None:
    assert FORM.verified(seen(read)) == read.strip(".・")
    assert FORM.verified(seen(read.replace("年度", "円"))) is None


def test_the_number_of_a_year_is_never_another() -> None:
    assert FORM.verified(seen("合和5年度", {0: {"合": 0.6, "令": 0.3, "": 0.1}})) == "令和5年度"


@pytest.mark.parametrize("text", ["(別紙のとおり)", "別紙のとおり", "(別表)のとおり", "別に述べる"])
def test_a_value_that_only_looks_like_a_heading_with_a_hole_stays_one(text: str) -> None:
    assert not FORM.has(text)
    assert FORM.verified(seen(text)) is None


def test_a_long_text_that_lost_a_sign_is_not_the_name_in_a_hole_of_a_short_one() -> None:
    form = PrintedTexts(("{name}(単位:{unit})", "町民一人あたりの町税の額(B/人口*1,000)(単位:{unit})"))
    assert form.verified(seen("町民一人あたりの町税の額(B人口*1,000)(単位:円)")) == (
        "町民一人あたりの町税の額(B/人口*1,000)(単位:円)"
    )
    assert form.verified(seen("町民一人あたりの町税の額(B人口*1,500)(単位:円)")) is None
    assert form.verified(seen("園児一人あたりの経費の額(単位:円)")) is None


def test_of_two_texts_the_one_with_fewer_slips_is_printed_whichever_comes_first() -> None:
    form = PrintedTexts(("{year}予算", "{year}決算"))
    assert form.verified(seen("4.年度決算")) == "4年度決算"
    assert form.verified(seen("4.年度予算")) == "4年度予算"
    assert form.verified(seen("4年度失算", {3: {"失": 0.4, "決": 0.3, "予": 0.3}})) is None


def test_a_row_of_specks_below_a_label_is_none_of_it() -> None:
    label, specks = (seen(text).lines[0] for text in ("令和6年度の決算", "oo"))
    low = Line("oo", 0.9, Box(0, 12, 40, 14), specks.steps)
    cell = Cell("令和6年度の決算\noo", Place(1, 0, 0), lines=(label, low))
    assert FORM.verified(cell) == "令和6年度の決算"
    tall = Line("oo", 0.9, Box(0, 12, 40, 20), specks.steps)
    assert FORM.verified(Cell("令和6年度の決算\noo", Place(1, 0, 0), lines=(label, tall))) is None
