"""Rows whose cells may stand in more than one place: arithmetic first, columns only then, and never a guess."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model.facts import Cost, Derived, Funding, IndicatorValue
from pipeline.model.report import Report
from tests.builders import amounts, decimal, finding, make_form, of, read, read_all, rules, sheet

YEARS = range(2004, 2008)
HEADS = "①経費||" + "|".join(f"平成{year - 1988}年度" for year in YEARS)
SPEC = """
rounding: {千円: nearest}
sections:
  - heading: ①経費
    year_tables:
      - id: cost
        header: "{year}"
        years: 4
        unit: 千円
        evaluated: {basis: settlement}
        sheet: {basis: settlement}
        rows:
          - {label: 人数割, optional: true, cost: {item: other}}
          - {label: 決算, cost: {item: direct}}
          - {label: 人件費, cost: {item: personnel}}
          - {label: 合計, cost: {item: total}}
"""
CHECK = """
checks:
  - {id: total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}
"""
SUMMED, UNCHECKED = make_form(SPEC + CHECK), make_form(SPEC)
BLANK = ("|人件費", "|合計")
FULL = "|人数割|1|2|3|4"


def costs(*rows: str, checked: bool = True) -> Report:
    return read(SUMMED if checked else UNCHECKED, "\n".join([HEADS, *rows]))


def said(report: Report, item: str) -> dict[int | None, int | None]:
    """Amounts of an item in thousands, by year."""
    return {year: amount and amount // 1000 for (name, year), amount in amounts(report).items() if name == item}


# ---- columns


def test_columns_decide_where_everything_agrees() -> None:
    report = costs(FULL, "|決算|||5|6", *BLANK, checked=False)
    assert said(report, "direct") == {2006: 5, 2007: 6}
    assert rules(report) == ["name-missing"]


def test_columns_decide_nothing_in_a_table_without_a_certain_row() -> None:
    report = costs("|決算|||5|6", *BLANK, checked=False)
    assert said(report, "direct") == {None: None}
    found = [f for f in report.findings if f.rule == "alignment-ambiguous"]
    assert [(f.actual, f.severity) for f in found] == [("5", "error"), ("6", "error")]
    assert found[0].expected == "direct 2004 or direct 2005 or direct 2006"


def test_columns_decide_nothing_in_a_section_that_lacks_a_label() -> None:
    report = costs(FULL, "|決算|||5|6", "|人件費", checked=False)
    assert finding(report, "label-missing").expected == "合計"
    assert said(report, "direct") == {None: None}
    assert rules(report).count("alignment-ambiguous") == 2
    assert said(report, "other") == {2004: 1, 2005: 2, 2006: 3, 2007: 4}


def test_a_row_moved_with_its_label_is_read_where_it_was() -> None:
    report = costs(FULL, "|人件費|1", "||決算|||5|6", "|合計", checked=False)
    assert said(report, "direct") == {2006: 5, 2007: 6}


def test_columns_are_not_believed_in_a_table_where_a_certain_row_stands_aside() -> None:
    report = costs("|決算|||5|6", "|人件費||1|2|3|4", "|合計", checked=False)
    assert said(report, "personnel") == {2004: 1, 2005: 2, 2006: 3, 2007: 4}
    assert set(said(report, "direct").values()) == {None}
    assert rules(report).count("alignment-ambiguous") == 2


def test_a_row_that_stands_nowhere_is_left_open() -> None:
    report = costs("|決算||||||5", *BLANK, checked=False)
    assert amounts(report) == {("direct", None): None}
    assert finding(report, "alignment-ambiguous").severity == "error"


# ---- arithmetic


def test_arithmetic_decides_where_the_columns_say_nothing() -> None:
    report = costs("|決算||||5|", "|人件費||10|20|30|40", "|合計||10|20|35|40")
    assert said(report, "direct") == {2006: 5}
    assert rules(report) == ["name-missing"]


def test_arithmetic_that_contradicts_columns_which_nothing_else_contradicts_leaves_it_open() -> None:
    report = costs("|決算||5||", "|人件費|10|20|30|40", "|合計|10|20|35|40")
    assert said(report, "direct") == {None: None}
    assert finding(report, "alignment-ambiguous").expected == "direct 2005 or direct 2006"


def test_rows_are_settled_together() -> None:
    report = costs(FULL, "|決算|||5|7", "|人件費|||10|20", "|合計|||15|27")
    assert (said(report, "direct"), said(report, "total")) == ({2006: 5, 2007: 7}, {2006: 15, 2007: 27})


def test_a_figure_does_not_go_where_what_it_stands_beside_is_blank() -> None:
    row = "\n          - {label: 単価, optional: true, derived: {measure: per_use}, unit: 円}\n"
    beside = "checks: [{id: unit, beside: cost.settlement.direct, equals: derived.settlement.per_use}]\n"
    rows = "\n".join([HEADS, FULL, "|決算||5", *BLANK, "|単価|1.5"])
    free, checked = (read(make_form(SPEC.rstrip() + row + checks), rows) for checks in ("", beside))
    assert [(d.fiscal_year, d.value) for d in of(Derived, free)] == [(2004, decimal("1.5"))]
    assert [(d.fiscal_year, d.value) for d in of(Derived, checked)] == [(None, None)]
    assert said(free, "direct") == {2005: 5}
    assert "alignment-ambiguous" in rules(checked)


def test_rounding_is_no_contradiction() -> None:
    report = costs("|決算|||5|", "|人件費|10|20|30|40", "|合計|10|20|36|40")
    assert said(report, "direct") == {2006: 5}


def test_a_sheet_that_contradicts_itself_is_read_by_its_columns_and_fails_its_check() -> None:
    report = costs("|決算|5|||", "|人件費|10|20|30|40", "|合計|99|20|30|40")
    assert said(report, "direct") == {2004: 5}
    assert [f.fiscal_year for f in report.findings if (f.rule, f.severity) == ("check-total", "error")] == [2004]


# ---- a figure does not escape from a sum that it breaks

FUNDED = make_form(
    SPEC.replace("sheet: {basis: settlement}", "sheet: {basis: initial_budget}").rstrip()
    + """
          - {label: 国県, funding: {source: national_prefectural, within: total}}
          - {label: 町費, funding: {source: general, within: total}}
