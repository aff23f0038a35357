"""Lines of a cell, and dirt that was taken for one."""

from pipeline.decode.lines import without_dirt
from pipeline.model.ink import Line
from pipeline.model.place import Box


def line(text: str, width: float, height: float) -> Line:
    return Line(text, 0.9, Box(0, 0, width, height))


def test_a_speck_beside_a_figure_is_no_figure() -> None:
    figure, speck, dash = line("380", 14, 6), line("i", 2, 2.5), line("－", 5, 1)
    assert without_dirt((speck, figure)) == (figure,)
    assert without_dirt((figure, dash)) == (figure, dash)
    assert without_dirt((dash,)) == (dash,)
    assert without_dirt(()) == ()
