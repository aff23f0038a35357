"""Where cells and loose lines stand: the page's edges, with those that lines outside tables need put between."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Floats, Ints

_HAIR = 0.01  # points: nothing is placed more exactly


@dataclass(frozen=True, slots=True)
class Segments:
    """Pieces of text outside tables: boxes (left, top, right, bottom), the line of each; ordered line by line."""

    boxes: Floats
    lines: Ints


@dataclass(frozen=True, slots=True)
class Placement:
    """The page's edges in points once every loose line has a row of its own.

    ``new_rows`` and ``new_cols`` are the numbers that the edges of the tables have now; ``segments`` are for each
    segment first row, first column, row after, column after.
    """

    rows: Floats
    cols: Floats
    new_rows: Ints
    new_cols: Ints
    segments: Ints


def with_segments(rows: Floats, cols: Floats, segments: Segments) -> Placement:
    """Put the segments between the edges ``rows`` and ``cols`` of the tables."""
    if not len(segments.boxes):
        return Placement(rows, cols, np.arange(len(rows)), np.arange(len(cols)), np.empty((0, 4), np.intp))
    boxes, lines = segments.boxes.tolist(), segments.lines.tolist()
    ys = rows.tolist()
    # A line's edge comes after the table edges at or above it, so that no cell of a table begins in its row.
    tops: list[float] = []
    own: list[int] = []  # the row of each segment
    for box, line, before in zip(boxes, lines, [-1, *lines], strict=False):
        if line != before:
            tops.append(box[1])
        elif box[1] < tops[-1]:
            tops[-1] = box[1]
        own.append(len(tops) - 1)
    slots = [bisect_right(ys, top) for top in tops]
    all_cols = _columns(cols.tolist(), boxes, lines)
    spans: list[list[int]] = []
    for number, (x0, _, x1, _) in enumerate(boxes):
        left = bisect_right(all_cols, x0 + _HAIR) - 1
        right = max(bisect_left(all_cols, x1 - _HAIR), left + 1)
        row = slots[own[number]] + own[number]
        if number and lines[number - 1] == lines[number]:
            spans[-1][3] = min(spans[-1][3], left)
        spans.append([row, left, row + 1, right])
    new_rows = [row + bisect_right(slots, row) for row in range(len(ys))]
    new_cols = [bisect_left(all_cols, col) for col in cols.tolist()]
    for slot, top in zip(reversed(slots), reversed(tops), strict=True):
        ys.insert(slot, top)
    return Placement(np.array(ys), np.array(all_cols), _indices(new_rows), _indices(new_cols), _indices(spans))


def _indices(numbers: list[int] | list[list[int]]) -> Ints:
    return np.array(numbers, np.intp)


def _columns(cols: list[float], boxes: list[list[float]], lines: list[int]) -> list[float]:
    """The column edges, with one where text begins left of all, and between segments of a line that share a column."""
    first, last = min(box[0] for box in boxes), max(box[2] for box in boxes)
    added = set(cols)
    if not cols or first < cols[0]:
        added.add(first)
    if not cols or last > cols[-1]:
        added.add(last)
    for number in range(1, len(lines)):
        if lines[number] == lines[number - 1]:
            start, before = boxes[number][0], boxes[number - 1]
            column = bisect_right(cols, start + _HAIR) - 1
            after = max(bisect_left(cols, before[2] - _HAIR), bisect_right(cols, before[0] + _HAIR))
            if column < after:
                added.add(start)
    return sorted(added)
