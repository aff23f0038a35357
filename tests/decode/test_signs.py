"""Signs are told by their ink: drawn here by OpenCV, as no font draws them."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.decode.bitmap import Bitmap, Bits
from pipeline.decode.signs import apart, find_sign, is_blank
from pipeline.model.ink import Ink
from pipeline.model.place import Box

SIZE = 24
Paper = NDArray[np.uint8]


def paper() -> Paper:
    return np.zeros((40, 60), np.uint8)


def box(inside: str = "") -> Bits:
    page = paper()
    cv2.rectangle(page, (20, 10), (40, 30), 255, 2)
    if inside == "tick":
        cv2.line(page, (24, 20), (29, 26), 255, 2)
        cv2.line(page, (29, 26), (44, 6), 255, 2)  # a pen's tick reaches out of its box
    if inside == "full":
        cv2.rectangle(page, (20, 10), (40, 30), 255, -1)
    return page > 0


def circle(radius: int = 10, thickness: int = 2) -> Bits:
    page = paper()
    cv2.circle(page, (30, 20), radius, 255, thickness)
    return page > 0


@pytest.mark.parametrize(
    ("window", "glyph"),
    [
        (box(), "□"),
        (box("tick"), "☑"),
        (box("full"), "■"),
        (circle(), "○"),
        (circle(thickness=-1), "●"),
    ],
)
def test_a_sign_is_told_by_its_outline_and_its_inside(window: Bits, glyph: str) -> None:
    sign = find_sign(window, SIZE)
    assert sign is not None
    assert sign.glyph == glyph
    assert abs(sign.left - 20) <= 1
    assert abs(sign.right - 41) <= 1


@pytest.mark.parametrize("radius", [3, 17])
def test_what_is_too_small_or_too_large_is_no_sign(radius: int) -> None:
    assert find_sign(circle(radius), SIZE) is None


def test_a_small_circle_of_a_thick_pen_is_no_box() -> None:
    drawn = """
.......###.......
....########.....
...###########...
..#############..
.#####.....#####.
.####.......####.
.###.........####
####.........####
###...........###
###...........###
###...........###
###...........###
####..........###
.###.........###.
.####.......####.
..####.....#####.
..#############..
...###########...
.....########....
.......#.#.......""".strip().split("\n")
    sign = find_sign(np.pad(np.array([[pixel == "#" for pixel in row] for row in drawn]), 4), 20)
    assert sign is not None
    assert sign.glyph == "○"


def test_a_character_is_no_sign() -> None:
    page = paper()
    cv2.putText(page, "7", (20, 30), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2)
    assert find_sign(page > 0, SIZE) is None
    assert not is_blank(page > 0, SIZE)


def test_between_empty_and_ticked_nobody_can_tell() -> None:
    page = box()
    page[19:21, 29:32] = True
    sign = find_sign(page, SIZE)
    assert sign is not None
    assert sign.glyph is None


def test_a_broken_box_is_still_one_but_half_a_box_is_none() -> None:
    page = box()
    page[10:12, 28:31] = False
    whole = find_sign(page, SIZE)
    assert whole is not None
    assert whole.glyph == "□"
    page[9:31, 30:] = False
    assert find_sign(page, SIZE) is None


def test_the_sign_next_to_the_words_counts() -> None:
    page = paper()
    cv2.circle(page, (14, 20), 8, 255, -1)
    cv2.circle(page, (44, 20), 8, 255, 2)
    sign = find_sign(page > 0, SIZE)
    assert sign is not None
    assert sign.glyph == "○"


def test_dirt_is_blank() -> None:
    page = paper()
    page[20:22, 30:33] = 1
    assert is_blank(page > 0, SIZE)
    assert not is_blank(circle(), SIZE)


def test_what_reaches_over_the_sides_is_left_out() -> None:
    page = circle()
    page[35] = True
    page[5:15, 55:] = True
    assert (apart(page) == circle()).all()


def test_a_bitmap_is_cut_in_points() -> None:
    bits = np.zeros((20, 30), np.bool_)
    bits[10:14, 20:26] = True
    page = Bitmap(Ink(30, 20, 2.0, np.packbits(bits, axis=1).tobytes()))
    assert page.cut(Box(10, 5, 13, 7)).all()
    assert page.cut(Box(10, 5, 13, 7)).shape == (4, 6)
    assert not page.cut(Box(0, 0, 10, 10)).any()
    assert page.cut(Box(20, 20, 30, 30)).size == 0
