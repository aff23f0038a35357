"""Lone dashes, told by their ink: a recogniser shown one stroke by itself takes it for anything."""

from pipeline.model.ink import Step
from pipeline.readers.scan.cutting import BoxOfPixels
from pipeline.readers.scan.recogniser import RecognisedLine

WIDE, NARROW = "－", "-"
_HIGHEST = 2.0  # points: a stroke, no character
_SHORTEST, _LONGEST, _NARROW = 1.5, 14.0, 4.2  # points
_FLAT = 1.8  # times as wide as high: no speck is
_SURE, _DOUBTED = 0.98, 0.6
_SPECK = 2.4  # points wide: a shorter one may be dirt


def as_dash(box: BoxOfPixels, scale: float) -> RecognisedLine | None:
    """The dash that the ink of a line in ``box`` is (``scale`` pixels a point), if it is nothing but one."""
    if not is_dash(box, scale):
        return None
    width = (box[2] - box[0]) / scale
    text, score = WIDE if width >= _NARROW else NARROW, _SURE if width >= _SPECK else _DOUBTED
    return RecognisedLine(text, score, (Step(text, (score,), 1 - score, 0.5),))


def is_dash(box: BoxOfPixels, scale: float) -> bool:
    """Whether ink in ``box`` is as flat as a dash."""
    width, height = (box[2] - box[0]) / scale, (box[3] - box[1]) / scale
    return height <= _HIGHEST and _SHORTEST <= width <= _LONGEST and width >= _FLAT * height
