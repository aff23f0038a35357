"""A real workbook, read by us and, independently, by openpyxl: every value is where it stands, and none is added."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.model.document import Grid
from pipeline.readers import read_document

Values = dict[tuple[int, int], object]


@pytest.fixture(scope="module")
def file(real: Path) -> Path:
    path = real / "ofunato" / "2025" / "report.xlsx"
    if not path.is_file():
        pytest.skip(f"the real workbook is not here: no file {path}")
    return path


@pytest.fixture(scope="module")
def grid(file: Path) -> Grid:
    (found,) = read_document(file.read_bytes()).grids
    return found


@pytest.fixture(scope="module")
def values(file: Path) -> Values:
    (sheet,) = load_workbook(file, data_only=True).worksheets
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {(cell.row - 1, cell.column - 1): cell.value for cell in cells if cell.value not in {None, ""}}


def test_every_value_is_shown_where_it_stands(grid: Grid, values: Values) -> None:
    shown = {(cell.row, cell.col): cell.text for row in grid.rows for cell in row if cell.text}
    assert shown.keys() == values.keys()
    wrong = [place for place, value in values.items() if not _says(shown[place], value)]
    assert wrong == []


def test_no_two_cells_have_the_same_place(grid: Grid) -> None:
    places = [cell.place for row in grid.rows for cell in row]
    assert len(set(places)) == len(places)
    assert all(cell.row == number for number, row in enumerate(grid.rows) for cell in row)


def _says(text: str, value: object) -> bool:
    """Words to the letter; numbers to the eleven characters that a cell has for them."""
    if isinstance(value, str):
        return text == value.replace("\r\n", "\n").replace("\r", "\n")
    assert isinstance(value, int | float)
    return float(text.replace(",", "")) == pytest.approx(value, rel=1e-9, abs=5.1e-10)
