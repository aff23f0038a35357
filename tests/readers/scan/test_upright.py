"""Which way is up."""

import cv2
import numpy as np
import pytest

from pipeline.readers.scan.pictures import Picture
from pipeline.readers.scan.upright import upright
from tests.readers.scan.stand_in import Gray, Paper, StandIn


def form() -> Paper:
    """A page whose lines, short enough to be read whole, all begin with a black square."""
    paper = Paper(420, 594).frame(40, 40, 380, 540)
    for y in range(60, 540, 40):
        paper.level(y, 40, 380).fill(60, y + 12, 69, y + 21).signs(72, y + 12, 9)
    return paper


def begins_black(crop: Gray) -> float:
    """Sure of lines that begin with a black square, and of no others."""
    width = crop.shape[0]
    return 0.95 if crop[:, :width].mean() < crop[:, -width:].mean() - 20 else 0.4


@pytest.mark.parametrize("degrees", [0.0, 0.8])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_is_turned_upright(turns: int, degrees: float) -> None:
    paper = form()
    height, width = paper.pixels.shape
    askew = cv2.warpAffine(
        paper.pixels, cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), (width, height), borderValue=(255,)
    )
    lying = np.ascontiguousarray(np.rot90(np.asarray(askew, np.uint8), turns))
    shown = upright(Picture(lying, paper.scale), StandIn(sureness=begins_black))
    assert shown.shape == paper.pixels.shape
    assert np.abs(shown.astype(int) - paper.pixels).mean() < 12


def test_few_lines_are_read_for_a_page_that_stands_upright() -> None:
    reader = StandIn(sureness=begins_black)
    upright(Picture(form().pixels, form().scale), reader)
    assert len(reader.crops) <= 3


def test_a_red_stamp_goes_and_what_is_beneath_stays() -> None:
    paper = form()
    colour = np.repeat(paper.pixels[:, :, None], 3, axis=2)
    cv2.circle(colour, (300, 400), 60, (215, 40, 50), 6)
    colour[paper.pixels == 0] = 0
    shown = upright(Picture(colour, paper.scale), StandIn(sureness=begins_black))
    assert np.abs(shown.astype(int) - paper.pixels).max() < 60


def test_red_letters_stay() -> None:
    paper = Paper().signs(60, 60, 12)
    colour = np.repeat(paper.pixels[:, :, None], 3, axis=2)
    colour[paper.pixels == 0] = (200, 20, 20)
    shown = upright(Picture(colour, paper.scale), StandIn())
    assert shown[paper.pixels == 0].mean() < 100
