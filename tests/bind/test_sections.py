"""Sections: each from its heading to the next."""

import pytest

from pipeline.model.facts import Field
from tests.builders import finding, make_form, of, read, rules

FORM = make_form("""
sections:
  - heading: ①概要
    lines: [[{label: 担当, right: {field: a}}]]
  - heading: ②評価
    again: true
    lines: [[{label: 理由, right: {field: b}}], [{label: 日付, right: {field: c}}]]
  - heading: [③計画, ③個別計画]
    optional: true
""")


def read_fields(text: str) -> dict[str, str | None]:
    return {fact.field: fact.value for fact in of(Field, read(FORM, text))}


def test_each_section_has_its_rows() -> None:
    assert read_fields("①概要\n担当|企画課\n② 評価\n理由|良い\n日付|5月") == {"a": "企画課", "b": "良い", "c": "5月"}
    assert rules(read(FORM, "①概要\n担当|企画課\n②評価\n理由|良い\n日付|5月\n③個別計画")) == ["name-missing"]


def test_a_label_of_another_section_is_not_looked_for() -> None:
    report = read(FORM, "①概要\n担当|企画課\n理由|良い\n②評価\n日付|5月")
    assert finding(report, "label-missing").expected == "理由"
    assert {cell.text for cell in report.unread} == {"理由", "良い"}


def test_a_missing_section_is_an_error_and_its_labels_are_not_said_one_by_one() -> None:
    report = read(FORM, "①概要\n担当|企画課")
    said = finding(report, "heading-missing")
    assert (said.expected, said.severity) == ("②評価", "error")
    assert "the section ②評価 is not on the sheet: it was cut off, or the form has changed" in said.message
    assert "label-missing" not in rules(report)


def test_an_optional_section_may_be_missing() -> None:
    assert "heading-missing" not in rules(read(FORM, "①概要\n担当|企画課\n②評価\n理由|良い\n日付|5月"))


def test_a_heading_printed_again_goes_on_with_the_section() -> None:
    text = "①概要\n担当|企画課\n②評価\n理由|良い\n②評価|日付|5月"
    assert read_fields(text) == {"a": "企画課", "b": "良い", "c": "5月"}
    assert rules(read(FORM, text)) == ["name-missing"]


def test_a_heading_that_is_printed_once_and_comes_twice_is_an_error() -> None:
    said = finding(read(FORM, "①概要\n担当|企画課\n①概要\n②評価\n理由|良い\n日付|5月"), "heading-repeated")
    assert (said.severity, said.place.row if said.place else None) == ("error", 3)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("②評価\n理由|良い\n日付|5月\n①概要\n担当|企画課", "①概要"),
        ("①概要\n②評価\n理由|良い\n日付|5月\n①概要\n担当|企画課", "①概要"),
        ("①概要\n担当|企画課\n③計画\n②評価\n理由|良い\n日付|5月", "②評価"),
    ],
)
def test_sections_out_of_order_are_read_where_they_stand_and_it_is_an_error(text: str, moved: str) -> None:
    assert read_fields(text) == {"a": "企画課", "b": "良い", "c": "5月"}
    said = finding(read(FORM, text), "section-moved")
    assert (said.actual, said.severity) == (moved, "error")
    assert f"{moved} stands after" in said.message


def test_rows_before_the_first_heading_are_unread_unless_the_form_knows_them() -> None:
    report = read(FORM, "様式にない注意書き\n①概要\n担当|企画課\n②評価\n理由|良い\n日付|5月")
    assert [cell.text for cell in report.unread] == ["様式にない注意書き"]


def test_a_sheet_that_is_only_a_title() -> None:
    report = read(FORM, "")
    assert [f.expected for f in report.findings if f.rule == "heading-missing"] == ["①概要", "②評価"]
    assert report.facts == ()
