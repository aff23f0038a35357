"""What the paths of a page draw: straight rules, slanted strokes, fills, closed curves."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import NO_BOXES, NO_COLOURS, NO_INDICES, Bools, Floats, Ints
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.drawing import Painted, is_white

THIN = 2.6  # a filled bar up to this thickness is a rule
_STRAIGHT = 0.6  # a line that strays less than this is straight
_TRACE = 1.0  # a line shorter than this is a dot
_MARGIN = 20.0  # what lies further outside the page isn't seen
_RECTANGLE = 5  # points: four and the first again
_ARCS = range(13, 27)  # points of a closed curve of four to eight arcs
_POLYGON = range(13, 200)  # points of a circle drawn by short straight lines
_ROUND = 0.12  # how far a circle's points may be off the true one, of its radius


@dataclass(frozen=True, slots=True)
class Drawing:
    """Positions are in points as displayed, y down.

    ``level`` and ``upright`` rules are rows of position, from, to; ``slanted`` are rows of x0, y0, x1, y1; ``ticks``
    are the boxes of lines of two slanted pieces; ``fills`` are boxes (left, top, right, bottom) with their
    ``fill_colours`` (red, green, blue), in order of painting; ``rounds`` are the boxes of circles and ellipses,
    ``round_filled`` says which are solid.
    """

    level: Floats
    upright: Floats
    slanted: Floats
    ticks: Floats
    fills: Floats
    fill_colours: Ints
    rounds: Floats
    round_filled: Bools


def read_rules(painted: Painted, width: float, height: float) -> Drawing:
    """Sort what is painted on a page of this size; white bars are fills and never rules."""
    level: list[Floats] = []
    upright: list[Floats] = []
    fills, colours, order = [NO_BOXES], [NO_COLOURS], [NO_INDICES]
    if len(painted.bars):
        flat, slim = _thin(painted.bars)
        inked = ~is_white(painted.bar_colours)
        wide = ~(flat | slim)
        level.append(_along(painted.bars[flat & inked], 0))
        upright.append(_along(painted.bars[slim & inked], 1))
        fills, colours, order = [painted.bars[wide]], [painted.bar_colours[wide]], [painted.bar_order[wide]]
    slanted = ticks = rounds = NO_BOXES
    solid = np.empty(0, np.bool_)
    if len(painted.points):
        parts = _Parts.of(painted)
        along, down, slanted, ticks = _strokes(painted, parts)
        level.append(along)
        upright.append(down)
        if parts.filled.any():
            _add_fills(painted, parts, level, upright, fills, colours, order)
        rounds, solid = _rounds(painted, parts)
    by_paint = _together(order).argsort(kind="stable")
    return Drawing(
        _seen(_together(level), height, width),
        _seen(_together(upright), width, height),
        slanted,
        ticks,
        _together(fills)[by_paint],
        _together(colours)[by_paint],
        rounds,
        solid,
    )


def _together(parts: list[NDArray[Any]]) -> NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else NO_BOXES[:, :3]


def _add_fills(
    painted: Painted, parts: "_Parts", level: list[Floats], upright: list[Floats], fills: list[Floats],
    colours: list[Ints], order: list[Ints],
) -> None:  # fmt: skip
    """Sort the filled parts of paths that aren't plain rectangles: bars, frames, and fills."""
    flat, slim = _thin(parts.boxes)
    straight = parts.filled & ~parts.curved
    inked = straight & ~parts.lined & ~is_white(painted.colours)[parts.path]
    level.append(_along(parts.boxes[flat & inked], 0))
    upright.append(_along(parts.boxes[slim & inked], 1))
    wide = straight & ~flat & ~slim & (parts.sizes <= _RECTANGLE)
    for frame in _frames(parts, wide & inked):
        level.append(frame[0])
        upright.append(frame[1])
    # A path of several parts may have holes: what is beneath a point of it can't be told.
    wide &= np.bincount(parts.path)[parts.path] == 1
    fills.append(parts.boxes[wide])
    colours.append(painted.colours[parts.path[wide]])
    order.append(painted.order[parts.path[wide]])


@dataclass(frozen=True, slots=True)
class _Parts:
    """The separate lines that paths consist of: from each move to the next."""

    number: Ints  # of the part, for each point
    first: Ints  # point of each part
    path: Ints
    sizes: Ints
    boxes: Floats
    curved: Bools
    lined: Bools
    filled: Bools

    @classmethod
    def of(cls, painted: Painted) -> "_Parts":
        begins = painted.kinds == pdfium.SEGMENT_MOVE
        begins[1:] |= painted.path[1:] != painted.path[:-1]
        begins[0] = True
        first = begins.nonzero()[0]
        path = painted.path[first]
        points = painted.points
        boxes = np.empty((len(first), 4))
        np.minimum.reduceat(points, first, out=boxes[:, :2])
        np.maximum.reduceat(points, first, out=boxes[:, 2:])
        curves = painted.kinds == pdfium.SEGMENT_CURVE
        curved = np.maximum.reduceat(curves, first) if curves.any() else np.zeros(len(first), np.bool_)
        sizes = np.empty(len(first), np.intp)
        sizes[:-1] = first[1:]
        sizes[-1] = len(begins)
        sizes -= first
        return cls(begins.cumsum() - 1, first, path, sizes, boxes, curved, painted.lined[path], painted.filled[path])


