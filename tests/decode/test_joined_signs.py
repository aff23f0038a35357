"""Boxes that touch letters are told as if they stood alone."""

import cv2
import numpy as np
import pytest

from pipeline.decode.bitmap import Bits
from pipeline.decode.joined_signs import joined_boxes
from pipeline.decode.signs import apart, find_sign

SIZE = 24


def window(ticked: bool, joined: str) -> Bits:
    """A box of 20 pixels, and a letter's strokes that touch it on one side, and reach over the window's edge."""
    page = np.zeros((40, 60), np.uint8)
    cv2.rectangle(page, (20, 10), (40, 30), 255, 2)
    if ticked:
        cv2.line(page, (24, 20), (29, 26), 255, 2)
        cv2.line(page, (29, 26), (38, 13), 255, 2)
    if joined == "right":
        for row in (14, 24):
            cv2.line(page, (40, row), (59, row), 255, 2)
        cv2.line(page, (47, 8), (47, 32), 255, 2)
    if joined == "left":
        cv2.line(page, (0, 20), (20, 20), 255, 2)
    return page > 0


@pytest.mark.parametrize("joined", ["left", "right"])
@pytest.mark.parametrize(("ticked", "glyph"), [(False, "□"), (True, "☑")])
def test_a_box_is_cut_out_of_what_it_is_joined_with(ticked: bool, glyph: str, joined: str) -> None:
    whole = window(ticked, joined)
    assert find_sign(apart(whole), SIZE) is None
    sign = find_sign(apart(whole) | joined_boxes(whole, SIZE), SIZE)
    assert sign is not None
    assert sign.glyph == glyph
    assert abs(sign.left - 20) <= 2


def test_ink_that_may_be_a_sign_stays_and_the_edge_of_a_letter_goes() -> None:
    page = np.zeros((40, 60), np.uint8)
    cv2.circle(page, (35, 20), 10, 255, 2)
    cv2.line(page, (45, 20), (59, 20), 255, 2)
    kept = joined_boxes(page > 0, SIZE)
    assert (kept == (page > 0)).all()
    assert find_sign(kept, SIZE) is None
    edge = np.zeros((40, 60), np.bool_)
    edge[5:35, 52:60] = True
    assert not joined_boxes(edge, SIZE).any()
