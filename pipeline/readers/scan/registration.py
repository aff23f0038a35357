"""Pages of known layouts: which one a page has, and the walls that it lost.

Only walls that the layout has are put back, and only where the page shows what is left of them. What the page shows
and the layout doesn't know stays, and nothing is put back beside it, unless it has letters on it: then it is of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.model.finding import Finding
from pipeline.model.layout import KnownLayout, Run
from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.grids.lattice import join
from pipeline.readers.scan import remarks_known as remarks
from pipeline.readers.scan.alignment import Aligned, align
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.gaps import gaps_of
from pipeline.readers.scan.pieces import Pieces
from pipeline.readers.scan.rules import Rules
from pipeline.readers.scan.traces import Traces, find_traces, raster

_SEEN, _PARTLY_SEEN = 0.94, 0.75  # of a layout's walls: the page has it, or had it once
_EXPLAINED, _SURELY_EXPLAINED = 0.94, 0.98  # of the length of a page's rules: they are the layout's
_MOST_GAPS = 1.2  # on a hundred points of rule: more, and cells are lost
_TRACE, _SHORT_TRACE = 0.5, 0.75  # of a wall: it is there; of a short one a letter may have half
_INKED = 0.7  # of a wall with letters beside it: no letters alone have so much in line
_HOLDS = 0.6  # of an edge's walls: it surely stands where it was found
_SHORT = 15.0  # points: a shorter wall may be gone altogether
_BARE = 0.06  # of a wall: with no more ink beside it nothing was written across its place
_ENDS = 1.4  # points that a rule may be shorter than its wall: the lattice allows a little more
_NEAR = 1.5  # points between a wall and the rule that it is
_ITS_OWN = 5  # rows of a raster either side of a known rule: what runs there is that rule, or the other line of it
_WRITTEN = 0.13  # of a rule that isn't the layout's: with more ink beside it, it is of letters
_STROKE = 16.0  # points: and so it is if it is shorter
_STRANGE = 26.0  # points: a longer rule that isn't the layout's is something else on the page


@dataclass(frozen=True, slots=True)
class _Wall:
    """A wall between two rules that it meets: the number of its ``edge``, position, from, to in points."""

    edge: int
    position: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a layout fits: the share of its walls that is ``seen``, the share of the page's rules ``explained``."""

    aligned: Aligned
    walls: tuple[list[_Wall], list[_Wall]]
    seen: float
    explained: float


def with_known(
    rules: Rules, page: Page, number: int, layouts: Sequence[KnownLayout], pieces: Pieces | None = None
) -> tuple[Rules, tuple[Finding, ...]]:
    """The rules of the ``number``-th page with the walls that it lost, if it has one of ``layouts``.

    ``pieces`` are the page's pieces of rules, if they were found before.
    """
    if not len(rules.level) or not len(rules.upright):
        return rules, ()
    fit, traces = _best(rules, page, layouts, pieces) if layouts else (None, None)
    if fit is None or traces is None or fit.seen < _SEEN or fit.explained < _EXPLAINED:
        return rules, _damage(rules, page, number, fit)
    form = fit.aligned.layout.form
    level = _Side(rules.level, traces[0], fit.walls[0], fit.aligned.level)
    upright = _Side(rules.upright, traces[1], fit.walls[1], fit.aligned.upright)
    lost, back = level.lost + upright.lost, len(level.back) + len(upright.back)
    findings = (remarks.differs(number, form, lost),) if lost else ()
    letters = level.letters + upright.letters
    if not back and not letters:
        return rules, findings
    whole = Rules(np.concatenate((level.kept, level.back)), np.concatenate((upright.kept, upright.back)))
    doubtful = level.long_letters + upright.long_letters
    return whole, (remarks.repaired(number, form, back, letters, doubtful), *findings)


def _damage(rules: Rules, page: Page, number: int, fit: _Fit | None) -> tuple[Finding, ...]:
    """What there is to say of a page that no layout can repair: its rules are broken, or parts of it are gone."""
    if fit is not None and fit.seen >= _PARTLY_SEEN and fit.explained >= _SURELY_EXPLAINED:
        return (remarks.too_much_missing(number, fit.aligned.layout.form, fit.seen),)
    gaps = gaps_of(page, rules)
    return (remarks.too_many_gaps(number, gaps),) if gaps > _MOST_GAPS else ()


def _best(
    rules: Rules, page: Page, layouts: Sequence[KnownLayout], pieces: Pieces | None
) -> tuple[_Fit | None, tuple[Traces, Traces]]:
    """The layout that fits best, if any may fit at all, and the traces that it was laid over."""
    traces = find_traces(page, rules, pieces)
    fits = [_fit(aligned, rules, traces) for aligned in align(layouts, *traces, page.width)]
    return max(fits, key=lambda fit: fit.seen * fit.explained, default=None), traces


def _fit(aligned: Aligned, rules: Rules, traces: tuple[Traces, Traces]) -> _Fit:
    layout = aligned.layout
    level = _walls(layout.level, layout.upright, aligned.level[:, 0], aligned.cols)
    upright = _walls(layout.upright, layout.level, aligned.upright[:, 0], aligned.rows)
    known = seen = there = explained = 0.0
    for placed, walls, found, trace in (
        (aligned.level, level, rules.level, traces[0]),
        (aligned.upright, upright, rules.upright, traces[1]),
    ):
        for wall in walls:
            known += wall.stop - wall.start
            seen += (wall.stop - wall.start) * (_traced(wall, trace) >= _TRACE)
        expected = raster(placed, trace.all.shape, _ITS_OWN)
        for rule in found.tolist():
            part = expected[trace.row(rule[0]), max(round(rule[1]), 0) : round(rule[2])]
            there += len(part)
            explained += float(part.sum())
    return _Fit(aligned, (level, upright), seen / max(known, 1), explained / max(there, 1))


