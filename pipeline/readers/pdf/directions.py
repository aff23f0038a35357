"""Text that doesn't run from left to right: upright columns (縦書き) and turned lines."""

from dataclasses import dataclass
from enum import Enum
from math import pi
from statistics import fmean

import numpy as np

from pipeline.readers.grids.arrays import Bools, Codes, Floats, Ints
from pipeline.readers.pdf.characters import Characters

_BESIDE = 0.3  # of the width: characters below one another are this well in line
_NEAREST, _FURTHEST = 0.35, 2.5  # of the height: from one to the next below
_ENOUGH = 3  # characters below one another that make a line
_LETTERS = 0x3041  # from here on: kana, ideographs, full-width signs


class Direction(Enum):
    """The way a line of text runs when it isn't from left to right."""

    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Steps:
    """For each character but the last, whether the next one in the file is set just below or just above it."""

    down: Bools
    up: Bools


def find_steps(boxes: Floats) -> Steps:
    """Steps between characters with these boxes, in the order of the file."""
    left, top, right, bottom = boxes.T
    x, y, width, height = left + right, top + bottom, right - left, bottom - top
    # The middles are halves of these sums.
    in_line = np.abs(x[1:] - x[:-1]) < 2 * _BESIDE * np.minimum(width[1:], width[:-1])
    which = in_line.nonzero()[0]
    below = (y[which + 1] - y[which]) / 2
    lower = np.minimum(height[which + 1], height[which])
    far, near = _FURTHEST * lower, _NEAREST * lower
    down, up = np.zeros(len(in_line), np.bool_), np.zeros(len(in_line), np.bool_)
    down[which] = (below > near) & (below < far)
    up[which] = (-below > near) & (-below < far)
    return Steps(down, up)


def upright_runs(characters: Characters, steps: Steps, loose: Bools) -> Ints:
    """Numbers (from 1) for the lines outside tables that run down or up, 0 for all other characters."""
    count = len(characters)
    runs = np.zeros(count, np.intp)
    found = 0
    for way in (steps.down, steps.up):
        together = way & loose[1:] & loose[:-1]
        if not together.any():
            continue
        edges = np.diff(np.concatenate(([False], together, [False])).astype(np.intp)).nonzero()[0]
        for start, stop in edges.reshape(-1, 2).tolist():
            if stop - start + 1 >= _ENOUGH and (
                _is_of_letters(characters.codes[start : stop + 1]) or _turn(characters, start)
            ):
                found += 1
                runs[start : stop + 1] = found
    return runs


def find_directions(characters: Characters, steps: Steps, owners: Ints) -> dict[int, Direction]:
    """The direction of each cell's text, for those where it isn't from left to right."""
    same = owners[1:] == owners[:-1]
    down, up = steps.down & same, steps.up & same
    if not (down.any() or up.any()):
        return {}
    names = owners[:-1]
    size = int(owners.max()) + 1
    all_steps = np.bincount(names[same], minlength=size)
    most = np.maximum(np.bincount(names[down], minlength=size), np.bincount(names[up], minlength=size))
    found = {}
    for cell in (2 * most > all_steps).nonzero()[0].tolist():
        members = (owners == cell).nonzero()[0]
        direction = _turn(characters, int(members[0])) or _set_upright(characters, members)
        if direction is not None:
            found[cell] = direction
    return found


def along(boxes: Floats, direction: Direction) -> Floats:
    """Boxes as they are if the page is turned so that the text runs from left to right, its lines downward."""
    left, top, right, bottom = boxes.T
    if direction is Direction.DOWN:
        return np.stack((top, -right, bottom, -left), axis=1)
    return np.stack((-bottom, left, -top, right), axis=1)


def _turn(characters: Characters, which: int) -> Direction | None:
    """The direction of a glyph that is turned by a right angle."""
    angle = characters.angle(which)
    if abs(angle - pi / 2) < pi / 8:
        return Direction.DOWN
    return Direction.UP if abs(angle - 3 * pi / 2) < pi / 8 else None


def _set_upright(characters: Characters, members: Ints) -> Direction | None:
    """Columns of characters that stand upright: one column alone reads from top to bottom anyway."""
    boxes = characters.boxes[members]
    middles, widths = ((boxes[:, 0] + boxes[:, 2]) / 2).tolist(), (boxes[:, 2] - boxes[:, 0]).tolist()
    several = max(middles) - min(middles) > 0.6 * fmean(widths)
    return Direction.DOWN if several and _is_of_letters(characters.codes[members]) else None


def _is_of_letters(codes: Codes) -> bool:
    """True if most of some characters are Japanese: figures one below the other are a column of figures."""
    japanese = (codes >= _LETTERS) & ~((codes >= 0xFF10) & (codes <= 0xFF19))
    return bool(2 * japanese.sum() > len(codes))
