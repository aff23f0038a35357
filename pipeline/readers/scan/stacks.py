"""Labels set upright, one character below another: found among the lines of a cell, and laid on their side to be read.

All sizes are pixels; boxes are left, top, right, bottom.
"""

import cv2
import numpy as np

from pipeline.readers.scan.cutting import BoxOfPixels, Row
from pipeline.readers.scan.pictures import Pixels

_ONE = 1.35  # of a character: a line no wider and no higher is a single one
_LEAST = 0.35  # of a character: one of a stack is so large one way or the other
_ALIGNED = 0.45  # of a character: how far one may stand beside those above it
_MANY = 3  # lines of one character each are a stack, whatever else stands in their cell
_SPACE = 0.12  # of a character between two laid side by side
_SLIM, _HIGH = 0.3, 0.6  # of a character: a slim and high one is a bar that lies when the line does


def with_stacks(rows: list[Row], character: float) -> list[Row]:
    """The lines of a cell, those of one character each that stand below one another put together."""
    found: list[Row] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and _is_one(row, character) and (not run or _below(row, run[-1], character)):
            run.append(row)
            continue
        found += _together(run, len(rows))
        run = [row] if row is not None and _is_one(row, character) else []
        if row is not None and not run:
            found.append(row)
    return found


def _together(run: list[Row], of: int) -> list[Row]:
    if len(run) >= _MANY or (len(run) > 1 and len(run) == of):
        return [Row(tuple(piece for row in run for piece in row.pieces), stacked=True)]
    return run


def _is_one(row: Row, character: float) -> bool:
    """True for a line that is one character."""
    if len(row.pieces) != 1:
        return False
    left, top, right, bottom = row.pieces[0]
    width, height = right - left, bottom - top
    return max(width, height) <= _ONE * character and max(width, height) >= _LEAST * character


def _below(row: Row, above: Row, character: float) -> bool:
    here, there = row.pieces[0], above.pieces[0]
    return abs(here[0] + here[2] - there[0] - there[2]) / 2 <= _ALIGNED * character


def around(boxes: tuple[BoxOfPixels, ...]) -> BoxOfPixels:
    """The smallest box around all."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def laid_side_by_side(gray: Pixels, boxes: tuple[BoxOfPixels, ...]) -> Pixels:
    """The characters in ``boxes``, from top to bottom, as one line from left to right on white."""
    size = max(max(right - left, bottom - top) for left, top, right, bottom in boxes)
    space = max(round(_SPACE * size), 2)
    line = np.full((size + 2 * space, (size + space) * len(boxes) + space), 255, np.uint8)
    for number, (left, top, right, bottom) in enumerate(boxes):
        sign = gray[top:bottom, left:right]
        if right - left < _SLIM * size and bottom - top > _HIGH * size:
            sign = np.asarray(cv2.rotate(sign, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
        height, width = sign.shape
        y = space + (size - height) // 2
        x = space + number * (size + space) + (size - width) // 2
        line[y : y + height, x : x + width] = sign
    return line