def _traced(wall: _Wall, traces: Traces) -> float:
    """The share of a wall of which there are traces."""
    start = max(round(wall.start), 0)
    return float(traces.all[traces.row(wall.position), start : max(round(wall.stop), start + 1)].mean())


class _Side:
    """The walls of one direction: how many are ``lost`` without a trace, and the rules that come ``back``.

    ``kept`` are the rules but for those, ``letters`` in number, that are strokes of letters; ``long_letters`` of them
    are so long that they may be a rule after all.
    """

    def __init__(self, rules: Floats, traces: Traces, walls: list[_Wall], placed: Floats) -> None:
        self._traces = traces
        unknown = _unknown(rules, raster(placed, traces.all.shape, _ITS_OWN), traces)
        length = rules[:, 2] - rules[:, 1]
        written = unknown & ((traces.beside.ink(rules)[1].max(axis=0) > _WRITTEN) | (length < _STROKE))
        strange = rules[unknown & ~written & (length >= _STRANGE)]
        self.kept, self.letters = rules[~written], int(written.sum())
        self.long_letters = int((written & (length >= _STRANGE)).sum())
        there = np.array([self._there(wall) for wall in walls])
        joined, thickness = join(self.kept[:, :3]), float(np.median(rules[:, 3]))
        holds = _holding(walls, there)
        back, self.lost = [], 0
        for wall, share in zip(walls, there.tolist(), strict=True):
            if _is_whole(wall, joined):
                continue
            short = wall.stop - wall.start < _SHORT and wall.edge in holds and self._is_bare(wall, thickness)
            enough = _SHORT_TRACE if wall.stop - wall.start < _SHORT else _TRACE
            if share < enough and (not short or _beside(wall, strange)):
                self.lost += 1
                continue
            back.append(self._rule(wall, thickness))
        self.back: Floats = np.array(back, np.float64).reshape(-1, 4)

    def _there(self, wall: _Wall) -> float:
        """The share of a wall of which there are traces; letters may touch one that is inked from end to end."""
        share = _traced(wall, self._traces)
        if share < _TRACE and wall.stop - wall.start >= _SHORT:
            inked, _, _ = self._traces.inked(wall.position, wall.start, wall.stop)
            return inked if inked >= _INKED else share
        return share

    def _is_bare(self, wall: _Wall, thickness: float) -> bool:
        """Whether nothing is written across the place where a wall should stand."""
        rule = np.array(((wall.position, wall.start, wall.stop, thickness),))
        return float(self._traces.beside.ink(rule)[1].max()) <= _BARE

    def _rule(self, wall: _Wall, thickness: float) -> tuple[float, float, float, float]:
        """The rule that a wall was: where its ink is, if there is enough, and as thick."""
        inked, middle, thick = self._traces.inked(wall.position, wall.start, wall.stop)
        if inked < _TRACE:
            return wall.position, wall.start, wall.stop, thickness
        return middle, wall.start, wall.stop, thick


def _walls(runs: tuple[Run, ...], others: tuple[Run, ...], positions: Floats, across: Floats) -> list[_Wall]:
    """The walls that ``runs`` are made of: each from one of the ``others`` that it meets to the next."""
    found = []
    for (edge, start, stop), position in zip(runs, positions.tolist(), strict=True):
        met = {other for other, first, last in others if start < other < stop and first <= edge <= last}
        for one, after in pairwise((start, *sorted(met), stop)):
            found.append(_Wall(edge, position, float(across[one]), float(across[after])))
    return found


def _is_whole(wall: _Wall, rules: Floats) -> bool:
    """Whether one rule runs all along a wall, as the lattice will see it."""
    near = np.abs(rules[:, 0] - wall.position) <= _NEAR
    return bool((near & (rules[:, 1] <= wall.start + _ENDS) & (rules[:, 2] >= wall.stop - _ENDS)).any())


def _holding(walls: list[_Wall], there: Floats) -> set[int]:
    """The edges of whose walls so much is there that the rest stands in line with it."""
    lengths: dict[int, float] = {}
    seen: dict[int, float] = {}
    for wall, share in zip(walls, there.tolist(), strict=True):
        lengths[wall.edge] = lengths.get(wall.edge, 0) + wall.stop - wall.start
        seen[wall.edge] = seen.get(wall.edge, 0) + share * (wall.stop - wall.start)
    return {edge for edge, length in lengths.items() if seen[edge] >= _HOLDS * length}


def _unknown(rules: Floats, expected: Bools, traces: Traces) -> Bools:
    """Which rules a layout doesn't have."""
    shares = [
        float(expected[traces.row(position), max(round(start), 0) : max(round(stop), round(start) + 1, 1)].mean())
        for position, start, stop in rules[:, :3].tolist()
    ]
    unknown: Bools = np.array(shares) < _TRACE
    return unknown


def _beside(wall: _Wall, strange: Floats) -> bool:
    """Whether a rule that the layout doesn't have runs so near along a wall that it may stand for it."""
    near = np.abs(strange[:, 0] - wall.position) < 2 * _SHORT
    return bool((near & (strange[:, 1] < wall.stop) & (strange[:, 2] > wall.start)).any())
