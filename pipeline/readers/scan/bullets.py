"""The dot before an item (・条例), told by its ink: recognisers pass over it, or take it for a point."""

import cv2
import numpy as np

from pipeline.model.ink import Step
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.recogniser import RecognisedLine

BULLET = "・"
_ALIKE = frozenset("・.·•･‧∙,、-－")  # what is read for one
_DARK = 140  # of 255
_SMALLEST, _LARGEST = 0.06, 0.34  # of the height of the line's ink
_MIDDLE = 0.3, 0.7  # of it: a dot stands there
_APART = 0.12  # of it: at least so much white follows
_SURE = 0.95


def with_bullet(crop: Pixels, said: RecognisedLine) -> RecognisedLine:
    """A line with the dot that it begins with, if its ink has one; as it is if not."""
    if len(said.text.strip()) < 2 or not any(map(str.isalpha, said.text)):
        return said
    place = _dot(crop)
    if place is None or said.text.startswith(BULLET):
        return said
    begun = [step for step in said.steps if step.x > place]
    while begun and not set(begun[0].characters[:1]) - _ALIKE:
        del begun[0]
    first = Step(BULLET, (_SURE,), 1 - _SURE, place)
    later = tuple(begun)
    text = BULLET + said.text.lstrip("".join(_ALIKE) + " ")
    return RecognisedLine(text, _sureness(later, said.score), (first, Step("", (), 1.0, place), *later))


def _sureness(steps: tuple[Step, ...], score: float) -> float:
    """The lowest score of the characters that are left; ``score`` if that was passed over ink."""
    best = [step.scores[0] for step in steps if step.scores and step.scores[0] > step.blank]
    return score if score == 0 else min([_SURE, *best])


def _dot(crop: Pixels) -> float | None:
    """Where in a crop, as a share of its width, the dot stands that it begins with."""
    ink = np.asarray(crop < _DARK)
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(columns):
        return None
    top, height = int(rows[0]), int(rows[-1]) + 1 - int(rows[0])
    white = np.flatnonzero(np.diff(columns) > max(_APART * height, 1))
    if not len(white):
        return None
    first, last = int(columns[0]), int(columns[white[0]]) + 1
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink[:, first:last].astype(np.uint8), connectivity=8)
    if len(stats) != 2:
        return None
    wide, high = stats[1, cv2.CC_STAT_WIDTH], stats[1, cv2.CC_STAT_HEIGHT]
    small = _SMALLEST * height <= min(wide, high) and max(wide, high) <= _LARGEST * height
    middle = _MIDDLE[0] <= (centres[1][1] + 0.5 - top) / height <= _MIDDLE[1]
    return (first + last) / 2 / crop.shape[1] if small and middle and wide < 2 * high else None
