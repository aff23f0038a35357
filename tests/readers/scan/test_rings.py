import pytest

from pipeline.decode.numbers import read_number
from pipeline.model.ink import Step
from pipeline.readers.scan.rapid import RapidRecogniser
from pipeline.readers.scan.rings import rings_told
from tests.readers.scan.drawing import drawn

RING = [Step("O0○", (0.7, 0.2, 0.05), 0.05, 0.5)]


@pytest.mark.parametrize(("shape", "said"), [(0.55, "0"), (1.0, "○"), (0.82, "O0○")])
def test_its_shape_tells_what_a_ring_is(shape: float, said: str) -> None:
    assert rings_told(RING, shape)[0].characters == said


def test_nothing_else_is_changed() -> None:
    line = [Step("O", (0.9,), 0.1, 0.2), Step("", (), 1.0, 0.4), Step("K", (0.9,), 0.1, 0.6)]
    assert rings_told(line, 1.9) == line


def test_a_drawn_mark_is_no_nought_and_a_nought_no_mark() -> None:
    mark, nought = RapidRecogniser().read([drawn("○"), drawn("0")])
    assert (mark.text, nought.text) == ("○", "0")
    assert read_number(nought.steps).readings[0].text == "0"
    assert read_number(mark.steps).readings[0].probability < 0.5
