"""Slanted strokes: the diagonals that strike cells out, and long strokes of a pen."""

from dataclasses import dataclass
from math import atan2, hypot, pi

import cv2
import numpy as np

from pipeline.model.change import replace
from pipeline.readers.grids.arrays import NO_BOXES, Bools, Floats
from pipeline.readers.scan.clean import TextPage

_SHORTEST = 11.0  # points: a shorter stroke is part of a letter
_SLIM = 2.0  # points: less than this high or wide isn't slanted
_THICK = 2.4  # points
_WIDE = 3.5  # points across a stroke, which may be steep
_STRAIGHT = 0.8  # points that a stroke may stray
_LEVEL = 0.05  # radians: a stroke nearer to level or upright than this is what is left of a rule
_IN_LINE = 0.12  # radians and
_APART = 5.0  # points: pieces of one stroke, cut by rules, are in line and near


@dataclass(frozen=True, slots=True)
class Slanted:
    """Strokes as rows of x0, y0, x1, y1 in points, from left to right, and the page without them."""

    strokes: Floats
    rest: TextPage


def find_slanted(page: TextPage) -> Slanted:
    """Long, thin, straight strokes that run neither level nor upright."""
    scale = page.scale
    parts = page.parts
    width, height = parts.stats[:, 2] / scale, parts.stats[:, 3] / scale
    length = np.hypot(width, height)
    likely = (length > _SHORTEST) & (width > _SLIM) & (height > _SLIM)
    likely &= parts.stats[:, 4] / scale**2 < _THICK * length
    likely[0] = False
    strokes: list[Floats] = []
    gray, ink = page.gray, page.ink
    for number in np.flatnonzero(likely).tolist():
        box, part = parts.part(number)
        stroke = _stroke(part, scale)
        if stroke is None:
            continue
        if not strokes:
            gray, ink = gray.copy(), ink.copy()
        corner = parts.stats[number, :2] / scale
        strokes.append(np.array(stroke) + np.concatenate((corner, corner)))
        around = np.asarray(cv2.dilate(part.astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)
        gray[box][around] = 255
        ink[box][part] = 0
    found = _in_line(strokes)
    return Slanted(np.array(found).reshape(-1, 4) if found else NO_BOXES, replace(page, gray=gray, ink=ink))


def _stroke(part: Bools, scale: float) -> list[float] | None:
    """The ends in points of a straight slanted stroke within its box; None for anything else."""
    height, width = part.shape
    flat = width >= height
    seen = part if flat else part.T
    if _spread(seen) > _WIDE * scale:
        return None
    along = np.flatnonzero(seen.any(axis=0)).astype(np.float64)
    across = (seen * np.arange(len(seen))[:, None]).sum(axis=0)[seen.any(axis=0)] / seen.sum(axis=0)[seen.any(axis=0)]
    slope, start = np.polyfit(along, across, 1)
    if np.abs(across - slope * along - start).max() > _STRAIGHT * scale or len(along) < 0.9 * seen.shape[1]:
        return None
    angle = abs(atan2(float(slope), 1.0))
    if angle < _LEVEL:
        return None
    ends = [float(along[0]), float(start + slope * along[0]), float(along[-1]), float(start + slope * along[-1])]
    if not flat:
        ends = [ends[1], ends[0], ends[3], ends[2]]
        if ends[0] > ends[2]:
            ends = [*ends[2:], *ends[:2]]
    return [end / scale for end in ends]


def _spread(seen: Bools) -> float:
    """How far apart the ink of one column stands, in most columns: that of a stroke is as thick as its pen."""
    there = seen[:, seen.any(axis=0)]
    first, last = there.argmax(axis=0), len(there) - there[::-1].argmax(axis=0)
    return float(np.quantile(last - first, 0.9))


def _in_line(strokes: list[Floats]) -> list[list[float]]:
    """Strokes with the pieces that rules cut them into put together."""
    whole: list[list[float]] = []
    for piece in sorted((stroke.tolist() for stroke in strokes), key=lambda ends: float(ends[0])):
        for stroke in whole:
            gap = hypot(piece[0] - stroke[2], piece[1] - stroke[3])
            joined = [*stroke[:2], *piece[2:]]
            if gap < _APART and abs(_turn(stroke, piece)) < _IN_LINE and abs(_turn(stroke, joined)) < _IN_LINE:
                stroke[:] = joined
                break
        else:
            whole.append(piece)
    return whole


def _turn(one: list[float], other: list[float]) -> float:
    turn = atan2(one[3] - one[1], one[2] - one[0]) - atan2(other[3] - other[1], other[2] - other[0])
    return (turn + pi / 2) % pi - pi / 2
