"""Where a row's cells may stand: every order-preserving placement of cells in slots that their types allow.

Columns of a text export can't be trusted, so nothing is decided here that the types don't decide. A placement is exact
if the row is shifted as a whole by an amount that something supports: not at all, or as far as the row's own label.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

from pipeline.model.document import Cell
from pipeline.model.drafts import Placement, Reading, RowProblem

# C(12, 6) is 924: enough for every form seen. Beyond it only shifts of the whole row are tried, and a finding says so.
_MOST_PLACEMENTS = 1000


def row_problem(
    label: str,
    cells: Sequence[Cell],
    readings: Sequence[Sequence[Reading | None]],
    expected: Sequence[int],
    *,
    shifts: frozenset[int] = frozenset({0}),
    table: str | None = None,
    blanks: Sequence[Reading] = (),
) -> RowProblem:
    """The placements of ``cells`` in slots expected at columns ``expected``; none if there are more cells than slots.

    ``readings[i][j]`` says what cell i means in slot j (None: it can't stand there).
    """
    bounded = comb(len(expected), len(cells)) > _MOST_PLACEMENTS
    ways = _shifted(cells, expected) if bounded else list(combinations(range(len(expected)), len(cells)))
    scored = [(score, way) for way in ways if (score := _type_score(readings, way)) is not None]
    best = max((score for score, _ in scored), default=0)
    placements = tuple(_placement(cells, expected, shifts, way) for score, way in scored if score == best)
    return RowProblem(
        label, table, tuple(cells), tuple(tuple(row) for row in readings), placements, bounded, tuple(blanks)
    )


def _type_score(readings: Sequence[Sequence[Reading | None]], way: tuple[int, ...]) -> int | None:
    total = 0
    for cell_readings, slot in zip(readings, way, strict=True):
        reading = cell_readings[slot]
        if reading is None:
            return None
        total += reading.score
    return total


def _placement(
    cells: Sequence[Cell], expected: Sequence[int], shifts: frozenset[int], way: tuple[int, ...]
) -> Placement:
    offsets = tuple(cell.col - expected[slot] for cell, slot in zip(cells, way, strict=True))
    uniform = len(set(offsets)) <= 1
    return Placement(way, offsets, uniform and all(offset in shifts for offset in offsets))


def _shifted(cells: Sequence[Cell], expected: Sequence[int]) -> list[tuple[int, ...]]:
    at = {col: slot for slot, col in enumerate(expected)}
    ways = []
    for shift in range(-len(expected), len(expected) + 1):
        way = tuple(at.get(cell.col - shift, -1) for cell in cells)
        if -1 not in way:
            ways.append(way)
    return ways
