"""What the PDF reader makes of each thing that a sheet may have on it, in each style."""

from itertools import product
from typing import get_args

import pytest

from pipeline.model.document import Cell as Read
from pipeline.readers import read_document
from tests.paper.model import STRUCK, Block, Cell, Page, Sheet, Table, figures, label, line, said
from tests.paper.pdf import as_pdf
from tests.paper.style import Lines, Style
from tests.paper.text import as_text

STYLES = [
    Style(lines=lines, turned=turned, open_sides=open_sides, drawn_marks=marks)
    for lines, turned, open_sides, marks in product(get_args(Lines), *[(False, True)] * 3)
]
EVERY = pytest.mark.parametrize("style", STYLES, ids=str)
PLAIN = Style()
_END = "終"


def cells(*blocks: Block, style: Style = PLAIN) -> list[Read]:
    """The cells of one page with these blocks."""
    document = read_document(as_pdf(Sheet((Page(blocks),)), style))
    return [cell for grid in document.grids for row in grid.rows for cell in row if cell.text != _END]


def texts(*blocks: Block, style: Style = PLAIN) -> list[str]:
    return [cell.text for cell in cells(*blocks, style=style)]


def table(*rows: tuple[Cell, ...], width: float = 80, height: float = 40) -> Table:
    """A table with two more rows, because it takes three rules that end together to make a side that isn't drawn."""
    columns = sum(cell.cols for cell in rows[0])
    return Table((width,) * columns, (*rows, *[(said(_END),) * columns] * 2), height)


@EVERY
def test_spans(style: Style) -> None:
    heads = (label("区分", rows=2), label("5年度", cols=2))
    found = cells(table(heads, (label("予算"), label("決算")), (label("計"), *figures("10", "20"))), style=style)
    assert [(c.text, c.row, c.col, c.row_span, c.col_span) for c in found] == [
        ("区分", 0, 0, 2, 1),
        ("5年度", 0, 1, 1, 2),
        ("予算", 1, 1, 1, 1),
        ("決算", 1, 2, 1, 1),
        ("計", 2, 0, 1, 1),
        ("10", 2, 1, 1, 1),
        ("20", 2, 2, 1, 1),
    ]


@EVERY
def test_letters_one_below_the_other_and_letters_spread_out(style: Style) -> None:
    upright = label("財源", rows=2, upright=True)
    found = texts(table((upright, label("町費", spaced=True)), (said("1,000"),)), style=style)
    assert ["".join(text.split()) for text in found] == ["財源", "町費", "1,000"]


@EVERY
def test_a_text_that_overflows_its_cell_is_its_own(style: Style) -> None:
    found = texts(table((said("海岸を美しく保つための清掃", overflow=True), said(), label("計"))), style=style)
    assert found == ["海岸を美しく保つための清掃", "", "計"]


@EVERY
def test_a_cell_struck_through(style: Style) -> None:
    found = cells(table((label("計"), *figures("10"), STRUCK)), style=style)
    assert [(c.text, c.struck) for c in found] == [("計", False), ("10", False), ("", True)]


@EVERY
@pytest.mark.parametrize("text", ["○", "●", "■あり　□なし", "○十分　●不足"])
def test_marks(style: Style, text: str) -> None:
    found = texts(table((label("委託"), said(text)), (label("別"), said("なし"))), style=style)
    assert "".join(found[1].split()) == "".join(text.split())


@EVERY
@pytest.mark.parametrize("mark", ["☑", "☐"])
def test_boxes_that_no_font_has(style: Style, mark: str) -> None:
    found = texts(table((label("委託"), said(f"{mark}あり"))), style=style)
    assert found[1] in {f"{mark}あり", f"{ {'☑': '■', '☐': '□'}[mark] }あり", f"{mark} あり"}


def test_a_cell_that_is_no_rectangle() -> None:
    rows = (
        (label("物件費", cols=2, join="goods"), said("100")),
        (label("（内訳）", rows=2, join="goods", size=6), label("委託料"), said("60")),
        (label("借上料"), said("40")),
    )
    found = cells(Table((30, 60, 80), rows))
    assert [("".join(c.text.split()), c.row, c.col, c.row_span, c.col_span) for c in found] == [
        ("物件費（内訳）", 0, 0, 3, 2),
        ("100", 0, 2, 1, 1),
        ("委託料", 1, 1, 1, 1),
        ("60", 1, 2, 1, 1),
        ("借上料", 2, 1, 1, 1),
        ("40", 2, 2, 1, 1),
    ]


@pytest.mark.xfail(reason="upright letters in one leg turn the whole cell: 費件物（内訳）")
def test_a_cell_that_is_no_rectangle_with_upright_letters_in_one_leg() -> None:
    rows = (
        (label("物件費", cols=2, join="goods"), said("100")),
        (label("（内訳）", rows=2, join="goods", upright=True, size=7), label("委託料"), said("60")),
        (label("借上料"), said("40")),
    )
    found = cells(Table((18, 84, 80), rows))
    assert "".join(found[0].text.split()) == "物件費（内訳）"


@pytest.mark.parametrize("size", [9, 11, 12, 14, 20])
def test_a_title_with_figures_in_large_type(size: float) -> None:
    body = table((label("計"), said("海岸を美しく保つための清掃")))
    assert texts(line("平成20年度評価表", 100, size=size, height=30), body)[0] == "平成20年度評価表"


def test_pieces_of_a_line_stand_apart() -> None:
    assert texts(line("〔費用〕", 0, (400, "（単位：千円）"))) == ["〔費用〕", "（単位：千円）"]


# ---- the descriptions themselves


def test_a_table_is_described_whole() -> None:
    with pytest.raises(ValueError, match="says nothing of the columns"):
        list(Table((1, 1), ((said("a"),),)).placed())
    with pytest.raises(ValueError, match="no room"):
        list(Table((1,), ((said("a"), said("b")),)).placed())
    with pytest.raises(ValueError, match="outside the table"):
        list(Table((1,), ((said("a", cols=2),),)).placed())


def test_what_does_not_fit_on_a_page_is_refused() -> None:
    with pytest.raises(ValueError, match="the page ends at"):
        as_pdf(Sheet((Page((table(*[(said("a"),)] * 30),)),)))


def test_text_leaves_an_empty_cell_below_a_tall_one() -> None:
    rows = ((label("財源", rows=2), label("国県"), said("1")), (label("町費"), STRUCK))
    assert (
        as_text(Sheet((Page((line("題", 0, (9, "右")), table(*rows))),)))
        == "題\t右\n財源\t国県\t1\n\t町費\t－\n終\t終\t終\n終\t終\t終\n"
    )
