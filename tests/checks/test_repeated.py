"""A figure that a sheet states twice is the same, or a finding says so."""

from pipeline.checks.repeated import check_repeated
from pipeline.model.change import replace
from pipeline.model.document import Place
from pipeline.model.facts import Fact, Staffing
from tests.builders import cost, decimal


def staff(kind: str, text: str, row: int) -> Staffing:
    return Staffing(
        place=Place(1, row, 1),
        raw=f"{text}人",
        label="従事人員",
        fiscal_year=2007,
        basis="settlement",
        kind=kind,
        measure="fte",
        value=decimal(text),
    )


def told(*facts: Fact) -> list[tuple[str | None, str | None]]:
    return [(finding.expected, finding.actual) for finding in check_repeated(facts)]


def test_the_same_figure_twice_is_nothing_to_tell_of() -> None:
    assert told(cost("total", 5, 2007), cost("total", 5, 2007)) == []
    assert told(staff("total", "10.0", 1), staff("total", "10", 9)) == []


def test_two_figures_of_one_thing_contradict_each_other() -> None:
    assert told(cost("total", 5, 2007), cost("total", 6, 2007)) == [("5", "6")]
    assert told(staff("total", "10.0", 1), staff("total", "22.0", 9)) == [("10.0人", "22.0人")]


def test_another_year_or_part_is_another_thing() -> None:
    assert told(cost("total", 5, 2007), cost("total", 6, 2006)) == []
    assert told(cost("total", 5, 2007), replace(cost("total", 6, 2007), part=1)) == []


def test_lines_that_differ_by_their_labels_may_be_of_one_kind() -> None:
    assert told(cost("breakdown", 5, 2007), cost("breakdown", 6, 2007)) == []
    assert told(staff("regular", "3", 1), staff("regular", "4", 2)) == []


def test_a_blank_figure_contradicts_nothing() -> None:
    assert told(cost("total", 5, 2007), cost("total", None, 2007)) == []
