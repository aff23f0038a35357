"""Reading order where lines lie beside one another at different heights: by cutting along the white between blocks."""

import numpy as np

from pipeline.readers.pdf.arrays import Codes, Floats, Ints

_SPACE = 0.28  # of the height: a wider gap is white that separates
_OVERLAP = 0.3  # of the lower one's height: lines that share more belong to one band


def read_blocks(codes: Codes, boxes: Floats) -> str:
    """The text of characters: bands from top to bottom, in a band blocks from left to right, each read by itself."""
    bands = _bands(boxes)
    return "\n".join(_band(codes[band], boxes[band]) for band in bands)


def _bands(boxes: Floats) -> list[Ints]:
    """Characters that overlap vertically, directly or by others between them, top to bottom."""
    order = np.argsort(boxes[:, 1], kind="stable")
    height = boxes[order, 3] - boxes[order, 1]
    reached = np.maximum.accumulate(boxes[order, 3])
    begins = np.ones(len(order), np.bool_)
    begins[1:] = boxes[order[1:], 1] > reached[:-1] - _OVERLAP * height[1:]
    return np.split(order, np.flatnonzero(begins)[1:])


def _band(codes: Codes, boxes: Floats) -> str:
    blocks = _blocks(boxes)
    if len(blocks) == 1:
        return _line(codes, boxes)
    return " ".join(read_blocks(codes[block], boxes[block]) for block in blocks)


def _blocks(boxes: Floats) -> list[Ints]:
    """Characters between which no white runs from top to bottom, left to right."""
    order = np.argsort(boxes[:, 0], kind="stable")
    height = boxes[order, 3] - boxes[order, 1]
    reached = np.maximum.accumulate(boxes[order, 2])
    begins = np.ones(len(order), np.bool_)
    begins[1:] = boxes[order[1:], 0] > reached[:-1] + _SPACE * height[1:]
    return np.split(order, np.flatnonzero(begins)[1:])


def _line(codes: Codes, boxes: Floats) -> str:
    """Characters that overlap both ways (a raised sign among others) are one line."""
    return "".join(map(chr, codes[np.argsort(boxes[:, 0], kind="stable")].tolist()))
