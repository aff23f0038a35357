"""Points and commas between figures, counted as ink."""

import numpy as np
import pytest

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.points import count_points
from pipeline.model.ink import Ink, Line
from pipeline.model.place import Box
from tests.readers.scan.drawing import drawn


def counted(text: str, size: int = 24) -> int:
    """How many points the ink of a drawn text shows."""
    ink = drawn(text, size) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
    page = Ink(ink.shape[1], ink.shape[0], 1.0, np.packbits(ink, axis=1).tobytes())
    return count_points(Line(text, 1.0, box), Bitmap(page))


@pytest.mark.parametrize("size", [18, 24, 40])
@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("1.1人", 1),
        ("12,345", 1),
        ("1,234,567", 2),
        ("98.3%", 1),
        ("△1,234", 1),
        ("(1,234)", 1),
        ("11人", 0),
        ("345", 0),
    ],
)
def test_every_point_between_figures_counts(text: str, points: int, size: int) -> None:
    assert counted(text, size) == points


@pytest.mark.parametrize("text", ["未定", "点検", "小学校", "100%", "60～120人", "3時間", "－", "・条例"])
def test_dots_that_are_parts_of_characters_are_no_points(text: str) -> None:
    assert counted(text) == 0


def test_a_speck_above_the_figures_is_no_point() -> None:
    assert counted("1・1") == 0
