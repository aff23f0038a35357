"""Where the points of a page come to stand on its scan."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from pipeline.model.place import Box

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Transform:
    """An affine map: x' = a x + b y + c, y' = d x + e y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, after: "Transform") -> "Transform":
        """This one first, ``after`` next."""
        return _from(after.matrix @ self.matrix)

    def inverse(self) -> "Transform":
        """The way back."""
        return _from(np.asarray(np.linalg.inv(self.matrix), np.float64))

    @property
    def matrix(self) -> Points:
        """Three rows of three."""
        return np.array(((self.a, self.b, self.c), (self.d, self.e, self.f), (0, 0, 1)))

    def points(self, points: Points) -> Points:
        """Rows of x, y where they come to stand."""
        moved: Points = points @ self.matrix[:2, :2].T + self.matrix[:2, 2]
        return moved

    def corners(self, box: Box) -> Points:
        """The four corners of a box, clockwise from its left top."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        return self.points(np.array(((left, top), (right, top), (right, bottom), (left, bottom))))

    def box(self, box: Box) -> Box:
        """The smallest upright box around a box that was moved."""
        corners = self.corners(box)
        (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        return Box(left, top, right, bottom)


def _from(matrix: Points) -> Transform:
    return Transform(*matrix[:2].ravel().tolist())


def scaled(x: float, y: float) -> Transform:
    """Larger by ``x`` across and ``y`` down."""
    return Transform(x, 0, 0, 0, y, 0)


def shifted(x: float, y: float) -> Transform:
    """Moved to the right and down."""
    return Transform(1, 0, x, 0, 1, y)


def turned(degrees: float) -> Transform:
    """Turned clockwise, as seen with y going down, about the origin."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return Transform(c, -s, 0, s, c, 0)


def quarters_turned(turns: int, width: int, height: int) -> tuple[Transform, int, int]:
    """``turns`` quarters clockwise of a picture this large, moved so that it begins at the origin; its new size."""
    match turns % 4:
        case 0:
            return Transform(1, 0, 0, 0, 1, 0), width, height
        case 1:
            return Transform(0, -1, height, 1, 0, 0), height, width
        case 2:
            return Transform(-1, 0, width, 0, -1, height), width, height
        case _:
            return Transform(0, 1, 0, -1, 0, width), height, width
