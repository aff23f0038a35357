"""How much a line of a scan looks like the picture of a label, part by part."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import Floats, Ints
from pipeline.readers.scan.pictures import Pixels

_FINE, _COARSE = 0.29, 0.72  # points: finer is grain, coarser how bold the print is; strokes are in between
_ROOM = 2  # pixels that a part may stand beside its place
_PART = 1.25  # parts to a character's width, which is the height of the line; each two overlap by half
_BARE = 6.0  # of 255: a part whose strokes deviate less has nothing to compare
_FAR = (16, 4)  # dots


def from_afar(dark: Pixels) -> Floats:
    """A picture made so small that only a look from afar is left; the product of two is their correlation."""
    dots: Floats = np.asarray(cv2.resize(dark, _FAR, interpolation=cv2.INTER_AREA), np.float64).ravel()
    dots -= dots.mean()
    return dots / max(float(np.linalg.norm(dots)), 1.0)


def strokes_with_room(dark: Pixels, scale: float) -> NDArray[np.float32]:
    """The strokes of a line, dark on nothing, with room around it; ``scale`` is pixels a point."""
    return _strokes(np.pad(dark, _ROOM), scale)


def likeness(seen: NDArray[np.float32], label: Pixels, scale: float, least: float) -> float:
    """The lowest correlation of the parts of a line, as ``strokes_with_room``, with those of a label.

    Below ``least`` no more parts are looked at: it is that or less.
    """
    height, width = (side - 2 * _ROOM for side in seen.shape)
    same = np.asarray(cv2.resize(label, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    wanted = _strokes(same, scale)
    count = max(1, round(width / height * _PART))
    step = width / count
    starts = (np.arange(2 * count - 1) * (step / 2)).astype(np.intp)
    stops = np.minimum(np.round(starts + step).astype(np.intp), width)
    bare = _deviations(wanted, starts, stops) < _BARE
    bare_there = _deviations(seen[_ROOM:-_ROOM, _ROOM:-_ROOM], starts, stops) < 2 * _BARE
    lowest = 1.0
    for start, stop, blank, as_blank in zip(
        starts.tolist(), stops.tolist(), bare.tolist(), bare_there.tolist(), strict=True
    ):
        if blank:
            like = float(as_blank)
        else:
            there = seen[:, start : stop + 2 * _ROOM]
            like = float(cv2.minMaxLoc(cv2.matchTemplate(there, wanted[:, start:stop], cv2.TM_CCOEFF_NORMED))[1])
        lowest = min(lowest, like)
        if lowest < least:
            break
    return lowest


def _strokes(dark: Pixels, scale: float) -> NDArray[np.float32]:
    """A picture without its grain, and without the shade that bold print and filled in letters are."""
    gray = dark.astype(np.float32)
    fine, coarse = (cv2.GaussianBlur(gray, (0, 0), points * scale) for points in (_FINE, _COARSE))
    return np.asarray(cv2.subtract(fine, coarse), np.float32)


def _deviations(dark: NDArray[np.float32], starts: Ints, stops: Ints) -> Floats:
    """The standard deviation of the columns from each start to its stop."""
    sums = np.zeros((2, dark.shape[1] + 1))
    np.cumsum((dark.mean(axis=0), np.square(dark).mean(axis=0)), axis=1, out=sums[:, 1:])
    mean, square = (sums[:, stops] - sums[:, starts]) / (stops - starts)
    deviations: Floats = np.sqrt(np.maximum(square - mean**2, 0))
    return deviations
