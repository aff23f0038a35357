"""Signs measured as ink: boxes and circles, empty, ticked or filled (□ ☑ ■ ○ ●), whatever a recogniser takes them for.

A sign is told by its outline and by how much ink is inside of it. What is neither clearly empty nor clearly marked is
no sign that can be told.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.decode.bitmap import Bits

_SMALLEST, _LARGEST = 0.45, 1.35  # of a character's size: the side of a sign
_SQUARE = 0.68  # the shorter side of a sign to the longer one, at least
_SPECK = 0.16  # of a character's size: dirt is smaller
_SIDE = 0.16  # of a sign's size: how far from its edge its outline may run
_OUTLINE = 0.72  # of an outline that must be there
_CORNER = 0.1  # of a sign's size
_CORNERS = 3  # a box has ink in its corners; a circle has not
_EMPTY, _MARKED, _FULL = 0.07, 0.18, 0.85  # of the inside that is ink
_CORE = 0.36  # of a sign: the margin that even a thick outline is in
_SPOKES = 48


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a window: ``glyph`` is one of □ ☑ ■ ○ ●, None if it can't be told which.

    ``inside`` is the share of the inside that is ink, ``left`` and ``right`` the columns of pixels it begins and ends
    at.
    """

    glyph: str | None
    inside: float
    left: int
    right: int


def find_sign(window: Bits, size: float) -> Sign | None:
    """The sign in a window, ``size`` pixels being the height of a character there; None if there is no sign.

    Of several the rightmost is taken: a sign stands before what it marks.
    """
    labels, stats = pieces(window)
    signs = [
        sign
        for number in range(1, len(stats))
        if (sign := _sign(labels == number, window, stats[number].tolist(), size)) is not None
    ]
    return max(signs, key=lambda sign: sign.right, default=None)


def apart(window: Bits) -> Bits:
    """A window without the ink that reaches over its left or right edge: rules, and halves of characters."""
    labels, stats = pieces(window)
    over = [n for n in range(1, len(stats)) if stats[n, 0] == 0 or stats[n, 0] + stats[n, 2] == window.shape[1]]
    kept: Bits = window & ~np.isin(labels, over)
    return kept


def is_blank(window: Bits, size: float) -> bool:
    """True if nothing but dirt is in a window."""
    _, stats = pieces(window)
    return all(max(piece[2:4]) < _SPECK * size for piece in stats[1:])


def pieces(window: Bits) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The number of the connected piece that each pixel is of, 0 for paper; left, top, width, height, area of each."""
    import cv2  # who reads no scan doesn't wait for it

    _, labels, stats, _ = cv2.connectedComponentsWithStats(window.astype(np.uint8), connectivity=8)
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def _sign(piece: Bits, window: Bits, stats: list[int], size: float) -> Sign | None:
    """The sign that a connected piece of ink is, or the outline of."""
    left, top, width, height, _ = stats
    framed = _framed(piece[top : top + height, left : left + width], size)
    if framed is not None and _is_round(piece[top : top + height, left : left + width], framed):
        framed = None
    if framed is not None:  # a tick may reach out of its box
        dx, dy, width, height = framed
        left, top = left + dx, top + dy
    if not (_SMALLEST * size <= min(width, height) and max(width, height) <= _LARGEST * size):
        return None
    if min(width, height) < _SQUARE * max(width, height):
        return None
    shape = window[top : top + height, left : left + width]
    inside = float(_middle(shape, _CORE).mean())
    if framed is not None or _corners(shape) >= _CORNERS:
        outlined = framed is not None or _sides(shape) >= _OUTLINE
        glyph = _told(inside, "□", "☑", "■")
    else:
        outlined = _ring(shape) >= _OUTLINE
        glyph = _told(inside, "○", None, "●")
    if not outlined:
        return None
    return Sign(glyph, inside, left, left + width)


def _is_round(piece: Bits, framed: tuple[int, int, int, int]) -> bool:
    """True for a circle, whose thick outline, or inside, has straight runs of ink too."""
    left, top, width, height = framed
    return not _corners(piece) or _corners(piece[top : top + height, left : left + width]) < _CORNERS


def _told(inside: float, empty: str, ticked: str | None, full: str) -> str | None:
    if inside <= _EMPTY:
        return empty
    if inside >= _FULL:
        return full
    return ticked if inside >= _MARKED else None


def _framed(piece: Bits, size: float) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of the box whose four straight sides are in a piece of ink; None if there is none."""
    least = max(3, round(_SMALLEST * size))
    levels = _lines(piece, least)
    uprights = _lines(piece.T, least)
    if len(levels) < 2 or len(uprights) < 2:
        return None
    top, bottom, left, right = levels[0], levels[-1], uprights[0], uprights[-1]
    if bottom - top < least or right - left < least:
        return None
    return left, top, right - left + 1, bottom - top + 1


def _lines(piece: Bits, least: int) -> list[int]:
    """The rows in which ink runs on for ``least`` pixels and more."""
    if piece.shape[1] < least:
        return []
    sums = np.zeros((piece.shape[0], piece.shape[1] + 1), np.intp)
    piece.cumsum(axis=1, out=sums[:, 1:])
    whole = sums[:, least:] - sums[:, :-least] == least
    found: list[int] = np.flatnonzero(whole.any(axis=1)).tolist()
    return found


def _middle(shape: Bits, margin: float) -> Bits:
    """A shape without its margin, a share of its size on every side."""
    (top, bottom), (left, right) = ((round(size * margin), round(size * (1 - margin)) + 1) for size in shape.shape)
    return shape[top:bottom, left:right]


def _corners(shape: Bits) -> int:
    """In how many corners there is ink."""
    height, width = (max(1, round(side * _CORNER)) for side in shape.shape)
    return sum(
        bool(corner.any())
        for corner in (
            shape[:height, :width],
            shape[:height, -width:],
            shape[-height:, :width],
            shape[-height:, -width:],
        )
    )


def _sides(shape: Bits) -> float:
    """The share of the least complete of four sides that is ink."""
    height, width = (max(2, round(side * _SIDE)) for side in shape.shape)
    sides = (
        shape[:height].any(axis=0),
        shape[-height:].any(axis=0),
        shape[:, :width].any(axis=1),
        shape[:, -width:].any(axis=1),
    )
    return min(float(side.mean()) for side in sides)


def _ring(shape: Bits) -> float:
    """The share of directions from the middle in which ink stands near the edge of the round that fills a shape."""
    height, width = shape.shape
    angles = np.linspace(0, 2 * np.pi, _SPOKES, endpoint=False)
    met = np.zeros(_SPOKES, np.bool_)
    for far in np.linspace(0.72, 1.0, 6):
        rows = ((height - 1) / 2 * (1 + far * np.sin(angles))).round().astype(np.intp)
        cols = ((width - 1) / 2 * (1 + far * np.cos(angles))).round().astype(np.intp)
        met |= shape[rows, cols]
    return float(met.mean())
