"""What rules that touch one another make besides whole tables: tables open at a side, and small squares."""

import numpy as np

from pipeline.readers.grids.arrays import NO_BOXES, Bools, Floats, Ints

GAP = 2.6  # rules of one table closer than this are one edge: a double rule
TOUCH = 2.0  # ends meet, and pieces of a rule join, within this
NOT_A_TABLE = 0
_ENOUGH = 3  # rules that end together make a side, though nothing is drawn there
_SQUARE = 15.0  # a square up to this size, alone, is a box to tick and no table


def crossing(level: Floats, upright: Floats) -> Bools:
    """Which level rule (row) touches which upright rule (column)."""
    y, x0, x1 = level.T[:, :, None]
    x, y0, y1 = upright.T[:, None, :]
    met: Bools = (x0 - TOUCH <= x) & (x <= x1 + TOUCH) & (y0 - TOUCH <= y) & (y <= y1 + TOUCH)
    return met


def take_squares(level: Floats, upright: Floats, table_h: Ints, table_v: Ints) -> Floats:
    """The boxes of small squares that touch nothing else; their rules are taken out of the tables."""
    size = len(level) + 1
    small = np.zeros(size, np.bool_)
    small[table_h[level[:, 2] - level[:, 1] <= _SQUARE]] = True
    four = (np.bincount(table_h, minlength=size) == 2) & (np.bincount(table_v, minlength=size) == 2) & small
    four[NOT_A_TABLE] = False
    boxes = []
    for table in four.nonzero()[0].tolist():
        flat, tall = level[table_h == table], upright[table_v == table]
        left, right, top, bottom = tall[:, 0].min(), tall[:, 0].max(), flat[:, 0].min(), flat[:, 0].max()
        width, height = right - left, bottom - top
        if max(width, height) <= _SQUARE and max(width, height) <= 1.3 * min(width, height):
            boxes.append((left, top, right, bottom))
            table_h[table_h == table] = table_v[table_v == table] = NOT_A_TABLE
    return np.array(boxes) if boxes else NO_BOXES


def close_sides(
    level: Floats, upright: Floats, table_h: Ints, table_v: Ints, touch: Bools
) -> tuple[Floats, Floats, Ints, Ints]:
    """The rules with one more along every side that is open, but where three or more rules of a table end together."""
    sides = _sides(level, table_h, upright, touch)
    ends = _sides(upright, table_v, level, touch.T)
    if sides:
        upright, table_v = (np.concatenate(part) for part in zip((upright, table_v), *sides, strict=True))
    if ends:
        level, table_h = (np.concatenate(part) for part in zip((level, table_h), *ends, strict=True))
    return level, upright, table_h, table_v


def _sides(rules: Floats, tables: Ints, across: Floats, touch: Bools) -> list[tuple[Floats, Ints]]:
    """The sides that are missing where ``rules`` end and none of ``across`` stands."""
    found = []
    tabled = tables != NOT_A_TABLE
    for end in (1, 2):
        held = (touch & (np.abs(across[:, 0] - rules[:, end, None]) <= GAP)).any(axis=1)
        loose = (~held & tabled).nonzero()[0]
        if len(loose) < _ENOUGH:
            continue
        loose = loose[np.lexsort((rules[loose, end], tables[loose]))]
        begins = np.diff(tables[loose], prepend=-1) != 0
        begins |= np.diff(rules[loose, end], prepend=-1) > TOUCH
        for group in np.split(loose, begins.nonzero()[0][1:]):
            if len(group) >= _ENOUGH:
                side = (rules[group, end].mean(), rules[group, 0].min(), rules[group, 0].max())
                found.append((np.array([side]), tables[group[:1]]))
    return found
