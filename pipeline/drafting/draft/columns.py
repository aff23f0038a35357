"""The rows of headings of tables with years across: their columns, and the rows of figures below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.drafting.draft.block import Block
from pipeline.drafting.likeness import has_year, with_years_open
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key

_LONGEST = 14  # characters of a heading with a year in it
_FEWEST = 2


@dataclass(frozen=True, eq=False)
class Head:
    """The heading of a column, and the one above it."""

    cell: Cell
    above: Cell | None = None

    @property
    def label(self) -> str:
        return with_years_open(self.cell.text)

    @property
    def under(self) -> str | None:
        return None if self.above is None else with_years_open(self.above.text)

    @property
    def has_year(self) -> bool:
        return has_year(self.cell.text) or (self.above is not None and has_year(self.above.text))


@dataclass(frozen=True, eq=False)
class Table:
    """Headings from left to right, the first of which has a year, those left of them, and the rows below.

    ``in_blocks``: its rows are a row of words over a row of figures each.
    """

    heads: tuple[Head, ...]
    before: tuple[Cell, ...]
    rows: tuple[int, ...]
    in_blocks: bool = False

    @property
    def page(self) -> int:
        return self.heads[0].cell.place.page

    @property
    def left(self) -> int:
        """The column where the first of the headings begins."""
        return self.heads[0].cell.col


def find_tables(block: Block) -> Iterator[Table]:
    """The tables of a block, from top to bottom; their headings are taken."""
    while (row := next(_year_rows(block), None)) is not None:
        heads = _heads(block, row)
        block.take(row)
        for head in heads:
            block.take([head.cell, *([head.above] if head.above is not None else [])])
        if len(heads) < _FEWEST:
            continue
        blocks = tuple(_block_rows(block, heads))
        if blocks:
            yield Table(tuple(heads), (), blocks, in_blocks=True)
        rows = tuple(_rows(block, heads, max(blocks, default=None)))
        if rows:
            yield Table(tuple(heads), () if blocks else _before(block, heads), rows)


def _before(block: Block, heads: Sequence[Head]) -> tuple[Cell, ...]:
    """The labels left of the headings, in their rows."""
    first = heads[0]
    top = (first.above or first.cell).row
    before = [
        c
        for c in block.cells
        if c.place.page == first.cell.place.page
        and top <= c.row < c.row_end <= first.cell.row_end
        and c.col < first.cell.col
        and block.is_label(c)
        and block.is_free(c)
    ]
    return tuple(sorted(before, key=lambda c: c.col))


def _block_rows(block: Block, heads: Sequence[Head]) -> Iterator[int]:
    """The rows below the headings that are a cell over all columns and then a value under each heading, by turns."""
    page, first, last = heads[0].cell.place.page, heads[0].cell, heads[-1].cell
    inside = {c.place for c in block.cells}
    rows = block.samples.sheet.rows_below(page, max(head.cell.row_end for head in heads))
    for words, figures in zip(rows[::2], rows[1::2], strict=False):
        over, under = (
            [c for c in block.samples.sheet.starting(page, row) if c.place in inside and c.col >= first.col]
            for row in (words, figures)
        )
        named = len(over) == 1 and (over[0].col, over[0].col_end) == (first.col, last.col_end)
        told = [(c.col, c.col_end) for c in under] == [(head.cell.col, head.cell.col_end) for head in heads]
        if not named or not told or any(block.is_label(c) for c in (*over, *under)):
            return
        yield words
        yield figures


def _year_rows(block: Block) -> Iterator[list[Cell]]:
    """Rows of labels with a year, two at least."""
    years = [
        c for c in block.labels() if has_year(c.text) and len(match_key(c.text)) <= _LONGEST and _is_heading(c, block)
    ]
    for _, cells in groupby(years, key=lambda c: (c.place.page, c.row)):
        row = list(cells)
        if len(row) >= _FEWEST:
            yield row


def _is_heading(cell: Cell, block: Block) -> bool:
    """True if other headings, and then values, stand below it: not beside it, as with a label."""
    below = block.samples.sheet.below(cell)
    return bool(below) and cell.ruled


def _heads(block: Block, row: Sequence[Cell]) -> list[Head]:
    """The lowest headings: those right below the years, or the years; and others that end on the same row."""
    sheet = block.samples.sheet
    found: list[Head] = []
    for year in row:
        inner = [c for c in sheet.below(year) if year.col <= c.col and c.col_end <= year.col_end]
        if inner and all(block.is_label(c) and block.is_free(c) for c in inner) and not _is_row_of_labels(inner, block):
            found.extend(Head(c, year) for c in inner)
        else:
            found.append(Head(year, _above(year, block)))
    bottom = max(head.cell.row_end for head in found)
    first = min(head.cell.col for head in found)
    have = {head.cell.place for head in found}
    more = [
        c
        for c in block.labels()
        if c.place.page == row[0].place.page and c.row_end == bottom and c.col > first and c.place not in have
    ]
    found.extend(Head(c, _above(c, block)) for c in more if not any(h.above is c for h in found))
    return sorted((head for head in found if head.cell.row_end == bottom), key=lambda head: head.cell.col)


def _is_row_of_labels(cells: Sequence[Cell], block: Block) -> bool:
    """True if labels, not figures, stand below: the years belong to other things."""
    return all(any(block.is_label(c) for c in block.samples.sheet.below(cell)) for cell in cells)


def _above(cell: Cell, block: Block) -> Cell | None:
    """The heading over a heading, if it is one of several that it is over."""
    above = [c for c in block.samples.sheet.above(cell) if block.is_label(c) and c.col_end - c.col > cell.col_span]
    over = next((c for c in above if c.col <= cell.col and cell.col_end <= c.col_end), None)
    return over if over is not None and over in block.cells and over.col > 0 else None


def _rows(block: Block, heads: Sequence[Head], after: int | None = None) -> Iterator[int]:
    """The rows below the headings in which a value stands under one of them, up to the first that is otherwise.

    ``after``: the last row of those that are blocks.
    """
    page, first = heads[0].cell.place.page, heads[0].cell
    top = max(head.cell.row_end for head in heads) if after is None else after + 1
    inside = {c.place for c in block.cells}
    for row in block.samples.sheet.rows_below(page, top):
        cells = [c for c in block.samples.sheet.starting(page, row) if c.place in inside and c.col_end > first.col]
        under = [c for c in cells if any(h.cell.col <= c.col and c.col_end <= h.cell.col_end for h in heads)]
        if not cells:
            continue
        if any(block.is_label(c) for c in under) or (not under and cells):
            return
        if under:
            yield row
