"""The rules of a table: where two cells meet, or a cell meets the white around the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from tests.paper.model import Placed, Table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule from one point to another; ``outer`` if it bounds the table."""

    x0: float
    y0: float
    x1: float
    y1: float
    outer: bool

    @property
    def upright(self) -> bool:
        return self.x0 == self.x1


@dataclass(frozen=True, slots=True)
class Lattice:
    """The edges of a table's columns and rows, from its left and top; rows go down."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def box(self, placed: Placed) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell."""
        return self.xs[placed.col], self.ys[placed.row], self.xs[placed.col_end], self.ys[placed.row_end]


def lattice_of(table: Table, left: float, top: float) -> Lattice:
    """The lattice of a table whose corner is at (left, top)."""
    return Lattice(tuple(accumulate(table.widths, initial=left)), tuple(accumulate(table.row_heights, initial=top)))


def rules_of(table: Table, lattice: Lattice) -> list[Rule]:
    """All rules, each as long as it goes."""
    owners = _owners(table)
    width, height = len(table.widths), len(table.rows)
    found = []
    for row in range(height + 1):
        meets = [col for col in range(width) if owners.get((row - 1, col)) != owners.get((row, col))]
        y, outer = lattice.ys[row], row in {0, height}
        found += [Rule(lattice.xs[a], y, lattice.xs[b], y, outer) for a, b in _runs(meets)]
    for col in range(width + 1):
        meets = [row for row in range(height) if owners.get((row, col - 1)) != owners.get((row, col))]
        x, outer = lattice.xs[col], col in {0, width}
        found += [Rule(x, lattice.ys[a], x, lattice.ys[b], outer) for a, b in _runs(meets)]
    return found


def _owners(table: Table) -> dict[tuple[int, int], str]:
    """What covers each square of the lattice; joined cells are one."""
    owners: dict[tuple[int, int], str] = {}
    for number, placed in enumerate(table.placed()):
        name = placed.cell.join or str(number)
        owners |= {(r, c): name for r in range(placed.row, placed.row_end) for c in range(placed.col, placed.col_end)}
    return owners


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow one another, as start and end."""
    start = end = None
    for number in numbers:
        if start is not None and number == end:
            end = number + 1
            continue
        if start is not None and end is not None:
            yield start, end
        start, end = number, number + 1
    if start is not None and end is not None:
        yield start, end
