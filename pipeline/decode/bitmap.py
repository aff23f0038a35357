"""The ink of a page, cut by boxes in points."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Ink
from pipeline.model.place import Box

Bits = NDArray[np.bool_]


class Bitmap:
    """A page in black and white (True is ink), unpacked when it is first asked for."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink

    @cached_property
    def _pixels(self) -> Bits:
        rows = np.frombuffer(self._ink.bits, np.uint8).reshape(self._ink.height, -1)
        return np.unpackbits(rows, axis=1)[:, : self._ink.width].astype(np.bool_)

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self._ink.scale

    def cut(self, box: Box) -> Bits:
        """The pixels of a box; none where it lies beside the page."""
        left, top, right, bottom = (round(edge * self.scale) for edge in (box.left, box.top, box.right, box.bottom))
        return self._pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
