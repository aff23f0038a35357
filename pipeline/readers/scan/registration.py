"""Pages of known layouts: which one a page has, and the walls that it lost.

Only walls that the layout has are put back, and only where the page shows what is left of them. What the page shows
and the layout doesn't know stays, and nothing is put back beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.model.finding import Finding
from pipeline.model.layout import KnownLayout, Run
from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.grids.lattice import join
from pipeline.readers.grids.sides import GAP
from pipeline.readers.scan import remarks_known as remarks
from pipeline.readers.scan.alignment import Aligned, align
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.rules import Rules
from pipeline.readers.scan.traces import Traces, find_traces, raster

_SEEN, _PARTLY_SEEN = 0.9, 0.6  # of a layout's walls: the page has it, or perhaps has it
_EXPLAINED = 0.9  # of the length of a page's rules: they are the layout's
_TRACE = 0.5  # of a wall: it is there
_INKED = 0.75  # of a wall with letters beside it: no letters alone have so much in line
_HOLDS = 0.6  # of an edge's walls: it surely stands where it was found
_SHORT = 15.0  # points: a shorter wall may be gone altogether
_BARE = 0.1  # of a wall: with no more ink along it nothing was written over its place
_NEAR = 1.5  # points between a wall and the rule that it is
_ITS_OWN = 5  # rows of a raster either side of a known rule: what runs there is that rule, or the other line of it
_TOO_MANY = 0.15  # of a layout's walls: with more of them lost without a trace it can't be trusted
_SIDE = 0.8  # points either side of a wall that are looked at for ink
_STRANGE = 26.0  # points: a longer rule that isn't the layout's is something else on the page


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a layout fits: the share of its walls that is ``seen``, the share of the page's rules ``explained``."""

    aligned: Aligned
    seen: float
    explained: float


@dataclass(frozen=True, slots=True)
class _Wall:
    """A wall between two rules that it meets: the number of its ``edge``, position, from, to in points."""

    edge: int
    position: float
    start: float
    stop: float


def with_known(
    rules: Rules, page: Page, number: int, layouts: Sequence[KnownLayout]
) -> tuple[Rules, tuple[Finding, ...]]:
    """The rules of the ``number``-th page with the walls that it lost, if it has one of ``layouts``."""
    if not len(rules.level) or not len(rules.upright):
        return rules, ()
    traces = find_traces(page, rules)
    fit = _best(rules, page, traces, layouts)
    if fit is None:
        return rules, ()
    form = fit.aligned.layout.form
    if fit.seen < _SEEN:
        return rules, (remarks.too_much_missing(number, form, fit.seen),)
    aligned, layout = fit.aligned, fit.aligned.layout
    walls = list(_walls(layout.level, layout.upright, aligned.level[:, 0], aligned.cols))
    level = _Side(rules.level, traces[0], walls, aligned.level)
    walls = list(_walls(layout.upright, layout.level, aligned.upright[:, 0], aligned.rows))
    upright = _Side(rules.upright, traces[1], walls, aligned.upright)
    lost = level.lost + upright.lost
    if lost > _TOO_MANY * (level.count + upright.count):
        return rules, (remarks.too_much_missing(number, form, 1 - lost / (level.count + upright.count)),)
    repaired = len(level.back) + len(upright.back)
    if not repaired:
        return rules, ()
    whole = Rules(np.concatenate((rules.level, level.back)), np.concatenate((rules.upright, upright.back)))
    return whole, (remarks.repaired(number, form, repaired),)


def _best(rules: Rules, page: Page, traces: tuple[Traces, Traces], layouts: Sequence[KnownLayout]) -> _Fit | None:
    """The layout that fits best, if any fits at all."""
    found = (align(layout, *traces, page.width) for layout in layouts)
    fits = [_fit(aligned, rules, traces) for aligned in found if aligned is not None]
    fits = [fit for fit in fits if fit.seen >= _PARTLY_SEEN and fit.explained >= _EXPLAINED]
    return max(fits, key=lambda fit: fit.seen * fit.explained, default=None)


def _fit(aligned: Aligned, rules: Rules, traces: tuple[Traces, Traces]) -> _Fit:
    known = seen = there = explained = 0.0
    for placed, found, trace in (
        (aligned.level, rules.level, traces[0]),
        (aligned.upright, rules.upright, traces[1]),
    ):
        expected = raster(placed, trace.all.shape, _ITS_OWN)
        for position, start, stop in placed.tolist():
            part = trace.all[trace.row(position), round(start) : round(stop)]
            known += len(part)
            seen += float(part.sum())
        for rule in found.tolist():
            part = expected[trace.row(rule[0]), max(round(rule[1]), 0) : round(rule[2])]
            there += len(part)
            explained += float(part.sum())
    return _Fit(aligned, seen / max(known, 1), explained / max(there, 1))


