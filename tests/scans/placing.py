"""Do the cells of a scan stand where those of the clean page stand?

A reader straightens a page in its own way, so all its boxes are first laid over the true ones by one shift and one
stretch each across and down. Four numbers for a whole page can't hide a cell that stands in the wrong place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.model.document import Cell, Grid

Boxes = NDArray[np.float64]
RIGHT = 0.8  # of the area that two boxes cover together: they are the same cell
_SAME = 0.5  # the same cell, badly placed: good enough to compare what stands in it
_ALIKE = 2.5  # points: boxes whose sizes differ less may be the same
_BIN = 3.0  # points: shifts that differ less are one
_STRETCH = 0.03  # a scan is no more than so much larger or smaller
_TURNS = 4
_LIKELY = 5  # shifts that are tried


@dataclass(frozen=True, slots=True)
class Placing:
    """``wanted`` cells of which ``right`` stand in the right place; ``extra`` ones that nothing corresponds to.

    ``pairs``: true cells and what was read for them, ruled or not; ``missing``: true cells without any.
    """

    wanted: int
    right: int
    extra: int
    pairs: tuple[tuple[Cell, Cell], ...]
    missing: tuple[Cell, ...]

    @property
    def page_right(self) -> bool:
        """Whether all cells stand in the right place, and no others."""
        return self.right == self.wanted and not self.extra


def compare_places(truth: Grid, read: Grid | None) -> Placing:
    """The cells of a page; only ruled ones have to stand in their place."""
    wanted = _placed(truth)
    found = _placed(read) if read is not None else []
    ruled = [cell for cell in wanted if cell.ruled]
    if not found or not wanted:
        extra = sum(cell.ruled for cell in found)
        return Placing(len(ruled), 0, extra, (), tuple(wanted))
    true, seen = _boxes(wanted), _boxes(found)
    overlap = overlaps(true, aligned(true, seen))
    strict = overlap * np.outer([cell.ruled for cell in wanted], [cell.ruled for cell in found])
    hits = _one_to_one(strict, RIGHT)
    pairs = _one_to_one(overlap, _SAME)
    met = {one for one, _ in pairs}
    return Placing(
        len(ruled),
        len(hits),
        sum(cell.ruled for cell in found) - len(hits),
        tuple((wanted[one], found[other]) for one, other in pairs),
        tuple(cell for number, cell in enumerate(wanted) if number not in met),
    )


def _placed(grid: Grid) -> list[Cell]:
    return [cell for row in grid.rows for cell in row if cell.box is not None]


def _boxes(cells: Sequence[Cell]) -> Boxes:
    boxes = [cell.box for cell in cells if cell.box is not None]
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes])


def overlaps(one: Boxes, other: Boxes) -> Boxes:
    """Of every pair of boxes: the area they share, of the area they cover together."""
    low = np.maximum(one[:, None, :2], other[None, :, :2])
    high = np.minimum(one[:, None, 2:], other[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=2)
    areas = [np.prod(np.clip(boxes[:, 2:] - boxes[:, :2], 0, None), axis=1) for boxes in (one, other)]
    found: Boxes = shared / np.maximum(areas[0][:, None] + areas[1][None, :] - shared, 1e-9)
    return found


def _one_to_one(overlap: Boxes, least: float) -> list[tuple[int, int]]:
    """The pairs that overlap so much, the best first, each box in one of them."""
    rows, columns = np.nonzero(overlap >= least)
    order = np.argsort(-overlap[rows, columns], kind="stable")
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for one, other in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            pairs.append((one, other))
    return pairs


def aligned(true: Boxes, seen: Boxes) -> Boxes:
    """``seen`` laid over ``true``: by a shift that many boxes of one size agree on, then by what fits best.

    Rows of one height agree on many shifts; the one that most boxes fit is taken.
    """
    laid = [_laid(true, seen, shift) for shift in _shifts(true, seen)]
    return max(laid, key=lambda moved: len(_one_to_one(overlaps(true, moved), RIGHT)))


def _laid(true: Boxes, seen: Boxes, shift: Boxes) -> Boxes:
    moved = seen + np.tile(shift, 2)
    for _ in range(_TURNS):
        pairs = _one_to_one(overlaps(true, moved), _SAME)
        if len(pairs) < 2:
            return moved
        ones, others = map(list, zip(*pairs, strict=True))
        moved = np.empty_like(seen)
        for axis in (0, 1):
            columns = [axis, axis + 2]
            slope, offset = _fitted(seen[others][:, columns].ravel(), true[ones][:, columns].ravel())
            moved[:, columns] = seen[:, columns] * slope + offset
    return moved


def _shifts(true: Boxes, seen: Boxes) -> list[Boxes]:
    sizes = np.abs((true[:, 2:] - true[:, :2])[:, None] - (seen[:, 2:] - seen[:, :2])[None])
    ones, others = np.nonzero((sizes < _ALIKE).all(axis=2))
    if not len(ones):
        return [np.zeros(2)]
    shifts = (true[ones, :2] + true[ones, 2:] - seen[others, :2] - seen[others, 2:]) / 2
    bins, counts = np.unique((shifts / _BIN).round(), axis=0, return_counts=True)
    likely = bins[counts.argsort()[::-1][:_LIKELY]] * _BIN
    return [np.median(shifts[np.abs(shifts - place).max(axis=1) < _BIN], axis=0) for place in likely]


def _fitted(seen: Boxes, true: Boxes) -> tuple[float, float]:
    """The stretch, if it is a small one, and the shift that bring one to the other."""
    centred = seen - seen.mean()
    spread = float(centred @ centred)
    slope = float(centred @ (true - true.mean())) / spread if spread > 0 else 1.0
    slope = min(max(slope, 1 - _STRETCH), 1 + _STRETCH)
    return slope, float(true.mean() - slope * seen.mean())
