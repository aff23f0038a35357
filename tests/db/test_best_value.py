"""Which statement the views prefer, which are of the same thing, and whether they agree."""

import unicodedata
from decimal import Decimal

import pytest
from sqlalchemy import text

from db import tables as t
from db.views.fold import fold_sql
from tests.db.rows import Rows


def best(rows: Rows) -> int:
    return int(rows.one("SELECT amount_yen FROM project_costs")["amount_yen"])


def test_the_latest_sheet_is_preferred(rows: Rows) -> None:
    project = rows.project()
    for made in (2008, 2010, None, 2009):
        rows.cost(rows.report(project, made), (made or 1) * 1000)
    row = rows.one("SELECT * FROM project_costs")
    assert (row["amount_yen"], row["sheet_fiscal_year"], row["statements"]) == (2_010_000, 2010, 4)


@pytest.mark.parametrize("order", [("sheet", "list_row", "summary"), ("summary", "list_row", "sheet")])
def test_of_one_year_the_sheet_comes_before_the_list_before_the_summary(rows: Rows, order: tuple[str, ...]) -> None:
    project = rows.project()
    amounts = {"sheet": 1000, "list_row": 9000, "summary": 17000}
    for kind in order:
        rows.cost(rows.report(project, kind=kind), amounts[kind])
    assert best(rows) == 1000
    rows.connection.execute(text("DELETE FROM reports WHERE kind = 'sheet'"))
    assert best(rows) == 9000


def test_on_one_sheet_the_first_place_is_preferred(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 9000, page=2, row=0)
    rows.cost(report, 5000, page=1, row=7, col=2)
    rows.cost(report, 7000, page=1, row=7, col=3)
    row = rows.one("SELECT * FROM project_costs")
    assert (row["amount_yen"], row["statements"], bool(row["agree"])) == (5000, 1, False)


def test_a_superseded_report_is_never_the_best_but_still_a_statement(rows: Rows) -> None:
    project = rows.project()
    new = rows.report(project, 2008)
    old = rows.report(project, 2009, superseded_by=new)
    rows.cost(old, 9_000_000)
    rows.cost(old, 1000, item="direct")
    rows.cost(new, 5_000_000)
    row = rows.one("SELECT * FROM project_costs")
    assert (row["amount_yen"], row["report_id"], row["statements"], bool(row["agree"])) == (5_000_000, new, 2, False)


@pytest.mark.parametrize(
    ("amounts", "agree"),
    [
        ([(16_627_000, 1000), (16_627_000, 1000)], True),
        ([(16_627_000, 1000), (16_626_000, 1000)], True),
        ([(16_627_000, 1000), (16_625_000, 1000)], False),
        ([(16_627_000, 1000), (16_627_999, 1)], True),
        ([(16_627_000, 1000), (16_628_100, 1)], False),
        ([(300_000_000, 100_000_000), (312_345_000, 1000)], True),
        ([(5, None), (5, None)], True),
        ([(5, 0), (5, None)], True),
        ([(5, None), (9, None)], False),
        ([(0, 1000), (0, 1000)], True),
        # each agrees with its neighbour, the outer two don't
        ([(1000, 1000), (2000, 1000), (3000, 1000)], False),
    ],
)
def test_amounts_agree_when_rounding_may_explain_the_difference(
    rows: Rows, amounts: list[tuple[int, int | None]], agree: bool
) -> None:
    project = rows.project()
    for yen, precision in amounts:
        rows.cost(rows.report(project), yen, precision_yen=precision)
    assert bool(rows.one("SELECT agree FROM project_costs")["agree"]) is agree
    assert bool(rows.read("SELECT * FROM restatements")) is not agree


@pytest.mark.parametrize(
    ("values", "agree"),
    [
        (("59.8", "60"), True),
        (("98.3", "98.25"), True),
        (("98.3", "98.4"), False),
        (("1054", "1055"), False),
        (("1.77", "1.78"), False),
        (("1.77", "1.8"), True),
        (("0", "0"), True),
    ],
)
def test_quantities_agree_when_their_printed_digits_may_be_the_same(
    rows: Rows, values: tuple[str, str], agree: bool
) -> None:
    project = rows.project()
    for value in values:
        report = rows.report(project)
        rows.number(report, rows.indicator(report), value)
        rows.staff(report, value)
    assert bool(rows.one("SELECT agree FROM project_indicators")["agree"]) is agree
    assert {row["fact"] for row in rows.read("SELECT fact FROM restatements")} == (
        set() if agree else {"staffing", "indicator_values"}
    )


