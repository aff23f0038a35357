"""A known layout laid over the traces of a page: its columns by scale and shift, its rows one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.model.layout import KnownLayout, Run
from pipeline.readers.grids.arrays import Bools, Floats, Ints
from pipeline.readers.scan.traces import NEAR, STEP, Traces

_SCALES = np.arange(-0.04, 0.0401, 0.004)  # a scan is larger or smaller by so much than its paper says
_OTHER_PAPER = 0.03  # paper larger or smaller by more than that: the page was enlarged or reduced, perhaps
_SNAP = 4  # rows of a raster: an edge is no further from where scale and shift put it
_AS_MUCH = 0.9  # of the traces on the best row
_AWAY = 0.1  # of a rule's length: what a row of the raster away costs
_OTHER = 0.5  # of the length of rules that run where the known edge has none: what they cost
_TOLERANCE = 1.0, 0.012  # points, and a share of its height, that a band may differ from the known one
_SQUEEZED, _LEAST = 0.5, 5.0  # of the least known height, and points: no band of text is less high
_FEW = 0.6  # of all columns' rules: with fewer it is another layout
_EQUAL = 1e-3  # of all columns' rules
_WORSE = 0.15  # of all columns' rules: a layout that has so many fewer than the best is none


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where the edges of a layout stand on the page, in points.

    ``level`` and ``upright`` are its runs where they stand there: rows of position, from, to. Runs on one edge
    may be of tables side by side, whose edges agree no better than their printer had it.
    """

    layout: KnownLayout
    rows: Floats
    cols: Floats
    level: Floats
    upright: Floats


@dataclass(frozen=True, slots=True)
class _Columns:
    """The column edges of a layout where they stand by scale and shift alone; ``share`` of their rules is there."""

    layout: KnownLayout
    share: float
    scale: float
    cols: Floats


def align(layouts: Sequence[KnownLayout], level: Traces, upright: Traces, width: float) -> list[Aligned]:
    """Lay layouts over a page ``width`` points wide: those whose columns are there about as well as the best one's."""
    seen = upright.all.sum(axis=1).astype(np.float64)
    columns = [_columns(layout, seen, width) for layout in layouts]
    best = max((each.share for each in columns), default=0)
    likely = [each for each in columns if each.share >= max(_FEW, best - _WORSE)]
    return [_aligned(each, level, upright) for each in likely]


def _aligned(columns: _Columns, level: Traces, upright: Traces) -> Aligned:
    layout, cols = columns.layout, columns.cols
    masks = _masks(layout.level, len(layout.bands) + 1, cols, level.all.shape[1])
    rows = _rows(layout, _gains(masks, level), columns.scale)
    rows = _on_traces(level, masks, rows)
    masks = _masks(layout.upright, len(cols), rows, upright.all.shape[1])
    cols = _on_traces(upright, masks, cols)
    placed = _placed(layout.level, level, rows, cols), _placed(layout.upright, upright, cols, rows)
    return Aligned(layout, rows, cols, *placed)


def _on_traces(traces: Traces, masks: Bools, positions: Floats) -> Floats:
    """Edges moved to the traces nearest to them."""
    near = [_snapped(traces, mask, position) for mask, position in zip(masks, positions.tolist(), strict=True)]
    return _apart(np.array(near))


def _placed(runs: tuple[Run, ...], traces: Traces, along: Floats, across: Floats) -> Floats:
    """Each run on the traces nearest to it: position, from, to."""
    found = np.empty((len(runs), 3))
    for number, (edge, start, stop) in enumerate(runs):
        mask = np.zeros(traces.all.shape[1], np.bool_)
        mask[round(across[start]) : round(across[stop])] = True
        found[number] = _snapped(traces, mask, float(along[edge])), across[start], across[stop]
    return found


def _columns(layout: KnownLayout, seen: Floats, width: float) -> _Columns:
    """Where the column edges stand best, of all scales and shifts; ``seen`` is how much rule each row of traces has."""
    cols = np.array(layout.cols)
    heights = np.array([0.0, *np.cumsum([band.least for band in layout.bands])])
    needed = np.zeros(len(cols))
    for edge, start, stop in layout.upright:
        needed[edge] += heights[stop] - heights[start]
    paper = width / layout.width
    scales = 1 + _SCALES if abs(paper - 1) < _OTHER_PAPER else np.concatenate((1 + _SCALES, paper + _SCALES))
    best = _Columns(layout, 0.0, 1.0, cols)
    for scale in sorted(scales.tolist(), key=lambda scale: abs(scale - 1)):
        places = np.round((cols - cols[0]) * scale / STEP).astype(np.intp)
        shifts = len(seen) - int(places[-1])
        if shifts <= 0:
            continue
        total = np.zeros(shifts)
        for place, need in zip(places.tolist(), (needed * scale).tolist(), strict=True):
            total += np.minimum(seen[place : place + shifts], need)
        shift = int(total.argmax())
        share = float(total[shift] / (needed.sum() * scale))
        # Of scales that fit equally, the one that is nearest to none.
        if share > best.share + _EQUAL:
            best = _Columns(layout, share, scale, (cols - cols[0]) * scale + _middle(total, shift) * STEP)
    return best


