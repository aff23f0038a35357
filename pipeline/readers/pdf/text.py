"""The text of every cell of a page: its characters in reading order, with the line ends and spaces put back."""

import re
from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import FAR, Bools, Codes, Floats, Ints
from pipeline.readers.pdf.blocks import CLOSE, read_blocks
from pipeline.readers.pdf.directions import Direction, along
from pipeline.readers.pdf.gaps import spaces

_NEW_LINE = 0.35  # of the height: characters whose middles are further apart are in two lines
_AGAIN = 0.3  # of the width: the same character so near is the same one printed twice
_LINE, _BLANK = 10, 32
_STACK = re.compile(r"^\S(?:\n\S)+$", re.MULTILINE)


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
    count = len(boxes)
    left, top, _, bottom = boxes.T
    middle = (top + bottom) / 2
    # Files have most characters in order, and a stable sort takes what is in order as it is.
    order = (cells * FAR + middle).argsort(kind="stable")
    y, cell, height = middle[order], cells[order], (bottom - top)[order]
    new_cell = np.empty(count, np.bool_)
    new_cell[:1] = True
    np.not_equal(cell[1:], cell[:-1], out=new_cell[1:])
    begins = new_cell.copy()
    begins[1:] |= y[1:] - y[:-1] > _NEW_LINE * np.minimum(height[1:], height[:-1])
    line = begins.cumsum() - 1
    order = order[(line * FAR + left[order]).argsort(kind="stable")]
    return Ordered(order, cell, line, new_cell.nonzero()[0])


def cell_texts(codes: Codes, boxes: Floats, cells: Ints, directions: dict[int, Direction]) -> dict[int, str]:
    """The text of each cell that has any; ``cells`` names the cell of each character."""
    if not len(codes):
        return {}
    ordered = _once(in_order(boxes, cells), codes, boxes)
    order, line, starts = ordered.order, ordered.lines, ordered.starts
    sorted_codes, sorted_boxes = codes[order], boxes[order]
    new_line = line[1:] != line[:-1]
    separators = np.zeros(len(order), np.uint32)
    separators[1:][spaces(sorted_codes, sorted_boxes)] = _BLANK
    separators[1:][new_line] = _LINE
    separators[starts] = 0
    text, bounds = _with_separators(sorted_codes, separators, starts)
    names = ordered.cells[starts].tolist()
    texts = {}
    start = 0
    for name, stop in zip(names, bounds, strict=True):
        own = text[start:stop]
        # Looking for lines of one character first saves most cells of several lines the pattern.
        texts[name] = _STACK.sub(_word, own) if "\n" in own and 1 in map(len, own.split("\n")) else own
        start = stop
    tangled = _tangled(sorted_boxes, ordered, new_line)
    if directions or tangled:
        ends = [*starts[1:].tolist(), len(order)]
        turned = [which for which, name in enumerate(names) if name in directions]
        for which in {*turned, *tangled}:
            members = order[starts[which] : ends[which]]
            direction = directions.get(names[which])
            seen = boxes[members] if direction is None else along(boxes[members], direction)
            texts[names[which]] = read_blocks(codes[members], seen)
    return texts


def _once(ordered: Ordered, codes: Codes, boxes: Floats) -> Ordered:
    """Without characters printed again all but on themselves, which is how some programs make them bold."""
    order = ordered.order
    code, left, right = codes[order], boxes[order, 0], boxes[order, 2]
    again = np.zeros(len(order), np.bool_)
    again[1:] = left[1:] - left[:-1] < _AGAIN * (right[1:] - left[1:])
    again[1:] &= (code[1:] == code[:-1]) & (ordered.lines[1:] == ordered.lines[:-1])
    if not again.any():
        return ordered
    cells = ordered.cells[~again]
    return Ordered(order[~again], cells, ordered.lines[~again], np.diff(cells, prepend=-2).nonzero()[0])


def _with_separators(codes: Codes, separators: Codes, starts: Ints) -> tuple[str, list[int]]:
    """One text of all characters with the separators before them, and where each cell's part ends."""
    both = np.empty((len(codes), 2), np.uint32)
    both[:, 0], both[:, 1] = separators, codes
    is_sign = both.ravel() != 0
    is_sign[1::2] = True
    text = both.ravel()[is_sign].tobytes().decode("utf-32-le", "surrogatepass")
    added = (separators != 0).cumsum()
    return text, [*(starts[1:] + added[starts[1:]]).tolist(), len(text)]


def _word(stack: re.Match[str]) -> str:
    """Single characters in lines as one word, if they are letters and either all there is or three lines and more.

    A label set upright, one character a line, is one word; figures and marks below one another are several.
    """
    word = stack[0].replace("\n", "")
    letters = sum(map(str.isalpha, word))
    is_label = 2 * letters >= len(word) and letters > 1
    return word if is_label and (len(word) > 2 or stack[0] == stack.string) else stack[0]


def _tangled(boxes: Floats, ordered: Ordered, new_line: Bools) -> list[int]:
    """The cells whose lines lie so close that they must be blocks side by side."""
    first = np.concatenate(([0], new_line.nonzero()[0] + 1))
    if len(first) < 2:
        return []
    top = np.minimum.reduceat(boxes[:, 1], first)
    bottom = np.maximum.reduceat(boxes[:, 3], first)
    cell = ordered.cells[first]
    middle, height = (top + bottom) / 2, bottom - top
    close = middle[1:] - middle[:-1] < CLOSE * np.minimum(height[1:], height[:-1])
    close &= cell[1:] == cell[:-1]
    if not close.any():
        return []
    names = ordered.cells[ordered.starts]
    found: list[int] = np.unique(names.searchsorted(cell[1:][close])).tolist()
    return found