"""
    + "checks: [{id: funding, sum: ['funding.settlement.*'], equals: cost.settlement.total}]"
)
BUDGET_YEAR = HEADS.replace(
    "平成16年度|平成17年度|平成18年度|平成19年度", "平成17年度|平成18年度|平成19年度|平成20年度"
)


def test_a_figure_that_breaks_a_sum_is_not_moved_to_the_year_that_has_none() -> None:
    rows = [BUDGET_YEAR, FULL, "|決算", "|人件費", "|合計|90|80|70", "|国県||5||", "|町費|90|80|70|60"]
    report = read(FUNDED, "\n".join(rows))
    found = {
        fact.source: (fact.fiscal_year, fact.amount_yen) for fact in of(Funding, report) if fact.fiscal_year is None
    }
    assert found == {"national_prefectural": (None, None)}
    assert finding(report, "alignment-ambiguous").expected == "national_prefectural 2006 or national_prefectural 2008"


def test_nor_where_no_row_vouches_for_the_columns() -> None:
    rows = [BUDGET_YEAR, "|決算", "|人件費", "|合計|90||", "|国県|5|||", "|町費|90|||60"]
    report = read(FUNDED, "\n".join(rows))
    assert ("national_prefectural", 2008) not in {
        (f.source, f.fiscal_year) for f in of(Funding, report) if f.amount_yen is not None
    }


# ---- a companion form

COMPANION = """
title: "{evaluated_year}試験概要"
sections:
  - heading: 概要
    lines:
      - - {label: 事業名, right: {report: project_name}}
      - - {label: 回数, right: {indicator: activity, measure: actual}}
"""
BESIDE = """
companion: {form: kasumi/summary, same: [indicator.activity.actual]}
sections:
  - heading: ①指標
    lines: [[{label: 事業名, right: {report: project_name}}]]
    record_tables:
      - id: indicators
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: "{year}", times: 3, measure: actual}
        groups: [{kind: activity}]
