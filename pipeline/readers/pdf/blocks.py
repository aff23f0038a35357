"""Reading order where lines lie beside one another at different heights: by cutting along the white between blocks."""

import numpy as np

from pipeline.readers.pdf.arrays import Codes, Floats, Ints
from pipeline.readers.pdf.gaps import WIDE, spaces

_OVERLAP = 0.3  # of the lower one's height: lines that share more belong to one band
CLOSE = 0.7  # of the height: lines closer than this may be beside one another
_SMALL = 0.75  # of the usual height: a smaller character makes no line of its own
_ONE_LINE = 0.35  # of the height: characters whose middles are no further apart are one line


def read_blocks(codes: Codes, boxes: Floats) -> str:
    """The text of characters: bands from top to bottom, in a band blocks from left to right, each read by itself."""
    return "\n".join(_band(codes[band], boxes[band]) for band in _bands(boxes))


def _bands(boxes: Floats) -> list[Ints]:
    """Characters that overlap vertically, directly or by others between them, top to bottom."""
    order = np.argsort(boxes[:, 1], kind="stable")
    height = boxes[order, 3] - boxes[order, 1]
    reached = np.maximum.accumulate(boxes[order, 3])
    begins = np.ones(len(order), np.bool_)
    begins[1:] = boxes[order[1:], 1] > reached[:-1] - _OVERLAP * height[1:]
    return np.split(order, np.flatnonzero(begins)[1:])


def _band(codes: Codes, boxes: Floats) -> str:
    line = _lines(boxes)
    if line.max():
        blocks = _blocks(boxes)
        if _side_by_side(boxes, line, blocks):
            return " ".join(read_blocks(codes[block], boxes[block]) for block in blocks)
    members = [line == number for number in range(int(line.max()) + 1)]
    return "\n".join(_line(codes[those], boxes[those]) for those in members)


def _lines(boxes: Floats) -> Ints:
    """The line of each character, from 0 down; a small raised or lowered sign goes with the nearest line."""
    middle, height = (boxes[:, 1] + boxes[:, 3]) / 2, boxes[:, 3] - boxes[:, 1]
    full = np.flatnonzero(height >= _SMALL * np.partition(height, len(height) // 2)[len(height) // 2])
    order = full[np.argsort(middle[full], kind="stable")]
    begins = middle[order[1:]] - middle[order[:-1]] > _ONE_LINE * np.minimum(height[order[1:]], height[order[:-1]])
    number = np.append(0, np.cumsum(begins))
    nearest = np.abs(middle[:, None] - middle[order]).argmin(axis=1)
    line: Ints = number[nearest]
    line[order] = number
    return line


def _side_by_side(boxes: Floats, line: Ints, blocks: list[Ints]) -> bool:
    """True if two lines are too close to follow one another and no block has both: they are of different blocks."""
    block = np.empty(len(boxes), np.intp)
    for number, those in enumerate(blocks):
        block[those] = number
    middle, height = (boxes[:, 1] + boxes[:, 3]) / 2, boxes[:, 3] - boxes[:, 1]
    for number in range(int(line.max())):
        one, other = line == number, line == number + 1
        apart = middle[other].mean() - middle[one].mean()
        if apart < CLOSE * min(height[one].min(), height[other].min()) and not np.isin(block[one], block[other]).any():
            return True
    return False


def _blocks(boxes: Floats) -> list[Ints]:
    """Characters between which no white runs from top to bottom, left to right."""
    order = np.argsort(boxes[:, 0], kind="stable")
    height = boxes[order, 3] - boxes[order, 1]
    reached = np.maximum.accumulate(boxes[order, 2])
    begins = np.ones(len(order), np.bool_)
    begins[1:] = boxes[order[1:], 0] > reached[:-1] + WIDE * height[1:]
    return np.split(order, np.flatnonzero(begins)[1:])


def _line(codes: Codes, boxes: Floats) -> str:
    """The characters of one line from left to right."""
    order = np.argsort(boxes[:, 0], kind="stable")
    codes, blank = codes[order], spaces(codes[order], boxes[order])
    return chr(codes[0]) + "".join(
        " " * gap + chr(code) for code, gap in zip(codes[1:].tolist(), blank.tolist(), strict=True)
    )
