"""Record tables: a heading row, and records below it."""

import pytest

from pipeline.model.facts import Choice, Goal, Indicator, IndicatorValue
from pipeline.model.report import Report
from tests.builders import finding, make_form, of, read, rules

ROWS = make_form("""
sections:
  - heading: ①指標
    record_tables:
      - id: indicators
        makes: indicator
        columns:
          - {label: 項目名, part: name}
          - {label: 計算方法, part: formula}
          - {label: 単位, part: unit}
          - {label: "{year}", times: 2, measure: actual}
          - {label: "{year}見込み", measure: forecast}
          - {label: 将来目標, measure: goal, year: undated}
        groups:
          - {label: 活動, kind: activity}
          - label: 成果
            kind: outcome
            lines:
              - {label: 目標値, measure: target, goal: true}
              - {label: 実績, measure: actual}
              - {label: 達成率, measure: achievement_rate, unit: "%"}
            codes:
              - {option: 拡大を図る, code: "1", key: increase}
              - {option: 縮小を図る, code: "2", key: decrease}
checks:
  - id: rate
    ratio: [indicator.outcome.actual, indicator.outcome.target]
    factor: 100
    equals: indicator.outcome.achievement_rate
""")
GOALS = make_form("""
sections:
  - heading: ①目標
    record_tables:
      - id: goals
        makes: goal
        columns:
          - {label: 項目, part: item, lead: "{year}の目標設定"}
          - {label: 水準, part: level}
          - {label: 時期, part: deadline}
""")
HEAD = "①指標|項目名|計算方法|単位|H18|H19|H20見込み|将来目標"
ACTIVITY = "|活動|講座|開いた数|回|42|819|400程度|未定"
OUTCOME = """|成果|受講率|受講者/職員|目標値|10|60|80|90
実績|||9|59||拡大を図る1
達成率|||90.0|98.3||縮小を図る2 1"""


def indicators(*rows: str) -> Report:
    return read(ROWS, "\n".join([HEAD, *rows]))


def values(report: Report) -> dict[tuple[str | None, str, int | None], str]:
    names = {i.number: i.name for i in of(Indicator, report)}
    return {(names[v.indicator], v.measure, v.fiscal_year): v.raw for v in of(IndicatorValue, report)}


def test_a_record_of_one_row() -> None:
    report = indicators(ACTIVITY, OUTCOME)
    first = of(Indicator, report)[0]
    assert (first.kind, first.ordinal, first.name, first.formula, first.unit) == (
        "activity",
        1,
        "講座",
        "開いた数",
        "回",
    )
    found = {key[1:]: raw for key, raw in values(report).items() if key[0] == "講座"}
    assert found == {
        ("actual", 2006): "42",
        ("actual", 2007): "819",
        ("forecast", 2008): "400程度",
        ("goal", None): "未定",
    }


def test_a_record_of_several_rows() -> None:
    report = indicators(ACTIVITY, OUTCOME)
    found = {key[1:]: raw for key, raw in values(report).items() if key[0] == "受講率"}
    assert found == {
        ("target", 2006): "10",
        ("target", 2007): "60",
        ("target", 2008): "80",
        ("goal", None): "90",
        ("actual", 2006): "9",
        ("actual", 2007): "59",
        ("achievement_rate", 2006): "90.0",
        ("achievement_rate", 2007): "98.3",
    }
    assert rules(report) == ["name-missing"]


def test_a_second_record_goes_on_under_the_same_label() -> None:
    report = indicators(ACTIVITY, "||相談|件数|件|1|2|3|4", OUTCOME)
    assert [(i.kind, i.ordinal, i.name) for i in of(Indicator, report)] == [
        ("activity", 1, "講座"),
        ("activity", 2, "相談"),
        ("outcome", 1, "受講率"),
    ]


def test_the_chosen_code_gives_the_direction() -> None:
    report = indicators(ACTIVITY, OUTCOME)
    assert of(Indicator, report)[-1].direction == "increase"
    assert {c.option: c.checked for c in of(Choice, report)} == {"拡大を図る": True, "縮小を図る": False}


