"""Record tables: a heading row, and records below it."""

import pytest

from pipeline.model.facts import Choice, Derived, Indicator, IndicatorValue
from pipeline.model.report import Report
from tests.builders import finding, make_form, of, rules
from tests.grids import read

FORM = make_form("""
sections:
  - heading: 3 成果
    record_tables:
      - id: outcomes
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: 単位, part: unit}
          - {label: "{year}実績", under: 目標値, times: 2, measure: actual}
          - {label: "{year}見込", under: 目標値, times: 2, measure: target, ends_in_goal: true}
          - {label: 防災, mark: resilience}
        groups: [{kind: outcome}]
""")
HEAD = """.3 成果
指標 | 単位 | 目標値 | < | < | < | 防災
^ | ^ | 平成18年度\\n実績 | 平成19年度\\n見込 | 平成19年度\\n実績 | 平成22年度\\n見込 | ^
"""

Told = list[tuple[str | None, str | None, str, int | None, str]]


def told(report: Report) -> Told:
    """Name, unit, measure and year of every figure of an indicator."""
    named = {f.number: f for f in of(Indicator, report)}
    found = [(named[f.indicator], f) for f in of(IndicatorValue, report)]
    return [(i.name, i.unit, f.measure, f.fiscal_year, f.raw) for i, f in found]


def test_a_record_a_row() -> None:
    report = read(FORM, HEAD + "ごみの量 | kg | 30 | 28 | 27 | 20 | ○\n人数 | 人 | 5 | 6 | 7 | 9 |\n | | | | | |")
    assert told(report) == [
        ("ごみの量", "kg", "actual", 2006, "30"),
        ("ごみの量", "kg", "target", 2007, "28"),
        ("ごみの量", "kg", "actual", 2007, "27"),
        ("ごみの量", "kg", "goal", 2010, "20"),
        ("人数", "人", "actual", 2006, "5"),
        ("人数", "人", "target", 2007, "6"),
        ("人数", "人", "actual", 2007, "7"),
        ("人数", "人", "goal", 2010, "9"),
    ]
    assert [(f.option, f.checked) for f in of(Choice, report)] == [("防災", True), ("防災", False)]
    assert rules(report) == ["name-missing"]


def test_a_blank_row_is_no_record() -> None:
    report = read(FORM, HEAD + " | | | | | |\n人数 | 人 | 5 | 6 | 7 | 9 |")
    assert [f.name for f in of(Indicator, report)] == ["人数"]


def test_a_blank_year_stays_blank() -> None:
    report = read(FORM, HEAD + "人数 | 人 | | 6 | | 9 |")
    assert [(measure, year) for _, _, measure, year, _ in told(report)] == [("target", 2007), ("goal", 2010)]


def test_with_a_heading_gone_nothing_is_read() -> None:
    report = read(FORM, HEAD.replace("平成19年度\\n実績", "") + "人数 | 人 | 5 | 6 | 7 | 9 |")
    assert of(IndicatorValue, report) == []
    assert "label-missing" in rules(report)


def test_with_a_strange_heading_among_them_nothing_is_read() -> None:
    head = HEAD.replace("指標 | 単位", "指標 | 順位 | 単位").replace("^ | ^", "^ | ^ | ^")
    report = read(FORM, head + "人数 | 1 | 人 | 5 | 6 | 7 | 9 |")
    assert of(IndicatorValue, report) == []
    assert finding(report, "heading-unknown").actual == "順位"


def test_a_strange_heading_below_another_is_reported_and_no_figure_moves() -> None:
    head = """.3 成果
指標 | 単位 | 目標値 | < | < | < | < | 防災
^ | ^ | 平成18年度\\n実績 | 平成19年度\\n見込 | 平成19年度\\n順位 | 平成19年度\\n実績 | 平成22年度\\n見込 | ^
"""
    report = read(FORM, head + "人数 | 人 | 5 | 6 | 1 | 7 | 9 |")
    assert set(told(report)) <= set(told(read(FORM, HEAD + "人数 | 人 | 5 | 6 | 7 | 9 |")))
    assert {"平成19年度\n順位", "1"} <= {cell.text for cell in report.unread}


@pytest.mark.parametrize("row", ["人数 | 人 | 5 | 6 | < | 9 |", "人数 | 人 | 5 | < | < | < |"])
def test_a_figure_that_spans_two_headings_stays_unread(row: str) -> None:
    report = read(FORM, HEAD + row)
    merged = row.split(" | ")[3] if "5 | 6" in row else "5"
    assert merged in {cell.text for cell in report.unread}
    assert merged not in {text for *_, text in told(report)}


# ---- names above their figures, and figures computed from others


