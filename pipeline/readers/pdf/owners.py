"""Which cell each character belongs to: where its ink is, or where the text began that it runs on from."""

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats, Ints
from pipeline.readers.grids.faces import Faces
from pipeline.readers.grids.lattice import Lattice
from pipeline.readers.pdf.characters import NOT_IN_FILE, Characters

_INSIDE = 0.1  # of the width: a box that reaches further across a side of its cell is decided by the ink
_LEVEL = 0.2  # of the height: how far apart the middles of a run's characters may be
_STEP = 0.12  # of the height: the widest gap in a run of text; cells keep their text further from one another
_OVERLAP = 0.5  # of the height: characters that overlap more are no run
_CLEAR = 0.25  # of its width: a digit that reaches no further over a rule doesn't cross it
_INDENT = 1.5  # of the height: text that begins so near to a side was set from there


def find_owners(characters: Characters, lattice: Lattice, faces: Faces) -> Ints:
    """The face of each character, -1 outside all."""
    boxes = characters.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    owners = faces.at(lattice, x, y)
    if not len(faces.spans):
        return owners
    left, right = lattice.cols[faces.spans[:, 1]], lattice.cols[faces.spans[:, 3]]
    slack = _INSIDE * (boxes[:, 2] - boxes[:, 0])
    across = (owners >= 0) & ((boxes[:, 0] + slack < left[owners]) | (boxes[:, 2] - slack > right[owners]))
    across &= characters.indices != NOT_IN_FILE
    doubtful = across.nonzero()[0]
    if len(doubtful):
        ink = characters.ink(doubtful)
        face = faces.at(lattice, (ink[:, 0] + ink[:, 2]) / 2, y[doubtful])
        better = face >= 0
        owners[doubtful[better]] = face[better]
    goes_on = _goes_on(boxes, y)
    goes_on &= ~_two_numbers(characters, owners, right)
    crossing = goes_on & (owners[1:] != owners[:-1])
    if crossing.any():
        _reunite(owners, boxes, goes_on, crossing, np.append(left, -np.inf), np.append(right, np.inf))
    return owners


def _goes_on(boxes: Floats, y: Floats) -> Bools:
    """For each character but the last, whether the next one follows it on its line without a gap."""
    height = boxes[:, 3] - boxes[:, 1]
    smaller = np.minimum(height[1:], height[:-1])
    gap = boxes[1:, 0] - boxes[:-1, 2]
    follows: Bools = np.abs(y[1:] - y[:-1]) < _LEVEL * smaller
    follows &= (gap < _STEP * smaller) & (gap > -_OVERLAP * smaller)
    return follows


def _two_numbers(characters: Characters, owners: Ints, right: Floats) -> Bools:
    """For each character but the last, whether a number ends at a rule just there, and another begins behind it.

    Words run over into blank cells; a figure that is set against a rule from either side is a figure of its own.
    """
    digit = (characters.codes >= ord("0")) & (characters.codes <= ord("9"))
    apart: Bools = digit[1:] & digit[:-1] & (owners[1:] != owners[:-1])
    if apart.any():
        rule, boxes = np.append(right, np.inf)[owners[:-1]], characters.boxes
        clear = _CLEAR * (boxes[:, 2] - boxes[:, 0])
        apart &= (boxes[:-1, 2] < rule + clear[:-1]) & (boxes[1:, 0] > rule - clear[1:])
    return apart


def _reunite(owners: Ints, boxes: Floats, goes_on: Bools, crossing: Bools, left: Floats, right: Floats) -> None:
    """Give text that runs over the side of its cell into blank ones back to its cell, whole."""
    run = np.append(0, np.cumsum(~goes_on))
    across = np.unique(run[1:][crossing])
    others = owners[~np.isin(run, across)]
    for one in across.tolist():
        members = (run == one).nonzero()[0]
        faces = owners[members]
        order = list(dict.fromkeys(faces.tolist()))
        height = boxes[members[0], 3] - boxes[members[0], 1]
        home = order[0]
        if boxes[members[0], 0] - left[home] > _INDENT * height:
            if right[order[-1]] - boxes[members[-1], 2] < _INDENT * height:
                home = order[-1]  # set from the right
            elif len(order) > 2:
                home = order[len(order) // 2]  # set from the middle
        foreign = [face for face in order if face != home and face >= 0]
        if not np.isin(foreign, others).any():
            owners[members] = home