@pytest.mark.parametrize(("chosen", "direction"), [("2", "decrease"), ("２", "decrease"), ("", None)])
def test_other_codes(chosen: str, direction: str | None) -> None:
    report = indicators(ACTIVITY, OUTCOME.replace("図る2 1", f"図る2 {chosen}"))
    assert of(Indicator, report)[-1].direction == direction


def test_a_code_in_a_cell_of_its_own() -> None:
    assert of(Indicator, indicators(ACTIVITY, OUTCOME.replace("図る2 1", "図る2|2")))[-1].direction == "decrease"


def test_a_code_that_is_none_leaves_every_option_open() -> None:
    report = indicators(ACTIVITY, OUTCOME.replace("図る2 1", "図る2 3"))
    said = finding(report, "code-unknown")
    assert (said.expected, said.actual, said.severity) == ("1, 2", "3", "error")
    assert {c.checked for c in of(Choice, report)} == {None}


def test_a_heading_gone_leaves_everything_below_unread() -> None:
    report = read(ROWS, HEAD.replace("|H18", "") + f"\n{ACTIVITY}")
    assert finding(report, "label-missing").expected == "{year}"
    assert of(IndicatorValue, report) == []
    assert "講座" in [cell.text for cell in report.unread]


def test_a_missing_group_or_line_is_an_error() -> None:
    assert [f.expected for f in indicators(OUTCOME).findings if f.rule == "label-missing"] == ["活動"]
    report = indicators(ACTIVITY, *OUTCOME.split("\n")[:2])
    assert "達成率" in [f.expected for f in report.findings if f.rule == "label-missing"]


UNITS = make_form("""
sections:
  - heading: ①指標
    record_tables:
      - id: indicators
        makes: indicator
        columns: [{label: 指標名, part: name}, {label: 計画, measure: target}, {label: 実績, measure: actual}]
        groups: [{kind: activity, units: "({unit})"}]
""")


def units(row: str) -> Report:
    return read(UNITS, f"①指標\n|指標名|計画|実績\n|講座|40|42\n{row}")


def units_of(report: Report) -> dict[str, str | None]:
    return {value.measure: value.unit for value in of(IndicatorValue, report)}


def test_a_row_of_units_below_the_numbers() -> None:
    report = units("||(人)|(回)")
    assert (units_of(report), rules(report)) == ({"target": "人", "actual": "回"}, ["name-missing"])


@pytest.mark.parametrize(("row", "unit"), [("||(人)", "(人)"), ("|||(回)", "(回)")])
def test_a_row_of_units_that_lacks_one_gives_none(row: str, unit: str) -> None:
    report = units(row)
    assert units_of(report) == {"target": None, "actual": None}
    said = finding(report, "alignment-ambiguous")
    assert (said.actual, said.severity) == (unit, "error")
    assert [cell.place for cell in report.unread] == [said.place]


def test_too_few_headings_of_one_kind_leave_the_table_unread() -> None:
    report = read(ROWS, f"{HEAD.replace('|H18', '')}\n{ACTIVITY}\n{OUTCOME}")
    assert (of(Indicator, report), of(IndicatorValue, report)) == ([], [])
    said = [f for f in report.findings if f.rule == "label-missing"]
    assert [(f.expected, f.severity) for f in said] == [("{year}", "error")]
    assert {"819", "400程度", "98.3"} <= {cell.text for cell in report.unread}


def test_more_cells_than_columns_are_not_read() -> None:
    report = indicators(ACTIVITY + "|備考", OUTCOME)
    assert finding(report, "too-many-values").expected == "7"


def test_a_row_with_a_blank_and_nothing_to_tell_which_is_read_under_its_headings() -> None:
    report = indicators("|活動|講座|開いた数|回||819|400|", OUTCOME)
    found = {key[1:]: raw for key, raw in values(report).items() if key[0] == "講座"}
    assert found == {("actual", 2007): "819", ("forecast", 2008): "400"}


