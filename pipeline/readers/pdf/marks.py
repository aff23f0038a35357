"""Marks that are drawn and not written: boxes to tick, circles, ticks, and circles around what was chosen."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import NO_BOXES, Bools, Codes, Floats, Ints, every
from pipeline.readers.grids.faces import Faces
from pipeline.readers.grids.lattice import Lattice
from pipeline.readers.pdf.rules import Drawing

_SMALL, _LARGE = 4.0, 20.0  # a mark is between these, in points
_SQUARE = 1.3  # a mark is at most this much longer one way than the other
_WIDEST, _TALLEST = 250.0, 80.0  # an ellipse beyond this is drawn around no option
_DARK = 128
_NEAR = 3.0  # a tick may reach so far out of its box
_CENTRED = 1.5
_TICKED, _CROSSED, _SOLID = "レ✓✔☑vVｖＶ", "×✕✗✘☒xXｘＸ", "■●"


@dataclass(frozen=True, slots=True)
class Marks:
    """Signs to put among the characters, the boxes of circles drawn around text, and characters to drop for a sign."""

    codes: Codes
    boxes: Floats
    around: Floats
    dropped: Ints


class _Found:
    """Marks as they are found."""

    def __init__(self) -> None:
        self.signs: list[str] = []
        self.boxes: list[Floats] = []
        self.around: list[Floats] = []
        self.dropped: list[int] = []

    def sign(self, sign: str, box: Floats) -> None:
        self.signs.append(sign)
        self.boxes.append(box)

    def done(self) -> Marks:
        return Marks(
            np.array([ord(sign) for sign in self.signs], np.uint32),
            np.array(self.boxes) if self.boxes else NO_BOXES,
            np.array(self.around) if self.around else NO_BOXES,
            np.array(self.dropped, np.intp),
        )


def find_marks(drawing: Drawing, squares: Floats, codes: Codes, boxes: Floats, lattice: Lattice, faces: Faces) -> Marks:
    """The drawn marks of a page with these characters (``codes``, ``boxes``) and small ``squares``."""
    found = _Found()
    dark = drawing.fills[every(drawing.fill_colours < _DARK)] if len(drawing.fills) else NO_BOXES
    if not (len(squares) or len(drawing.rounds) or len(drawing.ticks) or len(dark)):
        return found.done()  # nearly all pages: their fills are shades
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    solid = dark[_is_small(dark)]
    for square in squares:
        _box_to_tick(found, square, drawing, solid, codes, middles)
    _circles(found, drawing, middles)
    for tick in drawing.ticks[_is_small(drawing.ticks)]:
        if not _within((tick[:2] + tick[2:]) / 2, squares, _NEAR).any():
            found.sign("✓", tick)
    for fill in solid[_alone(solid, dark)]:
        in_square = _within((fill[:2] + fill[2:]) / 2, squares, 0).any()
        if not (in_square or _inside(middles, fill, 0).any() or _fills_cell(fill, lattice, faces)):
            found.sign("■", fill)
    return found.done()


def _box_to_tick(found: _Found, square: Floats, drawing: Drawing, solid: Floats, codes: Codes, middles: Floats) -> None:
    strokes = drawing.slanted[_inside((drawing.slanted[:, :2] + drawing.slanted[:, 2:]) / 2, square, _NEAR)]
    inside = _inside(middles, square, 0).nonzero()[0]
    if len(strokes):
        found.sign("☒" if _is_cross(strokes, square) else "☑", square)
    elif _inside((solid[:, :2] + solid[:, 2:]) / 2, square, 0).any():
        found.sign("■", square)
    elif not len(inside):
        found.sign("□", square)
    elif len(inside) == 1:
        written = chr(codes[inside[0]])
        for written_as, sign in ((_TICKED, "☑"), (_CROSSED, "☒"), (_SOLID, "■")):
            if written in written_as:
                found.sign(sign, square)
                found.dropped.append(int(inside[0]))


def _is_cross(strokes: Floats, square: Floats) -> bool:
    """True for two strokes from corner to corner that lean opposite ways."""
    if len(strokes) != 2:
        return False
    reach = strokes[:, 2:] - strokes[:, :2]
    whole = (np.abs(reach) > 0.5 * (square[2:] - square[:2])).all()
    leaning = np.sign(reach[:, 0] * reach[:, 1])
    return bool(whole and leaning[0] != leaning[1])


def _circles(found: _Found, drawing: Drawing, middles: Floats) -> None:
    """Circles: those around text are told, small ones that stand alone are signs."""
    boxes, solid = drawing.rounds, drawing.round_filled
    size = boxes[:, 2:] - boxes[:, :2]
    order = np.argsort(-size[:, 0] * size[:, 1], kind="stable")
    taken = np.zeros(len(boxes), np.bool_)
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    for one in order.tolist():
        if taken[one] or size[one, 0] > _WIDEST or size[one, 1] > _TALLEST:
            continue
        inner = every(np.abs(centre - centre[one]) < _CENTRED) & (np.arange(len(boxes)) != one) & ~taken
        taken |= inner
        taken[one] = True
        if _inside(middles, boxes[one], 0).any():
            if not solid[one]:
                found.around.append(boxes[one])
        elif _is_small(boxes[one : one + 1])[0]:
            full = solid[one] or (inner & solid).any()
            found.sign("●" if full else "◎" if _is_ring(size, inner, one) else "○", boxes[one])


def _is_ring(size: Floats, inner: Bools, outer: int) -> bool:
    """True if a clearly smaller circle stands in the outer one; the same one drawn twice is no ring."""
    return bool((size[inner] < 0.85 * size[outer]).any())


def _is_small(boxes: Floats) -> Bools:
    """Which boxes have the size of a mark and are about as wide as high."""
    size = boxes[:, 2:] - boxes[:, :2]
    longer, shorter = size.max(axis=1), size.min(axis=1)
    small: Bools = (shorter >= _SMALL) & (longer <= _LARGE) & (longer <= _SQUARE * shorter)
    return small


def _alone(some: Floats, boxes: Floats) -> Bools:
    """Which of some boxes no other touches: those that do are a chart or a bar code."""
    left, top, right, bottom = boxes.T
    touch = (
        (some[:, 0, None] <= right + 1) & (left <= some[:, 2, None] + 1)
        & (some[:, 1, None] <= bottom + 1) & (top <= some[:, 3, None] + 1)
    )  # fmt: skip
    alone: Bools = touch.sum(axis=1) <= 1
    return alone


def _fills_cell(fill: Floats, lattice: Lattice, faces: Faces) -> bool:
    """True if a fill is the shade of a cell."""
    x, y = (fill[:2] + fill[2:]) / 2
    face = int(faces.at(lattice, np.array([x]), np.array([y]))[0])
    if face < 0:
        return False
    r, c, r1, c1 = faces.spans[face].tolist()
    cell = np.array((lattice.cols[c], lattice.rows[r], lattice.cols[c1], lattice.rows[r1]))
    return bool((np.abs(cell - fill) < _NEAR).all())


def _inside(points: Floats, box: Floats, slack: float) -> Bools:
    """Which points lie in a box."""
    return every((points >= box[:2] - slack) & (points <= box[2:] + slack))


def _within(point: Floats, boxes: Floats, slack: float) -> Bools:
    """Which boxes a point lies in."""
    return every((boxes[:, :2] - slack <= point) & (point <= boxes[:, 2:] + slack))