def test_a_range_agrees_with_what_lies_in_it(rows: Rows) -> None:
    project = rows.project()
    first, second = rows.report(project, 2009), rows.report(project)
    rows.number(first, rows.indicator(first), None, value_low=Decimal(60), value_high=Decimal(120), qualifier="年 程度")
    rows.number(second, rows.indicator(second), "100")
    row = rows.one("SELECT * FROM project_indicators")
    assert (row["value"], row["value_low"], row["value_high"], bool(row["agree"])) == (None, 60, 120, True)


@pytest.mark.parametrize(
    "difference",
    [{"year": 2006}, {"basis": "forecast"}, {"item": "direct"}, {"within": "total"}, {"item": "other", "label": "x"}],
)
def test_different_things_are_not_mixed(rows: Rows, difference: dict[str, object]) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 1000)
    rows.cost(report, 9000, **difference)  # type: ignore[arg-type]
    assert [row["amount_yen"] for row in rows.read("SELECT * FROM project_costs ORDER BY amount_yen")] == [1000, 9000]
    assert rows.read("SELECT * FROM project_costs WHERE NOT agree") == []


def test_amounts_of_unknown_basis_are_not_of_the_same_thing(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 1000, basis=None)
    rows.cost(report, 9000, basis=None)
    assert len(rows.read("SELECT * FROM project_costs WHERE agree")) == 2


@pytest.mark.parametrize("item", ["breakdown", "other"])
def test_lines_of_a_breakdown_are_told_apart_by_their_folded_label(rows: Rows, item: str) -> None:
    project = rows.project()
    for label, yen in (
        ("内訳 > ＯＡ機器（ｼｽﾃﾑ・ﾊﾞｽ）", 1000),
        ("内訳 > OA機器 (システム・バス)", 1000),
        ("内訳 > ハス", 5000),
    ):
        rows.cost(rows.report(project), yen, item=item, label=label)
    found = rows.read("SELECT amount_yen, statements FROM project_costs ORDER BY amount_yen")
    assert found == [{"amount_yen": 1000, "statements": 2}, {"amount_yen": 5000, "statements": 1}]


def test_other_labels_do_not_matter(rows: Rows) -> None:
    project = rows.project()
    rows.cost(rows.report(project), 1000, label="決算")
    rows.cost(rows.report(project), 1000, label="事業費合計")
    assert rows.one("SELECT statements FROM project_costs")["statements"] == 2


def test_indicators_are_matched_by_folded_name_and_unnamed_ones_by_nothing(rows: Rows) -> None:
    project = rows.project()
    first, second = rows.report(project), rows.report(project)
    for report, name in ((first, "ｅラーニング　受講者"), (second, "eﾗｰﾆﾝｸﾞ受講者"), (first, None), (second, None)):
        rows.number(report, rows.indicator(report, name, unit="人"), "5")
    found = [row["statements"] for row in rows.read("SELECT statements FROM project_indicators ORDER BY statements")]
    assert found == [1, 1, 2]


def test_a_sheet_and_its_summary_state_one_indicator_though_one_leaves_out_its_unit_and_group(rows: Rows) -> None:
    project = rows.project()
    for year in (2007, 2008):
        sheet = rows.report(project, year + 1, fiscal_year=year)
        summary = rows.report(project, year + 1, fiscal_year=year, kind="summary")
        of_sheet = rows.indicator(sheet, heading="成果指標", unit=None, direction="decrease")
        of_summary = rows.indicator(summary, heading=None, unit="件")
        rows.number(sheet, of_sheet, "5", year)
        rows.number(sheet, of_sheet, "6", year - 1)
        rows.number(summary, of_summary, "5", year)
        rows.number(summary, of_summary, "6", year - 1)
        rows.number(summary, of_summary, "7", year - 2)
    found = rows.read("SELECT fiscal_year, unit, direction, statements FROM project_indicators ORDER BY fiscal_year")
    assert [tuple(row.values()) for row in found] == [
        (2005, "件", "decrease", 1),
        (2006, "件", "decrease", 3),
        (2007, "件", "decrease", 4),
        (2008, "件", "decrease", 2),
    ]
    costs = rows.read("SELECT unit, direction, yen_per_unit FROM cost_per_outcome")
    assert [tuple(row.values()) for row in costs] == [("件", "decrease", None)] * 4


