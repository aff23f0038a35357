"""Which cell each character belongs to."""

import numpy as np

from pipeline.readers.pdf.arrays import Ints
from pipeline.readers.pdf.characters import Characters
from pipeline.readers.pdf.faces import Faces
from pipeline.readers.pdf.lattice import Lattice

_INSIDE = 0.1  # of the width: a box that reaches further across a side of its cell is decided by the ink


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
    doubtful = np.flatnonzero(across)
    if len(doubtful):
        ink = characters.ink(doubtful)
        face = faces.at(lattice, (ink[:, 0] + ink[:, 2]) / 2, y[doubtful])
        better = face >= 0
        owners[doubtful[better]] = face[better]
    return owners