def _strokes(painted: Painted, parts: _Parts) -> tuple[Floats, Floats, Floats, Floats]:
    """Level, upright and slanted strokes: each straight piece of a stroked path by itself; and the ticks."""
    straight = parts.lined & ~parts.curved
    drawn = painted.kinds == pdfium.SEGMENT_LINE
    drawn &= straight[parts.number]
    drawn[0] = False
    ends = drawn.nonzero()[0]
    start, stop = painted.points[ends - 1], painted.points[ends]
    boxes = np.empty((len(ends), 4))
    np.minimum(start, stop, out=boxes[:, :2])
    np.maximum(start, stop, out=boxes[:, 2:])
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    level = (height < _STRAIGHT) & (width > _TRACE)
    upright = (width < _STRAIGHT) & (height > _TRACE) & ~level
    slanted = ~level & ~upright & (width > _STRAIGHT) & (height > _STRAIGHT)
    ticks = lines = NO_BOXES
    if slanted.any():
        lines = np.concatenate((start[slanted], stop[slanted]), axis=1)
        bent = straight & (parts.sizes == 3)
        bent &= np.bincount(parts.number[ends[slanted]], minlength=len(parts.sizes)) == 2
        ticks = parts.boxes[bent]
    return _along(boxes[level], 0), _along(boxes[upright], 1), lines, ticks


def _thin(boxes: Floats) -> tuple[Bools, Bools]:
    """Which boxes are level rules and which are upright ones."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    level = (height <= THIN) & (width > height)
    return level, (width <= THIN) & ~level & (height > width)


def _along(boxes: Floats, axis: int) -> Floats:
    """Thin boxes as position, from, to; ``axis`` 0 is level."""
    across = 1 - axis
    rules = np.empty((len(boxes), 3))
    rules[:, 0] = (boxes[:, across] + boxes[:, across + 2]) / 2
    rules[:, 1:] = boxes[:, axis::2]
    return rules


def _frames(parts: _Parts, boxes: Bools) -> list[tuple[Floats, Floats]]:
    """The rules of frames: of two filled rectangles in one path, the inner one is the hole."""
    found = []
    which = (boxes[:-1] & boxes[1:] & (parts.path[:-1] == parts.path[1:])).nonzero()[0]
    for one in which.tolist():
        pair = parts.boxes[one : one + 2]
        if pair[0, 0] > pair[1, 0]:
            pair = pair[::-1]
        edges = (pair[1] - pair[0]) * (1, 1, -1, -1)
        if (edges > 0).all() and (edges <= THIN).all():
            left, top, right, bottom = pair.mean(axis=0)
            found.append((np.array(((top, left, right), (bottom, left, right))),
                          np.array(((left, top, bottom), (right, top, bottom)))))  # fmt: skip
    return found


def _rounds(painted: Painted, parts: _Parts) -> tuple[Floats, Bools]:
    """Boxes of the circles and ellipses that are seen, and whether each is solid."""
    if int(parts.sizes.max()) < _ARCS.start:
        return NO_BOXES, np.empty(0, np.bool_)
    arcs = parts.curved & (parts.sizes >= _ARCS.start) & (parts.sizes < _ARCS.stop)
    many = ~parts.curved & (parts.sizes >= _POLYGON.start) & (parts.sizes < _POLYGON.stop)
    solid = parts.filled & ~is_white(painted.colours)[parts.path]
    found = [part for part in ((arcs | many) & (parts.lined | solid)).nonzero()[0].tolist()
             if _is_round(painted, parts, part)]  # fmt: skip
    return parts.boxes[found], solid[found]


def _is_round(painted: Painted, parts: _Parts, part: int) -> bool:
    """True if a part's points lie on an ellipse; of arcs only the ends do."""
    first, size, box = parts.first[part], parts.sizes[part], parts.boxes[part]
    points = painted.points[first : first + size]
    if parts.curved[part]:
        if (size - 1) % 3 and not (size - 2) % 3:  # closed by a straight line of no length
            points = points[:-1]
        elif (size - 1) % 3:
            return False
        points = points[::3]
    radius = (box[2:] - box[:2]) / 2
    if (radius < 1).any() or np.abs(points[0] - points[-1]).max() > 1:
        return False
    off = np.hypot(*((points - (box[:2] + box[2:]) / 2) / radius).T)
    return bool((np.abs(off - 1) < _ROUND).all())


def _seen(rules: Floats, across: float, along: float) -> Floats:
    """The rules that lie on the page, cut off where it ends."""
    shown: Floats = rules[np.abs(rules[:, 0] - across / 2) < across / 2 + _MARGIN]
    ends = shown[:, 1:]
    np.minimum(np.maximum(ends, -_MARGIN, out=ends), along + _MARGIN, out=ends)
    return shown