@pytest.mark.parametrize("units", [("人", "件"), ("人", None)])
def test_two_indicators_of_one_name_stay_apart(rows: Rows, units: tuple[str, str | None]) -> None:
    project = rows.project()
    sheet = rows.report(project, 2009, fiscal_year=2008)
    summary = rows.report(project, 2009, fiscal_year=2008, kind="summary")
    rows.number(sheet, rows.indicator(sheet, unit="人"), "5", 2008)
    if units[1] is None:  # the sheet itself has the name twice
        rows.number(sheet, rows.indicator(sheet, unit=None, ordinal=2), "9", 2008)
    rows.number(summary, rows.indicator(summary, unit=units[1] or "人"), "5", 2008)
    assert len(rows.read("SELECT * FROM project_indicators")) == 2
    assert rows.read("SELECT * FROM restatements") == []


@pytest.mark.parametrize(("kind", "rows_of_it"), [("users", 1), ("population", 1), ("outcome", 2)])
def test_the_only_number_of_users_needs_no_name(rows: Rows, kind: str, rows_of_it: int) -> None:
    project = rows.project()
    for made in (2008, 2009):
        report = rows.report(project, made, fiscal_year=made - 1)
        rows.number(report, rows.indicator(report, None, kind=kind, unit="人"), "5")
    assert len(rows.read("SELECT * FROM project_indicators")) == rows_of_it


def test_rows_of_one_kind_of_staff_under_different_labels_are_different_things(rows: Rows) -> None:
    project = rows.project()
    for made in (2008, 2009):
        report = rows.report(project, made)
        for label, value in (("職員 > 事務職", "1.5"), ("職員 > 技術職", "0.5"), ("職員 > 労務職", "1")):
            rows.staff(report, value, label=label, within="total")
    assert rows.read("SELECT * FROM restatements") == []
    assert float(rows.one("SELECT staff_fte FROM project_years")["staff_fte"]) == 3
    older = rows.report(project, 2007)
    rows.staff(older, "9", label="正規職員", within="total")
    assert float(rows.one("SELECT staff_fte FROM project_years")["staff_fte"]) == 3
    rows.staff(report, "3.5", label="職員 > 計", kind="total")
    assert float(rows.one("SELECT staff_fte FROM project_years")["staff_fte"]) == 3.5


