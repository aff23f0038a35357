"""How far a page lies askew."""

import cv2
import numpy as np
import pytest

from pipeline.readers.scan.deskew import find_skew, straightened
from tests.readers.scan.stand_in import Gray, Paper


def turned(pixels: Gray, degrees: float) -> Gray:
    """A page turned clockwise."""
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255,)), np.uint8)


def form() -> Paper:
    paper = Paper(500, 400).frame(40, 40, 460, 360)
    for y in range(80, 360, 40):
        paper.level(y, 40, 460).signs(60, y + 10, 20)
    return paper.upright(150, 40, 360)


def letter() -> Paper:
    paper = Paper(500, 400)
    for y in range(60, 340, 16):
        paper.signs(60, y, 36)
    return paper


@pytest.mark.parametrize("degrees", [-3.0, -1.2, -0.3, 0.0, 0.05, 0.7, 3.0])
def test_rules_tell_the_angle_to_a_hundredth_of_a_degree(degrees: float) -> None:
    paper = form()
    assert find_skew(turned(paper.pixels, degrees), paper.scale) == pytest.approx(degrees, abs=0.01)


@pytest.mark.parametrize("degrees", [-2.0, 0.6, 3.0])
def test_lines_of_text_tell_the_angle_to_a_tenth(degrees: float) -> None:
    paper = letter()
    assert find_skew(turned(paper.pixels, degrees), paper.scale) == pytest.approx(degrees, abs=0.1)


def test_a_page_laid_straight_lies_straight() -> None:
    paper = form()
    askew = turned(paper.pixels, 1.7)
    straight = straightened(askew, find_skew(askew, paper.scale))
    assert find_skew(straight, paper.scale) == pytest.approx(0, abs=0.01)


def test_an_empty_page_lies_straight() -> None:
    assert find_skew(Paper().pixels, 2.0) == 0
