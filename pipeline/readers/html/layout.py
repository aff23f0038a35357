"""Blocks to the rows of one grid: each below the one before, each table in rows of its own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.model.change import replace
from pipeline.model.document import Cell, Place
from pipeline.model.finding import Finding
from pipeline.readers.html import remarks
from pipeline.readers.html.blocks import Block, Said, Table, TableCell, joined

PAGE = 1
_PICTURE = "\ufffc"  # the sign for an object among text: a cell that shows something isn't blank


class Layout:
    """Collects rows and findings."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._findings: list[Finding] = []

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The grid's rows."""
        return tuple(tuple(sorted(row, key=lambda cell: cell.col)) for row in self._rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of the cells."""
        return tuple(self._findings)

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks below what is there."""
        for block in blocks:
            if isinstance(block, Said):
                self._add_text(block)
            elif any(cell.holds_table for cell in block.cells):
                self._add_layout(block)
            else:
                self._add_band(block.cells, 0, block.rows)

    def _add_text(self, said: Said) -> None:
        place = Place(PAGE, len(self._rows), 0)
        self._findings += remarks.left_out(said, place)
        if said.text.strip():
            self._rows.append([Cell(said.text, place, ruled=False)])

    def _add_layout(self, table: Table) -> None:
        """A table with tables in it: these stand in rows of their own, between the cells before and after.

        Cells without tables that follow one another stay side by side, and stay a table.
        """
        is_column = all(cell.col == 0 and cell.col_span == 1 for cell in table.cells)
        for start, end, cells in _pieces(table):
            if is_column or cells[0].holds_table:
                for cell in cells:
                    self._note_spans(cell, end, len(self._rows))
                    self.add(cell.blocks)
            else:
                self._add_band(cells, start, end)

    def _add_band(self, cells: Sequence[TableCell], start: int, end: int) -> None:
        """The rows from ``start`` to ``end`` of a table, and a blank one, so that what follows doesn't touch it."""
        first = len(self._rows)
        self._rows += [[] for _ in range(start, end)]
        for cell in cells:
            row = first + cell.row - start
            place = Place(PAGE, row, cell.col)
            said = joined(cell.blocks)
            if said.pictures and not (said.text + said.struck).strip():
                said = replace(said, text=_PICTURE)
                self._findings.append(remarks.picture_unread(place, said.pictures))
            struck = bool(said.struck) and not said.text.strip()
            span = min(cell.row_end, end) - cell.row
            self._rows[row].append(Cell(said.text, place, span, cell.col_span, None, True, struck))
            self._findings += remarks.left_out(said, place)
            self._note_spans(cell, end, row)
        if end > start:
            self._rows.append([])

    def _note_spans(self, cell: TableCell, end: int, row: int) -> None:
        place = Place(PAGE, row, cell.col)
        if cell.overlaps:
            self._findings.append(remarks.cells_overlap(place, joined(cell.blocks).text))
        if cell.row_end > end:
            self._findings.append(remarks.table_split(place, joined(cell.blocks).text))


def _pieces(table: Table) -> Iterator[tuple[int, int, list[TableCell]]]:
    """What a table with tables in it falls into: rows without any, and of the other rows each such cell by itself."""
    begins = {row: list(cells) for row, cells in groupby(table.cells, key=lambda cell: cell.row)}
    split = [row for row, cells in begins.items() if any(cell.holds_table for cell in cells)]
    start = 0
    for row in [*split, table.rows]:
        whole = [cell for r in range(start, row) for cell in begins.get(r, ())]
        if whole:
            yield start, row, whole
        if row < table.rows:
            yield from _row_pieces(row, begins[row])
        start = row + 1


def _row_pieces(row: int, cells: Sequence[TableCell]) -> Iterator[tuple[int, int, list[TableCell]]]:
    for holds_table, beside in groupby(cells, key=lambda cell: cell.holds_table):
        if holds_table:
            for cell in beside:
                yield row, row + 1, [cell]
        else:
            yield row, row + 1, list(beside)
