"""Text outside every table: lines, cut into segments where wide white stands between."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.arrays import Codes, Floats, Ints
from pipeline.readers.pdf.placing import Segments
from pipeline.readers.pdf.text import in_order

_WIDE = 2.0  # of the height: white wider than this separates what is said


@dataclass(frozen=True, slots=True)
class Loose:
    """The segments, and for each character given the segment it is in."""

    segments: Segments
    of_character: Ints


def find_segments(boxes: Floats) -> Loose:
    """Segments of the characters with these boxes, line by line and from left to right."""
    count = len(boxes)
    if not count:
        return Loose(Segments(np.empty((0, 4)), np.empty(0, np.intp)), np.empty(0, np.intp))
    ordered = in_order(boxes, np.zeros(count, np.intp))
    found, line = boxes[ordered.order], ordered.lines
    begins = np.ones(count, np.bool_)
    height = found[:, 3] - found[:, 1]
    wide = found[1:, 0] - found[:-1, 2] > _WIDE * np.maximum(height[1:], height[:-1])
    begins[1:] = (line[1:] != line[:-1]) | wide
    first = np.flatnonzero(begins)
    low = np.minimum.reduceat(found[:, :2], first)
    high = np.maximum.reduceat(found[:, 2:], first)
    of_character = np.empty(count, np.intp)
    of_character[ordered.order] = np.cumsum(begins) - 1
    return Loose(Segments(np.concatenate((low, high), axis=1), line[first]), of_character)
