"""Real PDF sheets: whatever they are, nothing on them is lost, doubled, or put in two places."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from pipeline.model.document import Cell, Grid
from pipeline.readers import read_document

_FILES_A_FOLDER = 4


@pytest.fixture(scope="module")
def sheets(real: Path) -> list[Path]:
    """A few files of every folder of real PDF sheets."""
    folders = sorted({file.parent for file in real.rglob("*.pdf")})
    if not folders:
        pytest.skip(f"the real sheets are not here: no PDF file in {real}")
    return [file for folder in folders for file in sorted(folder.glob("*.pdf"))[:_FILES_A_FOLDER]]


@pytest.fixture(scope="module")
def pages(sheets: list[Path]) -> list[tuple[str, Grid, Counter[str]]]:
    """Every page: its name, what we read, and the characters that PDFium says are on it."""
    found = []
    for file in sheets:
        data = file.read_bytes()
        for grid, printed in zip(read_document(data).grids, printed_characters(data), strict=True):
            found.append((f"{file.name} p. {grid.page}", grid, printed))
    return found


def printed_characters(data: bytes) -> Iterator[Counter[str]]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        yield Counter(character for character in text.get_text_range() if not character.isspace())
        text.close()
        page.close()
    document.close()


def cells(grid: Grid) -> list[Cell]:
    return [cell for row in grid.rows for cell in row]


def test_every_character_is_in_just_one_cell(pages: list[tuple[str, Grid, Counter[str]]]) -> None:
    for name, grid, printed in pages:
        read = Counter(character for cell in cells(grid) for character in cell.text if not character.isspace())
        assert read == printed, name


def test_no_two_cells_have_the_same_place(pages: list[tuple[str, Grid, Counter[str]]]) -> None:
    for name, grid, _ in pages:
        places = [cell.place for cell in cells(grid)]
        assert len(set(places)) == len(places), name
        assert all(cell.row == row for row, some in enumerate(grid.rows) for cell in some), name


def test_cells_side_by_side_touch(pages: list[tuple[str, Grid, Counter[str]]]) -> None:
    for name, grid, _ in pages:
        ruled = [cell for cell in cells(grid) if cell.ruled]
        for cell in ruled:
            for other in ruled:
                assert cell.box is not None
                assert other.box is not None
                if abs(cell.box.right - other.box.left) < 1 and abs(cell.box.top - other.box.top) < 1:
                    assert (cell.col_end, cell.row) == (other.col, other.row), name


def test_boxes_grow_with_places(pages: list[tuple[str, Grid, Counter[str]]]) -> None:
    for name, grid, _ in pages:
        edges: dict[int, float] = {}
        for cell in cells(grid):
            if cell.ruled and cell.box is not None:
                for col, x in ((cell.col, cell.box.left), (cell.col_end, cell.box.right)):
                    assert edges.setdefault(col, x) == x, name
        assert [edges[col] for col in sorted(edges)] == sorted(edges.values()), name


def test_there_is_nothing_to_say_of_these_pages(pages: list[tuple[str, Grid, Counter[str]]]) -> None:
    assert [finding for _, grid, _ in pages for finding in grid.findings] == []


def test_the_text_of_a_plain_cell_is_what_pdfium_finds_in_its_box(sheets: list[Path]) -> None:
    """PDFium's own search by box is an independent witness: it knows no cells, we don't ask it for text by box."""
    compared = 0
    for file in sheets:
        data = file.read_bytes()
        document = pypdfium2.PdfDocument(data)
        for grid in read_document(data).grids:
            page = document[grid.page - 1]
            text, height = page.get_textpage(), page.get_height()
            every = [cell.box for cell in cells(grid) if cell.box is not None]
            for cell in cells(grid):
                box = cell.box
                if box is None or not cell.ruled or any(_is_inside(other, box) for other in every):
                    continue
                seen = text.get_text_bounded(box.left + 0.8, height - box.bottom, box.right - 0.8, height - box.top)
                assert _letters(seen) == _letters(cell.text), f"{file.name} {cell.place}"
                compared += 1
            text.close()
            page.close()
        document.close()
    assert compared > 100


def _is_inside(inner: object, outer: object) -> bool:
    ends = ("left", "top", "right", "bottom")
    a, b = ([getattr(box, end) for end in ends] for box in (inner, outer))
    return a != b and a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())
