"""Lines: labels in their order, and the values in, right of and below them."""

import pytest

from pipeline.model.drafts import ReportYears
from pipeline.model.facts import Choice, Field, IndicatorValue, Narrative
from pipeline.spec.form import Form
from tests.builders import find, finding, make_form, of, read, rules


def form(*lines: str, more: str = "") -> Form:
    listed = "\n".join(f"      - [{line}]" for line in lines)
    return make_form(f"sections:\n  - heading: ①概要\n    lines:\n{listed}\n{more}")


def field(name: str, label: str | None = None, more: str = "") -> str:
    return f"{{label: {label or name}, right: {{field: {name}}}{more}}}"


PAIR = form("{label: 担当, right: {field: a}}, {label: 電話, right: {field: b}}", "{label: 根拠, right: {field: c}}")


def fields(form: Form, text: str) -> dict[str, str | None]:
    return {fact.field: fact.value for fact in of(Field, read(form, text))}


def test_a_value_stands_right_of_its_label() -> None:
    assert fields(PAIR, "①概要|担当|企画課|電話|2998\n|根拠|条例") == {"a": "企画課", "b": "2998", "c": "条例"}


def test_a_heading_may_be_a_label_itself() -> None:
    assert fields(form("{label: ①概要, right: {field: a}}"), "①概要|研修") == {"a": "研修"}


def test_blank_values_and_moved_labels() -> None:
    assert fields(PAIR, "①概要\n担当||||電話|2998\n|||根拠||条例") == {"b": "2998", "c": "条例"}


def test_lines_may_come_in_another_order() -> None:
    assert fields(PAIR, "①概要\n根拠|条例\n担当|企画課|電話|2998") == {"a": "企画課", "b": "2998", "c": "条例"}


def test_a_missing_label_is_an_error_finding_and_its_neighbours_are_read() -> None:
    report = read(PAIR, "①概要|担当|企画課\n|根拠|条例")
    said = finding(report, "label-missing")
    assert (said.expected, said.severity) == ("電話", "error")
    assert "the label 電話 is not where the form has it" in said.message
    assert {f.field: f.value for f in of(Field, report)} == {"a": "企画課", "c": "条例"}


def test_a_damaged_line_does_not_steal_the_row_of_an_intact_one() -> None:
    two = form("{label: 評価理由, right: {field: a}}, {label: 評価日, right: {field: b}}", field("c", "評価理由"))
    assert fields(two, "①概要\n評価理由|良い") == {"c": "良い"}


def test_of_two_lines_alike_the_one_that_is_left_is_neither() -> None:
    alike = form(field("a", "理由"), field("b", "理由"), field("c", "電話"))
    assert fields(alike, "①概要\n理由|良い\n理由|悪い\n電話|1") == {"a": "良い", "b": "悪い", "c": "1"}
    report = read(alike, "①概要\n理由|良い\n電話|1")
    assert [(fact.field, fact.value) for fact in of(Field, report)] == [("c", "1")]
    assert [f.expected for f in report.findings if f.rule == "label-missing"] == ["理由", "理由"]
    assert [cell.text for cell in report.unread] == ["理由", "良い"]


def test_more_cells_than_places_are_not_read() -> None:
    report = read(PAIR, "①概要|担当|企画課|二係|電話|2998\n根拠|条例")
    said = finding(report, "too-many-values")
    assert (said.expected, said.actual) == ("1", "企画課 | 二係")
    assert "2 cells are filled where the form has 1; none was read" in said.message
    assert [cell.text for cell in report.unread] == ["企画課", "二係"]


def test_several_values_of_one_label() -> None:
    report = read(form("{label: 根拠, right: {field: law, several: true}}"), "①概要|根拠|法|条例||規則")
    assert [fact.value for fact in of(Field, report)] == ["法", "条例", "規則"]


def test_a_value_in_the_label() -> None:
    ranked = form("{label: '{all}施策中{rank}位', holds: {all: {field: a}, rank: {field: b, type: number}}}")
    assert fields(ranked, "①概要|43 施策中 １２ 位") == {"a": "43", "b": "１２"}
    assert fields(ranked, "①概要|施策中 12 位") == {"b": "12"}


def test_values_below_their_labels() -> None:
    below = form("{label: 目的, below: {narrative: purpose}}, {label: 対象, below: {narrative: target}}", "後")
    report = read(below, "①概要|目的||対象\n|安全のため||全職員\n後")
    assert {fact.field: fact.text for fact in of(Narrative, report)} == {"purpose": "安全のため", "target": "全職員"}


def test_a_text_below_goes_on_to_the_next_label() -> None:
    below = form("{label: 内容, below: {narrative: a}}", "後")
    report = read(below, "①概要\n内容\n①選定する\n\n②登録する\n後")
    assert [(fact.text, fact.place.row) for fact in of(Narrative, report)] == [("①選定する\n②登録する", 3)]