class _Side:
    """The walls of one direction: how many there are (``count``), are ``lost`` without a trace, and come ``back``."""

    def __init__(self, rules: Floats, traces: Traces, walls: list[_Wall], placed: Floats) -> None:
        self._traces = traces
        strange = _strange(rules, raster(placed, traces.all.shape, _ITS_OWN), traces)
        there = np.array([self._there(wall) for wall in walls])
        joined, thickness = join(rules[:, :3]), float(np.median(rules[:, 3]))
        holds = _holding(walls, there)
        back, self.lost, self.count = [], 0, len(walls)
        for wall, share in zip(walls, there.tolist(), strict=True):
            if _is_whole(wall, joined):
                continue
            short = wall.stop - wall.start < _SHORT and wall.edge in holds and self._is_bare(wall, thickness)
            if share < _TRACE and (not short or _beside(wall, strange)):
                self.lost += 1
                continue
            back.append(self._rule(wall, thickness))
        self.back: Floats = np.array(back, np.float64).reshape(-1, 4)

    def _there(self, wall: _Wall) -> float:
        """The share of a wall of which there are traces; letters may touch one that is inked from end to end."""
        start = max(round(wall.start), 0)
        there = self._traces.all[self._traces.row(wall.position), start : max(round(wall.stop), start + 1)]
        share = float(there.mean())
        if share < _TRACE and wall.stop - wall.start >= _SHORT:
            inked, _, _ = self._traces.inked(wall.position, wall.start, wall.stop)
            return inked if inked >= _INKED else share
        return share

    def _is_bare(self, wall: _Wall, thickness: float) -> bool:
        """Whether nothing is written where a wall should stand, or beside it."""
        rule = wall.start, wall.stop, thickness
        rules = np.array([(wall.position + away, *rule) for away in (-_SIDE, 0, _SIDE)])
        return float(self._traces.beside.ink(rules)[1].max()) <= _BARE

    def _rule(self, wall: _Wall, thickness: float) -> tuple[float, float, float, float]:
        """The rule that a wall was: where its ink is, if there is enough, and as thick."""
        inked, middle, thick = self._traces.inked(wall.position, wall.start, wall.stop)
        if inked < _TRACE:
            return wall.position, wall.start, wall.stop, thickness
        return middle, wall.start, wall.stop, thick


def _walls(runs: tuple[Run, ...], others: tuple[Run, ...], positions: Floats, across: Floats) -> Iterator[_Wall]:
    """The walls that ``runs`` are made of: each from one of the ``others`` that it meets to the next."""
    for (edge, start, stop), position in zip(runs, positions.tolist(), strict=True):
        met = {other for other, first, last in others if start < other < stop and first <= edge <= last}
        for one, after in pairwise((start, *sorted(met), stop)):
            yield _Wall(edge, position, float(across[one]), float(across[after]))


def _is_whole(wall: _Wall, rules: Floats) -> bool:
    """Whether one rule runs all along a wall, as the lattice will see it."""
    near = np.abs(rules[:, 0] - wall.position) <= _NEAR
    return bool((near & (rules[:, 1] <= wall.start + GAP) & (rules[:, 2] >= wall.stop - GAP)).any())


def _holding(walls: list[_Wall], there: Floats) -> set[int]:
    """The edges of whose walls so much is there that the rest stands in line with it."""
    lengths: dict[int, float] = {}
    seen: dict[int, float] = {}
    for wall, share in zip(walls, there.tolist(), strict=True):
        lengths[wall.edge] = lengths.get(wall.edge, 0) + wall.stop - wall.start
        seen[wall.edge] = seen.get(wall.edge, 0) + share * (wall.stop - wall.start)
    return {edge for edge, length in lengths.items() if seen[edge] >= _HOLDS * length}


def _strange(rules: Floats, expected: Bools, traces: Traces) -> Floats:
    """The long rules that a layout doesn't have."""
    shares = [
        float(expected[traces.row(position), max(round(start), 0) : round(stop)].mean())
        for position, start, stop in rules[:, :3].tolist()
    ]
    long_ = rules[:, 2] - rules[:, 1] >= _STRANGE
    return rules[long_ & (np.array(shares) < _TRACE)]


def _beside(wall: _Wall, strange: Floats) -> bool:
    """Whether a rule that the layout doesn't have runs so near along a wall that it may stand for it."""
    near = np.abs(strange[:, 0] - wall.position) < 2 * _SHORT
    return bool((near & (strange[:, 1] < wall.stop) & (strange[:, 2] > wall.start)).any())
