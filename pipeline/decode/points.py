"""Commas and points counted as ink: a recogniser passes over them more often than over anything else."""

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.signs import pieces
from pipeline.model.ink import Line

_Boxes = NDArray[np.int32]
_SMALL = 0.34  # of the height of figures: a comma or point is no larger
_LEAST = 0.07  # of it: no dirt
_LOW = 0.55  # of the line's height: a point stands below that
_APART = 0.9  # of the height of figures: so near figures stand on both sides


def count_points(line: Line, page: Bitmap) -> int:
    """How many small marks stand low between two figures of a line."""
    window = page.cut(line.box)
    _, stats = pieces(window)
    boxes = stats[1:, :4]
    if len(boxes) < 3:
        return 0
    tall = float(boxes[:, 3].max())
    high = boxes[boxes[:, 3] > 0.6 * tall]
    return sum(_is_point(box, high, tall, _foot(high)) for box in boxes.tolist())


def _foot(high: _Boxes) -> float:
    """The row that most figures end on."""
    return float(np.median(high[:, 1] + high[:, 3]))


def _is_point(box: list[int], high: _Boxes, tall: float, foot: float) -> bool:
    left, top, width, height = box
    if not (_LEAST * tall <= min(width, height) and max(width, 0.8 * height) <= _SMALL * tall):
        return False
    if top < foot - (1 - _LOW) * tall or abs(top + height - foot) > _SMALL * tall:
        return False
    begins, ends = high[:, 0], high[:, 0] + high[:, 2]
    before = (ends <= left + 1) & (ends >= left - _APART * tall)
    after = (begins >= left + width - 1) & (begins <= left + width + _APART * tall)
    over = (begins < left + width - 1) & (ends > left + 1)
    return bool(before.any() and after.any() and not over.any())
