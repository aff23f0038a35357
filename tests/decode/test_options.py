from pipeline.decode.emissions import joined
from pipeline.decode.options import read_option
from pipeline.model.ink import Line
from pipeline.model.place import Box
from tests.decode.making import printed

CODED = ("A.順調", "B.やや遅れ", "C.遅れ")


def test_the_option_printed_is_chosen_with_a_margin() -> None:
    chosen = read_option(printed("A.順調"), CODED)
    assert chosen is not None
    assert chosen.option == "A.順調"
    assert chosen.margin > 10


def test_a_misread_character_does_not_change_the_option() -> None:
    chosen = read_option(printed("B、やや遲れ"), CODED)
    assert chosen is not None
    assert chosen.option == "B.やや遅れ"


def test_two_options_that_are_equally_likely_have_no_margin() -> None:
    chosen = read_option(printed("x", doubts={0: {"有": 0.5, "無": 0.5}}), ("有", "無"))
    assert chosen is not None
    assert abs(chosen.margin) < 0.01


def test_what_is_no_option_fits_badly() -> None:
    chosen = read_option(printed("検討中である"), ("有", "無"))
    assert chosen is not None
    assert chosen.fit < -20


def test_a_blank_cell_chooses_nothing() -> None:
    assert read_option(printed(""), CODED) is None
    assert read_option(printed("有"), ()) is None


def test_an_option_on_two_lines_is_read_whole() -> None:
    lines = [Line(text, 1.0, Box(0, 0, 1, 1), printed(text)) for text in ("A.順", "調")]
    chosen = read_option(joined(lines), CODED)
    assert chosen is not None
    assert chosen.option == "A.順調"
    assert chosen.fit > -0.1
