"""Where a row's cells may stand."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.bind.placement import row_problem
from pipeline.model.document import Cell, Place
from pipeline.model.drafts import Reading, RowProblem

WELL = Reading(3)


def problem(
    cols: Sequence[int], slots: Sequence[int], readings: Sequence[Sequence[Reading | None]] | None = None, *shifts: int
) -> RowProblem:
    cells = [Cell(str(col), Place(1, 0, col)) for col in cols]
    each = readings or [[WELL] * len(slots) for _ in cols]
    return row_problem("決算", cells, each, slots, shifts=frozenset(shifts or (0,)))


def ways(problem: RowProblem) -> list[tuple[int, ...]]:
    return [placement.slots for placement in problem.placements]


def exact(problem: RowProblem) -> list[tuple[int, ...]]:
    return [placement.slots for placement in problem.placements if placement.exact]


def test_a_full_row_has_one_placement() -> None:
    assert ways(problem([3, 4, 5], [3, 4, 5])) == [(0, 1, 2)]
    assert ways(problem([9, 10, 12], [3, 4, 5])) == [(0, 1, 2)]


def test_a_row_with_a_blank_has_every_placement_that_keeps_the_order() -> None:
    assert ways(problem([3, 4], [3, 4, 5])) == [(0, 1), (0, 2), (1, 2)]


def test_more_cells_than_slots_have_no_placement() -> None:
    assert ways(problem([3, 4], [3])) == []


def test_exact_is_where_the_headings_are() -> None:
    assert exact(problem([4, 5], [3, 4, 5])) == [(1, 2)]
    assert exact(problem([3, 5], [3, 4, 5])) == [(0, 2)]


def test_a_row_shifted_as_a_whole_is_exact_only_if_something_supports_the_shift() -> None:
    assert exact(problem([2, 3], [3, 4, 5])) == []
    assert exact(problem([2, 3], [3, 4, 5], None, 0, -1)) == [(0, 1)]
    assert exact(problem([2, 4], [3, 4, 5], None, 0, -1)) == [(0, 2)]
    assert exact(problem([2, 5], [3, 4, 5], None, 0, -1)) == []


def test_two_supported_shifts_leave_two_exact_placements() -> None:
    assert exact(problem([3, 4], [3, 4, 5], None, 0, -1)) == [(0, 1), (1, 2)]


def test_types_decide_first() -> None:
    people, money = [Reading(3), Reading(1)] * 2, [Reading(1), Reading(3)] * 2
    assert ways(problem([0, 1], [0, 1, 2, 3], [people, money])) == [(0, 1), (0, 3), (2, 3)]
    assert ways(problem([0], [0, 1], [[None, WELL]])) == [(1,)]
    assert ways(problem([0], [0, 1], [[None, None]])) == []


def test_offsets_say_how_far_each_cell_stands_from_its_heading() -> None:
    assert [p.offsets for p in problem([3, 4], [3, 4, 5]).placements] == [(0, 0), (0, -1), (-1, -1)]


def test_beyond_the_bound_only_whole_shifts_are_tried() -> None:
    wide = list(range(14))
    bounded = problem([c + 1 for c in range(7)], wide)
    assert bounded.bounded
    assert all(len(set(p.offsets)) == 1 for p in bounded.placements)
    assert len(bounded.placements) == 8
    assert not problem([1], wide).bounded


@given(st.sets(st.integers(0, 8), min_size=1, max_size=5), st.sets(st.integers(0, 8), min_size=1, max_size=6))
def test_placements_keep_the_order_and_the_truth_is_among_them(cols: set[int], slots: set[int]) -> None:
    headed = sorted(slots)
    found = problem(sorted(cols), headed)
    assert all(list(way) == sorted(set(way)) for way in ways(found))
    if cols <= slots:
        assert tuple(headed.index(col) for col in sorted(cols)) in exact(found)
