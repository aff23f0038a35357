"""Straight pieces of rules in a picture: thin dark ridges that run level or upright, however faint."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.scan.pictures import Pixels

_THICKEST = 3.4  # points: a darker band is no rule but a fill
_ALONG = 2.6  # points along a rule that are looked at together: less than that may be missing anywhere
_CLEAR = 9.0  # gray levels that a rule is darker than what is beside it, on the average of a window
_GRAINS = 5.0  # of the standard deviation of the paper's grain: so much darker a rule is at least, too
_SATURATED = 2.2  # a pixel counts at most this many times _CLEAR: one black pixel of a letter is no rule
_SHORTEST = 4.0  # points
_STRAIGHT = 2.2  # points that a piece may stray; what strays more is several pieces
_SAMPLE = 3
_TELLING = 60.0  # points: pieces so long tell how dark rules are
_PALEST = 0.35  # of the darkest long ridge: what is paler shines through
_DRAWN = 0.85  # of a dashed rule's length may be paler than where it is drawn
_SURELY = 60.0  # gray levels: what is so much darker than paper is of this side


@dataclass(frozen=True, slots=True)
class Pieces:
    """Rows of position, from, to, thickness, in points, and strength: from 0, hardly there, to 1, black."""

    level: Floats
    upright: Floats


@dataclass(frozen=True, slots=True)
class Ridges:
    """Level ridges: ``labels`` numbers the pixels of each from 1, ``stats`` are their left, top, width, height, area.

    ``strong`` is how strongly each pixel stands out, ``threshold`` from where on it counts, ``full`` how much more a
    black one does; ``crest`` are those that stand out most, from above to below.
    """

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]
    strong: Pixels
    threshold: float
    full: float
    crest: Bools

    def part(self, number: int) -> tuple[Bools, Floats]:
        """The pixels of a ridge within its box, and their weights."""
        x, y, width, height = self.stats[number, :4].tolist()
        box = slice(y, y + height), slice(x, x + width)
        part: Bools = self.labels[box] == number
        return part, np.where(part, self.strong[box].astype(np.float64) - self.threshold + 1, 0)


def find_pieces(gray: Pixels, scale: float) -> Pieces:
    """The pieces of rules in a picture with ``scale`` pixels a point; both directions are looked at at once."""
    with ThreadPoolExecutor(1) as pool:
        upright = pool.submit(_level_pieces, np.ascontiguousarray(gray.T), scale)
        return Pieces(_level_pieces(gray, scale), upright.result())


def _level_pieces(gray: Pixels, scale: float) -> Floats:
    return _measured(find_ridges(gray, scale), scale) / (scale, scale, scale, scale, 1)


def find_ridges(gray: Pixels, scale: float) -> Ridges:
    """The level ridges of a picture, nearly straight ones as they run, whatever their slant."""
    height = 2 * round(_THICKEST * scale / 2) + 1
    dark = np.asarray(cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((height, 1), np.uint8)), np.uint8)
    strong, threshold, full = _strong(dark, scale)
    thin = strong >= cv2.dilate(strong, np.ones((3, 1), np.uint8))
    inked = strong > threshold
    thin &= inked
    # A rule that isn't quite level steps from row to row: rows on either side carry it on.
    wide = cv2.dilate(thin.astype(np.uint8), np.ones((3, 1), np.uint8)) & inked.astype(np.uint8)
    along = np.ones((1, max(round(_SHORTEST * scale), 3)), np.uint8)
    runs = cv2.morphologyEx(wide, cv2.MORPH_OPEN, along)
    labels, stats = _numbered(runs)
    through = _through(labels, stats, thin, dark, scale)
    if through > 0:
        near = np.ones((3, 2 * round(_ALONG * scale / 2) + 1), np.uint8)
        runs = np.asarray(runs * (cv2.dilate(dark, near) >= through), np.uint8)
        labels, stats = _numbered(cv2.morphologyEx(runs, cv2.MORPH_OPEN, along))
    return Ridges(labels, stats, strong, threshold, full, np.asarray(thin))


def _numbered(runs: NDArray[np.integer[Any] | np.floating[Any]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8, ltype=cv2.CV_32S)
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def _through(labels: NDArray[np.int32], stats: NDArray[np.int32], crest: Bools, dark: Pixels, scale: float) -> float:
    """The level up to which ridges shine through from the page behind: they are far paler than most; 0 for none."""
    long_ = stats[:, cv2.CC_STAT_WIDTH] > _TELLING * scale
    long_[0] = False
    if not long_.any():
        return 0
    y, x = (crest & long_[labels]).nonzero()
    levels = _dark_levels(labels[y, x], dark[y, x], len(stats))[long_]
    return min(_PALEST * float(levels.max()), _SURELY)


def _strong(dark: Pixels, scale: float) -> tuple[Pixels, float, float]:
    """How much darker each pixel is than what is above and below, on the average along.

    Beside that, from where on it counts, and how much more it is at most.
    """
    along = 2 * round(_ALONG * scale / 2) + 1
    grain = np.asarray(cv2.blur(dark, (along, 1)), np.uint8)[::_SAMPLE, ::_SAMPLE]
    usual, low = (float(level) for level in np.quantile(grain, (0.5, 0.16)))
    clear = max(_CLEAR, usual, _GRAINS * (usual - low))
    most = min(usual + _SATURATED * clear, 255)
    strong = cv2.blur(np.minimum(dark, np.uint8(most)), (along, 1), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(strong, np.uint8), usual + clear, most - usual - clear


def _measured(ridges: Ridges, scale: float) -> Floats:
    """Position, from, to, thickness and strength of each ridge; one that strays is split: it is several."""
    count = len(ridges.stats)
    places = cv2.findNonZero((ridges.labels > 0).astype(np.uint8))
    if count < 2:
        return np.empty((0, 5))
    x, y = np.asarray(places, np.intp).reshape(-1, 2).T
    number = ridges.labels[y, x]
    weight = ridges.strong[y, x] - (ridges.threshold - 1)
    crest = ridges.crest[y, x]
    crests = np.maximum(np.bincount(number, crest, count), 1)
    total = np.maximum(np.bincount(number, weight, count), 1e-9)
    position = np.bincount(number, weight * y, count) / total + 0.5
    strength = np.bincount(number, weight * crest, count) / crests / ridges.full
    left, width, height, area = ridges.stats[:, (0, 2, 3, 4)].T
    found = np.column_stack((position, left, left + width, area / np.maximum(width, 1), strength))
    strays = height > round(_STRAIGHT * scale)
    strays[0] = False
    whole = ~strays
    whole[0] = False
    split = [part for one in np.flatnonzero(strays).tolist() for part in _split(ridges, one, scale)]
    return np.concatenate((found[whole], np.array(split, np.float64).reshape(-1, 5)))


def _dark_levels(number: NDArray[np.int32], level: Pixels, count: int) -> Floats:
    """A high one of the levels that have each number below ``count``, as a dashed rule has where it is drawn.

    0 for those that none has.
    """
    order = np.argsort(number.astype(np.int64) * 256 + level)
    starts = number[order].searchsorted(np.arange(count + 1))
    high = starts[:-1] + (_DRAWN * (starts[1:] - starts[:-1])).astype(np.intp)
    high = np.minimum(high, len(order) - 1)
    return np.where(starts[1:] > starts[:-1], level[order][high], 0).astype(np.float64)


def _split(ridges: Ridges, number: int, scale: float) -> Iterator[tuple[float, float, float, float, float]]:
    """The level pieces of a ridge that strays."""
    part, weight = ridges.part(number)
    x, y = ridges.stats[number, :2].tolist()
    near = max(round(_STRAIGHT * scale / 3), 1)
    rows = weight.sum(axis=1)
    for _ in range(len(rows)):
        row = int(rows.argmax())
        if rows[row] <= 0:
            break
        first, last = max(row - near, 0), row + near + 1
        columns = np.flatnonzero(part[first:last].any(axis=0))
        rows[first:last] = 0
        for run in np.split(columns, np.flatnonzero(np.diff(columns) > near) + 1):
            if len(run) >= max(round(_SHORTEST * scale), 3):
                where = slice(first, last), slice(run[0], run[-1] + 1)
                yield _one(part[where], weight[where], x + int(run[0]), y + first, ridges.full)


def _one(part: Bools, weight: Floats, x: int, y: int, full: float) -> tuple[float, float, float, float, float]:
    """Position, from, to, thickness and strength of a piece whose pixels are ``part``."""
    rows = weight.sum(axis=1)
    width = part.shape[1]
    position = float(rows @ np.arange(len(rows)) / rows.sum()) + y + 0.5
    strength = float(weight.max(axis=0).mean() / full)
    return position, float(x), float(x + width), float(part.sum() / width), strength
