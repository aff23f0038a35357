"""What stands right of, left of, above and below a cell."""

from collections.abc import Iterable

from pipeline.bind.aligned.sheet import Sheet, reading_order
from pipeline.model.document import Cell
from tests.grids import drawn

PAGE = """
    A | B | < | C
    ^ | D | E | ^
    F | < | G | H
    _ | I | _ | J
"""


def page() -> tuple[Sheet, dict[str, Cell]]:
    sheet = Sheet(drawn(PAGE, title=None).grids)
    return sheet, {cell.text: cell for cell in sheet.cells()}


def names(cells: Iterable[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def test_neighbours_touch() -> None:
    sheet, cells = page()
    assert names(sheet.right_of(cells["A"])) == "BD"
    assert names(sheet.left_of(cells["C"])) == "BE"
    assert names(sheet.below(cells["D"])) == "F"
    assert names(sheet.above(cells["F"])) == "AD"
    assert names(sheet.above(cells["H"])) == "C"


def test_a_cell_that_touches_no_other_has_no_neighbour() -> None:
    sheet, cells = page()
    assert names(sheet.right_of(cells["I"])) == names(sheet.left_of(cells["J"])) == ""


def test_of_text_outside_tables_the_nearest_right_of_it_counts() -> None:
    sheet = Sheet(drawn(".A | _ | B | C", title=None).grids)
    assert names(sheet.right_of(next(sheet.cells()))) == "B"


def test_the_band_of_a_cell_is_all_that_stands_right_of_it_in_its_rows() -> None:
    sheet, cells = page()
    assert names(sheet.band(cells["A"])) == "BCDE"
    assert names(sheet.band(cells["D"])) == "E"


def test_where_a_row_and_a_column_cross() -> None:
    sheet, cells = page()
    assert names(sheet.crossing(cells["A"], cells["C"])) == "C"
    assert names(sheet.crossing(cells["F"], cells["B"])) == "G"
    assert names(sheet.crossing(cells["D"], cells["B"])) == "DE"


def test_reading_order_is_by_page_then_row_then_column() -> None:
    sheet = Sheet(drawn("A | B\nC | D\n---\nE | F", title=None).grids)
    assert names(reading_order(reversed(list(sheet.cells())))) == "ABCDEF"
