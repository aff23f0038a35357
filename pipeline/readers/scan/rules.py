"""Which pieces of ridges are the rules of tables: long ones, and shorter ones that end on those."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.pieces import find_pieces

_LINE_UP = 0.7  # points: pieces no further apart are of one rule
_GAP = 2.4  # points of a rule may be missing
_COVERED = 0.75  # of a rule of several pieces must be there
_NEARLY_WHOLE = 0.95  # of one with ink beside it
_LONG, _VERY_LONG = 26.0, 120.0  # points: no stroke of a letter, and no strokes that a line of text has in line
_MEETS = 0.9  # points between the end of a short rule and the one it ends on
_MEETS_MIXED = 0.3  # the same for one with ink beside it
_MEETS_CLEAR = 2.4  # the same for one with nothing but paper beside it, that is longer than
_SURE = 18.0
_LEAST = 4.0  # points between two rules
_BESIDE = (0.5, 1.1)  # points from the side of a rule where there is paper
_BUSY, _BUSY_BOTH = 0.45, 0.25  # of a piece: with so much ink on one side, or on both, it is part of a letter
_THICKEST = 2.0  # points from the middle of a rule to its side
_SIDE = 0.55  # of a rule: less ink in a row is no part of it
_WHOLE = 0.75  # of a piece: with so much ink beside it, it is part of a double rule
_CLEAR, _QUITE_CLEAR, _MIXED = 0.06, 0.13, 0.35  # of a rule: ink beside it, on its worse side
_ROUNDS = 4
_POSITION, _FROM, _TO, _THICKNESS, _INKED, _INK_BESIDE = range(6)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page: rows of position, from, to, thickness, in points."""

    level: Floats
    upright: Floats


def find_rules(page: Page) -> Rules:
    """The rules of a straight, upright page."""
    pieces = find_pieces(page.gray, page.scale)
    level = _free(pieces.level, page.ink, page.scale)
    upright = _free(pieces.upright, np.ascontiguousarray(page.ink.T), page.scale)
    return _accepted(_chained(level), _chained(upright))


def _free(pieces: Floats, ink: Pixels, scale: float) -> Floats:
    """Pieces with paper beside them, in points, and a column more: the share of ink beside each, on its worse side.

    Strokes of letters have other strokes beside them.
    """
    shares = _Shares(pieces, ink)
    least, most, edges = np.empty((2, len(pieces))), np.empty((2, len(pieces))), np.empty((2, len(pieces)))
    for side, sign in enumerate((-1, 1)):
        edges[side] = _edge(shares, sign, pieces[:, _THICKNESS] / 2, scale)
        beside = [shares.at(sign * (edges[side] + away * scale)) for away in _BESIDE]
        least[side], most[side] = np.minimum(*beside), np.maximum(*beside)
        # The other line of a double rule is inked from end to end.
        doubled = most[side] > _WHOLE
        least[side][doubled] = most[side][doubled] = 0
    kept = (least.max(axis=0) < _BUSY) & (least.min(axis=0) < _BUSY_BOTH)
    found: Floats = np.column_stack((pieces[:, :3], edges.sum(axis=0)))[kept] / scale
    found[:, _POSITION] += (edges[1] - edges[0])[kept] / 2 / scale
    return np.column_stack((found, most.max(axis=0)[kept]))


class _Shares:
    """How much of the length of each piece is ink, in the row of pixels so far below its position."""

    def __init__(self, pieces: Floats, ink: Pixels) -> None:
        self._sums = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int32)
        np.cumsum(ink, axis=1, out=self._sums[:, 1:])
        self._position = pieces[:, _POSITION]
        self._first, self._last = pieces[:, _FROM].astype(np.intp), pieces[:, _TO].astype(np.intp)

    def at(self, below: Floats | float) -> Floats:
        rows = np.clip(np.floor(self._position + below).astype(np.intp), 0, len(self._sums) - 1)
        inked = self._sums[rows, self._last] - self._sums[rows, self._first]
        return np.asarray(inked / np.maximum(self._last - self._first, 1), np.float64)


