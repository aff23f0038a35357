"""From the lattices of clean pages to the layouts that these pages have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.model.layout import Band, KnownLayout, Run
from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.grids.lattice import Lattice

_SAME_PAGE = 3.0  # points: sizes of paper that differ less are one
_SAME_EDGE = 1.5  # points: column edges that differ less are one
_FIXED = 1.2  # points: a band whose height varies less never grows
_DIGITS = 1  # of a coordinate in points


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page that shows all its rules; its size in points."""

    width: float
    height: float
    lattice: Lattice


def learn_layouts(form: str, pages: Iterable[CleanPage], least: int = 1) -> list[KnownLayout]:
    """The layouts of a form's pages, the most frequent first; those of fewer than ``least`` pages are left out.

    Where only one page has a layout nothing tells which of its rows grow: all may.
    """
    groups: list[list[CleanPage]] = []
    for page in pages:
        if not page.lattice.top.any():
            continue
        group = next((group for group in groups if _alike(group[0], page)), None)
        if group is None:
            groups.append([page])
        else:
            group.append(page)
    kept = sorted((group for group in groups if len(group) >= least), key=len, reverse=True)
    return [_layout(form, group) for group in kept]


def _alike(one: CleanPage, other: CleanPage) -> bool:
    """Whether two pages are ruled alike but for the heights of their rows."""
    a, b = one.lattice, other.lattice
    return (
        max(abs(one.width - other.width), abs(one.height - other.height)) < _SAME_PAGE
        and np.array_equal(a.top, b.top)
        and np.array_equal(a.left, b.left)
        and float(np.abs(a.cols - b.cols).max(initial=0)) < _SAME_EDGE
    )


def _layout(form: str, group: list[CleanPage]) -> KnownLayout:
    first = group[0]
    cols = np.mean([page.lattice.cols for page in group], axis=0)
    heights = np.array([np.diff(page.lattice.rows) for page in group])
    return KnownLayout(
        form,
        round(first.width, _DIGITS),
        round(first.height, _DIGITS),
        tuple(_rounded(cols)),
        round(float(np.mean([page.lattice.rows[0] for page in group])), _DIGITS),
        tuple(_band(column) for column in heights.T),
        _runs(first.lattice.top),
        _runs(first.lattice.left.T),
        len(group),
    )


def _band(heights: Floats) -> Band:
    least, most, usual = float(heights.min()), float(heights.max()), round(float(np.mean(heights)), _DIGITS)
    if len(heights) > 1 and most - least < _FIXED:
        return Band(usual, usual)
    # One height seen is no bound: the range is a little wider than what was seen.
    low, high = _rounded(np.array((least, most)))
    return Band(round(max(low - 0.1, 0.1), _DIGITS), round(high + 0.1, _DIGITS))


def _rounded(values: Floats) -> list[float]:
    return [round(value, _DIGITS) for value in values.tolist()]


def _runs(walls: Bools) -> tuple[Run, ...]:
    """Walls of each edge as the runs that they make: edge, from, to."""
    found: list[Run] = []
    for edge, row in enumerate(walls):
        steps = np.diff(np.concatenate(((0,), row.astype(np.int8), (0,))))
        starts, stops = np.flatnonzero(steps > 0).tolist(), np.flatnonzero(steps < 0).tolist()
        found += [(edge, start, stop) for start, stop in zip(starts, stops, strict=True)]
    return tuple(found)
