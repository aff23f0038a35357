"""Ink that a recogniser passed over: what it didn't read must not be taken for nothing."""

from collections.abc import Sequence

import numpy as np

from pipeline.readers.grids.arrays import Bools
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.recogniser import RecognisedLine

UNREAD = "\ufffd"
_DARK = 128  # of 255
_REACH = 0.75  # of a line's height: so far from its middle a character's ink may stand
_WIDE = 0.4  # of a line's height: ink so wide is a character
_LEAST = 4.0  # points: ink that is smaller both ways may be dirt


def with_unread(crop: Pixels, said: RecognisedLine, scale: float) -> RecognisedLine | None:
    """A line as it was recognised, its score 0 where ink was passed over; None for dirt that says nothing.

    A line of ink in which nothing was read is ``UNREAD``.
    """
    if not said.text.strip():
        large = max(_size(crop)) >= _LEAST * scale
        return RecognisedLine(UNREAD, 0.0, said.steps) if large else None
    places = [step.x for step in said.steps if step.characters and step.scores[0] > step.blank]
    if _widest(_inked(crop), places, crop.shape[0]) > _WIDE * crop.shape[0]:
        return RecognisedLine(said.text, 0.0, said.steps)
    return said


def _inked(crop: Pixels) -> Bools:
    """The columns that have ink."""
    return np.asarray((crop < _DARK).any(axis=0), np.bool_)


def _size(crop: Pixels) -> tuple[int, int]:
    """How wide and high the ink is."""
    dark = crop < _DARK
    return int(dark.any(axis=0).sum()), int(dark.any(axis=1).sum())


def _widest(inked: Bools, places: Sequence[float], height: int) -> float:
    """The widest run of inked columns, in pixels, that no character stands near; ``places`` are shares of the width."""
    middle = np.arange(len(inked)) + 0.5
    near = np.zeros(len(inked), np.bool_)
    for place in places:
        near |= np.abs(middle - place * len(inked)) <= _REACH * height
    bare = np.concatenate(([False], inked & ~near, [False])).astype(np.int8)
    edges = np.flatnonzero(np.diff(bare))
    return float((edges[1::2] - edges[::2]).max(initial=0))
