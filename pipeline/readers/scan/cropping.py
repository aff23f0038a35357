"""A crop of one line, made ready for a recogniser: blank margins off, long lines cut at gaps, one height for all."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

HEIGHT = 48
# In heights of the line. A recogniser sees a whole piece at once, so its time and memory go by the longest.
_LONGEST = 24.0
_SHORTEST = 0.5
# Print stays legible when it is made narrower, and time goes by width. Short lines are mostly numbers: two equal digits
# side by side need room for a blank step between.
_SQUEEZED = 0.55
_SQUEEZED_SHORT = 0.7
_SHORT = 6.0
_MARGIN = 0.16
_WIDE_GAP = 1.6
# How much darker than its paper a pixel of ink is at least, of 255, and of what the crop has between light and dark.
_CONTRAST = 36
_DARKER = 0.4
_MOSTLY_INK = 0.9  # of a crop: bold letters whose gaps were filled in cover more than half of it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, ``image`` being ``HEIGHT`` pixels high; it starts at ``left`` and ends at ``right``.

    Both are fractions of the crop's width. ``gap``: white space of a character or more stands before it. ``shape`` is
    the width of its ink by its height.
    """

    image: Gray
    left: float
    right: float
    gap: bool
    shape: float


def cut_pieces(crop: Gray) -> list[Piece]:
    """The pieces of a line from left to right; none if it is blank."""
    ink = _ink(crop)
    if ink is None:
        return []
    height, width = crop.shape
    margin = max(1, round(_MARGIN * height))
    pieces = []
    before: int | None = None
    for start, end in _stretches(np.any(ink, axis=0), height):
        left, right = max(0, start - margin), min(width, end + margin)
        gap = before is not None and start - before >= height
        rows = np.flatnonzero(np.any(ink[:, start:end], axis=1))
        shape = (end - start) / float(rows[-1] + 1 - rows[0])
        pieces.append(Piece(_scaled(crop[:, left:right]), left / width, right / width, gap, shape))
        before = end
    return pieces


def _ink(crop: Gray) -> NDArray[np.bool_] | None:
    """Where a crop is dark; None if nowhere."""
    if crop.size == 0:
        return None
    paper, darkest = float(np.median(crop)), float(crop.min())
    if paper - darkest < _CONTRAST:
        paper = float(np.quantile(crop, _MOSTLY_INK))
    if paper - darkest < _CONTRAST:
        return None
    return crop < paper - max(_CONTRAST, _DARKER * (paper - darkest))


def _stretches(inked: NDArray[np.bool_], height: int) -> list[tuple[int, int]]:
    """Columns with ink, as stretches between wide gaps, none of them much longer than the longest piece."""
    columns = np.flatnonzero(inked)
    breaks = np.flatnonzero(np.diff(columns) > 1)
    runs = list(
        zip(
            [int(columns[0]), *(int(column) for column in columns[breaks + 1])],
            [*(int(column) + 1 for column in columns[breaks]), int(columns[-1]) + 1],
            strict=True,
        )
    )
    stretches = [runs[:1]]
    for run in runs[1:]:
        if run[0] - stretches[-1][-1][1] > _WIDE_GAP * height:
            stretches.append([])
        stretches[-1].append(run)
    return [span for stretch in stretches for span in _shortened(stretch, _LONGEST * height)]


def _shortened(runs: list[tuple[int, int]], longest: float) -> list[tuple[int, int]]:
    """Runs of ink joined into spans of at most ``longest``, cut where the gap is widest in a span's second half."""
    start, end = runs[0][0], runs[-1][1]
    if end - start <= longest or len(runs) == 1:
        return [(start, end)]
    places = [place for place in range(1, len(runs)) if start + longest / 2 <= runs[place][0] <= start + longest]
    if not places:
        places = [min(range(1, len(runs)), key=lambda place: abs(runs[place][0] - start - longest))]
    best = max(places, key=lambda place: runs[place][0] - runs[place - 1][1])
    return [(start, runs[best - 1][1]), *_shortened(runs[best:], longest)]


def _scaled(image: Gray) -> Gray:
    """``image`` in the height the recogniser was trained on, and narrower than its ratio has it."""
    height, width = image.shape
    squeezed = _SQUEEZED_SHORT if width <= _SHORT * height else _SQUEEZED
    wanted = max(round(width * HEIGHT / height * squeezed), round(_SHORTEST * HEIGHT))
    shrinks = height > HEIGHT
    scaled = cv2.resize(image, (wanted, HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    return np.asarray(scaled, dtype=np.uint8)
