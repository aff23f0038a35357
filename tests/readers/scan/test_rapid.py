"""The engine itself, on lines drawn for the test."""

import sys
from subprocess import run

import cv2
import numpy as np
import pytest

from pipeline.readers.scan.rapid import RapidRecogniser
from pipeline.readers.scan.recogniser import Recogniser
from tests.readers.scan.drawing import drawn

LINES = ["12,345", "△1,234", "3", "60~120人", "未定", "1,713千円", "事業の概要について説明会を開催する。", "①データ"]


@pytest.fixture(scope="module")
def recogniser() -> RapidRecogniser:
    return RapidRecogniser()


def test_clean_lines_are_read(recogniser: Recogniser) -> None:
    assert [line.text for line in recogniser.read([drawn(text) for text in LINES])] == LINES


def test_two_at_once_read_the_same(recogniser: RapidRecogniser) -> None:
    crops = [drawn(text) for text in LINES]
    assert RapidRecogniser(workers=2).read(crops) == recogniser.read(crops)


def test_a_blank_crop_says_nothing(recogniser: RapidRecogniser) -> None:
    blank, empty = np.full((40, 200), 250, dtype=np.uint8), np.zeros((0, 0), dtype=np.uint8)
    assert [(line.text, line.steps) for line in recogniser.read([blank, empty])] == [("", ()), ("", ())]


def test_steps_stand_where_their_characters_do(recogniser: RapidRecogniser) -> None:
    (line,) = recogniser.read([drawn("1" + "　" * 10 + "2")])
    places = {step.characters[0]: step.x for step in line.steps if step.characters and step.scores[0] > 0.5}
    assert places["1"] < 0.1
    assert places["2"] > 0.9


def test_a_character_that_no_sheet_prints_is_not_read(recogniser: RapidRecogniser) -> None:
    (line,) = recogniser.read([drawn("Привет")])
    assert not set("Привет") & set(line.text)


def test_a_doubtful_character_lowers_the_score(recogniser: RapidRecogniser) -> None:
    clean = drawn("12,345")
    smeared = np.asarray(cv2.GaussianBlur(clean, (0, 0), 7), dtype=np.uint8)
    sure, doubtful = recogniser.read([clean, smeared])
    assert doubtful.score < sure.score


def test_nothing_heavy_is_imported_before_a_line_is_read() -> None:
    program = "import sys, pipeline.readers.scan.rapid; print('onnxruntime' in sys.modules, 'rapidocr' in sys.modules)"
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
