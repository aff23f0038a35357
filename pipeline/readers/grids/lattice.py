"""From rules to the lattice of a page: its column and row edges, and the walls between."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from pipeline.readers.grids.arrays import FAR, NO_BOXES, Bools, Floats, Ints
from pipeline.readers.grids.sides import GAP, NOT_A_TABLE, TOUCH, close_sides, crossing, take_squares

_SAME = 0.35  # pieces of one rule lie this close
_SHORT = 4.0  # a joined rule shorter than this is a dot
_SHARED = 1.0  # edges of two tables closer than this are one
_DASH, _DASH_GAP = 10.0, 4.0  # pieces shorter than this, closer than that and than they are long: a dashed rule
_GAP_IN_A_RULE = 3.2
_NONE = np.int32(2**31 - 1)
_POSITION = itemgetter(0)
_MOST = 4_000_000  # pairs of rules: a map or a technical drawing, no sheet


class TooManyRules(Exception):
    """A page of so many rules that they can't be those of tables."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Edges in points as displayed, ascending, and where rules run along them.

    ``top[r, c]`` is true if a rule runs along row edge r between column edges c and c + 1; ``left[r, c]`` if one runs
    along column edge c between row edges r and r + 1.
    """

    rows: Floats
    cols: Floats
    top: Bools
    left: Bools


@dataclass(frozen=True, slots=True)
class _Axis:
    """The edges of all tables along one axis; ``key`` is ascending, table by table."""

    key: Floats
    of_rule: Ints
    edge: Ints
    positions: Floats


def build_lattice(level: Floats, upright: Floats) -> tuple[Lattice, Floats]:
    """The lattice of all tables that rules (rows of position, from, to) make, and the boxes of the small squares.

    Raises:
        TooManyRules: the page is no page of tables.
    """
    level, upright = join(level), join(upright)
    if len(level) * len(upright) > _MOST:
        raise TooManyRules
    if not len(level) or not len(upright):
        return empty_lattice(), NO_BOXES
    level, upright = _mend(level, upright), _mend(upright, level)
    touch = crossing(level, upright)
    table_h, table_v = _tables(touch)
    # Rules that touch no other are left out by now: their tables count one rule.
    squares = take_squares(level, upright, table_h, table_v)
    level, upright, table_h, table_v = close_sides(level, upright, table_h, table_v, touch)
    size = len(level) + 1
    real = (np.bincount(table_h, minlength=size) > 1) & (np.bincount(table_v, minlength=size) > 1)
    real[NOT_A_TABLE] = False
    keep_h, keep_v = real[table_h], real[table_v]
    if not keep_h.any():
        return empty_lattice(), squares
    level, upright, table_h, table_v = level[keep_h], upright[keep_v], table_h[keep_h], table_v[keep_v]
    rows, cols = _axis(level[:, 0], table_h), _axis(upright[:, 0], table_v)
    top = _walls(level, table_h, rows, cols)
    left = _walls(upright, table_v, cols, rows).T
    return Lattice(rows.positions, cols.positions, top, left), squares


def empty_lattice() -> Lattice:
    """The lattice of a page without tables."""
    return Lattice(np.empty(0), np.empty(0), np.empty((0, 0), np.bool_), np.empty((0, 0), np.bool_))


def join(rules: Floats) -> Floats:
    """One rule for pieces that lie in line and touch (dashes, a piece for each cell)."""
    count = len(rules)
    if not count:
        return rules
    order = rules[:, 0].argsort()
    position = rules[order, 0]
    begins = np.empty(count, np.bool_)
    begins[0] = False
    np.greater_equal(position[1:] - position[:-1], _SAME, out=begins[1:])
    shift = np.empty(count)
    shift[order] = begins.cumsum() * FAR
    order = (shift + rules[:, 1]).argsort()
    rules, shift = rules[order], shift[order]
    start, stop = rules[:, 1], rules[:, 2]
    length = stop - start
    shorter, longer = np.minimum(length[1:], length[:-1]), np.maximum(length[1:], length[:-1])
    allowed = np.where(longer < _DASH, np.minimum(np.maximum(shorter, TOUCH), _DASH_GAP), TOUCH)
    reached = np.maximum.accumulate(stop + shift)
    begins[0] = True
    np.greater(start[1:] + shift[1:], reached[:-1] + allowed, out=begins[1:])
    first = begins.nonzero()[0]
    last = np.empty(len(first), np.intp)
    last[:-1] = first[1:] - 1
    last[-1] = count - 1
    joined = rules[first]
    joined[:, 2] = reached[last] - shift[last]
    long_: Floats = joined[joined[:, 2] - joined[:, 1] > _SHORT]
    return long_


def _mend(rules: Floats, across: Floats) -> Floats:
    """Joined rules without the small gaps in mid-air; a gap beside a rule across is one between two boxes."""
    gap = rules[1:, 1] - rules[:-1, 2]
    near = ((np.abs(rules[1:, 0] - rules[:-1, 0]) < _SAME) & (gap > 0) & (gap < _GAP_IN_A_RULE)).nonzero()[0]
    if not len(near):
        return rules
    whole = np.ones(len(rules), np.bool_)
    others = sorted(across.tolist())
    for one in near.tolist():
        (y, _, stop), start = rules[one].tolist(), rules[one + 1, 1]
        first = bisect_right(others, stop - GAP, key=_POSITION)
        last = bisect_left(others, start + GAP, key=_POSITION)
        if not any(low - TOUCH <= y <= high + TOUCH for _, low, high in others[first:last]):
            rules[one + 1, 1] = rules[one, 1]
            whole[one] = False
    return rules[whole]


def _tables(touch: Bools) -> tuple[Ints, Ints]:
    """The number of the table each rule belongs to, from 1: rules that touch are of one; 0 for uprights alone."""
    of_level = np.arange(1, len(touch) + 1, dtype=np.int32)
    while True:
        of_upright = np.where(touch, of_level[:, None], _NONE).min(axis=0)
        again = np.minimum(of_level, np.where(touch, of_upright, _NONE).min(axis=1))
        if (again == of_level).all():
            of_upright[of_upright == _NONE] = NOT_A_TABLE
            return of_level.astype(np.intp), of_upright.astype(np.intp)
        of_level = again


def _axis(positions: Floats, table: Ints) -> _Axis:
    """Cluster the positions of rules: first those of one table, then edges of different tables that all but agree."""
    key = positions + table * FAR
    order = key.argsort()
    key = key[order]
    bounds = np.ones(len(key) + 1, np.bool_)  # an edge begins with a rule, and the one before it ends
    np.greater_equal(key[1:] - key[:-1], GAP, out=bounds[1:-1])
    begins = bounds[:-1]
    of_rule = np.empty(len(key), np.intp)
    of_rule[order] = begins.cumsum() - 1
    first, last = order[begins], order[bounds[1:]]
    middle = (positions[first] + positions[last]) / 2
    owner = table[first]
    edge, shared = _share(middle.tolist(), owner.tolist())
    return _Axis(middle + owner * FAR, of_rule, edge, shared)


def _share(positions: list[float], owner: list[int]) -> tuple[Ints, Floats]:
    """The number of the page's edge for each edge of a table, and the page's edges."""
    edge = [0] * len(positions)
    shared: list[float] = []
    group: list[float] = []
    owners: set[int] = set()
    for index in sorted(range(len(positions)), key=positions.__getitem__):
        position, table = positions[index], owner[index]
        if not group or position - group[0] > _SHARED or table in owners:
            group, owners = [position], {table}
            shared.append(position)
        else:
            group.append(position)
            owners.add(table)
            shared[-1] = sum(group) / len(group)
        edge[index] = len(shared) - 1
    return np.array(edge), np.array(shared)


def _walls(rules: Floats, table: Ints, along: _Axis, across: _Axis) -> Bools:
    """Where rules run: a row for each edge they lie on, a column for each step between the edges they cross."""
    shift = table * FAR
    start = across.key.searchsorted(rules[:, 1] + shift - GAP)
    stop = across.key.searchsorted(rules[:, 2] + shift + GAP, side="right") - 1
    real = stop > start
    # Edges of the page side by side, an edge's steps after those of the one before: one row of numbers is quicker.
    width = len(across.positions)
    on = along.edge[along.of_rule[real]] * width
    size = len(along.positions) * width
    steps = np.bincount(on + across.edge[start[real]], minlength=size)
    steps -= np.bincount(on + across.edge[stop[real]], minlength=size)
    walls: Bools = (steps.cumsum() > 0).reshape(-1, width)[:, :-1]
    return walls
