"""Is there a rule where a cell is said to end? A look at the painted page, which knows nothing of either reader."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.model.document import Box
from pipeline.readers.picture import paint_page

_SCALE = 3  # pixels a point
_NEAR = 1.7  # points: a rule is this close to the side it makes
_DARK = 150  # of 255: rules are darker, the shades of these sheets lighter
ENOUGH = 0.8  # of a side


@dataclass(frozen=True)
class Drawn:
    """How much of the least drawn side of a box, from 0 to 1, has ``ink`` close by, and ink in a straight ``line``."""

    ink: float
    line: float


class PaintedPage:
    """A page as it is painted."""

    def __init__(self, data: bytes, number: int) -> None:
        self._dark: NDArray[np.bool_] = np.asarray(paint_page(data, number, 72 * _SCALE).convert("L")) < _DARK

    def drawn(self, box: Box) -> Drawn:
        """How well ``box`` (points) is drawn."""
        bands = (
            self._band(self._dark.T, box.left, box.top, box.bottom),
            self._band(self._dark, box.top, box.left, box.right),
            self._band(self._dark.T, box.right, box.top, box.bottom),
            self._band(self._dark, box.bottom, box.left, box.right),
        )
        ink = min(float(band.any(axis=0).mean()) for band in bands)
        line = min(float(band.mean(axis=1).max()) for band in bands)
        return Drawn(ink, line)

    @staticmethod
    def _band(dark: NDArray[np.bool_], at: float, start: float, stop: float) -> NDArray[np.bool_]:
        """The pixels around a level side."""
        first, last = round((at - _NEAR) * _SCALE), round((at + _NEAR) * _SCALE) + 1
        begin = max(round(start * _SCALE), 0)
        return dark[max(first, 0) : last, begin : max(round(stop * _SCALE), begin + 1)]
