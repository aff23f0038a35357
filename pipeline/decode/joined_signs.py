"""Boxes that touch the letters beside them, as in bold print: cut out of the ink that they are joined with."""

from itertools import pairwise, product

import numpy as np

from pipeline.decode.bitmap import Bits
from pipeline.decode.signs import pieces

_LEAST, _MOST = 0.6, 1.3  # of a character's size: the side of a box
_SQUARE = 0.16  # of its side: the difference of its sides
_WHOLE = 0.93  # of each side that is ink
_SIGN = 0.75  # of a character's size: ink that reaches so far into a window is more than the edge of a letter

Span = tuple[int, int]


def joined_boxes(window: Bits, size: float) -> Bits:
    """The boxes among the ink that reaches over the left or right edge of a window, without what they are joined with.

    ``size`` pixels are the height of a character. Ink that reaches so far in that it may be a sign, and is no box, is
    given back whole: it can't be told, but it is there.
    """
    labels, stats = pieces(window)
    kept = np.zeros_like(window)
    for number in range(1, len(stats)):
        left, _, width, height, _ = stats[number].tolist()
        if (left > 0 and left + width < window.shape[1]) or min(width, height) < _SIGN * size:
            continue
        piece = labels == number
        box = _box(piece, size)
        if box is None:
            kept |= piece
        else:
            (top, bottom), (start, stop) = box
            kept[top:bottom, start:stop] = window[top:bottom, start:stop]
    return kept


def _box(piece: Bits, size: float) -> tuple[Span, Span] | None:
    """The rows and columns of the box in a piece of ink whose sides are the most complete; None if there is none."""
    found = []
    for rows, columns in product(_spans(piece, size), _spans(piece.T, size)):
        height, width = rows[1] - rows[0], columns[1] - columns[0]
        if abs(height - width) > _SQUARE * max(height, width):
            continue
        whole = _least_side(piece[slice(*rows), slice(*columns)])
        if whole >= _WHOLE:
            found.append((whole, -abs(height - width), rows, columns))
    return max(found)[2:] if found else None


def _spans(piece: Bits, size: float) -> list[Span]:
    """From where to where a box may reach: between two lines that each run on for the length of a side."""
    least = max(round(_LEAST * size), 3)
    runs = _bands([row for row, ink in enumerate(piece) if _longest(ink) >= least])
    return [
        (first[0], last[1])
        for number, first in enumerate(runs)
        for last in runs[number + 1 :]
        if least <= last[1] - first[0] <= _MOST * size
    ]


def _bands(rows: list[int]) -> list[Span]:
    """Neighbouring rows as bands, from the first to behind the last."""
    if not rows:
        return []
    breaks = [number for number, (one, after) in enumerate(pairwise(rows), 1) if after > one + 1]
    return [(rows[start], rows[stop - 1] + 1) for start, stop in pairwise((0, *breaks, len(rows)))]


def _longest(ink: Bits) -> int:
    """How many pixels the longest run of ink has."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], ink, [False])).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _least_side(shape: Bits) -> float:
    """The share of the least complete of four sides that is ink; a side is two pixels thick at most."""
    sides = (shape[:2].any(axis=0), shape[-2:].any(axis=0), shape[:, :2].any(axis=1), shape[:, -2:].any(axis=1))
    return min(float(side.mean()) for side in sides)
