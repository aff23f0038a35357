"""Which pieces of ridges are the rules of tables: long ones, and what stands between two rules."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.beside import Beside
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.mend import mended, without_letters
from pipeline.readers.scan.pieces import Pieces, find_pieces

_LINE_UP = 0.7  # points: pieces no further apart are of one rule
_GAP = 3.2  # points of a rule may be missing
_COVERED = 0.75  # of a rule of several pieces must be there
_COVERED_PURE = 0.6  # of one with nothing but paper beside it that ends on a rule at one end
_LONG, _VERY_LONG = 26.0, 120.0  # points: no stroke of a letter, and no strokes that a line of text has in line
_MEETS = 0.9  # points between the end of a short rule and the one it ends on
_MEETS_CLEAR = 7.5  # the same for one with nothing but paper beside it
_REACHES = 0.85  # points: a rule that ends so near to one across has no gap there, half that one's thickness apart
_NEAR = 2.0  # points: rules so near to one another touch
_JUST = 0.3  # points: ends so near are one place
_LEAST = 4.0  # points between two rules
_PART = 4.5  # points: a shorter piece is no part of a rule for being in line with it
_FAINT, _STRONG = 0.3, 0.6  # how strong a short rule is at least, and one that stands for itself
_THIN, _BOLD, _THICKEST = 0.45, 2.4, 3.4  # points: a bold line with ink beside it is one of bold letters
_BUSY, _BUSY_BOTH = 0.45, 0.25  # of a piece: with so much ink on one side, or on both, it is part of a letter
_QUITE_PURE, _QUITE_CLEAR, _TOUCHED, _MIXED = 0.05, 0.13, 0.3, 0.6  # of a rule: ink beside it, on its worse side
_LETTER = 20.0  # points: a shorter piece with ink beside it is no part of a longer rule
_ROUNDS, _MENDINGS = 4, 2
_POSITION, _FROM, _TO, _THICKNESS, _STRENGTH, _INK_BESIDE, _INKED, _LONGEST = range(8)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page: rows of position, from, to, thickness, in points."""

    level: Floats
    upright: Floats


def find_rules(page: Page, pieces: Pieces | None = None) -> Rules:
    """The rules of a straight, upright page; its ``pieces`` of rules, if they were found before."""
    pieces = pieces or find_pieces(page.gray, page.scale)
    beside_level = Beside(page.ink, page.scale)
    beside_upright = Beside(np.ascontiguousarray(page.ink.T), page.scale)
    level = _Candidates(_chained(_free(pieces.level, beside_level)), beside_level)
    upright = _Candidates(_chained(_free(pieces.upright, beside_upright)), beside_upright)
    for _ in range(_MENDINGS):
        for _ in range(_ROUNDS):
            if not upright.take_between(level.good) + level.take_between(upright.good):
                break
        level.mend(upright.good)
        upright.mend(level.good)
    return Rules(
        _meeting(without_letters(level.good, upright.good, beside_level), upright.good),
        _meeting(without_letters(upright.good, level.good, beside_upright), level.good),
    )


def _meeting(rules: Floats, across: Floats) -> Floats:
    """The rules without short ones that meet no other: lines in drawings, or letters."""
    position, start, stop, thick = rules[:, :4].T[:, :, None]
    place, low, high, thick_across = across[:, :4].T
    met = (start - _NEAR - thick_across / 2 <= place) & (place <= stop + _NEAR + thick_across / 2)
    met &= (low - _NEAR - thick / 2 <= position) & (position <= high + _NEAR + thick / 2)
    found: Floats = rules[met.any(axis=1) | (rules[:, _TO] - rules[:, _FROM] > _VERY_LONG)][:, :4]
    return found


class _Candidates:
    """Rules of one direction: the ``good`` ones, and others that become so where they stand between two across."""

    def __init__(self, rules: Floats, beside: Beside) -> None:
        long_ = _is_long(rules)
        self.good, self._others, self._beside = rules[long_], rules[~long_], beside

    def take_between(self, across: Floats) -> int:
        """Take those that run from one rule across to another; how many they are."""
        held, between = _between(self._others, across)
        rules = self._others[held]
        ink = self._beside.ink(between)[1].max(axis=0, initial=0)
        length = between[:, _TO] - between[:, _FROM]
        crosses = (rules[:, _FROM] <= between[:, _FROM] + _REACHES) & (rules[:, _TO] >= between[:, _TO] - _REACHES)
        thin = rules[:, _THICKNESS] < _BOLD
        real = (ink < _QUITE_CLEAR) | ((ink < _TOUCHED) & crosses & thin) | ((ink < _MIXED) & (length > _VERY_LONG))
        held[held] = real
        self.good = np.concatenate((self.good, rules[real]))
        self._others = self._others[~held]
        return int(real.sum())

    def mend(self, across: Floats) -> None:
        """Put the ends of rules right, and take pieces that go on from them."""
        others = self._others
        clear = (others[:, _INK_BESIDE] < _QUITE_PURE) & (others[:, _STRENGTH] > _STRONG)
        clear &= others[:, _TO] - others[:, _FROM] > _PART
        self.good = mended(self.good, across, others[clear], self._beside)
        ends, starts = self.good[:, _TO], self.good[:, _FROM]
        in_line = np.abs(others[:, _POSITION, None] - self.good[:, _POSITION]) < _LINE_UP
        meets = np.abs(others[:, _FROM, None] - ends) < _JUST
        meets |= np.abs(others[:, _TO, None] - starts) < _JUST
        taken = clear & (in_line & meets).any(axis=1)
        self.good = np.concatenate((self.good, others[taken]))
        self._others = others[~taken]


