"""The array types that the reader's modules hand to one another."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint32]

NO_BOXES: Floats = np.empty((0, 4))
