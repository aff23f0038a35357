"""What tests of the PDF reader ask of a page made by hand."""

from pipeline.model.backend import Ocr
from pipeline.model.document import Cell, Grid
from pipeline.readers import read_document
from tests.readers.pdf_builder import Page, pdf


def grid(page: Page) -> Grid:
    (only,) = read_document(pdf(page), ocr=Ocr.NEVER).grids
    return only


def cells(page: Page) -> list[Cell]:
    return [cell for row in grid(page).rows for cell in row]


def texts(page: Page) -> list[str]:
    """What is printed, in reading order; blank cells left out."""
    return [cell.text for cell in grid(page).non_blank()]


def spans(page: Page) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_end, c.col_end, c.text) for c in cells(page)]


def rules(page: Page) -> list[str]:
    return [finding.rule for finding in grid(page).findings]


def cell_page(**more: float) -> Page:
    """A page with one cell, from (20, 20) to (380, 120)."""
    return Page(**more).table([20, 380], [20, 120])  # type: ignore[arg-type]
