"""Year tables: a figure stands where its row's label and its year's heading meet."""

import pytest

from pipeline.model.facts import Cost, Derived, Field, Funding, Staffing
from pipeline.model.report import Report
from pipeline.spec.form import Form
from tests.builders import finding, make_form, of, rules
from tests.grids import read

COLUMNS = """
        columns:
          - {label: 決算, under: "{year}", times: 2, basis: settlement, sums_to: direct}
          - {label: 予算, under: "{year}", basis: budget, sums_to: direct}
"""
ROWS = """
        rows:
          - {label: 事業費, cost: {item: direct}}
          - group: 内訳
            rows:
              - {any: 2, cost: {item: breakdown, within: direct}}
          - group: 財源
            rows:
              - {label: その他, funding: {source: other, within: total}}
              - {label: うち利用料, funding: {source: beneficiary, within: other}}
              - {label: 町費, funding: {source: general, within: total}}
"""


def form(columns: str = COLUMNS, rows: str = ROWS, more: str = "unit: 千円") -> Form:
    head = "sections:\n  - heading: 2 費用\n    decoration: [区分]\n    year_tables:\n      - id: cost\n        "
    return make_form(f"{head}{more}{columns.rstrip()}{rows.rstrip()}\n")


FORM = form()
HEAD = """.2 費用
区分 | < | < | 平成18年度 | 平成19年度 | <
^ | ^ | ^ | 決算 | 予算 | 決算
"""
BODY = """事業費 | < | < | 100 | 120 | 110
内訳 | 賃金 | < | 60 | 70 | 65
^ | | < | | |
財源 | その他 | < | 30 | 30 | 30
^ | | うち利用料 | 10 | 12 | 11
^ | 町費 | < | 70 | 90 | 80"""

Told = dict[tuple[str, str | None, int | None], str]


def told(report: Report) -> Told:
    """Every figure as printed, by what it is, its basis and its year."""
    costs: Told = {(f.item, f.basis, f.fiscal_year): f.raw for f in of(Cost, report)}
    return costs | {(f.source, f.basis, f.fiscal_year): f.raw for f in of(Funding, report)}


def test_a_year_that_spans_two_columns_stands_over_budget_and_settlement() -> None:
    report = read(FORM, HEAD + BODY)
    costs = [(f.item, f.basis, f.fiscal_year, f.amount_yen) for f in of(Cost, report) if f.item == "direct"]
    assert costs == [
        ("direct", "settlement", 2006, 100_000),
        ("direct", "budget", 2007, 120_000),
        ("direct", "settlement", 2007, 110_000),
    ]
    assert of(Cost, report)[1].label == "2 費用 > 事業費 > 平成19年度 > 予算"
    assert (report.coverage, rules(report)) == (1.0, ["name-missing"])


def test_rows_within_rows() -> None:
    report = read(FORM, HEAD + BODY)
    sources = [(f.source, f.within, f.sums_to, f.raw) for f in of(Funding, report) if f.fiscal_year == 2006]
    assert sources == [
        ("other", "total", "direct", "30"),
        ("beneficiary", "other", "direct", "10"),
        ("general", "total", "direct", "70"),
    ]


def test_rows_that_the_sheet_labels_itself() -> None:
    lines = [f for f in of(Cost, read(FORM, HEAD + BODY)) if f.item == "breakdown"]
    assert [(f.label.split(" > ")[1:3], f.within, f.raw) for f in lines] == [
        (["内訳", "賃金"], "direct", "60"),
        (["内訳", "賃金"], "direct", "70"),
        (["内訳", "賃金"], "direct", "65"),
    ]


def test_figures_without_a_label_stay_unread() -> None:
    report = read(FORM, HEAD + BODY.replace("^ | | < | | |", "^ | | < | 40 | 50 | 45"))
    assert [cell.text for cell in report.unread] == ["40", "50", "45"]


def test_more_lines_than_the_form_has_stay_unread() -> None:
    body = BODY.replace("^ | | < | | |", "^ | 旅費 | < | 20 | 30 | 25\n^ | 消耗品 | < | 20 | 20 | 20")
    assert [cell.text for cell in read(FORM, HEAD + body).unread] == ["消耗品", "20", "20", "20"]


# ---- headings


def test_with_a_heading_gone_nothing_of_the_table_is_read() -> None:
    head = HEAD.replace("^ | ^ | ^ | 決算 |", "^ | ^ | ^ | |")
    report = read(FORM, head + BODY)
    assert told(report) == {}
    assert finding(report, "label-missing").severity == "error"


