"""Things are paired by what they are about: what is lost moves nothing else."""

from pipeline.model.place import Place
from tests.scans.matching import matched
from tests.scans.said import Said


def value(name: str, number: int, row: int, page: int = 1) -> Said:
    """The value of the indicator of a name."""
    return Said(
        "number", "IndicatorValue", ("actual",), ("outcome", name, 0), 2022, "令和4年度", "", ("value", number),
        Place(page, row, 3), open_=False,
    )  # fmt: skip


FIRST, SECOND, THIRD = value("来た人", 12, 5), value("店", 30, 6), value("回数", 4, 7)


def test_an_indicator_that_is_lost_moves_no_other() -> None:
    assert matched([FIRST, SECOND, THIRD], [SECOND, THIRD]) == [(FIRST, None), (SECOND, SECOND), (THIRD, THIRD)]


def test_one_whose_name_was_misread_is_known_by_its_place() -> None:
    misread = value("屯", 30, 6)
    assert matched([FIRST, SECOND, THIRD], [misread, FIRST]) == [(FIRST, FIRST), (SECOND, misread), (THIRD, None)]


def test_a_value_of_another_page_is_another() -> None:
    elsewhere = value("屯", 30, 6, page=2)
    assert matched([SECOND], [elsewhere]) == [(SECOND, None), (None, elsewhere)]
