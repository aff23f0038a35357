"""The numbers of the sheets in a volume run on, and a gap is told."""

from pipeline.checks.serials import Serials
from pipeline.model.change import replace
from pipeline.model.report import Report
from tests.builders import make_form, read_all, sheet

FORM = make_form("sections: [{heading: ①経費, lines: [[{label: NO., right: {report: serial}}]]}]")
(SHEET,) = read_all(sheet("①経費\nNO.|7"), FORM).reports


def numbered(serial: str | None, form: str = FORM.form) -> Report:
    return replace(SHEET, head=replace(SHEET.head, serial=serial, form=form))


def told(*serials: str | None) -> list[tuple[str, str | None, str | None]]:
    """What is told of a volume with these numbers, as rule, expected, actual."""
    walk = Serials()
    findings = [finding for serial in serials for finding in walk.check(numbered(serial))]
    return [(finding.rule, finding.expected, finding.actual) for finding in findings]


def test_numbers_that_run_on_are_nothing_to_tell_of() -> None:
    assert told("1", "２", "3") == []


def test_a_number_left_out_is_a_sheet_that_is_missing() -> None:
    assert told("1", "2", "4", "5") == [("serial-gap", "3", "4")]


def test_a_number_that_comes_again_is_told() -> None:
    assert told("8", "8") == [("serial-repeated", "9", "8")]


def test_every_department_may_begin_again_at_one() -> None:
    assert told("1", "2", "3", "1", "2") == []


def test_a_sheet_without_a_number_is_passed_over() -> None:
    assert told("1", None, "2", "別紙", "3") == []


def test_the_first_number_of_a_file_may_be_any() -> None:
    assert told("14") == []


def test_forms_are_numbered_each_by_itself() -> None:
    walk = Serials()
    reports = [numbered("1"), numbered("9", "kasumi/other/2008"), numbered("2")]
    assert [f.rule for report in reports for f in walk.check(report)] == []


def test_the_finding_names_the_cell_of_the_number() -> None:
    walk = Serials()
    list(walk.check(numbered("7")))
    (finding,) = walk.check(numbered("9"))
    assert finding.place is not None
    assert finding.place == next(fact.place for fact in SHEET.facts)
