"""Where cells and loose lines stand: the page's edges, with those that lines outside tables need put between."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class Edges:
    """The column and row edges of a page, ascending, in points as displayed."""

    rows: Floats
    cols: Floats


@dataclass(frozen=True, slots=True)
class Segments:
    """Pieces of text outside tables: boxes (left, top, right, bottom), the line of each; ordered line by line."""

    boxes: Floats
    lines: Ints


def with_segments(rows: Floats, cols: Floats, segments: Segments) -> tuple[Edges, Ints, Ints, Ints]:
    """The edges after every line got a row of its own, where the old edges went, and the spans of the segments.

    Returns the edges, the new numbers of the old row edges and of the old column edges, and for each segment first row,
    first column, row after, column after.
    """
    boxes = segments.boxes
    first = np.flatnonzero(np.diff(segments.lines, prepend=-1))
    tops = np.minimum.reduceat(boxes[:, 1], first) if len(first) else np.empty(0)
    # A line's edge comes after the table edges at or above it, so that no cell of a table begins in its row.
    slot = np.searchsorted(rows, tops, side="right")
    all_rows = np.insert(rows, slot, tops)
    own = np.empty(len(tops), np.intp)
    own[:] = slot + np.arange(len(tops))
    new_rows = np.arange(len(rows)) + np.searchsorted(slot, np.arange(len(rows)), side="right")
    all_cols = _columns(cols, segments)
    new_cols = np.searchsorted(all_cols, cols)
    row = own[segments.lines - segments.lines[0]] if len(boxes) else np.empty(0, np.intp)
    left = np.searchsorted(all_cols, boxes[:, 0] + 0.01, side="right") - 1
    right = np.maximum(np.searchsorted(all_cols, boxes[:, 2] - 0.01), left + 1)
    spans = np.stack((row, left, row + 1, right), axis=1)
    same = np.flatnonzero(segments.lines[1:] == segments.lines[:-1])
    spans[same, 3] = np.minimum(spans[same, 3], spans[same + 1, 1])
    return Edges(all_rows, all_cols), new_rows, new_cols, spans


def _columns(cols: Floats, segments: Segments) -> Floats:
    """The column edges, with one where text begins left of all, and between segments of a line that share a column."""
    boxes = segments.boxes
    if not len(boxes):
        return cols
    added = []
    if not len(cols) or boxes[:, 0].min() < cols[0]:
        added.append(boxes[:, 0].min())
    if not len(cols) or boxes[:, 2].max() > cols[-1]:
        added.append(boxes[:, 2].max())
    together = np.flatnonzero(segments.lines[1:] == segments.lines[:-1])
    left, right = boxes[together, 2], boxes[together + 1, 0]
    shared = np.searchsorted(cols, right + 0.01, side="right") == np.searchsorted(cols, left - 0.01)
    added += right[shared | (np.searchsorted(cols, right) == np.searchsorted(cols, boxes[together, 0]))].tolist()
    return np.unique(np.concatenate((cols, added)))