def test_with_a_year_gone_nothing_of_the_table_is_read() -> None:
    report = read(FORM, HEAD.replace("平成18年度", "") + BODY)
    assert told(report) == {}
    assert "label-missing" in rules(report)


def test_with_a_heading_added_nothing_of_the_table_is_read() -> None:
    head = """.2 費用
区分 | < | < | 平成18年度 | 平成19年度 | < | <
^ | ^ | ^ | 決算 | 予算 | 決算 | 決算
"""
    report = read(FORM, head + BODY.replace("110", "110 | 115"))
    assert told(report) == {}
    assert "label-missing" in rules(report)


def test_a_strange_heading_between_the_years_is_reported_and_its_figures_stay_unread() -> None:
    head = """.2 費用
区分 | < | < | 平成18年度 | 平成19年度 | < | <
^ | ^ | ^ | 決算 | 予算 | 補正 | 決算
"""
    report = read(FORM, head + BODY.replace("120 | 110", "120 | 5 | 110"))
    assert ("direct", "settlement", 2007) in told(report)
    assert {"補正", "5"} <= {cell.text for cell in report.unread}


def test_years_out_of_sequence_are_reported() -> None:
    report = read(FORM, HEAD.replace("平成18年度", "平成16年度") + BODY)
    assert [r for r in rules(report) if r != "name-missing"] != []


# ---- cells


def test_a_figure_that_spans_two_columns_stays_unread() -> None:
    report = read(FORM, HEAD + BODY.replace("100 | 120 | 110", "100 | 120 | <"))
    assert {key for key in told(report) if key[0] == "direct"} == {("direct", "settlement", 2006)}
    assert [cell.text for cell in report.unread] == ["120"]


def test_two_figures_below_one_heading_stay_unread() -> None:
    head = """.2 費用
区分 | < | < | 平成18年度 | < | 平成19年度 | <
^ | ^ | ^ | 決算 | < | 予算 | 決算
"""
    report = read(FORM, head + "事業費 | < | < | 100 | 1 | 120 | 110")
    assert {key for key in told(report) if key[2] == 2006} == set()
    assert [cell.text for cell in report.unread] == ["100", "1"]


def test_blank_dash_and_struck_cells() -> None:
    report = read(FORM, HEAD + BODY.replace("100 | 120 | 110", " | － | /"))
    direct = [(f.basis, f.fiscal_year, f.status) for f in of(Cost, report) if f.item == "direct"]
    assert direct == [("budget", 2007, "none"), ("settlement", 2007, "none")]


@pytest.mark.parametrize("label", ["その他", "うち利用料", "町費", "事業費"])
def test_a_row_whose_label_is_gone_is_unread_and_nobody_elses(label: str) -> None:
    whole = told(read(FORM, HEAD + BODY))
    report = read(FORM, HEAD + BODY.replace(label, "見知らぬ行"))
    assert told(report).items() < whole.items()
    assert len(whole) - len(told(report)) == 3
    assert "見知らぬ行" in {cell.text for cell in report.unread}
    assert finding(report, "label-missing").expected == label


def test_a_group_whose_label_is_gone_leaves_its_rows_unread() -> None:
    report = read(FORM, HEAD + BODY.replace("財源 |", " |"))
    assert of(Funding, report) == []
    assert finding(report, "label-missing").expected == "財源"


def test_one_label_in_two_groups() -> None:
    rows = """
        rows:
          - group: 費用
            rows: [{label: 合計, cost: {item: total}}]
          - group: 収入
            rows: [{label: 合計, funding: {source: earmarked_total}}]
"""
    report = read(form(rows=rows), HEAD + "費用 | 合計 | < | 1 | 2 | 3\n収入 | 合計 | < | 4 | 5 | 6")
    assert [f.raw for f in of(Cost, report)] == ["1", "2", "3"]
    assert [f.raw for f in of(Funding, report)] == ["4", "5", "6"]


def test_a_label_that_is_no_rectangle_names_its_own_first_row() -> None:
    rows = """
        rows:
          - {label: 物件費(内訳), cost: {item: goods}}
          - {label: 委託料, cost: {item: breakdown, within: goods}}
          - {label: 借上料, cost: {item: breakdown, within: goods}}
"""
    body = """[3x3] 物件費\\n(内訳) | _ | _ | 100 | 120 | 110
_ | 委託料 | < | 60 | 70 | 65
_ | 借上料 | < | 40 | 50 | 45"""
    report = read(form(rows=rows), HEAD + body)
    assert [(f.item, f.raw) for f in of(Cost, report) if f.fiscal_year == 2006] == [
        ("goods", "100"),
        ("breakdown", "60"),
        ("breakdown", "40"),
    ]
    assert report.coverage == 1.0


