"""Where on a page there are traces of rules: the rules that were found, and pieces too short or too few for one."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.beside import Beside
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.pieces import Pieces, find_pieces
from pipeline.readers.scan.rules import Rules

STEP = 0.5  # points a row of a raster, across the rules; a column is a point, along them
NEAR = 2  # rows either side of a rule that are still its own
_NEARLY = 0.7  # of the ink of the darkest line
_LETTERS = 0.35  # of a piece: with so much ink beside it, it is part of a letter


@dataclass(frozen=True, slots=True)
class Traces:
    """The traces of one direction, as rasters: a row each ``STEP`` points across, a column each point along.

    ``rules``: where there are rules; ``all``: where there are rules or pieces that look like parts of some; both made
    ``NEAR`` rows wider. ``ink`` is all the ink of the page, ``scale`` pixels a point; ``beside`` is what stands beside.
    """

    rules: Bools
    all: Bools
    ink: Pixels
    scale: float
    beside: Beside

    def row(self, position: float) -> int:
        """The row of a position in points."""
        return min(max(round(position / STEP), 0), len(self.all) - 1)

    def inked(self, position: float, start: float, stop: float) -> tuple[float, float, float]:
        """Of the lines of pixels near ``position``: the largest share that is ink; their middle and their thickness.

        The latter two, in points, are of the lines with nearly as much ink.
        """
        away = NEAR * STEP
        first, last = max(int((position - away) * self.scale), 0), int((position + away) * self.scale) + 1
        part = self.ink[first:last, max(round(start * self.scale), 0) : round(stop * self.scale)]
        if not part.size:
            return 0.0, position, 0.0
        shares = part.mean(axis=1)
        dark = np.flatnonzero(shares >= _NEARLY * shares.max())
        middle = (first + (dark[0] + dark[-1] + 1) / 2) / self.scale
        return float(shares.max()), float(middle), float(dark[-1] + 1 - dark[0]) / self.scale


def find_traces(page: Page, rules: Rules, pieces: Pieces | None = None) -> tuple[Traces, Traces]:
    """The traces of level rules, and of upright ones (their rasters on their side)."""
    pieces = pieces or find_pieces(page.gray, page.scale)
    level = _traces(rules.level, pieces.level, page.ink, page.scale)
    return level, _traces(rules.upright, pieces.upright, np.ascontiguousarray(page.ink.T), page.scale)


def _traces(rules: Floats, pieces: Floats, ink: Pixels, scale: float) -> Traces:
    beside = Beside(ink, scale)
    least, most = beside.ink(pieces)
    free = pieces[(most.max(axis=0) < _LETTERS) & (least.max(axis=0) < _LETTERS), :3]
    shape = int(ink.shape[0] / scale / STEP) + 2, int(ink.shape[1] / scale) + 2
    together = np.concatenate((rules[:, :3], free))
    return Traces(raster(rules, shape), raster(together, shape), ink, scale, beside)


def raster(rules: Floats, shape: tuple[int, ...], near: int = NEAR) -> Bools:
    """Where rules (position, from, to in points) run, ``near`` rows wider on either side."""
    found = np.zeros(shape, np.bool_)
    for position, start, stop in rules[:, :3].tolist():
        row = round(position / STEP)
        found[max(row - near, 0) : row + near + 1, max(round(start), 0) : max(round(stop), 0)] = True
    return found
