"""Ink in which nothing was read is told, and never passes for a blank."""

import numpy as np

from pipeline.model.ink import Step
from pipeline.readers.scan.passed_over import UNREAD, with_unread
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.recogniser import RecognisedLine

SCALE = 2.0


def crop(*characters: int, width: int = 200, height: int = 24) -> Pixels:
    """A line with blocks of ink, half as wide as high, that begin at these columns."""
    pixels = np.full((height, width), 255, np.uint8)
    for left in characters:
        pixels[3:-3, left : left + height // 2] = 0
    return pixels


def said(text: str, *places: int, width: int = 200) -> RecognisedLine:
    steps = tuple(Step(c, (0.99,), 0.01, (at + 6) / width) for c, at in zip(text, places, strict=True))
    return RecognisedLine(text, 0.99 if text else 1.0, steps)


def test_a_line_that_was_read_whole_stays_as_it_is() -> None:
    line = said("123", 10, 30, 50)
    assert with_unread(crop(10, 30, 50), line, SCALE) == line


def test_a_character_that_was_passed_over_takes_all_certainty() -> None:
    found = with_unread(crop(10, 30, 70, 110), said("124", 10, 30, 110), SCALE)
    assert found is not None
    assert (found.text, found.score) == ("124", 0.0)


def test_ink_in_which_nothing_was_read_is_no_blank() -> None:
    found = with_unread(crop(10, 30), said(""), SCALE)
    assert found is not None
    assert (found.text, found.score) == (UNREAD, 0.0)


def test_dirt_in_which_nothing_was_read_is_none() -> None:
    pixels = np.full((24, 200), 255, np.uint8)
    pixels[10:14, 40:45] = 0
    assert with_unread(pixels, said(""), SCALE) is None