# ---- units


UNIT = form(columns='\n        unit_note: "(単位:{unit})"' + COLUMNS, more="")


def test_the_unit_is_the_one_that_the_sheet_prints() -> None:
    head = HEAD.replace(".2 費用", ".2 費用 | _ | _ | _ | _ | .(単位：百万円)")
    assert of(Cost, read(UNIT, head + BODY))[0].amount_yen == 100_000_000


@pytest.mark.parametrize("note", ["", ".(単位：人)", ".(単位：)"])
def test_without_a_unit_nothing_is_read(note: str) -> None:
    report = read(UNIT, HEAD.replace(".2 費用", f".2 費用 | _ | _ | _ | _ | {note or '_'}") + BODY)
    assert told(report) == {}
    assert finding(report, "unit-missing").severity == "error"


def test_a_group_prints_its_unit() -> None:
    rows = """
        rows:
          - group: "費用({unit})"
            rows: [{label: 合計, cost: {item: total}}]
"""
    report = read(form(rows=rows, more=""), HEAD + "費用（円） | 合計 | < | 1 | 2 | 3")
    assert [(f.amount_yen, f.unit) for f in of(Cost, report)] == [(1, "円"), (2, "円"), (3, "円")]


# ---- other columns and rows


def test_a_column_with_the_change_between_the_others() -> None:
    columns = """
        columns:
          - {label: "{year}", times: 2, basis: settlement}
          - {label: 差引, derived: {measure: change, numerator: direct, basis: settlement}, year: evaluated}
"""
    found = form(columns=columns, rows="\n        rows: [{label: 決算, cost: {item: direct}}]")
    report = read(found, ".2 費用\n区分 | 平成18年度 | 平成19年度 | 差引\n決算 | 100 | 80 | ▲20")
    assert [(f.fiscal_year, f.raw) for f in of(Cost, report)] == [(2006, "100"), (2007, "80")]
    assert [(f.measure, f.fiscal_year, str(f.yen)) for f in of(Derived, report)] == [("change", 2007, "-20000")]


def test_people_and_words_a_year() -> None:
    rows = """
        rows:
          - {label: やり方, each_year: [{field: implementation}]}
          - {label: 人数, staffing: {kind: total, measure: fte}, unit: 人}
"""
    body = "やり方 | < | < | 直営 | 委託 | 委託\n人数 | < | < | 1.0人 | 0.8人 | 0.5人"
    report = read(form(rows=rows), HEAD + body)
    assert [(f.fiscal_year, f.value) for f in of(Field, report)] == [(2006, "直営"), (2007, "委託"), (2007, "委託")]
    assert [(f.basis, str(f.value)) for f in of(Staffing, report)] == [
        ("settlement", "1.0"),
        ("budget", "0.8"),
        ("settlement", "0.5"),
    ]


def test_two_tables_under_headings_of_the_same_years() -> None:
    found = make_form("""
        sections:
          - heading: 2 費用
            decoration: [区分]
            year_tables:
              - id: cost
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows: [{label: 事業費, cost: {item: direct}}]
              - id: money
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows: [{label: 町費, funding: {source: general}}]
    """)
    text = """
        .2 費用
        区分 | 平成18年度 | 平成19年度
        事業費 | 1 | 2
        _ | _ | _
        区分 | 平成18年度 | 平成19年度
        町費 | 3 | 4
    """
    report = read(found, text)
    assert [f.raw for f in of(Cost, report)] == ["1", "2"]
    assert [f.raw for f in of(Funding, report)] == ["3", "4"]


def test_a_label_that_reaches_up_beside_the_headings_does_not_read_what_stands_over_them() -> None:
    found = form(
        columns='\n        columns: [{label: "{year}", times: 2, basis: settlement}]',
        rows="\n        rows: [{label: 実績, cost: {item: direct}}]",
    )
    report = read(found, ".2 費用\n実績 | 7 | 8\n^ | 平成18年度 | 平成19年度\n^ | 1 | 2")
    assert [f.raw for f in of(Cost, report)] in ([], ["1", "2"])
