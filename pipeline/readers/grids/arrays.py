"""The array types that the reader's modules hand to one another."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint32]


def every(which: Bools) -> Bools:
    """Which rows of a table are true throughout."""
    rows: Bools = np.logical_and.reduce(which, axis=1)
    return rows


FAR = 1e5  # points, more than any page: what isn't comparable is kept that far apart in one sorted array
NO_BOXES: Floats = np.empty((0, 4))
NO_INDICES: Ints = np.empty(0, np.intp)
NO_COLOURS: Ints = np.empty((0, 3), np.intp)
