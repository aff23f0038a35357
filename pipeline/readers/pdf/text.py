"""The text of every cell of a page: its characters in reading order, with the line ends and spaces put back."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.arrays import Codes, Floats, Ints
from pipeline.readers.pdf.blocks import read_blocks

_SPACE = 0.28  # of the height: a wider gap between two characters is a space
_NEW_LINE = 0.35  # of the height: characters whose middles are further apart are in two lines
_OVERLAP = 0.7  # of the height: lines closer than this can't be read one after the other
_LINE, _BLANK = 10, 32


@dataclass(frozen=True, slots=True)
class Ordered:
    """Characters in reading order, cell by cell.

    ``order`` are their numbers, ``cells`` the cell of each, ``lines`` the line of each (a cell's lines go on from those
    of the one before), ``starts`` where each cell begins.
    """

    order: Ints
    cells: Ints
    lines: Ints
    starts: Ints


def in_order(boxes: Floats, cells: Ints) -> Ordered:
    """Sort characters by cell, then line, then from left to right."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.lexsort((middle, cells))
    y, cell, height = middle[order], cells[order], (boxes[:, 3] - boxes[:, 1])[order]
    new_cell = np.ones(len(order), np.bool_)
    new_cell[1:] = cell[1:] != cell[:-1]
    begins = new_cell.copy()
    begins[1:] |= y[1:] - y[:-1] > _NEW_LINE * np.minimum(height[1:], height[:-1])
    line = np.cumsum(begins) - 1
    order = order[np.lexsort((boxes[order, 0], line))]
    return Ordered(order, cell, line, np.flatnonzero(new_cell))


def cell_texts(codes: Codes, boxes: Floats, cells: Ints) -> dict[int, str]:
    """The text of each cell that has any; ``cells`` names the cell of each character."""
    if not len(codes):
        return {}
    ordered = in_order(boxes, cells)
    order, line, starts = ordered.order, ordered.lines, ordered.starts
    sorted_boxes = boxes[order]
    height = sorted_boxes[:, 3] - sorted_boxes[:, 1]
    separators = np.zeros(len(order), np.intp)
    gap = sorted_boxes[1:, 0] - sorted_boxes[:-1, 2]
    separators[1:][gap > _SPACE * height[1:]] = _BLANK
    separators[1:][line[1:] != line[:-1]] = _LINE
    separators[starts] = 0
    text, bounds = _with_separators(codes[order], separators, starts)
    names = ordered.cells[starts].tolist()
    texts = {
        name: _unstacked(text[start:stop]) for name, start, stop in zip(names, bounds[:-1], bounds[1:], strict=True)
    }
    ends = np.append(starts[1:], len(order))
    for which in _tangled(sorted_boxes, ordered):
        members = order[starts[which] : ends[which]]
        texts[names[which]] = read_blocks(codes[members], boxes[members])
    return texts


def _with_separators(codes: Codes, separators: Ints, starts: Ints) -> tuple[str, list[int]]:
    """One text of all characters with the separators before them, and where each cell's part begins and ends."""
    at = np.flatnonzero(separators)
    text = np.insert(codes, at, separators[at].astype(np.uint32)).tobytes().decode("utf-32-le", "surrogatepass")
    bounds = (starts + np.searchsorted(at, starts)).tolist()
    return text, [*bounds, len(text)]


def _unstacked(text: str) -> str:
    """A label set upright, one character a line, is one word."""
    if len(text) > 2 and text[1::2].count("\n") == len(text) // 2:
        return text.replace("\n", "")
    return text


def _tangled(boxes: Floats, ordered: Ordered) -> list[int]:
    """The cells whose lines lie so close that they must be blocks side by side."""
    first = np.flatnonzero(np.diff(ordered.lines, prepend=-1))
    if len(first) < 2:
        return []
    top = np.minimum.reduceat(boxes[:, 1], first)
    bottom = np.maximum.reduceat(boxes[:, 3], first)
    cell = ordered.cells[first]
    middle, height = (top + bottom) / 2, bottom - top
    close = np.diff(middle) < _OVERLAP * np.minimum(height[1:], height[:-1])
    close &= cell[1:] == cell[:-1]
    if not close.any():
        return []
    names = ordered.cells[ordered.starts]
    return np.unique(np.searchsorted(names, cell[1:][close])).tolist()
