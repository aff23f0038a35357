"""Labels told by their picture: a line that looks all along as a clean sheet prints a label needs no recogniser.

Each character's width of a line is compared by itself, so that labels that differ in one character are told apart. A
line that looks like two labels, or like none well enough, is left to the recogniser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Step
from pipeline.model.label_picture import DOTS_A_POINT, LabelPicture
from pipeline.readers.grids.arrays import Floats, Ints
from pipeline.readers.scan.label_pictures import close, dark
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.recogniser import RecognisedLine

_WIDER, _HIGHER = 0.04, 0.08  # of its size: so much may a label be larger or smaller in print
_SIZE = 0.5  # points: and so much for its edges
_LIKE = 0.65  # correlation: a part of a line that looks like the label's; parts that aren't it reach 0.55
_FAR, _LIKE_FROM_FAR = (16, 4), 0.6  # dots; correlation of these: with less the parts are not even looked at
_UNLIKE = 0.12  # by so much every other label must be less like it
_SCORE = 0.999  # of what is told by its picture
_BLUR = 0.8  # pixels: print and scan differ in their edges
_SHIFT = 2  # pixels that a part may stand beside its place
_PART = 1.25  # parts to a character's width, which is the height of the line; each two overlap by half
_BARE = 12.0  # of 255: a part whose grays deviate less has nothing to compare
_AS_BARE = 25.0  # of 255: how much ink may be where the label has none


@lru_cache(maxsize=2)
def ready(pictures: tuple[LabelPicture, ...]) -> "KnownLabels":
    """Labels made ready once for all pages."""
    return KnownLabels(pictures)


@dataclass(frozen=True)
class KnownLabels:
    """The labels of all forms, ready to be compared."""

    pictures: tuple[LabelPicture, ...] = ()

    @cached_property
    def _sizes(self) -> Floats:
        """Width and height of each in points."""
        sizes: Floats = np.array([(one.width, one.height) for one in self.pictures], np.float64).reshape(-1, 2)
        return sizes / DOTS_A_POINT

    @cached_property
    def _coarse(self) -> Floats:
        """Each in a few dots."""
        coarse: Floats = np.array([_few_dots(dark(one)) for one in self.pictures]).reshape(len(self.pictures), -1)
        return coarse

    def told(self, crop: Pixels, scale: float) -> RecognisedLine | None:
        """A line that is a known label; ``scale`` is pixels a point. None if it surely is none, or if it is unclear."""
        ink = close(crop) if self.pictures else None
        if ink is None:
            return None
        left, top, right, bottom = ink
        line = 255 - crop[top:bottom, left:right]
        likely = sorted(self._likely(line, scale), reverse=True)
        if not likely or likely[0][0] < _LIKE:
            return None
        likeness, text = likely[0]
        if any(other > likeness - _UNLIKE and _letters(said) != _letters(text) for other, said in likely[1:]):
            return None
        return RecognisedLine(text, _SCORE, tuple(_steps(text, left / crop.shape[1], right / crop.shape[1])))

    def _likely(self, line: Pixels, scale: float) -> Iterator[tuple[float, str]]:
        """How much a line is like each label of its size, and what that says."""
        size = np.array((line.shape[1], line.shape[0])) / scale
        near = (np.abs(self._sizes - size) <= size * (_WIDER, _HIGHER) + _SIZE).all(axis=1)
        numbers = np.flatnonzero(near)
        numbers = numbers[self._coarse[numbers] @ _few_dots(line) > _LIKE_FROM_FAR]
        if not len(numbers):
            return
        seen = _blurred(np.pad(line, _SHIFT))
        for picture in (self.pictures[number] for number in numbers.tolist()):
            yield _likeness(seen, line.shape, dark(picture)), picture.text


def _few_dots(dark_: Pixels) -> Floats:
    """A picture made so small that only a look from afar is left; the product of two is their correlation."""
    dots: Floats = np.asarray(cv2.resize(dark_, _FAR, interpolation=cv2.INTER_AREA), np.float64).ravel()
    dots -= dots.mean()
    return dots / max(float(np.linalg.norm(dots)), 1.0)


def _letters(text: str) -> str:
    return "".join(text.split())


def _likeness(seen: NDArray[np.float32], shape: tuple[int, int], label: Pixels) -> float:
    """The least correlation of a line's parts with those of a label; both are dark on nothing, the line has room."""
    height, width = shape
    wanted = _blurred(np.asarray(cv2.resize(label, (width, height), interpolation=cv2.INTER_AREA), np.uint8))
    count = max(1, round(width / height * _PART))
    step = width / count
    starts = (np.arange(2 * count - 1) * (step / 2)).astype(np.intp)
    stops = np.minimum(np.round(starts + step).astype(np.intp), width)
    bare = _deviations(wanted, starts, stops) < _BARE
    least = 1.0
    for start, stop, blank in zip(starts.tolist(), stops.tolist(), bare.tolist(), strict=True):
        part, there = wanted[:, start:stop], seen[:, start : stop + 2 * _SHIFT]
        if blank:
            least = min(least, float(abs(there.mean() - part.mean()) < _AS_BARE))
        else:
            least = min(least, float(cv2.minMaxLoc(cv2.matchTemplate(there, part, cv2.TM_CCOEFF_NORMED))[1]))
        if least < _LIKE - _UNLIKE:
            break
    return least


def _deviations(dark: NDArray[np.float32], starts: Ints, stops: Ints) -> Floats:
    """The standard deviation of the columns from each start to its stop."""
    sums = np.zeros((2, dark.shape[1] + 1))
    np.cumsum((dark.mean(axis=0), np.square(dark).mean(axis=0)), axis=1, out=sums[:, 1:])
    mean, square = (sums[:, stops] - sums[:, starts]) / (stops - starts)
    deviations: Floats = np.sqrt(np.maximum(square - mean**2, 0))
    return deviations


def _blurred(dark: Pixels) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(dark.astype(np.float32), (0, 0), _BLUR), np.float32)


def _steps(text: str, left: float, right: float) -> Iterator[Step]:
    """The steps of a recogniser that is sure: a character each, evenly spaced, and nothing between equal ones."""
    width = (right - left) / max(len(text), 1)
    for number, character in enumerate(text):
        middle = left + (number + 0.5) * width
        if number and character == text[number - 1]:
            yield Step("", (), 1.0, middle - width / 2)
        yield Step(character, (_SCORE,), 1 - _SCORE, middle)