ABOVE = make_form("""
sections:
  - heading: 3 実績
    record_tables:
      - id: results
        makes: indicator
        columns:
          - {label: "項目(単位)", part: name, split: ["{name}(単位:{unit})"]}
          - {label: "{year}実績", times: 2, measure: actual}
          - {label: "{year}見込", measure: forecast}
        groups:
          - {label: 実績(C), kind: activity}
          - {label: 単位費用(A/C), kind: activity, derived: {measure: per_indicator, numerator: total}}
""")
OVER = """.3 実績
実績(C) | 項目(単位) | < | <
^ | 平成18年度実績 | 平成19年度実績 | 平成20年度見込
^ | 来た人（単位：人） | < | <
^ | 100 | 200 | 300
^ | 開いた日（単位：日） | < | <
^ | 10 | 20 | 30
"""
DERIVED = """単位費用(A/C) | 一人あたり（単位：円） | < | <
^ | 5 | 4 | 3
^ | 一日あたり（単位：円） | < | <
^ | 50 | 40 | 30
"""


def test_a_name_above_its_figures() -> None:
    assert told(read(ABOVE, OVER + DERIVED)) == [
        ("来た人", "人", "actual", 2006, "100"),
        ("来た人", "人", "actual", 2007, "200"),
        ("来た人", "人", "forecast", 2008, "300"),
        ("開いた日", "日", "actual", 2006, "10"),
        ("開いた日", "日", "actual", 2007, "20"),
        ("開いた日", "日", "forecast", 2008, "30"),
    ]


def test_the_second_figure_is_computed_from_the_second_indicator() -> None:
    report = read(ABOVE, OVER + DERIVED)
    named = {f.number: f.name for f in of(Indicator, report)}
    found = [(named[f.indicator or 0], f.fiscal_year, f.raw, f.unit) for f in of(Derived, report)]
    assert found[:3] == [("来た人", 2006, "5", "円"), ("来た人", 2007, "4", "円"), ("来た人", 2008, "3", "円")]
    assert {name for name, *_ in found[3:]} == {"開いた日"}
    assert report.coverage == 1.0


def test_figures_without_a_name_keep_their_own_place() -> None:
    report = read(ABOVE, OVER.replace("来た人（単位：人）", "") + DERIVED)
    named = {f.number: f.name for f in of(Indicator, report)}
    assert [(f.raw, named[f.indicator]) for f in of(IndicatorValue, report)][:4] == [
        ("100", None), ("200", None), ("300", None), ("10", "開いた日"),
    ]  # fmt: skip


def test_a_blank_record_counts_for_what_is_computed_from_the_one_after_it() -> None:
    over = OVER.replace("来た人（単位：人）", "").replace("^ | 100 | 200 | 300", "^ | | |")
    derived = DERIVED.replace("一人あたり（単位：円）", "").replace("^ | 5 | 4 | 3", "^ | | |")
    report = read(ABOVE, over + derived)
    named = {f.number: f.name for f in of(Indicator, report)}
    assert {named.get(f.indicator or 0) for f in of(Derived, report)} == {"開いた日"}


def test_a_group_whose_label_is_gone_stays_unread() -> None:
    report = read(ABOVE, OVER + DERIVED.replace("単位費用(A/C)", "見知らぬ行"))
    assert of(Derived, report) == []
    assert len(of(IndicatorValue, report)) == 6
    assert {"5", "50"} <= {cell.text for cell in report.unread}


# ---- a line for each measure


LINES = make_form("""
sections:
  - heading: 3 成果
    record_tables:
      - id: outcomes
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: "{year}", times: 2, measure: actual}
          - {label: 目標, measure: goal, year: undated}
        groups:
          - kind: outcome
            lines:
              - {label: 予定, measure: target, goal: true}
              - {label: 実績, measure: actual}
""")


def test_a_line_for_each_measure() -> None:
    report = read(
        LINES,
        """
        .3 成果
        指標     | <    | 平成18年度 | 平成19年度 | 目標
        ごみの量 | 予定 | 30         | 28         | 20
        ^        | 実績 | 31         | 27         | /
        人数     | 予定 | 5          | 6          | 9
        ^        | 実績 | 4          | 7          | /
        """,
    )
    values = [(f.indicator, f.measure, f.fiscal_year, f.raw) for f in of(IndicatorValue, report)]
    first, second = [f.number for f in of(Indicator, report)]
    assert values[:5] == [
        (first, "target", 2006, "30"),
        (first, "target", 2007, "28"),
        (first, "goal", None, "20"),
        (first, "actual", 2006, "31"),
        (first, "actual", 2007, "27"),
    ]
    assert {number for number, *_ in values[5:]} == {second}
    assert [f.name for f in of(Indicator, report)] == ["ごみの量", "人数"]
