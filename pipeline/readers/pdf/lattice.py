"""From rules to the lattice of a page: its column and row edges, and the walls between."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.arrays import FAR, NO_BOXES, Bools, Floats, Ints
from pipeline.readers.pdf.sides import GAP, NOT_A_TABLE, TOUCH, close_sides, crossing, take_squares

_SAME = 0.35  # pieces of one rule lie this close
_SHORT = 4.0  # a joined rule shorter than this is a dot
_SHARED = 1.0  # edges of two tables closer than this are one
_DASH, _DASH_GAP = 10.0, 4.0  # pieces shorter than this, closer than that and than they are long: a dashed rule
_GAP_IN_A_RULE = 3.2
_NONE = 1 << 40
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
    if not len(rules):
        return rules
    order = np.argsort(rules[:, 0])
    line = np.empty(len(rules), np.intp)
    line[order] = np.cumsum(np.diff(rules[order, 0], prepend=-FAR) >= _SAME)
    order = np.argsort(line * FAR + rules[:, 1])
    rules, shift = rules[order], line[order] * FAR
    length = rules[:, 2] - rules[:, 1]
    shorter, longer = np.minimum(length[1:], length[:-1]), np.maximum(length[1:], length[:-1])
    allowed = np.where(longer < _DASH, np.clip(shorter, TOUCH, _DASH_GAP), TOUCH)
    reached = np.maximum.accumulate(rules[:, 2] + shift)
    begins = np.ones(len(rules), np.bool_)
    begins[1:] = rules[1:, 1] + shift[1:] > reached[:-1] + allowed
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(rules)) - 1
    joined = np.stack((rules[first, 0], rules[first, 1], reached[last] - shift[last]), axis=1)
    long_: Floats = joined[joined[:, 2] - joined[:, 1] > _SHORT]
    return long_


def _mend(rules: Floats, across: Floats) -> Floats:
    """Joined rules without the small gaps in mid-air; a gap beside a rule across is one between two boxes."""
    gap = rules[1:, 1] - rules[:-1, 2]
    near = np.flatnonzero((np.abs(rules[1:, 0] - rules[:-1, 0]) < _SAME) & (gap > 0) & (gap < _GAP_IN_A_RULE))
    if not len(near):
        return rules
    whole = np.ones(len(rules), np.bool_)
    for one in near.tolist():
        y, stop, start = rules[one, 0], rules[one, 2], rules[one + 1, 1]
        meets = (across[:, 1] - TOUCH <= y) & (y <= across[:, 2] + TOUCH)
        meets &= (across[:, 0] > stop - GAP) & (across[:, 0] < start + GAP)
        if not meets.any():
            rules[one + 1, 1] = rules[one, 1]
            whole[one] = False
    return rules[whole]


def _tables(touch: Bools) -> tuple[Ints, Ints]:
    """The number of the table each rule belongs to, from 1: rules that touch are of one; 0 for uprights alone."""
    of_level = np.arange(1, len(touch) + 1)
    while True:
        of_upright = np.where(touch, of_level[:, None], _NONE).min(axis=0)
        again = np.minimum(of_level, np.where(touch, of_upright, _NONE).min(axis=1))
        if (again == of_level).all():
            of_upright[of_upright == _NONE] = NOT_A_TABLE
            return of_level, of_upright
        of_level = again


def _axis(positions: Floats, table: Ints) -> _Axis:
    """Cluster the positions of rules: first those of one table, then edges of different tables that all but agree."""
    key = positions + table * FAR
    order = np.argsort(key)
    key = key[order]
    begins = np.diff(key, prepend=-FAR) >= GAP
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(key)) - 1
    middle = (positions[order][first] + positions[order][last]) / 2
    of_rule = np.empty(len(key), np.intp)
    of_rule[order] = np.cumsum(begins) - 1
    owner = table[order][first]
    edge, shared = _share(middle, owner)
    return _Axis(middle + owner * FAR, of_rule, edge, shared)


def _share(positions: Floats, owner: Ints) -> tuple[Ints, Floats]:
    """The number of the page's edge for each edge of a table, and the page's edges."""
    order = np.argsort(positions, kind="stable")
    apart = np.diff(positions[order], prepend=-FAR) > _SHARED
    edge = np.empty(len(positions), np.intp)
    if apart.all():
        edge[order] = np.arange(len(order))
        return edge, positions[order]
    groups: list[list[float]] = []
    owners: set[int] = set()
    for index, position, table in zip(order.tolist(), positions[order].tolist(), owner[order].tolist(), strict=True):
        if not groups or position - groups[-1][0] > _SHARED or table in owners:
            groups.append([])
            owners = set()
        groups[-1].append(position)
        owners.add(table)
        edge[index] = len(groups) - 1
    return edge, np.array([sum(group) / len(group) for group in groups])


def _walls(rules: Floats, table: Ints, along: _Axis, across: _Axis) -> Bools:
    """Where rules run: a row for each edge they lie on, a column for each step between the edges they cross."""
    shift = table * FAR
    start = np.searchsorted(across.key, rules[:, 1] + shift - GAP)
    stop = np.searchsorted(across.key, rules[:, 2] + shift + GAP, side="right") - 1
    real = stop > start
    start, stop = across.edge[start[real]], across.edge[stop[real]]
    on = along.edge[along.of_rule[real]]
    steps = np.zeros((len(along.positions), len(across.positions)), np.intp)
    np.add.at(steps, (on, start), 1)
    np.add.at(steps, (on, stop), -1)
    return np.cumsum(steps, axis=1)[:, :-1] > 0