def _free(pieces: Floats, beside: Beside) -> Floats:
    """Pieces with paper beside them, their thickness that of their ink; a column more: the ink beside each.

    Strokes of letters have other strokes beside them.
    """
    above, below = beside.edges(pieces)
    pieces = pieces.copy()
    pieces[:, _POSITION] += (below - above) / 2
    pieces[:, _THICKNESS] = above + below
    least, most = beside.ink(pieces)
    kept = (least.max(axis=0) < _BUSY) & (least.min(axis=0) < _BUSY_BOTH) & (pieces[:, _THICKNESS] < _THICKEST)
    found: Floats = np.column_stack((pieces, most.max(axis=0)))[kept]
    return found


def _chained(pieces: Floats) -> Floats:
    """Rules of pieces in line with little missing; columns more: how much of each is there, and in one piece."""
    chains: list[list[float]] = []
    by_position: list[tuple[float, int]] = []  # where each chain began, and its number
    for piece in pieces[np.argsort(pieces[:, _FROM])].tolist():
        position, start, stop = piece[:3]
        low = bisect_left(by_position, (position - _LINE_UP, -1))
        high = bisect_right(by_position, (position + _LINE_UP, len(chains)))
        near = [number for _, number in by_position[low:high] if start - chains[number][_TO] <= _GAP]
        if stop - start < _LETTER and piece[_INK_BESIDE] > _QUITE_CLEAR:
            near = []
        if near:
            chain = chains[min(near, key=lambda number: abs(chains[number][_POSITION] - position))]
            share = (stop - start) / (stop - start + chain[_INKED])
            for column in (_POSITION, _THICKNESS, _STRENGTH):
                chain[column] += (piece[column] - chain[column]) * share
            beside = piece[_INK_BESIDE]
            if stop <= chain[_TO] + _JUST:  # one rule seen twice
                chain[_INK_BESIDE] = min(chain[_INK_BESIDE], beside)
            else:
                chain[_INK_BESIDE] += (beside - chain[_INK_BESIDE]) * share
            chain[_INKED] += max(stop - max(start, chain[_TO]), 0)
            chain[_TO] = max(chain[_TO], stop)
            chain[_LONGEST] = max(chain[_LONGEST], stop - start)
        else:
            insort(by_position, (position, len(chains)))
            chains.append([*piece, stop - start, stop - start])
    return np.array(chains, np.float64).reshape(-1, 8)


def _is_long(rules: Floats) -> Bools:
    """Which rules are so long, whole and free of ink beside them that they are no text."""
    length = rules[:, _TO] - rules[:, _FROM]
    whole = (rules[:, _INKED] >= _COVERED * length) & (rules[:, _LONGEST] >= _LONG)
    beside = rules[:, _INK_BESIDE]
    long_: Bools = whole & ((beside < _QUITE_CLEAR) | ((length >= _VERY_LONG) & (beside < _MIXED)))
    return long_


def _between(rules: Floats, across: Floats) -> tuple[Bools, Floats]:
    """Which rules run from one across to another, and these, cut off there."""
    if not len(rules) or not len(across):
        return np.zeros(len(rules), np.bool_), rules[:0]
    position, start, stop = rules[:, :3].T[:, :, None]
    place, low, high, thick = across[:, :4].T
    pure = (rules[:, _INK_BESIDE] < _QUITE_PURE) & (rules[:, _STRENGTH] > _STRONG)
    meets = np.where(pure, _MEETS_CLEAR, _MEETS)[:, None]
    met = (low - meets <= position) & (position <= high + meets)
    met &= (start - meets - thick / 2 <= place) & (place <= stop + meets + thick / 2)
    slack = _REACHES + thick / 2
    # The rule across that is next to each end from without, or else the outermost one within.
    before, after = met & (place <= start + slack), met & (place >= stop - slack)
    first = np.where(before, place, -np.inf).max(axis=1)
    first = np.where(before.any(axis=1), first, np.where(met, place, np.inf).min(axis=1))
    last = np.where(after, place, np.inf).min(axis=1)
    last = np.where(after.any(axis=1), last, np.where(met, place, -np.inf).max(axis=1))
    reach = last - first
    inside = np.minimum(last, rules[:, _TO]) - np.maximum(first, rules[:, _FROM])
    share = rules[:, _INKED] / (rules[:, _TO] - rules[:, _FROM])
    ends = np.minimum(np.abs(rules[:, _FROM] - first), np.abs(rules[:, _TO] - last)) <= _REACHES
    needed = np.where(pure & ends, _COVERED_PURE, _COVERED)
    held: Bools = (reach > _LEAST) & (inside * share >= needed * reach) & _is_clear(rules)
    between = rules[held]
    between[:, _FROM], between[:, _TO] = first[held], last[held]
    return held, between


def _is_clear(rules: Floats) -> Bools:
    """Which rules are no streaks in the grain of the paper, which are faint and thin."""
    strength = rules[:, _STRENGTH]
    clear: Bools = (strength > _STRONG) | ((strength > _FAINT) & (rules[:, _THICKNESS] > _THIN))
    return clear
