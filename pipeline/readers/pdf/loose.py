"""Text outside every table: lines, cut into segments where wide white stands between."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import NO_BOXES, Floats, Ints
from pipeline.readers.grids.placing import Segments
from pipeline.readers.pdf.text import in_order

_WIDE = 2.0  # of the height: white wider than this separates what is said


@dataclass(frozen=True, slots=True)
class Loose:
    """The segments, and for each character given the segment it is in."""

    segments: Segments
    of_character: Ints


def find_segments(boxes: Floats, runs: Ints) -> Loose:
    """Segments of the characters with these boxes, line by line and from left to right.

    ``runs`` are numbers for characters of lines that run down or up, 0 for all others: each is a segment and a line.
    """
    if not len(boxes):
        return Loose(Segments(NO_BOXES, np.empty(0, np.intp)), np.empty(0, np.intp))
    if runs.any():
        return _from_top(*_with_runs(boxes, runs))
    segments, of_character = _level(boxes)
    tops = segments.boxes[:, 1]
    # Lines are in order of their middles; where that isn't the order of their upper edges, they are sorted anew.
    if (tops[1:] >= tops[:-1]).all() and (segments.lines[1:] > segments.lines[:-1]).all():
        return Loose(segments, of_character)
    return _from_top(segments, of_character)


def _level(boxes: Floats) -> tuple[Segments, Ints]:
    """The segments of level lines, and the segment of each character."""
    ordered = in_order(boxes, np.zeros(len(boxes), np.intp))
    found, line = boxes[ordered.order], ordered.lines
    begins = np.empty(len(boxes), np.bool_)
    begins[0] = True
    height = found[:, 3] - found[:, 1]
    wide = found[1:, 0] - found[:-1, 2] > _WIDE * np.maximum(height[1:], height[:-1])
    begins[1:] = (line[1:] != line[:-1]) | wide
    of_character = np.empty(len(boxes), np.intp)
    of_character[ordered.order] = begins.cumsum() - 1
    first = begins.nonzero()[0]
    low, high = np.minimum.reduceat(found[:, :2], first), np.maximum.reduceat(found[:, 2:], first)
    return Segments(np.concatenate((low, high), axis=1), line[first]), of_character


def _with_runs(boxes: Floats, runs: Ints) -> tuple[Segments, Ints]:
    """The segments of level lines and of ``runs``, and the segment of each character."""
    of_character = np.empty(len(boxes), np.intp)
    level = (runs == 0).nonzero()[0]
    segments = Segments(NO_BOXES, np.empty(0, np.intp))
    if len(level):
        segments, of_character[level] = _level(boxes[level])
    found, lines = list(segments.boxes), segments.lines.tolist()
    for run in range(1, int(runs.max()) + 1):
        of_run = runs == run
        of_character[of_run] = len(found)
        found.append(np.append(boxes[of_run, :2].min(axis=0), boxes[of_run, 2:].max(axis=0)))
        lines.append(len(boxes) + run)
    return Segments(np.array(found), np.array(lines, np.intp)), of_character


def _from_top(segments: Segments, of_character: Ints) -> Loose:
    """The segments with lines from top to bottom, as their highest segment says, and from left to right."""
    lines = segments.lines.tolist()
    boxes = segments.boxes.tolist()
    tops: dict[int, float] = {}
    for line, box in sorted(zip(lines, boxes, strict=True)):
        tops[line] = min(tops.get(line, box[1]), box[1])
    rank = {line: number for number, line in enumerate(sorted(tops, key=tops.__getitem__))}
    order = sorted(range(len(lines)), key=lambda one: (rank[lines[one]], boxes[one][0]))
    where = np.empty(len(order), np.intp)
    where[order] = np.arange(len(order))
    return Loose(Segments(segments.boxes[order], np.array([rank[lines[one]] for one in order])), where[of_character])