def test_goals_stand_under_their_headings() -> None:
    report = read(
        GOALS,
        "①目標|項目||水準||時期\n|平成20年度の目標設定 研修を終える||全員||平成20年12月\n|手順の浸透||全所属||随時",
    )
    assert [(g.ordinal, g.item, g.level, g.deadline, g.note) for g in of(Goal, report)] == [
        (1, "研修を終える", "全員", "2008-12", None),
        (2, "手順の浸透", "全所属", None, "随時"),
    ]


def test_what_moved_beside_a_certain_date_is_left_unread_and_said() -> None:
    report = read(GOALS, "①目標|項目||水準||時期\n||全員||平成20年12月")
    assert [(g.item, g.level, g.deadline) for g in of(Goal, report)] == [(None, None, "2008-12")]
    said = finding(report, "alignment-ambiguous")
    assert (said.actual, said.expected, said.severity) == ("全員", "項目 or 水準", "error")
    assert [cell.place for cell in report.unread] == [said.place]


def test_a_goal_that_moved_with_nothing_to_show_how_far_is_left_open() -> None:
    report = read(GOALS, "①目標|項目||水準||時期\n||全員")
    assert of(Goal, report) == []
    assert finding(report, "alignment-ambiguous").expected == "項目 or 水準"


def test_without_rows_there_is_no_record() -> None:
    assert of(Goal, read(GOALS, "①目標|項目||水準||時期")) == []
    assert of(Goal, read(GOALS, "①目標|項目||水準||時期\n|平成20年度の目標設定")) == []


# ---- bugs


def test_figures_never_go_to_the_indicator_above() -> None:
    second = "|相談率|相談/件|実績|1|2||\n達成率|||50.0|60.0||"
    report = indicators(ACTIVITY, OUTCOME, second)
    keys = [(v.indicator, v.measure, v.fiscal_year) for v in of(IndicatorValue, report)]
    assert len(set(keys)) == len(keys)


def test_a_goal_has_the_year_printed_above_it() -> None:
    report = read(GOALS, "①目標|項目||水準||時期\n|平成20年度の目標設定 研修を終える||全員||平成20年12月")
    assert [g.fiscal_year for g in of(Goal, report)] == [2008]


def test_too_many_headings_of_one_kind_leave_the_table_unread() -> None:
    row = "|活動|講座|開いた数|回|42|819|900|400"  # of H18, H19, H20 and H20見込み
    report = read(ROWS, f"{HEAD.replace('|H20', '|H20|H20', 1)}\n{row}\n{OUTCOME}")
    assert values(report).get(("講座", "forecast", 2008)) != "900"
    assert finding(report, "heading-unknown").severity == "error"


@pytest.mark.parametrize("head", ["H18|H18|H20見込み", "H15|H16|H17見込み"])
def test_years_that_do_not_fit_the_sheet_are_said(head: str) -> None:
    report = read(ROWS, HEAD.replace("H18|H19|H20見込み", head) + f"\n{ACTIVITY}\n{OUTCOME}")
    assert "years-unexpected" in rules(report)


@pytest.mark.parametrize("head", ["H18|H18|H20見込み", "平成 年度|平成19年度|平成 年度見込み"])
def test_below_a_heading_whose_year_can_not_be_told_no_figure_is_read(head: str) -> None:
    report = read(ROWS, HEAD.replace("H18|H19|H20見込み", head) + f"\n{ACTIVITY}\n{OUTCOME}")
    known = {f.fiscal_year for f in of(IndicatorValue, report) if f.value is not None and f.measure != "goal"}
    assert known <= ({2008} if head.startswith("H18") else {2007, 2008})
    assert {"years-unexpected", "year-unreadable"} & set(rules(report))
    assert all(
        f.fiscal_year is not None or f.status == "ambiguous" for f in of(IndicatorValue, report) if f.measure != "goal"
    )


def test_a_figure_in_another_unit_than_its_indicators_is_kept_and_said() -> None:
    report = read(ROWS, f"{HEAD}\n|活動|巡回|回った数|回|50回|52件|52|60\n{OUTCOME}")
    assert "printed in 件 where the indicator's unit is 回" in finding(report, "number-odd").message
    assert [v.unit for v in of(IndicatorValue, report) if v.value == 52] == ["件", "回"]
