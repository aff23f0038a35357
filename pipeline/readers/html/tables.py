"""Which slots of its table a cell has: the HTML standard's way of forming a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import UnreadableFile

_COL_SPAN, _ROW_SPAN = 1000, 65534  # as browsers have it
_MAX_COLUMNS = 16_384  # a workbook's, and no table that people look at has more
_MAX_STEPS = 50_000_000
_NUMBER = re.compile(r"[ \t\n\f\r]*\+?([0-9]{1,20})")


@dataclass(frozen=True, slots=True)
class Span:
    """How far a cell reaches; no ``rows`` (0) means to the end of its row group."""

    rows: int = 1
    cols: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell's slots in its table; ``overlaps``: a cell before it has one of them too."""

    row: int
    col: int
    row_span: int
    col_span: int
    overlaps: bool = False


def read_span(rows: str | None, cols: str | None) -> Span:
    """``rowspan`` and ``colspan`` as written; 1 where that is no number."""
    col_span = _number(cols)
    return Span(min(_number(rows), _ROW_SPAN), min(col_span, _COL_SPAN) or 1)


def _number(text: str | None) -> int:
    found = _NUMBER.match(text or "")
    return int(found[1]) if found else 1


def place_cells(groups: Sequence[Sequence[Sequence[Span]]]) -> list[Spot]:
    """The slots of every cell of a table, in order: ``groups`` of rows of spans.

    A cell takes the first free column of its row; one from above that reaches down has taken its columns. No cell
    reaches beyond its row group.

    Raises:
        UnreadableFile: the spans make the table larger than any that people look at.
    """
    placed: list[Spot] = []
    first = steps = 0
    for group in groups:
        taken: list[int] = []  # for each column, the row from which on it is free
        end = first + len(group)
        for row, spans in enumerate(group, first):
            col = 0
            for span in spans:
                start = col
                while col < len(taken) and taken[col] > row:
                    col += 1
                steps += col - start + span.cols
                placed.append(_take(taken, row, col, end, span))
                col += span.cols
                if steps > _MAX_STEPS or len(taken) > _MAX_COLUMNS:
                    raise UnreadableFile(
                        f"a table has more than {_MAX_COLUMNS:,} columns, or spans that fill it many times over; split "
                        "the page, or keep it out of the folder"
                    )
        first = end
    return placed


def _take(taken: list[int], row: int, col: int, end: int, span: Span) -> Spot:
    """Give a cell the columns from ``col`` on."""
    col_end = col + span.cols
    taken.extend([0] * (col_end - len(taken)))
    overlaps = max(taken[col:col_end]) > row
    row_end = min(row + span.rows, end) if span.rows else end
    taken[col:col_end] = [max(known, row_end) for known in taken[col:col_end]]
    return Spot(row, col, row_end - row, span.cols, overlaps)
