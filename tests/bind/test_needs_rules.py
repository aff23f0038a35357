"""Words for ruled pages, in a file that is rows of text: the section is left unread, and it is said."""

import pytest

from pipeline.model.facts import Field, Narrative
from tests.builders import make_form, of, read_all, rules, sheet


@pytest.mark.parametrize(
    "words",
    [
        "parts: {label: 細目}",
        "free: true",
        "lines: [[{label: 款, left: {field: title}}]]",
        'lines: [[{label: 期間, right: {split: "{a}～{b}", holds: {a: {field: a}, b: {field: b}}}}]]',
        "lines: [[{label: 目標, right: {choice: goal, marks: left, options: [海, 山]}}]]",
        "lines: [[{label: 方向, right: {choice: way, only_chosen: true, options: [海, 山]}}]]",
    ],
)
def test_a_section_that_needs_rules_is_left_unread(words: str) -> None:
    form = make_form(f"sections: [{{heading: ①概要, {words}}}]")
    (report,) = read_all(sheet("①概要\n02|款\n期間|1～2\n細目|甲|乙"), form).reports
    assert "spec-unsupported" in rules(report)
    assert [*of(Field, report), *of(Narrative, report)] == []
    assert {"02", "1～2", "甲"} <= {cell.text for cell in report.unread}