def test_staff_of_one_label_stated_twice_in_one_report_is_still_compared(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.staff(report, "1.5", label="事務職")
    rows.staff(report, "2.5", label="事 務 職")
    assert len(rows.read("SELECT * FROM restatements")) == 1


def test_what_to_look_at(rows: Rows) -> None:
    report = rows.report(rows.project(), fiscal_year=2007, project_name="防災")
    source = rows.one("SELECT source_id FROM reports")["source_id"]
    common = {"source_id": source, "report_id": report, "rule": "x", "message": "…", "page": 1, "row": 8, "col": 2}
    for severity, status in (("info", "open"), ("warning", "open"), ("error", "open"), ("error", "confirmed")):
        rows.add(t.findings, severity=severity, status=status, **common)
    rows.add(t.findings, severity="error", status="open", source_id=source, rule="y", message="…")
    found = rows.read("SELECT severity, file, line, cell, project_name, fiscal_year FROM to_look_at")
    assert sorted(map(str, (tuple(row.values()) for row in found))) == [
        "('error', 'raw/a.txt', 9, 3, '防災', 2007)",
        "('error', 'raw/a.txt', None, None, None, None)",
        "('warning', 'raw/a.txt', 9, 3, '防災', 2007)",
    ]


def test_folding_is_that_of_nfkc_for_every_character_of_the_wrong_width(rows: Rows) -> None:
    dialect = rows.connection.dialect.name
    sql = text(f"SELECT {fold_sql('x.label', dialect)} FROM (SELECT CAST(:label AS TEXT) AS label) x")
    kana = [chr(code) for code in range(0xFF61, 0xFFA0)]
    voiced = [base + mark for base in kana for mark in "ﾞﾟ" if len(unicodedata.normalize("NFKC", base + mark)) == 1]
    wide = "".join([*(chr(code) for code in range(0xFF01, 0xFF5F)), *voiced, *kana[:-2], "漢字 ab'①　\n\t\r"])
    expected = "".join(
        [*(chr(code) for code in range(0x21, 0x7F)), *(unicodedata.normalize("NFKC", "|".join([*voiced, *kana[:-2]])))]
    ).replace("|", "")
    # the bar among the wide characters went with the separators
    expected = expected[:0x5B] + "|" + expected[0x5B:] + "漢字ab'①"
    assert rows.connection.execute(sql, {"label": wide}).scalar_one() == expected
    assert rows.connection.execute(sql, {"label": None}).scalar_one() is None
    assert rows.connection.execute(sql, {"label": ""}).scalar_one() == ""


@pytest.mark.parametrize("status", ["none", "undecided", "text", "ambiguous", "unreadable"])
def test_what_is_no_value_yields_no_number(rows: Rows, status: str) -> None:
    project = rows.project()
    report = rows.report(project, 2010)
    indicator = rows.indicator(report)
    rows.cost(report, None, status=status)
    rows.funding(report, None, status=status)
    rows.staff(report, None, status=status)
    rows.number(report, indicator, None, status=status)
    for view in ("project_costs", "project_funding", "project_indicators", "project_years", "part_costs"):
        assert rows.read(f"SELECT * FROM {view}") == []
    rows.cost(rows.report(project, 2008), 7000)
    assert best(rows) == 7000


def test_parts_and_several_years_stand_only_where_they_are_named(rows: Rows) -> None:
    report = rows.report(rows.project())
    for part in (None, rows.part(report, "細事業Ａ"), rows.part(report, None, 2), rows.part(report, None, 3)):
        rows.cost(report, 1000 * (part or 0) + 1000, part_id=part)
    rows.cost(report, 99_000, fiscal_year_to=2011)
    rows.funding(report, 99_000, fiscal_year_to=2011)
    assert best(rows) == 1000
    assert len(rows.read("SELECT * FROM part_costs")) == 3
    assert [row["settlement_yen"] for row in rows.read("SELECT * FROM project_years")] == [1000]
    assert rows.read("SELECT * FROM project_funding") == []


def test_parts_of_two_reports_are_the_same_by_name(rows: Rows) -> None:
    project = rows.project()
    for made, name in ((2008, "道路（Ａ）"), (2009, "道路(A)")):
        report = rows.report(project, made)
        rows.cost(report, made * 10_000, part_id=rows.part(report, name))
    row = rows.one("SELECT * FROM part_costs")
    assert (row["amount_yen"], row["statements"], bool(row["agree"])) == (20_090_000, 2, False)
    pair = rows.one("SELECT * FROM restatements")
    assert (pair["part_name"], pair["value"], pair["other_value"]) == ("道路（Ａ）", 20_080_000, 20_090_000)


def test_a_report_of_no_known_project_is_left_out(rows: Rows) -> None:
    rows.cost(rows.report(None), 1000)
    assert rows.read("SELECT * FROM project_costs") == rows.read("SELECT * FROM project_years") == []


def test_restatements_name_both_sides(rows: Rows) -> None:
    project = rows.project()
    old, new = rows.report(project, 2008), rows.report(project, 2009)
    rows.funding(old, 1000, raw="1")
    rows.funding(new, 9000, raw="9")
    rows.funding(rows.report(project, 2010), 9000, raw="９")
    found = rows.read("SELECT * FROM restatements ORDER BY sheet_fiscal_year")
    sides = [(row["report_id"], row["raw"], row["value"], row["other_raw"], row["other_value"]) for row in found]
    assert sides == [(old, "1", 1000, "９", 9000), (new, "9", 9000, "1", 1000)]
    assert (found[0]["sheet_fiscal_year"], found[0]["other_sheet_fiscal_year"]) == (2008, 2010)
    assert {(row["fact"], row["item"], row["within"], row["measure"]) for row in found} == {
        ("funding", "general", "total", "yen")
    }


def test_statements_that_agree_with_the_best_may_still_contradict_each_other(rows: Rows) -> None:
    project = rows.project()
    for made, yen in ((2008, 1000), (2009, 3000), (2010, 2000)):
        rows.cost(rows.report(project, made), yen)
    row = rows.one("SELECT * FROM restatements")
    assert (row["value"], row["other_value"]) == (3000, 1000)
