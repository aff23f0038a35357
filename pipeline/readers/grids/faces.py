"""The cells that a lattice's walls close: rectangles, and what is left of those that hold smaller ones."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats, Ints
from pipeline.readers.grids.lattice import Lattice

_REMEMBERED_UNITS = 20_000  # of a lattice: one of more takes too much memory to be kept


@dataclass(frozen=True, slots=True)
class Faces:
    """Each face's ``spans`` (first row, first column, row after, column after) and the ``owner`` of each unit.

    ``owner[r + 1, c + 1]`` is the face of the lattice's unit (r, c), -1 where none; its outermost rows and columns
    stand for the page around the lattice. The first ``plain`` faces are rectangles, ordered by row and column.
    """

    spans: Ints
    owner: Ints
    plain: int

    def at(self, lattice: Lattice, x: Floats, y: Floats) -> Ints:
        """The face at each point, -1 for none."""
        found: Ints = self.owner[lattice.rows.searchsorted(y), lattice.cols.searchsorted(x)]
        return found


def find_faces(lattice: Lattice) -> Faces:
    """All closed faces of the lattice, the plain rectangles first."""
    rows, cols = len(lattice.rows), len(lattice.cols)
    find = _of_walls if rows * cols <= _REMEMBERED_UNITS else _of_walls.__wrapped__
    return find(rows, cols, lattice.top.tobytes(), lattice.left.tobytes())


@lru_cache(maxsize=16)
def _of_walls(rows: int, cols: int, top: bytes, left: bytes) -> Faces:
    """The faces between walls, remembered: rows of a form grow with their text, and its cells stay the same."""
    if rows < 2 or cols < 2:
        return Faces(np.empty((0, 4), np.intp), np.full((rows + 1, cols + 1), -1), 0)
    tops = np.frombuffer(top, np.bool_).reshape(rows, cols - 1)
    lefts = np.frombuffer(left, np.bool_).reshape(rows - 1, cols)
    spans = _rectangles(tops, lefts)
    owner = _painted(spans, rows, cols)
    rest = _irregular(tops, lefts, owner)
    return Faces(np.concatenate((spans, rest)), owner, len(spans))


def _rectangles(top: Bools, left: Bools) -> Ints:
    """Faces with walls all along their four sides and none within."""
    height, width = len(left), top.shape[1]
    r, c = (top[:height] & left[:, :width]).nonzero()
    far = np.intp(max(height, width) + 1)
    c1, r1 = _next_wall(left, far)[r, c + 1], _next_wall(top.T, far).T[r + 1, c]
    closed = ((c1 < far) & (r1 < far)).nonzero()[0]
    r, c, r1, c1 = r[closed], c[closed], r1[closed], c1[closed]
    # All walls along two opposite sides and none between them: so many with the sides, and none without.
    tops, lefts = _Counts(top), _Counts(left)
    good = tops.within(r, c, r1 + 1, c1) == 2 * (c1 - c)
    good &= tops.within(r + 1, c, r1, c1) == 0
    good &= lefts.within(r, c, r1, c1 + 1) == 2 * (r1 - r)
    good &= lefts.within(r, c + 1, r1, c1) == 0
    found: Ints = np.array((r, c, r1, c1)).T[good]
    return found


def _next_wall(walls: Bools, far: np.intp) -> Ints:
    """For each place the column of the first wall at or after it."""
    where = np.where(walls, np.arange(walls.shape[1]), far)
    found: Ints = np.minimum.accumulate(where[:, ::-1], axis=1)[:, ::-1]
    return found


class _Counts:
    """How many walls lie in any rectangle, by sums from the top left corner."""

    __slots__ = ("_sums", "_width")

    def __init__(self, walls: Bools) -> None:
        sums = np.zeros((walls.shape[0] + 1, walls.shape[1] + 1), np.intp)
        inner = sums[1:, 1:]
        walls.cumsum(axis=0, out=inner)
        inner.cumsum(axis=1, out=inner)
        self._sums, self._width = sums.ravel(), sums.shape[1]

    def within(self, r: Ints, c: Ints, r1: Ints, c1: Ints) -> Ints:
        """The walls in rows r to r1 and columns c to c1."""
        sums, above, below = self._sums, r * self._width, r1 * self._width
        found: Ints = sums[below + c1] - sums[above + c1] - sums[below + c] + sums[above + c]
        return found


def _painted(spans: Ints, rows: int, cols: int) -> Ints:
    """The owner of each unit: faces don't overlap, so the sum of their numbers is the number of one."""
    width = cols + 2
    number = np.arange(1.0, len(spans) + 1)
    r, c, r1, c1 = spans.T + 1
    r, r1 = r * width, r1 * width
    corners = np.concatenate((r + c, r1 + c1, r1 + c, r + c1))
    sums = np.bincount(corners, np.concatenate((number, number, -number, -number)), (rows + 2) * width)
    steps = sums.astype(np.intp).reshape(-1, width)
    return steps.cumsum(axis=0).cumsum(axis=1)[: rows + 1, : cols + 1] - 1


def _irregular(top: Bools, left: Bools, owner: Ints) -> Ints:
    """Number the closed faces that are no rectangles in ``owner``, and return their spans.

    A face begins at its own top left corner: the first column of its first row, so that no two faces begin together.
    """
    free = owner < 0
    if not free[1:-1, 1:-1].any():
        return np.empty((0, 4), np.intp)
    walled = np.zeros_like(free)
    walled[1:-1, 1:] = left
    roofed = np.zeros_like(free)
    roofed[1:, 1:-1] = top
    begins = free.copy()
    begins[:, 1:] &= ~free[:, :-1] | walled[:, 1:]
    run = begins.cumsum().reshape(free.shape) - 1
    meet = free[1:] & free[:-1] & ~roofed[1:]
    count = int(run[-1, -1]) + 1
    pairs = set((run[:-1][meet] * count + run[1:][meet]).tolist())
    root = _joined(count, pairs)
    outside = root[0]
    inner = sorted({r for r in root if r != outside})
    if not inner:
        return np.empty((0, 4), np.intp)
    number = np.full(count, -1, np.intp)
    first = int(owner.max()) + 1
    for index, one in enumerate(inner):
        number[np.array(root) == one] = first + index
    owner[free] = number[run[free]]
    spans = []
    for index in range(len(inner)):
        rows, cols = np.nonzero(owner == first + index)
        spans.append((rows[0] - 1, cols[0] - 1, rows[-1], int(cols.max())))
    return np.array(spans, np.intp)


def _joined(count: int, pairs: set[int]) -> list[int]:
    """The root of each run after joining those that meet: a pair is one run times ``count`` plus the other."""
    parent = list(range(count))
    for pair in pairs:
        a, b = divmod(pair, count)
        while parent[a] != a:
            parent[a] = a = parent[parent[a]]
        while parent[b] != b:
            parent[b] = b = parent[parent[b]]
        if a < b:
            parent[b] = a
        elif b < a:
            parent[a] = b
    # A run's parent comes before it, so its root is known by then.
    for run in range(count):
        parent[run] = parent[parent[run]]
    return parent
