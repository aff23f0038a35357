"""Every real page read by us and by pdfplumber: wherever they differ, the page or a named cause says why."""

import sys
from collections import Counter

import pytest

from pipeline.model.backend import PdfBackend
from pipeline.model.change import replace
from pipeline.model.document import Box, Cell, Grid
from pipeline.readers import read_document
from tests.readers.pdf_builder import LATIN, Page, pdf
from tests.real_pdf import differences as d
from tests.real_pdf.database import REAL

# How often each cause may come up: as often as it did when every one of them had been looked at.
AT_MOST = {
    "ikeda": {d.DRAWN: 520, d.SIDE_NOT_DRAWN: 1118, d.TEXT_ALONG_SIDE: 2, d.INNER_OF_L: 40},
    "kobe": {d.DRAWN: 9, d.SIDE_NOT_DRAWN: 26, d.INNER_OF_L: 9, d.SPILLING: 18, d.ORDER: 18},
    "yokohama": dict[str, int](),
}


def folders() -> list[object]:
    """A parameter for each folder with PDFs in it, or one that is skipped."""
    found = sorted({path.relative_to(REAL).parts[0] for path in REAL.rglob("*.pdf")})
    if not found:
        absent = pytest.mark.skip(reason=f"the real sheets are not here: no PDF in {REAL}")
        return [pytest.param("", id="absent", marks=absent)]
    return list(found)


@pytest.mark.parametrize("folder", folders())
def test_every_difference_has_a_cause(folder: str) -> None:
    found = d.Differences()
    for path in sorted((REAL / folder).rglob("*.pdf")):
        d.compare_file(path.read_bytes(), path.name, found)
    sys.stdout.write(f"{folder}: {found}\n")
    assert found.unexplained == []
    assert found.matched > 0.8 * found.ours
    if folder in AT_MOST:
        assert not found.causes - Counter(AT_MOST[folder]), str(found)


XS, YS = [20.0, 120, 220, 380], [20.0, 50, 80, 110]


def table() -> bytes:
    page = Page().table(XS, YS)
    for row, y in enumerate(YS[:-1]):
        for col, x in enumerate(XS[:-1]):
            page.text(x + 4, y + 20, f"No{row}{col}", font=LATIN)
    return pdf(page)


def bold(text: str) -> Page:
    page = Page().table([20, 100, 200], [20, 60])
    return page.text(30, 40, text, font=LATIN).text(30.3, 40, text, font=LATIN)


def compared(data: bytes, change: tuple[Cell, Cell] | None = None) -> d.Differences:
    """The differences on one page, after a cell of ours is replaced."""
    (ours,), (theirs,) = read_document(data).grids, read_document(data, PdfBackend.PDFPLUMBER).grids
    if change is not None:
        old, new = change
        ours = replace(ours, rows=tuple(tuple(new if cell == old else cell for cell in row) for row in ours.rows))
    found = d.Differences()
    d.compare_pages(data, "made", (ours, theirs), found)
    return found


def some_cell(data: bytes) -> Cell:
    (grid,) = read_document(data).grids
    return next(cell for cell in grid.non_blank() if cell.text == "No11")


def test_nothing_is_found_where_both_agree() -> None:
    found = compared(table())
    assert (found.ours, found.theirs, found.matched, found.texts) == (9, 9, 9, 9)
    assert (found.unexplained, found.causes) == ([], Counter())


@pytest.mark.parametrize(("right", "down"), [(25, 0), (0, 8), (-30, 0)])
def test_a_shifted_cell_is_caught(right: float, down: float) -> None:
    cell = some_cell(table())
    box = d.box_of(cell)
    moved = replace(cell, box=Box(box.left + right, box.top + down, box.right + right, box.bottom + down))
    complaints = compared(table(), (cell, moved)).unexplained
    assert len(complaints) == 2
    assert "our cell" in complaints[0]
    assert "isn't drawn" in complaints[0]
    assert "we haven't got it" in complaints[1]


@pytest.mark.parametrize("text", ["No1", "No111", "No12", ""])
def test_another_text_is_caught(text: str) -> None:
    cell = some_cell(table())
    (complaint,) = compared(table(), (cell, replace(cell, text=text))).unexplained
    assert repr(text) in complaint


def test_a_missing_cell_is_caught() -> None:
    data = table()
    (ours,), (theirs,) = read_document(data).grids, read_document(data, PdfBackend.PDFPLUMBER).grids
    found = d.Differences()
    d.compare_pages(data, "made", (Grid(1, ours.rows[1:], aligned=True), theirs), found)
    assert len(found.unexplained) == 3


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        (
            Page().table([20, 380], [20, 200, 240]).table([100, 200, 300], [60, 100]).text(110, 80, "in", font=LATIN),
            d.NESTED,
        ),
        (Page().table([20, 100, 200], [20, 60]).text(80, 40, "WW", size=16, font=LATIN), d.SPILLING),
        (bold("twice"), d.OVERPRINTED),
    ],
)
def test_a_cause_is_told_from_an_error(page: Page, cause: str) -> None:
    found = compared(pdf(page.table([20, 380], [250, 270, 290])))
    assert found.unexplained == []
    assert cause in found.causes, str(found)