"""


def beside_a_summary(row: str) -> Report:
    """A sheet with one row of an indicator, behind a summary that says 回数 was 52 in 2007."""
    pages = [
        "平成19年度試験概要", "概要", "事業名|海岸清掃活動", "回数|52",
        "平成20年度試験評価表", "①指標", "事業名|海岸清掃活動", "指標|平成18年度|平成19年度|平成20年度", row,
    ]  # fmt: skip
    summary = make_form(COMPANION.replace("measure: actual", "measure: actual, year: evaluated"), "kasumi/summary/2007")
    return read_all(sheet("\n".join(pages), None), summary, make_form(BESIDE)).reports[1]


def counted(report: Report) -> dict[int | None, int | None]:
    return {fact.fiscal_year: None if fact.value is None else int(fact.value) for fact in of(IndicatorValue, report)}


def test_a_companion_and_the_columns_that_agree_settle_a_row() -> None:
    assert counted(beside_a_summary("巡回||52|60")) == {2007: 52, 2008: 60}


def test_a_figure_like_the_companions_in_another_year_is_not_moved_to_it() -> None:
    report = beside_a_summary("巡回|50||52")
    assert counted(report)[2006] == 50
    assert 52 not in counted(report).values()
    assert "alignment-ambiguous" in rules(report)


def test_columns_do_not_override_what_the_companion_says() -> None:
    report = beside_a_summary("巡回|52||60")
    assert 52 not in counted(report).values()
    assert "alignment-ambiguous" in rules(report)


# ---- what stays open


def test_what_may_be_either_is_null_with_both_in_a_finding() -> None:
    report = costs("|決算||||||1", "|人件費|10|20|10|20", "|合計|10|19|10|19")
    (fact,) = [fact for fact in of(Cost, report) if fact.item == "direct"]
    assert (fact.amount_yen, fact.fiscal_year, fact.status, fact.raw) == (None, None, "ambiguous", "1")
    assert (fact.label, fact.precision_yen) == ("①経費 > 決算", None)
    found = finding(report, "alignment-ambiguous")
    assert found.expected == "direct 2004 or direct 2006"
    assert (found.actual, found.severity, found.place and found.place.col) == ("1", "error", 7)
    assert "its value was left out: look at the sheet" in found.message


def test_the_certain_cells_of_an_open_row_are_read() -> None:
    report = costs("|決算|1||3||", "|人件費|10|10|10|10", "|合計|11|10|13|10")
    assert said(report, "direct") == {2004: 1, 2006: 3}


def test_years_are_counted_as_undated_only_where_ambiguous() -> None:
    report = costs("|決算||||||5", *BLANK, checked=False)
    assert [(f.fiscal_year, f.status) for f in of(Cost, report)] == [(None, "ambiguous")]


# ---- bounds


def wide(years: int, rows: int, each: int, cells: int) -> tuple[float, Report]:
    """A table of years and rows that all hang together by one sum, each row with some cells, shifted at random."""
    word = "each_year: [" + ", ".join(["{cost: {item: direct}}"] * each) + "]"
    body = "\n".join(f"          - {{label: 第{n}項, {word}}}" for n in range(rows))
    spec = (
        SPEC.split("        rows:", maxsplit=1)[0].replace("years: 4", f"years: {years}") + f"        rows:\n{body}\n"
    )
    form = make_form(spec + CHECK)
    head = "①経費||" + "|".join(f"平成{year}年度" for year in range(8, 8 + years))
    lines = [f"|第{n}項|" + "|" * (n % 3) + "|".join(str(100 + n + i) for i in range(cells)) for n in range(rows)]
    start = time.process_time()
    report = read(form, "\n".join([head, *lines]))
    return time.process_time() - start, report


def test_twelve_rows_by_twelve_years_take_no_time_and_it_is_said() -> None:
    took, report = wide(12, 12, 1, 6)
    assert took < 2
    assert finding(report, "alignment-bounded").severity == "warning"
    assert "too many ways to place the cells of 12 rows" in finding(report, "alignment-bounded").message


def test_what_is_left_of_a_search_cut_short_decides_nothing() -> None:
    _, report = wide(12, 12, 1, 6)
    assert {fact.status for fact in of(Cost, report)} == {"ambiguous"}
    assert {fact.amount_yen for fact in of(Cost, report)} == {None}


def test_a_row_too_wide_to_try_is_left_open_however_well_it_stands() -> None:
    _, report = wide(14, 1, 1, 7)
    assert "alignment-bounded" in rules(report)
    assert {fact.amount_yen for fact in of(Cost, report)} == {None}
    assert len(of(Cost, report)) == 7


@pytest.mark.parametrize(("rows", "cells"), [(1, 6), (2, 10)])
def test_just_within_the_bound_it_takes_no_time_either(rows: int, cells: int) -> None:
    took, _ = wide(12, rows, 1, cells)
    assert took < 2


# ---- properties

figures = st.integers(1, 99_999)
table = st.lists(st.tuples(st.none() | figures, st.none() | figures), min_size=4, max_size=4)
shifts = st.lists(st.integers(-1, 3), min_size=3, max_size=3)


def lines_of(columns: list[tuple[int | None, int | None]]) -> dict[str, list[int | None]]:
    totals = [None if a is None and b is None else (a or 0) + (b or 0) for a, b in columns]
    return {"決算": [a for a, _ in columns], "人件費": [b for _, b in columns], "合計": totals}


def no_value_is_wrong(report: Report, lines: dict[str, list[int | None]]) -> None:
    names = {"direct": "決算", "personnel": "人件費", "total": "合計", "other": "人数割"}
    for (item, year), amount in amounts(report).items():
        if amount is not None:
            assert year is not None
            assert amount == 1000 * (lines[names[item]][YEARS.index(year)] or 0), (item, year)


def printed(label: str, values: list[int | None], moved: int, pushed: int = 0) -> str:
    cells = ["" if value is None else f"{value:,}" for value in values]
    return "|".join(["", *[""] * moved, label, *[""] * pushed, *cells])


@settings(deadline=None)
@given(table, st.integers(0, 2), st.integers(-1, 3))
def test_one_row_moved_with_its_label_never_gives_a_value_to_a_wrong_year(
    columns: list[tuple[int | None, int | None]], which: int, moved: int
) -> None:
    lines = lines_of(columns)
    rows = ["|人数割", *(printed(*line, moved if n == which else 0) for n, line in enumerate(lines.items()))]
    no_value_is_wrong(costs(*rows), lines)


@settings(deadline=None)
@given(table, st.integers(1, 3))
def test_rows_pushed_from_their_labels_with_a_whole_row_never_give_a_value_to_a_wrong_year(
    columns: list[tuple[int | None, int | None]], pushed: int
) -> None:
    lines = lines_of(columns)
    rows = [printed("人数割", [1, 2, 3, 4], 0, pushed)]
    rows += [printed(label, values, 0, pushed) for label, values in lines.items()]
    no_value_is_wrong(costs(*rows), lines | {"人数割": [1, 2, 3, 4]})


# ---- bugs


@settings(deadline=None)
@given(table, shifts)
@example([(None, None), (5, 10), (None, None), (None, None)], [1, 1, 0])
@example([(None, None), (None, None), (None, None), (None, 1)], [0, 1, -1])
def test_rows_moved_with_their_labels_never_give_a_value_to_a_wrong_year(
    columns: list[tuple[int | None, int | None]], moves: list[int]
) -> None:
    lines = lines_of(columns)
    rows = [printed(*line, moved) for line, moved in zip(lines.items(), moves, strict=True)]
    no_value_is_wrong(costs(*rows), lines)


def test_three_rows_and_three_rules_take_no_time() -> None:
    more = """
  - {id: a, sum: [cost.settlement.direct], equals: cost.settlement.total}
  - {id: b, ratio: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}
"""
    form = make_form(SPEC.replace("years: 4", "years: 12") + CHECK.rstrip() + more)
    head = "①経費||" + "|".join(f"平成{year}年度" for year in range(8, 20))
    rows = ["|".join(["", label, "", "", *map(str, range(100, 111))]) for label in ("決算", "人件費", "合計")]
    start = time.process_time()
    read(form, "\n".join([head, *rows]))
    assert time.process_time() - start < 0.5


def test_a_row_too_wide_to_try_is_said() -> None:
    _, report = wide(12, 1, 2, 7)
    assert "alignment-bounded" in rules(report)


def test_a_row_too_wide_to_try_and_not_shifted_as_a_whole_has_findings_for_its_cells() -> None:
    form = make_form(
        SPEC.split("        rows:", maxsplit=1)[0].replace("years: 4", "years: 14")
        + "        rows: [{label: 決算, cost: {item: direct}}]\n"
    )
    head = "①経費||" + "|".join(f"平成{year}年度" for year in range(6, 20))
    report = read(form, head + "\n|決算|1|2|3|4|5|6" + "|" * 30 + "7")
    placed = {finding.place for finding in report.findings}
    assert all(cell.place in placed for cell in report.unread)
