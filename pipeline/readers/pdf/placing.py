"""Where cells and loose lines stand: the page's edges, with those that lines outside tables need put between."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.arrays import Floats, Ints

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
    boxes = segments.boxes
    if not len(boxes):
        return Placement(rows, cols, np.arange(len(rows)), np.arange(len(cols)), np.empty((0, 4), np.intp))
    first = np.flatnonzero(np.diff(segments.lines, prepend=-1))
    tops = np.minimum.reduceat(boxes[:, 1], first)
    # A line's edge comes after the table edges at or above it, so that no cell of a table begins in its row.
    slot = np.searchsorted(rows, tops, side="right")
    own = slot + np.arange(len(tops))
    new_rows = np.arange(len(rows)) + np.searchsorted(slot, np.arange(len(rows)), side="right")
    all_cols = _columns(cols, segments)
    new_cols = np.searchsorted(all_cols, cols)
    row = own[np.searchsorted(segments.lines[first], segments.lines)]
    left = np.searchsorted(all_cols, boxes[:, 0] + _HAIR, side="right") - 1
    right = np.maximum(np.searchsorted(all_cols, boxes[:, 2] - _HAIR), left + 1)
    same = np.flatnonzero(segments.lines[1:] == segments.lines[:-1])
    right[same] = np.minimum(right[same], left[same + 1])
    return Placement(
        np.insert(rows, slot, tops), all_cols, new_rows, new_cols, np.stack((row, left, row + 1, right), axis=1)
    )


def _columns(cols: Floats, segments: Segments) -> Floats:
    """The column edges, with one where text begins left of all, and between segments of a line that share a column."""
    boxes = segments.boxes
    added = []
    if not len(cols) or boxes[:, 0].min() < cols[0]:
        added.append(boxes[:, 0].min())
    if not len(cols) or boxes[:, 2].max() > cols[-1]:
        added.append(boxes[:, 2].max())
    together = np.flatnonzero(segments.lines[1:] == segments.lines[:-1])
    start = boxes[together + 1, 0]
    column = np.searchsorted(cols, start + _HAIR, side="right") - 1
    after = np.maximum(
        np.searchsorted(cols, boxes[together, 2] - _HAIR),
        np.searchsorted(cols, boxes[together, 0] + _HAIR, side="right"),
    )
    parted = column >= after
    added += start[~parted].tolist()
    return np.unique(np.concatenate((cols, added)))
