"""Labels told by their picture: a line that looks all along as a clean sheet prints a label needs no recogniser.

Each character's width of a line is compared by itself, so that labels that differ in one character are told apart. A
line that looks like two labels, or like none well enough, is left to the recogniser; so are all lines of a page with
few labels of one form.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from pipeline.model.ink import Step
from pipeline.model.label_picture import DOTS_A_POINT, LabelPicture
from pipeline.readers.grids.arrays import Floats
from pipeline.readers.scan.label_pictures import INK, close, dark
from pipeline.readers.scan.likeness import from_afar, likeness, strokes_with_room
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.recogniser import RecognisedLine

_WIDER, _HIGHER = 0.04, 0.08  # of its size: so much may a label be larger or smaller in print
_SIZE = 0.5  # points: and so much for its edges
_FAR = 0.6  # correlation from afar: with less the parts are not even looked at
# Correlation of the parts: what isn't the label reaches 0.54 where it has two letters, and 0.42 where it has more.
_LIKE, _LIKE_IN_SHORT = 0.56, 0.62
_SHORT = 2  # letters
_UNLIKE = 0.12  # by so much every other label must be less like it
_FEWEST = 4  # lines of a page that are labels of its form: with fewer it may be none of it
_SCORE = 0.999  # of what is told by its picture


@dataclass(frozen=True, slots=True, order=True)
class _Likely:
    """How much a line is like a label, what that says, and the form it is of."""

    likeness: float
    text: str
    form: str


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
    def _from_afar(self) -> Floats:
        far: Floats = np.array([from_afar(dark(one)) for one in self.pictures]).reshape(len(self.pictures), -1)
        return far

    def told(self, crops: Sequence[Pixels], scale: float) -> list[RecognisedLine | None]:
        """The lines of a page that are labels of one form; ``scale`` is pixels a point.

        None for a line that surely is none, or is unclear; all are if too few are labels of one form.
        """
        likely = [self._clear(crop, scale) for crop in crops]
        forms = Counter(form for found in likely for form in {one.form for one in found})
        if not forms or max(forms.values()) < _FEWEST:
            return [None] * len(crops)
        form = max(forms, key=lambda name: forms[name])
        own = [next((one for one in found if one.form == form), None) for found in likely]
        return [None if one is None else _line(one.text, crop) for one, crop in zip(own, crops, strict=True)]

    def likeliest(self, crop: Pixels, scale: float) -> str | None:
        """What a line by itself says if it is a label; None if it surely is none, or if it is unclear."""
        return next((one.text for one in self._clear(crop, scale)), None)

    def _clear(self, crop: Pixels, scale: float) -> list[_Likely]:
        """The labels that a line is like, the likest first, if they all say the same."""
        ink = close(crop) if self.pictures else None
        if ink is None:
            return []
        left, top, right, bottom = ink
        found = sorted(self._likely(255 - crop[top:bottom, left:right], scale), reverse=True)
        if not found:
            return []
        said = _letters(found[0].text)
        if any(one.likeness > found[0].likeness - _UNLIKE and _letters(one.text) != said for one in found):
            return []
        least = _LIKE_IN_SHORT if len(said) <= _SHORT else _LIKE
        return [one for one in found if one.likeness >= least and _letters(one.text) == said]

    def _likely(self, line: Pixels, scale: float) -> Iterator[_Likely]:
        """How much a line is like each label of its size."""
        size = np.array((line.shape[1], line.shape[0])) / scale
        near = (np.abs(self._sizes - size) <= size * (_WIDER, _HIGHER) + _SIZE).all(axis=1)
        numbers = np.flatnonzero(near)
        numbers = numbers[self._from_afar[numbers] @ from_afar(line) > _FAR]
        if not len(numbers):
            return
        seen = strokes_with_room(line, scale)
        for picture in (self.pictures[number] for number in numbers.tolist()):
            yield _Likely(likeness(seen, dark(picture), scale, _LIKE - _UNLIKE), picture.text, picture.form)


def _letters(text: str) -> str:
    return "".join(text.split())


def _line(text: str, crop: Pixels) -> RecognisedLine:
    columns = np.flatnonzero((crop < INK).any(axis=0)) / crop.shape[1]
    return RecognisedLine(text, _SCORE, tuple(_steps(text, float(columns[0]), float(columns[-1]))))


def _steps(text: str, left: float, right: float) -> Iterator[Step]:
    """The steps of a recogniser that is sure: a character each, evenly spaced, and nothing between equal ones."""
    width = (right - left) / max(len(text), 1)
    for number, character in enumerate(text):
        middle = left + (number + 0.5) * width
        if number and character == text[number - 1]:
            yield Step("", (), 1.0, middle - width / 2)
        yield Step(character, (_SCORE,), 1 - _SCORE, middle)
