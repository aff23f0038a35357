"""Lines of text in a region of a page: cut along the white between, first from top to bottom, then from left to right.

All sizes are pixels. Boxes are left, top, right, bottom.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Bools
from pipeline.readers.scan.pictures import Pixels

Span = tuple[int, int]
BoxOfPixels = tuple[int, int, int, int]

_WIDE = 2.0  # of the height: white so wide separates what is said
_THIN = 0.5  # of a character: a band that is lower is part of a character, as those of 三 are
_ONE = 1.25  # of a character: bands that make no more together are one line
_TALL = 1.7  # of a character: a band that is higher may be two lines that touch
_BETWEEN_BLOCKS = 0.45  # of a character: white so wide sets blocks apart whose lines run into each other
_VALLEY = 0.12  # of the ink in usual rows: where there is less two lines meet
_DUST = 1.75  # of the least size: dirt near text may be so large
_CLOSE = 0.13  # of a character: bands so close are one, if they make no more together than
_WHOLE = 1.1
_DEEPEST = 6  # cuts within cuts


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces of one line of text, from left to right; if ``stacked``, single characters from top to bottom."""

    pieces: tuple[BoxOfPixels, ...]
    stacked: bool = False

    @property
    def top(self) -> int:
        return min(box[1] for box in self.pieces)


def cut(ink: Pixels, character: float, least: float) -> list[Row]:
    """The lines of a region of ink (1) on paper (0), from top to bottom.

    ``character`` is the usual height of one on this page; what is no larger than ``least`` either way is dirt, and
    beside larger things what is somewhat larger, too.
    """
    groups = sorted(_cut(ink, 0, 0, character, 0), key=lambda group: min(row.top for row in group))
    rows = [row for group in groups for row in group]
    if any(size_of(box) >= _DUST * least for row in rows for box in row.pieces):
        least *= _DUST
    kept = (Row(tuple(box for box in row.pieces if size_of(box) >= least)) for row in rows)
    return [row for row in kept if row.pieces]


def size_of(box: BoxOfPixels) -> int:
    """The longer side of a box."""
    return max(box[2] - box[0], box[3] - box[1])


def _cut(ink: Pixels, x: int, y: int, character: float, depth: int) -> list[list[Row]]:
    """Rows in groups: those of one group stay together, in their order."""
    found: list[list[Row]] = []
    for top, bottom in _bands(ink, character):
        band = ink[top:bottom]
        there = np.asarray(band.any(axis=0), np.bool_)
        spans = _spans(there, _WIDE * min(bottom - top, 2 * character))
        tight = [_tight(band[:, left:right]) for left, right in spans]
        if depth < _DEEPEST and _are_blocks(band, spans, character):
            for left, right in spans:
                found += _cut(band[:, left:right], x + left, y + top, character, depth + 1)
            continue
        blocks = _spans(there, _BETWEEN_BLOCKS * character) if bottom - top >= _TALL * character else []
        if depth < _DEEPEST and _are_blocks(band, blocks, character):
            parts = [_cut(band[:, left:right], x + left, y + top, character, depth + 1) for left, right in blocks]
            found.append([row for part in parts for group in part for row in group])
            continue
        pieces = [
            (x + left, y + top + low, x + right, y + top + high)
            for (left, right), (low, high) in zip(spans, tight, strict=True)
        ]
        found.append([Row(tuple(pieces))])
    return found


def _are_blocks(band: Pixels, spans: list[Span], character: float) -> bool:
    """True if any of several stretches of a band is of more lines than one; a speck above a line is none."""

    def lines(left: int, right: int) -> int:
        return sum(bottom - top >= _THIN * character for top, bottom in _bands(band[:, left:right], character))

    return len(spans) > 1 and any(lines(left, right) > 1 for left, right in spans)


def _spans(there: Bools, gap: float) -> list[Span]:
    """Runs of what is there; runs with less than ``gap`` between are one."""
    where = np.flatnonzero(there)
    if not len(where):
        return []
    breaks = np.flatnonzero(np.diff(where) > max(gap, 1))
    starts = [int(where[0]), *where[breaks + 1].tolist()]
    stops = [*(where[breaks] + 1).tolist(), int(where[-1]) + 1]
    return list(zip(starts, stops, strict=True))


def _tight(ink: Pixels) -> Span:
    """The first and the row after the last with ink."""
    where = np.flatnonzero(ink.any(axis=1))
    return int(where[0]), int(where[-1]) + 1


def _bands(ink: Pixels, character: float) -> list[Span]:
    """Bands of rows with ink, each one line: parts of characters put together, lines that touch set apart."""
    rows = ink.sum(axis=1, dtype=np.int64)
    bands = _spans(np.asarray(rows > 0, np.bool_), 1)
    if not bands:
        return []
    columns = np.flatnonzero(ink.any(axis=0))
    width = int(columns[-1] - columns[0]) + 1
    usual = max(*(bottom - top for top, bottom in bands), 0.7 * min(width, character)) if len(bands) > 1 else 0.0
    joined = _joined(bands, min(usual, 1.2 * character), character)
    found: list[Span] = []
    for top, bottom in joined:
        found += _split(rows, top, bottom, character)
    return found


def _joined(bands: list[Span], usual: float, character: float) -> list[Span]:
    """Bands put together where one is too low for a line and both make no more than one."""
    found: list[Span] = []
    for top, bottom in bands:
        if found:
            before_top, before_bottom = found[-1]
            thin = min(bottom - top, before_bottom - before_top) < _THIN * usual
            near = top - before_bottom <= _THIN * usual
            together = bottom - before_top
            close = top - before_bottom <= _CLOSE * character and together <= _WHOLE * character
            if close or (thin and near and together <= _ONE * max(usual, character)):
                found[-1] = (before_top, bottom)
                continue
        found.append((top, bottom))
    return found


def _split(rows: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", top: int, bottom: int, usual: float) -> list[Span]:
    """A band cut where it has hardly any ink, if it is too high for one line."""
    height = bottom - top
    if height < _TALL * usual:
        return [(top, bottom)]
    count = max(round(height / (1.3 * usual)), 2)
    inner = rows[top:bottom]
    low = float(np.median(inner)) * _VALLEY
    reach = round(0.6 * usual)
    middle = inner[reach : height - reach]
    if count < 2 or not len(middle) or middle.min() > low:
        return [(top, bottom)]
    at = top + reach + int(middle.argmin())
    return [*_split(rows, top, at, usual), *_split(rows, at, bottom, usual)]
