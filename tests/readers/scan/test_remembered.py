"""What is remembered, and, above all, what is not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Step
from pipeline.readers.scan.recogniser import RecognisedLine
from pipeline.readers.scan.remembered import Remembering
from tests.readers.scan.drawing import drawn


class Counting:
    """Reads every crop as ``text``, and counts."""

    def __init__(self, text: str, score: float = 1.0, doubt: str = "") -> None:
        self._line = RecognisedLine(text, score, (Step(text[:1] + doubt, (0.9, 0.05)[: 1 + len(doubt)], 0.05, 0.5),))
        self.read_crops = 0

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[RecognisedLine]:
        self.read_crops += len(crops)
        return [self._line for _ in crops]


def noisy(crop: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    noise = np.random.default_rng(seed).normal(0, 4, crop.shape)
    return np.clip(crop * 0.95 + noise, 0, 255).astype(np.uint8)


def reads(engine: Counting, *crops: NDArray[np.uint8]) -> int:
    remembering = Remembering(engine)
    for crop in crops:
        remembering.read([crop])
    return engine.read_crops


def test_the_same_words_are_read_once() -> None:
    crop = drawn("事業の概要")
    assert reads(Counting("事業の概要"), crop, noisy(crop, 1), noisy(crop, 2)) == 1


def test_other_words_are_read() -> None:
    assert reads(Counting("事業の概要"), drawn("事業の概要"), drawn("事業の目的")) == 2


def test_one_stroke_more_is_another_word() -> None:
    assert reads(Counting("未実施です"), drawn("末実施です"), drawn("未実施です")) == 2
    assert reads(Counting("大きい人"), drawn("大きい人"), drawn("犬きい人")) == 2


def test_numbers_are_read_every_time() -> None:
    crop = drawn("1,234円")
    assert reads(Counting("1,234円"), crop, crop) == 2


def test_words_that_may_be_numbers_are_read_every_time() -> None:
    crop = drawn("おおい")
    assert reads(Counting("おおい", doubt="0"), crop, crop) == 2


def test_what_was_doubtful_is_read_every_time() -> None:
    crop = drawn("事業の概要")
    assert reads(Counting("事業の概要", score=0.7), crop, crop) == 2


def test_the_longest_unused_is_forgotten() -> None:
    engine = Counting("事業の概要")
    remembering = Remembering(engine, most=1)
    first, second = drawn("事業の概要"), drawn("計画の背景と")
    for crop in (first, second, first):
        remembering.read([crop])
    assert engine.read_crops == 3


def test_steps_are_moved_to_where_the_line_now_stands() -> None:
    crop = drawn("事業の概要")
    wide = np.hstack([np.full_like(crop, 255), crop])
    remembering = Remembering(Counting("事業の概要"))
    (first,), (second,) = remembering.read([crop]), remembering.read([wide])
    assert first.steps[0].x == 0.5
    assert abs(second.steps[0].x - 0.75) < 0.01
