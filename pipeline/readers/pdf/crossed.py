"""Text that is crossed out by a line through its middle: left out, and said."""

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.grids.lattice import Lattice

_UPPER, _LOWER = 0.3, 0.72  # of a character's height: where a line crosses it out, and doesn't underline it
_ALONG = 0.7  # of its width
_EDGE = 0.6  # points: a line so near a table's row edge is that edge
_BEYOND = 12.0  # points that a line may go on beyond the words that it crosses out


def find_crossed(level: Floats, lattice: Lattice, boxes: Floats) -> Bools:
    """Which characters (``boxes``: left, top, right, bottom) one of the rules ``level`` crosses out."""
    crossed = np.zeros(len(boxes), np.bool_)
    loose = _between_edges(level, lattice)
    if not len(loose) or not len(boxes):
        return crossed
    ordered = loose[loose[:, 0].argsort()]
    height = boxes[:, 3] - boxes[:, 1]
    first = ordered[:, 0].searchsorted(boxes[:, 1] + _UPPER * height)
    last = ordered[:, 0].searchsorted(boxes[:, 1] + _LOWER * height)
    for rule in {number for which in np.flatnonzero(first < last) for number in range(first[which], last[which])}:
        start, stop = ordered[rule, 1:].tolist()
        here = (first <= rule) & (rule < last)
        shared = np.minimum(boxes[:, 2], stop) - np.maximum(boxes[:, 0], start)
        here &= shared >= _ALONG * (boxes[:, 2] - boxes[:, 0])
        if here.any() and boxes[here, 0].min() - start < _BEYOND and stop - boxes[here, 2].max() < _BEYOND:
            crossed |= here
    return crossed


def _between_edges(level: Floats, lattice: Lattice) -> Floats:
    """The rules that are no edges of the tables' rows."""
    if not len(lattice.rows):
        return level
    at = level[:, 0]
    nearest = lattice.rows[np.minimum(lattice.rows.searchsorted(at - _EDGE), len(lattice.rows) - 1)]
    loose: Floats = level[np.abs(nearest - at) > _EDGE]
    return loose
