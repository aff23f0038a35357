"""Copies of grids and reports with some of their cells replaced."""

from collections.abc import Mapping

from pipeline.model.change import replace
from pipeline.model.document import Cell, Grid
from pipeline.model.place import Place
from pipeline.recognise.found import FoundReport, Row, filled_rows


def grid_with(grid: Grid, cells: Mapping[Place, Cell]) -> Grid:
    """The grid with ``cells`` in their places."""
    if not cells:
        return grid
    return replace(grid, rows=tuple(_row_with(row, cells) for row in grid.rows))


def report_with(found: FoundReport, cells: Mapping[Place, Cell]) -> FoundReport:
    """The report with ``cells`` in their places; one that is blank now is no longer among its filled cells."""
    if not cells:
        return found
    grids = tuple(grid_with(grid, cells) for grid in found.grids)
    rows = tuple(row for grid in grids for row in filled_rows(grid.rows))
    return replace(found, grids=grids, rows=rows, title=cells.get(found.title.place, found.title))


def _row_with(row: Row, cells: Mapping[Place, Cell]) -> Row:
    return tuple(cells.get(cell.place, cell) for cell in row)
