"""Drawn sheets as if they had been recognised: every cell with its lines and steps, some of them read with doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.change import replace
from pipeline.model.document import Box, Cell, Document, Grid
from pipeline.model.ink import Ink, Line
from tests.decode.making import Doubts, printed
from tests.grids import drawn

BLANK_PAGE = Ink(8, 1, 1.0, b"\x00")


@dataclass(frozen=True)
class Seen:
    """What was made of a cell: the likeliest text, and what else its characters may be, by index."""

    text: str
    doubts: Doubts = field(default_factory=dict)
    score: float = 0.998


def recognised(text: str, seen: Mapping[str, Seen] | None = None) -> Document:
    """A drawn document whose pages were pictures; ``seen`` says how cells of a text were read, others as printed."""
    document = drawn(text)
    grids = tuple(_grid(grid, seen or {}) for grid in document.grids)
    return replace(document, grids=grids, reader="ocr")


def _grid(grid: Grid, seen: Mapping[str, Seen]) -> Grid:
    rows = tuple(tuple(_cell(cell, seen) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows, ink=BLANK_PAGE)


def _cell(cell: Cell, seen: Mapping[str, Seen]) -> Cell:
    if cell.is_blank:
        return cell
    made = seen.get(cell.text, Seen(cell.text))
    box = Box(0, 0, 10 * len(made.text), 10)
    steps = printed(made.text, doubts=made.doubts)
    return replace(cell, text=made.text, lines=(Line(made.text, made.score, box, steps),))