def test_text_that_moved_from_under_its_label_is_left_open() -> None:
    below = form("{label: 目的, below: {narrative: purpose}}, {label: 対象, below: {narrative: target}}", "後")
    report = read(below, "①概要|目的||対象\n||安全のため\n後")
    assert of(Narrative, report) == []
    assert finding(report, "alignment-ambiguous").expected == "目的 or 対象"
    assert [cell.text for cell in report.unread] == ["安全のため"]


def test_years_in_labels_give_the_year_of_the_value() -> None:
    users = form(
        "利用数, {label: '{year}', right: [{indicator: users, measure: actual}, {indicator: users, part: unit}]}",
        "{label: '{year}', right: [{indicator: users, measure: actual}, {indicator: users, part: unit}]}",
    )
    report = read(users, "①概要|利用数|平成 18 年度|166|人\n||平成 19 年度|1,054|人")
    assert [(v.fiscal_year, int(v.value or 0), v.unit) for v in of(IndicatorValue, report)] == [
        (2006, 166, "人"),
        (2007, 1054, "人"),
    ]


def test_a_year_in_a_label_that_can_not_be_told_is_an_error() -> None:
    report = read(
        form("{label: '{year}の人数', right: {indicator: users, measure: actual}}"), "①概要|平成99年度の人数|5"
    )
    assert finding(report, "year-unreadable").actual == "平成99年度"
    assert [value.fiscal_year for value in of(IndicatorValue, report)] == [None]


def test_a_label_may_repeat_along_a_line() -> None:
    marks = form("位置づけ, {label: '{year}', repeat: true, right: {mark: plan, option: 実施計画}}")
    report = read(marks, "①概要|位置づけ|H19|○|H20||H21|－")
    assert [(c.fiscal_year, c.checked) for c in of(Choice, report)] == [(2007, True), (2008, False), (2009, False)]


def test_records_along_a_line() -> None:
    line = """{indicator: activity, each: [
        {label: 項目名, right: [{indicator: activity, part: name},
         {indicator: activity, measure: actual, year: evaluated}]},
        {label: 単位, right: {indicator: activity, part: unit}, optional: true}]}"""
    report = read(form(f"活動実績, {line}"), "①概要|活動実績|項目名|研修|5|単位|回|項目名|相談|12|単位|件")
    assert [(int(v.value or 0), v.unit) for v in of(IndicatorValue, report)] == [(5, "回"), (12, "件")]


def test_cells_that_nothing_speaks_of_are_unread_each_with_a_finding() -> None:
    report = read(PAIR, "①概要|担当|企画課|電話|2998\n根拠|条例\n備考|特になし")
    assert [f.actual for f in report.findings if f.rule == "cell-unread"] == ["備考", "特になし"]
    assert report.coverage == pytest.approx(1 - 2 / 10)


def test_decoration_and_preamble_are_accounted_for() -> None:
    decorated = make_form("""
preamble: ["※{year}の報告です。"]
sections:
  - heading: ①概要
    decoration: ["→"]
    lines: [[{label: 開始年度, right: {report: started_fiscal_year}}]]
""")
    report = read(decorated, "※平成19年度の報告です。\n①概要\n開始年度|平成15年度|→")
    assert report.unread == ()
    assert (report.head.started_fiscal_year, rules(report)) == (2003, ["name-missing"])


def test_what_a_section_says_has_its_place_and_the_labels_above() -> None:
    (fact,) = of(Field, read(form("担当, " + field("a", "電話")), "①概要|担当|電話|2998"))
    assert (fact.label, fact.place.row, fact.place.col, fact.raw) == ("①概要 > 担当 > 電話", 1, 3, "2998")
    assert find(PAIR, "①概要").years == ReportYears(evaluated=2007, sheet=2008)


def test_a_number_that_looks_like_a_year_is_a_value() -> None:
    line = ", ".join(
        f"{{label: '{{year}}', right: {{indicator: {kind}, measure: actual}}}}" for kind in ("population", "users")
    )
    report = read(form("人数", line), "①概要|人数\n平成19年度|2000|平成19年度|166")
    assert [int(v.value or 0) for v in of(IndicatorValue, report)] == [2000, 166]


def test_a_figure_beside_a_label_whose_year_is_not_filled_in_is_nobodys() -> None:
    label = '{label: "{year}", right: {indicator: users, measure: actual}}'
    form = make_form(f"sections: [{{heading: ①数, lines: [[利用数, {label}]]}}]")
    report = read(form, "①数\n利用数|平成 年度|412")
    assert [(v.value, v.fiscal_year, v.status) for v in of(IndicatorValue, report)] == [(None, None, "ambiguous")]
    assert "the year of the heading above it can't be told" in finding(report, "number-ambiguous").message
    assert [v.value for v in of(IndicatorValue, read(form, "①数\n利用数|平成19年度|412"))] == [412]
