"""A printed sheet, described once: pages of blocks, tables of cells with spans.

``tests.paper.text`` prints it as tab-separated text, ``tests.paper.pdf`` as ruled pages. Lengths are points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model.change import replace

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    ``upright``: its characters stand below one another. ``spaced``: they are spread over the width. ``struck``: a
    diagonal crosses it. ``overflow``: its text runs on in one line, wherever that ends. ``join``: cells with one name
    have no rule between them, so they are one cell, L-shaped for example.
    """

    text: str = ""
    cols: int = 1
    rows: int = 1
    align: Align = "left"
    shaded: bool = False
    upright: bool = False
    spaced: bool = False
    struck: bool = False
    overflow: bool = False
    join: str = ""
    size: float = 8


def label(text: str, cols: int = 1, rows: int = 1, **more: object) -> Cell:
    """A shaded cell that names something."""
    return replace(Cell(text, cols, rows, align="center", shaded=True), **more)


def said(text: str = "", cols: int = 1, rows: int = 1, **more: object) -> Cell:
    """A cell that is filled in."""
    return replace(Cell(text, cols, rows), **more)


def figure(text: str = "", **more: object) -> Cell:
    """A cell with a figure."""
    return replace(Cell(text, align="right"), **more)


def figures(*texts: str) -> tuple[Cell, ...]:
    """Cells with figures, side by side."""
    return tuple(figure(text) for text in texts)


STRUCK = Cell(struck=True)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and where its table has it."""

    cell: Cell
    row: int
    col: int

    @property
    def row_end(self) -> int:
        return self.row + self.cell.rows

    @property
    def col_end(self) -> int:
        return self.col + self.cell.cols


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a row leaves out what cells above it cover. ``widths`` of the columns, ``heights`` of the rows."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...] | float = 18

    @property
    def row_heights(self) -> tuple[float, ...]:
        """The height of every row."""
        return (self.heights,) * len(self.rows) if isinstance(self.heights, float | int) else self.heights

    def placed(self) -> Iterator[Placed]:
        """Every cell with its place, in reading order.

        Raises:
            ValueError: the cells of a row don't fill it.
        """
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            free = [col for col in range(len(self.widths)) if (row, col) not in taken]
            for cell in cells:
                if not free:
                    raise ValueError(f"row {row} has no room for {cell.text!r}")
                here = Placed(cell, row, free[0])
                covered = {(r, c) for r in range(row, here.row_end) for c in range(here.col, here.col_end)}
                if covered & taken or here.row_end > len(self.rows) or here.col_end > len(self.widths):
                    raise ValueError(f"row {row}: {cell.text!r} lies over other cells or outside the table")
                taken |= covered
                free = [col for col in free if col >= here.col_end]
                yield here
            if free:
                raise ValueError(f"row {row} says nothing of the columns {free}")


@dataclass(frozen=True, slots=True)
class Line:
    """Text outside tables: pieces at distances from the left margin, on one line."""

    pieces: tuple[tuple[float, str], ...]
    size: float = 9
    height: float = 16


def line(text: str, at: float = 0, *more: tuple[float, str], size: float = 9, height: float = 16) -> Line:
    """A line of text, and pieces further right on it."""
    return Line(((at, text), *more), size, height)


@dataclass(frozen=True, slots=True)
class Gap:
    """White."""

    height: float = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns of blocks side by side, each at a distance from the left margin."""

    columns: "tuple[tuple[float, tuple[Block, ...]], ...]"


Block = Table | Line | Gap | Beside


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``footer`` stands at its foot."""

    blocks: tuple[Block, ...]
    footer: str = ""
    width: float = 595
    height: float = 842
    margin: float = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of a file."""

    pages: tuple[Page, ...]
