"""What a scan shows: the ink of a page, and lines of text with what each of their characters may be."""

from dataclasses import dataclass

from msgspec import Struct

from pipeline.model.place import Box


class Step(Struct, frozen=True):
    """One place in a line where a recogniser looked: what may stand there, the likeliest first.

    ``scores[i]`` (0 to 1) is the probability of ``characters[i]``, ``blank`` that of no character at all; the rest is
    what was too unlikely to keep. Steps of one character follow each other, as CTC has it: equal characters in
    neighbouring steps are one, unless a step that may be blank stands between. ``x`` is the place in points from the
    page's left edge.
    """

    characters: str
    scores: tuple[float, ...]
    blank: float
    x: float


class Line(Struct, frozen=True):
    """One recognised line: its likeliest ``text``, the lowest ``score`` of its characters, and all its steps."""

    text: str
    score: float
    box: Box
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """A page in black and white as it is shown: upright, straight, its rules still in.

    ``bits``: rows of pixels from the top, packed eight a byte (1 is ink), each row in whole bytes. ``scale`` is pixels
    a point.
    """

    width: int
    height: int
    scale: float
    bits: bytes
