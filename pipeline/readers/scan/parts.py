"""Parts of the ink that hang together."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.pictures import Pixels


@dataclass(frozen=True, slots=True)
class Parts:
    """``labels`` numbers each pixel's part from 1 (0 is paper); ``stats``: left, top, width, height, area of each."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]
    centres: Floats

    def part(self, number: int) -> tuple[tuple[slice, slice], Bools]:
        """Where the box of a part is, and its pixels in there."""
        x, y, width, height = self.stats[number, :4].tolist()
        box = slice(y, y + height), slice(x, x + width)
        return box, np.asarray(self.labels[box] == number, np.bool_)


def find_parts(ink: Pixels) -> Parts:
    """The parts of ink (1) on paper (0)."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    return Parts(np.asarray(labels, np.int32), np.asarray(stats, np.int32), np.asarray(centres, np.float64))
