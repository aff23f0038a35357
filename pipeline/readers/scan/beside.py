"""What stands beside pieces of rules: paper, or the strokes of letters."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import Floats
from pipeline.readers.scan.pictures import Pixels

_AWAY = (0.5, 1.1)  # points from the side of a rule where there is paper
_CROSSING = 14.0  # points: a longer stroke across is a rule
_THICKEST = 2.0  # points from the middle of a rule to its side
_SIDE = 0.55  # of a rule: a row of pixels with less ink is no part of it
_WHOLE = 0.75  # of a piece: with so much ink beside it, it is part of a double rule


class Beside:
    """The ink of a page beside its level rules; what crosses them doesn't count."""

    def __init__(self, ink: Pixels, scale: float) -> None:
        """Take the page's ``ink`` (1) with ``scale`` pixels a point, turned on its side for upright rules."""
        down = np.ones((round(_CROSSING * scale), 1), np.uint8)
        others = cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, down))
        self._all, self._others, self._scale = _sums(ink), _sums(np.asarray(others, np.uint8)), scale

    def edges(self, rules: Floats) -> Floats:
        """How far each rule (position, from, to, thickness in points) is inked above and below its position."""
        found = np.empty((2, len(rules)))
        for side, sign in enumerate((-1, 1)):
            edge = rules[:, 3] / 2
            goes_on = np.ones(len(rules), np.bool_)
            for pixels in range(1, round(_THICKEST * self._scale) + 1):
                goes_on &= self._shares(self._all, rules, sign * pixels / self._scale) > _SIDE
                edge = np.where(goes_on, np.maximum(edge, (pixels + 0.5) / self._scale), edge)
            found[side] = edge
        return found

    def ink(self, rules: Floats) -> tuple[Floats, Floats]:
        """How much of the length of each rule has ink beside it, above or below: the lower share, and the higher."""
        least, most = np.empty((2, len(rules))), np.empty((2, len(rules)))
        for side, sign in enumerate((-1, 1)):
            shares = [self._shares(self._others, rules, sign * (rules[:, 3] / 2 + away)) for away in _AWAY]
            least[side], most[side] = np.minimum(*shares), np.maximum(*shares)
            # The other line of a double rule is inked from end to end.
            doubled = most[side] > _WHOLE
            least[side][doubled] = most[side][doubled] = 0
        return least, most

    def _shares(self, sums: NDArray[np.int32], rules: Floats, below: Floats | float) -> Floats:
        """How much of the length of each rule is ink, so far below its position."""
        rows = np.floor((rules[:, 0] + below) * self._scale).astype(np.intp).clip(0, len(sums) - 2)
        ends = (rules[:, 1:3] * self._scale).round().astype(np.intp).clip(0, sums.shape[1] - 1)
        start, stop = ends.T
        inked = sums[rows + 1, stop] - sums[rows, stop] - sums[rows + 1, start] + sums[rows, start]
        return np.asarray(inked / np.maximum(stop - start, 1), np.float64)


def _sums(ink: Pixels) -> NDArray[np.int32]:
    """How much ink there is above and left of each corner of a pixel."""
    return np.asarray(cv2.integral(ink, sdepth=cv2.CV_32S), np.int32)
