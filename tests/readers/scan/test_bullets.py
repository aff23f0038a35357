"""Dots before items, as ink."""

import numpy as np
import pytest

from pipeline.model.ink import Step
from pipeline.readers.scan.bullets import with_bullet
from pipeline.readers.scan.recogniser import RecognisedLine
from tests.readers.scan.drawing import drawn


def said(text: str, sure: float = 0.99) -> RecognisedLine:
    steps = tuple(Step(c, (sure,), 1 - sure, (at + 0.5) / max(len(text), 1)) for at, c in enumerate(text))
    return RecognisedLine(text, sure, steps)


@pytest.mark.parametrize("size", [22, 30, 48])
@pytest.mark.parametrize("read", ["条例", ".条例", "・条例", "、条例", ",.条例", "-条例"])
def test_a_dot_before_an_item_is_read_whatever_was_made_of_it(read: str, size: int) -> None:
    found = with_bullet(drawn("・条例", size), said(read))
    assert found.text == "・条例"
    assert [step.x for step in found.steps] == sorted(step.x for step in found.steps)


@pytest.mark.parametrize(
    "text", ["条例", "小学校", "「条例」", "、条例", "一般会計", "-条例", "心の相談", "12,345", "いじめ"]
)
def test_what_begins_with_no_dot_gets_none(text: str) -> None:
    line = said(text)
    assert with_bullet(drawn(text, 30), line) == line


def test_nothing_and_figures_stay_as_they_are() -> None:
    for text in ("", "5", ".5"):
        assert with_bullet(drawn("・5", 30), said(text)).text == text
    assert with_bullet(np.full((20, 60), 255, np.uint8), said("条例")).text == "条例"