def _middle(total: Floats, first: int) -> int:
    """The middle of the shifts that fit as well as the first best one: traces are wider than rules."""
    last = first
    while last + 1 < len(total) and total[last + 1] >= total[first]:
        last += 1
    return (first + last) // 2


def _masks(runs: tuple[Run, ...], edges: int, across: Floats, length: int) -> Bools:
    """Where along each edge the known rules run: a row an edge, a column a point."""
    masks = np.zeros((edges, length), np.bool_)
    ends = np.round(across).astype(np.intp).clip(0, length)
    for edge, start, stop in runs:
        masks[edge, ends[start] : ends[stop]] = True
    return masks


def _gains(masks: Bools, traces: Traces) -> Floats:
    """How well each edge (row) would stand at each row of the raster (column), in points of rule."""
    rules = traces.rules.astype(np.float32)
    covered = masks.astype(np.float32) @ traces.all.astype(np.float32).T
    inside = masks.any(axis=0).astype(np.float32)
    other = (rules @ inside)[None, :] - masks.astype(np.float32) @ rules.T
    return np.asarray(covered - _OTHER * other, np.float64)


def _rows(layout: KnownLayout, gains: Floats, scale: float) -> Floats:
    """Where the row edges stand: in order, fixed bands as high as they are, and all together best."""
    gains = np.maximum(gains, 0)
    best, steps = gains[0], []
    for band, gain in zip(layout.bands, gains[1:], strict=True):
        reached, origin = _fixed(best, band.least * scale) if band.fixed else _free(best, _lowest(band.least * scale))
        steps.append(origin)
        best = reached + gain
    place = int(best.argmax())
    places = [place]
    for origin in reversed(steps):
        place = int(origin[place])
        places.append(place)
    return _apart(np.array(places[::-1], np.float64) * STEP)


def _apart(rows: Floats) -> Floats:
    """Ascending rows, whatever the tolerances made of bands that are hardly there."""
    rows = rows.copy()
    for one, other in pairwise(range(len(rows))):
        rows[other] = max(rows[other], rows[one] + 0.1)
    return rows


def _lowest(least: float) -> float:
    return max(_SQUEEZED * least, min(_LEAST, least))


def _fixed(best: Floats, height: float) -> tuple[Floats, Ints]:
    """The best that leads to each place by a band of one height, and where that begins."""
    usual = round(height / STEP)
    slack = max(round((_TOLERANCE[0] + _TOLERANCE[1] * height) / STEP), 1)
    reached, origin = np.full(len(best), -np.inf), np.zeros(len(best), np.intp)
    for step in sorted(range(max(usual - slack, 1), usual + slack + 1), key=lambda step: abs(step - usual)):
        if step >= len(best):
            continue
        value = best[: len(best) - step] - abs(step - usual) * _AWAY
        better = value > reached[step:]
        reached[step:][better] = value[better]
        origin[step:][better] = np.flatnonzero(better)
    return reached, origin


def _free(best: Floats, least: float) -> tuple[Floats, Ints]:
    """The same by a band of any height that isn't too low; of equals the lowest band."""
    step = max(round(least / STEP), 1)
    reached, origin = np.full(len(best), -np.inf), np.zeros(len(best), np.intp)
    if step < len(best):
        most = np.maximum.accumulate(best)
        is_new = best >= most
        newest = np.maximum.accumulate(np.where(is_new, np.arange(len(best)), 0))
        reached[step:], origin[step:] = most[:-step], newest[:-step]
    return reached, origin


def _snapped(traces: Traces, mask: Bools, position: float) -> float:
    """The position of the traces nearest to where an edge should stand; that place where there are none."""
    row = traces.row(position)
    reach = _SNAP + NEAR
    rows = np.arange(max(row - reach, 0), min(row + reach + 1, len(traces.all)))
    there = traces.all[rows] @ mask.astype(np.int64)
    value = there - _AWAY * mask.sum() * np.abs(rows - row) / (2 * _SNAP)
    if not there.any():
        return position
    best = int(value.argmax())
    # Traces are wider than rules: the middle of the rows that hold as much.
    held = np.flatnonzero(there < _AS_MUCH * there[best])
    first = held[held < best].max(initial=-1) + 1
    last = held[held > best].min(initial=len(there)) - 1
    return float(rows[first] + rows[last]) / 2 * STEP
