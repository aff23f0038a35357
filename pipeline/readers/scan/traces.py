"""Where on a page there are traces of rules: the rules that were found, and pieces too short or too few for one."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.beside import Beside
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.pieces import find_pieces
from pipeline.readers.scan.rules import Rules

STEP = 0.5  # points a row of a raster, across the rules; a column is a point, along them
NEAR = 2  # rows either side of a rule that are still its own
_LETTERS = 0.35  # of a piece: with so much ink beside it, it is part of a letter


@dataclass(frozen=True, slots=True)
class Traces:
    """The traces of one direction, as rasters: a row each ``STEP`` points across, a column each point along.

    ``rules``: where there are rules; ``all``: where there are rules or pieces that look like parts of some; both made
    ``NEAR`` rows wider. ``pieces`` (position, from, to) are what ``all`` is made of, ``beside`` is the ink beside them.
    """

    rules: Bools
    all: Bools
    pieces: Floats
    beside: Beside

    def row(self, position: float) -> int:
        """The row of a position in points."""
        return min(max(round(position / STEP), 0), len(self.all) - 1)


def find_traces(page: Page, rules: Rules) -> tuple[Traces, Traces]:
    """The traces of level rules, and of upright ones (their rasters on their side)."""
    pieces = find_pieces(page.gray, page.scale)
    level = _traces(rules.level, pieces.level, Beside(page.ink, page.scale), (page.height, page.width))
    turned = Beside(np.ascontiguousarray(page.ink.T), page.scale)
    return level, _traces(rules.upright, pieces.upright, turned, (page.width, page.height))


def _traces(rules: Floats, pieces: Floats, beside: Beside, size: tuple[float, float]) -> Traces:
    least, most = beside.ink(pieces)
    free = pieces[(most.max(axis=0) < _LETTERS) & (least.max(axis=0) < _LETTERS), :3]
    shape = int(size[0] / STEP) + 2, int(size[1]) + 2
    together = np.concatenate((rules[:, :3], free))
    return Traces(raster(rules, shape), raster(together, shape), together, beside)


def raster(rules: Floats, shape: tuple[int, int]) -> Bools:
    """Where rules (position, from, to in points) run, ``NEAR`` rows wider on either side."""
    found = np.zeros(shape, np.bool_)
    for position, start, stop in rules[:, :3].tolist():
        row = round(position / STEP)
        found[max(row - NEAR, 0) : row + NEAR + 1, max(round(start), 0) : max(round(stop), 0)] = True
    return found
