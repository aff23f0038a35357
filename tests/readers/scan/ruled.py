"""Pages with tables drawn pixel by pixel, and broken as scans are."""

from collections.abc import Sequence

import numpy as np

from pipeline.model.layout import Band, KnownLayout
from pipeline.readers.grids.faces import find_faces
from pipeline.readers.grids.lattice import build_lattice
from pipeline.readers.scan.evened import Page, even
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.rules import Rules

SCALE = 200 / 72
WIDTH, HEIGHT = 420.0, 420.0
COLS = (40.0, 90.0, 130.0, 210.0, 290.0, 380.0)
ROWS = (50.0, 70.0, 90.0, 130.0, 150.0, 210.0, 230.0, 250.0)


def layout(cols: Sequence[float] = COLS, rows: Sequence[float] = ROWS, grows: Sequence[int] = ()) -> KnownLayout:
    """A table of all its cells; the bands that are named may grow."""
    heights = np.diff(rows).tolist()
    bands = [Band(height, height + (number in grows)) for number, height in enumerate(heights)]
    level = tuple((row, 0, len(cols) - 1) for row in range(len(rows)))
    upright = tuple((col, 0, len(rows) - 1) for col in range(len(cols)))
    return KnownLayout("town/form/2024", WIDTH, HEIGHT, tuple(cols), rows[0], tuple(bands), level, upright, 1)


def blank() -> Pixels:
    """White paper."""
    return np.full((round(HEIGHT * SCALE), round(WIDTH * SCALE)), 255, np.uint8)


def ruled(cols: Sequence[float] = COLS, rows: Sequence[float] = ROWS) -> Pixels:
    """A page with a table of all its cells, and words in some."""
    paper = blank()
    for row in rows:
        fill(paper, cols[0], row - 0.4, cols[-1], row + 0.4)
    for col in cols:
        fill(paper, col - 0.4, rows[0], col + 0.4, rows[-1])
    for row in rows[:-1]:
        write(paper, cols[0] + 6, row + 6)
        write(paper, cols[3] + 6, row + 6)
    return paper


def write(paper: Pixels, left: float, top: float, letters: int = 4) -> None:
    """Something like letters: strokes of eight points' height."""
    for number in range(letters):
        x = left + 9 * number
        fill(paper, x, top + 3.4, x + 7, top + 4.4)
        fill(paper, x + 3, top, x + 4, top + 8)
        fill(paper, x + 0.5, top + 7, x + 6, top + 8)


def fill(paper: Pixels, left: float, top: float, right: float, bottom: float, ink: int = 0) -> None:
    """A box in points."""
    x, y, x1, y1 = (round(side * SCALE) for side in (left, top, right, bottom))
    paper[y:y1, x:x1] = ink


def break_rules(paper: Pixels, every: float = 30, gap: float = 3, cols: Sequence[float] = COLS,
                rows: Sequence[float] = ROWS) -> None:  # fmt: skip
    """Gaps in all rules, so wide (points), on every so many points."""
    for number, row in enumerate(rows):
        for at in np.arange(cols[0] + 4 + 7 * (number % 4), cols[-1], every).tolist():
            fill(paper, at, row - 1, at + gap, row + 1, 255)
    for number, col in enumerate(cols):
        for at in np.arange(rows[0] + 2 + 5 * (number % 4), rows[-1], every).tolist():
            fill(paper, col - 1, at, col + 1, at + gap, 255)


def page_of(paper: Pixels) -> Page:
    return even(paper, SCALE)


def spans(rules: Rules) -> set[tuple[float, ...]]:
    """The cells that rules make: left, top, right, bottom to two points."""
    lattice, _ = build_lattice(rules.level[:, :3], rules.upright[:, :3])
    edges = [(lattice.cols[c], lattice.rows[r], lattice.cols[c1], lattice.rows[r1])
             for r, c, r1, c1 in find_faces(lattice).spans.tolist()]  # fmt: skip
    return {tuple(2 * round(float(edge) / 2) for edge in box) for box in edges}


def boxes(cols: Sequence[float] = COLS, rows: Sequence[float] = ROWS) -> set[tuple[float, ...]]:
    """The cells of a whole table, in the same way."""
    return {
        tuple(2 * round(edge / 2) for edge in (cols[c], rows[r], cols[c + 1], rows[r + 1]))
        for c in range(len(cols) - 1)
        for r in range(len(rows) - 1)
    }
