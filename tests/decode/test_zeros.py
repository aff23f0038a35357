"""A 0 with a speck beside it, and marks that are no 0."""

import cv2
import numpy as np
import pytest

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.zeros import is_zero
from pipeline.model.document import Cell
from pipeline.model.ink import Ink, Line
from pipeline.model.place import Box, Place


def cell(width: int, *, speck: int = 0, filled: bool = False, text: str = "○") -> tuple[Cell, Bitmap]:
    """A cell with a ring 30 pixels high, ten to a point, and a speck left of it."""
    page = np.zeros((60, 80), np.uint8)
    cv2.ellipse(page, (50, 30), (width // 2, 15), 0, 0, 360, (1,), -1 if filled else 3)
    page[25 : 25 + speck, 10 : 10 + speck] = 1
    ink = Ink(80, 60, 10.0, np.packbits(page, axis=1).tobytes())
    box = Box(0.5, 0.5, 7.5, 5.5)
    return Cell(text, Place(1, 0, 0), lines=(Line(text, 0.9, box),)), Bitmap(ink)


@pytest.mark.parametrize("speck", [0, 6])
def test_a_narrow_ring_is_a_zero_whatever_dirt_is_beside_it(speck: int) -> None:
    assert is_zero(*cell(20, speck=speck))


def test_what_is_round_or_full_or_not_alone_is_none() -> None:
    assert not is_zero(*cell(30))
    assert not is_zero(*cell(20, filled=True))
    assert not is_zero(*cell(20, speck=20))
    assert not is_zero(*cell(20, text="8"))
