"""The cells that a lattice's walls close: rectangles, and what is left of those that hold smaller ones."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.arrays import Bools, Floats, Ints
from pipeline.readers.pdf.lattice import Lattice


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
        found: Ints = self.owner[np.searchsorted(lattice.rows, y), np.searchsorted(lattice.cols, x)]
        return found


def find_faces(lattice: Lattice) -> Faces:
    """All closed faces of the lattice, the plain rectangles first."""
    if len(lattice.rows) < 2 or len(lattice.cols) < 2:
        return Faces(np.empty((0, 4), np.intp), np.full((len(lattice.rows) + 1, len(lattice.cols) + 1), -1), 0)
    spans = _rectangles(lattice)
    owner = _painted(spans, len(lattice.rows), len(lattice.cols))
    rest = _irregular(lattice, owner)
    return Faces(np.concatenate((spans, rest)), owner, len(spans))


def _rectangles(lattice: Lattice) -> Ints:
    """Faces with walls all along their four sides and none within."""
    top, left = lattice.top, lattice.left
    height, width = len(lattice.rows) - 1, len(lattice.cols) - 1
    r, c = np.nonzero(top[:height] & left[:, :width])
    far = np.intp(max(height, width) + 1)
    after = _next_wall(left, far)
    below = _next_wall(top.T, far).T
    c1, r1 = after[r, c + 1], below[r + 1, c]
    closed = (c1 < far) & (r1 < far)
    r, c, r1, c1 = r[closed], c[closed], r1[closed], c1[closed]
    tops, lefts = _sums(top), _sums(left)
    wide, tall = c1 - c, r1 - r
    good = (
        (_within(tops, r, c, r + 1, c1) == wide)
        & (_within(tops, r1, c, r1 + 1, c1) == wide)
        & (_within(lefts, r, c, r1, c + 1) == tall)
        & (_within(lefts, r, c1, r1, c1 + 1) == tall)
        & (_within(tops, r + 1, c, r1, c1) == 0)
        & (_within(lefts, r, c + 1, r1, c1) == 0)
    )
    found: Ints = np.array((r, c, r1, c1)).T[good]
    return found


def _next_wall(walls: Bools, far: np.intp) -> Ints:
    """For each place the column of the first wall at or after it."""
    where = np.where(walls, np.arange(walls.shape[1]), far)
    found: Ints = np.minimum.accumulate(where[:, ::-1], axis=1)[:, ::-1]
    return found


def _sums(walls: Bools) -> Ints:
    sums = np.zeros((walls.shape[0] + 1, walls.shape[1] + 1), np.intp)
    np.cumsum(walls, axis=0, out=sums[1:, 1:])
    np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
    return sums


def _within(sums: Ints, r: Ints, c: Ints, r1: Ints, c1: Ints) -> Ints:
    """How many walls lie in rows r to r1 and columns c to c1."""
    found: Ints = sums[r1, c1] - sums[r, c1] - sums[r1, c] + sums[r, c]
    return found


def _painted(spans: Ints, rows: int, cols: int) -> Ints:
    """The owner of each unit: faces don't overlap, so the sum of their numbers is the number of one."""
    steps = np.zeros((rows + 2, cols + 2), np.intp)
    number = np.arange(1, len(spans) + 1)
    r, c, r1, c1 = spans.T + 1
    for sign, row, col in ((1, r, c), (-1, r1, c), (-1, r, c1), (1, r1, c1)):
        np.add.at(steps, (row, col), sign * number)
    return np.cumsum(np.cumsum(steps, axis=0), axis=1)[: rows + 1, : cols + 1] - 1


def _irregular(lattice: Lattice, owner: Ints) -> Ints:
    """Number the closed faces that are no rectangles in ``owner``, and return their spans.

    A face begins at its own top left corner: the first column of its first row, so that no two faces begin together.
    """
    free = owner < 0
    walled = np.zeros_like(free)
    walled[1:-1, 1:] = lattice.left
    roofed = np.zeros_like(free)
    roofed[1:, 1:-1] = lattice.top
    begins = free.copy()
    begins[:, 1:] &= ~free[:, :-1] | walled[:, 1:]
    run = np.cumsum(begins.ravel()).reshape(free.shape) - 1
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

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for pair in pairs:
        a, b = map(root, divmod(pair, count))
        if a != b:
            parent[max(a, b)] = min(a, b)
    return [root(of) for of in range(count)]