def _edge(shares: _Shares, sign: int, least: Floats, scale: float) -> Floats:
    """How far each piece is inked to one side of its position, in pixels; ``least`` at least."""
    edge = least.copy()
    goes_on = np.ones(len(edge), np.bool_)
    for pixels in range(1, round(_THICKEST * scale) + 1):
        goes_on &= shares.at(sign * float(pixels)) > _SIDE
        edge[goes_on] = np.maximum(edge[goes_on], pixels + 0.5)
    return edge


def _chained(pieces: Floats) -> Floats:
    """Rules of pieces in line with little missing between: position, from, to, thickness, inked length, ink beside."""
    chains: list[list[float]] = []
    by_position: list[tuple[float, int]] = []  # where each chain began, and its number
    for position, start, stop, thick, beside in pieces[np.argsort(pieces[:, _FROM])].tolist():
        length = stop - start
        low = bisect_left(by_position, (position - _LINE_UP, -1))
        high = bisect_right(by_position, (position + _LINE_UP, len(chains)))
        near = [number for _, number in by_position[low:high] if start - chains[number][_TO] <= _GAP]
        if near:
            chain = chains[min(near, key=lambda number: abs(chains[number][_POSITION] - position))]
            share = length / (length + chain[_INKED])
            for column, value in ((_POSITION, position), (_THICKNESS, thick), (_INK_BESIDE, beside)):
                chain[column] += (value - chain[column]) * share
            chain[_TO] = max(chain[_TO], stop)
            chain[_INKED] += length
        else:
            insort(by_position, (position, len(chains)))
            chains.append([position, start, stop, thick, length, beside])
    return np.array(chains, np.float64).reshape(-1, 6)


def _accepted(level: Floats, upright: Floats) -> Rules:
    """The long rules, and round by round what of the others stands between accepted ones."""
    good_level, good_upright = level[_is_long(level)], upright[_is_long(upright)]
    others_level, others_upright = level[~_is_long(level)], upright[~_is_long(upright)]
    for _ in range(_ROUNDS):
        held, found_upright = _between(others_upright, good_level)
        good_upright = np.concatenate((good_upright, found_upright))
        others_upright = others_upright[~held]
        held, found_level = _between(others_level, good_upright)
        good_level = np.concatenate((good_level, found_level))
        others_level = others_level[~held]
        if not len(found_level) and not len(found_upright):
            break
    return Rules(good_level[:, :4], good_upright[:, :4])


def _is_long(rules: Floats) -> Bools:
    """Which rules are so long, whole and free of ink beside them that they are no text."""
    length = rules[:, _TO] - rules[:, _FROM]
    whole = rules[:, _INKED] >= _COVERED * length
    beside = rules[:, _INK_BESIDE]
    long_: Bools = whole & (length >= _LONG) & (beside < _QUITE_CLEAR)
    return long_ | (whole & (length >= _VERY_LONG) & (beside < _MIXED))


def _between(rules: Floats, across: Floats) -> tuple[Bools, Floats]:
    """Which rules run from one across to another, and these, cut off there: beyond, strokes of letters may go on."""
    if not len(rules) or not len(across):
        return np.zeros(len(rules), np.bool_), rules[:0]
    position, start, stop = rules[:, :3].T[:, :, None]
    place, low, high, thick = across[:, :4].T
    sure = (rules[:, _INK_BESIDE] < _CLEAR) & (rules[:, _TO] - rules[:, _FROM] > _SURE)
    beside = rules[:, _INK_BESIDE]
    meets = np.select((sure, beside < _QUITE_CLEAR), (_MEETS_CLEAR, _MEETS), _MEETS_MIXED)[:, None]
    met = (low - meets <= position) & (position <= high + meets)
    met &= (start - meets - thick / 2 <= place) & (place <= stop + meets + thick / 2)
    first = np.where(met, place, np.inf).min(axis=1)
    last = np.where(met, place, -np.inf).max(axis=1)
    reach = last - first
    inside = np.minimum(last, rules[:, _TO]) - np.maximum(first, rules[:, _FROM])
    share = rules[:, _INKED] / (rules[:, _TO] - rules[:, _FROM])
    needed = np.where(rules[:, _INK_BESIDE] < _QUITE_CLEAR, _COVERED, _NEARLY_WHOLE)
    held = (reach > _LEAST) & (inside * share >= needed * reach)
    found = rules[held]
    found[:, _FROM], found[:, _TO] = first[held], last[held]
    return held, found
