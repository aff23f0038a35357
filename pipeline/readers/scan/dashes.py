"""Lone dashes, told by their ink: a recogniser shown one stroke by itself takes it for anything."""

from pipeline.model.ink import Step
from pipeline.readers.scan.cutting import BoxOfPixels
from pipeline.readers.scan.recogniser import RecognisedLine

WIDE, NARROW = "－", "-"
_HIGHEST = 2.0  # points: a stroke, no character
_SHORTEST, _LONGEST, _NARROW = 2.0, 14.0, 4.2  # points
_FLAT = 2.2  # times as wide as high
_SURE = 0.98


def as_dash(box: BoxOfPixels, scale: float) -> RecognisedLine | None:
    """The dash that the ink of a line in ``box`` is (``scale`` pixels a point), if it is nothing but one."""
    width, height = (box[2] - box[0]) / scale, (box[3] - box[1]) / scale
    if not (height <= _HIGHEST and _SHORTEST <= width <= _LONGEST and width >= _FLAT * height):
        return None
    text = WIDE if width >= _NARROW else NARROW
    return RecognisedLine(text, _SURE, (Step(text, (_SURE,), 1 - _SURE, 0.5),))
