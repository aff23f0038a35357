from collections.abc import Iterator
from contextlib import suppress

import pytest

from pipeline.errors import UnreadableFile
from pipeline.model.backend import PdfBackend
from pipeline.model.document import Cell, Document, Grid
from pipeline.readers import read_document, reader_version
from tests.readers.pdf_builder import LATIN, MUTE, Page, pdf


def read(*pages: Page) -> Document:
    return read_document(pdf(*pages), PdfBackend.PDFPLUMBER)


def said(grid: Grid) -> list[tuple[str, int, int, int, int, bool]]:
    """Text, row, column and spans of the cells that say something."""
    return [(c.text, c.row, c.col, c.row_span, c.col_span, c.ruled) for c in grid.non_blank()]


def cells(grid: Grid) -> Iterator[Cell]:
    return (cell for row in grid.rows for cell in row)


def sheet() -> Page:
    """Two columns, three rows; the first row is one cell. Above it a title, beside it nothing, below it two texts."""
    page = Page().box(20, 60, 300, 90).table([20, 100, 300], [90, 120, 150])
    page.text(30, 80, "Heading", font=LATIN).text(30, 110, "Cost", font=LATIN).text(110, 110, "1,200", font=LATIN)
    page.text(110, 135, "two", font=LATIN).text(110, 147, "lines", font=LATIN)
    page.text(100, 30, "Title of it", font=LATIN)
    return page.text(20, 200, "left", font=LATIN).text(300, 200, "right", font=LATIN)


def test_cells_stand_on_one_lattice() -> None:
    (grid,) = read(sheet()).grids
    assert grid.aligned
    assert said(grid) == [
        ("Title of it", 0, 1, 1, 1, False),
        ("Heading", 1, 0, 1, 2, True),
        ("Cost", 2, 0, 1, 1, True),
        ("1,200", 2, 1, 1, 1, True),
        ("two\nlines", 3, 1, 1, 1, True),
        ("left", 5, 0, 1, 1, False),
        ("right", 5, 2, 1, 1, False),
    ]


def test_both_backends_place_a_plain_page_alike() -> None:
    (ours,) = read_document(pdf(sheet())).grids
    (theirs,) = read(sheet()).grids
    mine, other = ([(c.text, c.row, c.row_span, c.ruled) for c in grid.non_blank()] for grid in (ours, theirs))
    assert mine == other


def test_boxes_are_as_the_page_is_shown() -> None:
    shown = Page(crop=(10, 20, 390, 290), origin=(50, 70)).table([20, 100, 300], [90, 120])
    ((cell, *_),) = (row for row in next(iter(read(shown).grids)).rows if row)
    assert cell.box is not None
    assert (cell.box.left, cell.box.top) == pytest.approx((10, 70), abs=0.6)


def test_a_cell_that_a_line_crosses_is_struck() -> None:
    page = Page().table([20, 100, 200], [20, 60, 100]).line(20, 100, 100, 60)
    assert [cell.place for cell in cells(read(page).grids[0]) if cell.struck] == [
        (grid_cell.place) for grid_cell in cells(read_document(pdf(page)).grids[0]) if grid_cell.struck
    ]


def test_pages_are_read_one_by_one_and_again() -> None:
    document = read(*(Page().text(20, 40, f"p{n}", font=LATIN) for n in range(3)))
    assert len(document.grids) == 3
    for _ in range(2):
        assert [[c.text for c in grid.non_blank()] for grid in document.grids] == [["p0"], ["p1"], ["p2"]]
    assert [grid.page for grid in document.grids[1:]] == [2, 3]
    assert document.grids[-1].page == 3


def test_an_empty_page_has_no_cells() -> None:
    assert next(iter(read(Page()).grids)).rows == ()


def test_a_scan_and_a_glyph_without_a_character_are_said() -> None:
    scan, mute = read(Page().picture(0, 0, 400, 300), Page().text(20, 40, b"\0\7", font=MUTE)).grids
    assert [finding.rule for finding in scan.findings] == ["page-is-picture"]
    assert [finding.rule for finding in mute.findings] == ["glyph-unmapped"]


def test_text_that_pdfplumber_passes_over_is_said() -> None:
    page = Page().text(20, 40, "a line that it reads", font=LATIN).text(20, 80, "読めない文字の行")
    whole, partly = read(sheet(), page).grids
    assert whole.findings == ()
    assert [(finding.rule, finding.actual) for finding in partly.findings] == [("text-lost", "16 characters")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(), "no pages"),
        (pdf(Page(), encrypt=True), "locked by a password"),
        (b"%PDF-1.7\nnothing", "pdfplumber can't open the file"),
    ],
)
def test_what_can_not_be_read_is_said(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        read_document(data, PdfBackend.PDFPLUMBER)


@pytest.mark.parametrize("kept", [40, 60, 80, 95])
def test_a_damaged_file_gives_pages_or_a_reason(kept: int) -> None:
    whole = pdf(sheet(), sheet())
    data = whole[: len(whole) * kept // 100]
    with suppress(UnreadableFile):
        list(read_document(data, PdfBackend.PDFPLUMBER).grids)


def test_the_version_says_which_backend_read() -> None:
    document = read(Page())
    assert document.reader == "pdf"
    assert document.reader_version.startswith("pdfplumber-")
    assert document.reader_version in reader_version(PdfBackend.PDFPLUMBER)
    assert document.reader_version not in reader_version()
    assert read_document(pdf(Page())).reader_version in reader_version(PdfBackend.PDFIUM)
