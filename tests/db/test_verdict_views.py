"""Verdicts side by side, what settles them, and what they led to."""

from typing import Any

import pytest
from sqlalchemy import insert, text

from db import tables as t
from tests.db.rows import CODE, Rows


def settled(rows: Rows) -> tuple[Any, ...]:
    row = rows.one("SELECT stage, direction FROM project_directions")
    return row["stage"], row["direction"]


def test_stages_stand_side_by_side_and_the_latest_settles(rows: Rows) -> None:
    report = rows.report(rows.project())
    stages = {"ex_ante": "expand", "first": "maintain", "second": "improve", "external": "reduce", "final": "abolished"}
    for stage, direction in stages.items():
        rows.verdict(report, direction, stage=stage, budget="same")
    row = rows.one("SELECT * FROM project_directions")
    assert {stage: row[f"{stage}_direction"] for stage in stages} == stages
    assert {row[f"{stage}_budget"] for stage in stages} == {"same"}
    assert (row["stage"], row["direction"], row["for_fiscal_year"], row["report_id"]) == (
        "final", "abolished", 2009, report,
    )  # fmt: skip
    for gone, left in (("final", "external"), ("external", "second"), ("second", "first"), ("first", None)):
        rows.connection.execute(text(f"DELETE FROM evaluations WHERE stage = '{gone}'"))
        assert settled(rows) == (left, stages[left] if left else None)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"performed": False}, ("first", "maintain")),
        ({"performed": False, "direction": "expand"}, ("first", "maintain")),
        ({}, ("first", "maintain")),
        ({"budget": "increase"}, ("first", "maintain")),
        ({"status": "none"}, ("first", "maintain")),
        ({"direction": "mixed"}, ("second", "mixed")),
        # performed, but nobody can say with what result: the first stage must not pass for the last word
        ({"performed": True}, ("second", None)),
        ({"status": "ambiguous"}, ("second", None)),
        ({"status": "unreadable"}, ("second", None)),
        ({"part_id": -1, "direction": "expand"}, ("first", "maintain")),
    ],
)
def test_only_a_stage_that_took_place_settles(
    rows: Rows, second: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    report = rows.report(rows.project())
    rows.verdict(report, "maintain")
    if "part_id" in second:
        second = {**second, "part_id": rows.part(report, "細事業")}
    rows.verdict(report, **{"direction": None, "stage": "second", **second})
    assert settled(rows) == expected


def test_a_sheets_own_verdict_comes_before_a_restated_one(rows: Rows) -> None:
    project = rows.project()
    rows.verdict(rows.report(project, 2008), "maintain")
    later = rows.report(project, 2009)
    rows.verdict(later, "expand", restated=True)
    row = rows.one("SELECT * FROM project_directions")
    assert (row["direction"], bool(row["restated"])) == ("maintain", False)
    rows.verdict(later, "reduce", restated=True, stage="second")
    row = rows.one("SELECT * FROM project_directions")
    assert (row["stage"], row["direction"], bool(row["restated"])) == ("second", "reduce", True)
    assert rows.one("SELECT direction FROM project_years")["direction"] == "reduce"


def test_of_two_own_verdicts_the_latest_sheet_and_never_a_superseded_one(rows: Rows) -> None:
    project = rows.project()
    new = rows.report(project, 2009)
    rows.verdict(rows.report(project, 2008), "maintain")
    rows.verdict(new, "improve")
    rows.verdict(rows.report(project, 2010, superseded_by=new), "expand")
    assert settled(rows) == ("first", "improve")


def test_a_verdict_for_no_known_year_or_stage_settles_nothing(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.verdict(report, "expand", None)
    rows.verdict(report, "expand", stage=None)
    assert rows.read("SELECT * FROM project_directions") == []


def test_direction_against_cost(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.verdict(report, "reduce", 2008, budget="decrease")
    rows.cost(report, 8_000_000, 2007)
    rows.cost(report, 6_000_000, 2008)
    for fiscal_year, yen in ((2007, 10), (2008, 4)):
        rows.cost(report, yen, fiscal_year, basis="initial_budget")
    row = rows.one("SELECT * FROM direction_vs_cost")
    assert (row["fiscal_year"], row["direction"], row["budget_verdict"], row["cost_scope"]) == (
        2008, "reduce", "decrease", "total",
    )  # fmt: skip
    assert (row["before_yen"], row["after_yen"], row["change_yen"]) == (8_000_000, 6_000_000, -2_000_000)
    assert float(row["change_percent"]) == -25
    assert (row["budget_before_yen"], row["budget_after_yen"], row["budget_change_yen"]) == (10, 4, -6)


def test_costs_of_different_scope_are_not_compared(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.verdict(report, "reduce", 2008)
    rows.cost(report, 8000, 2007)
    rows.cost(report, 6000, 2008, item="direct")
    row = rows.one("SELECT * FROM direction_vs_cost")
    assert [row[name] for name in ("cost_scope", "before_yen", "after_yen", "change_yen", "change_percent")] == [
        None
    ] * 5
    rows.cost(report, 2000, 2007, item="direct")
    row = rows.one("SELECT * FROM direction_vs_cost")
    assert (row["cost_scope"], row["before_yen"], row["change_yen"]) == ("direct", 2000, 4000)


def outcome(rows: Rows, report: str, direction: str | None, actual: str, target: str, name: str = "受講率") -> None:
    indicator = rows.indicator(report, name, direction=direction)
    rows.number(report, indicator, actual)
    rows.number(report, indicator, target, measure="target")
    rows.number(report, indicator, "98.3", measure="achievement_rate", unit="%")


@pytest.mark.parametrize(
    ("direction", "actual", "target", "rate", "per_unit"),
    [
        ("increase", "59", "60", 98.3, 200.0),
        ("decrease", "40", "20", 50.0, None),
        (None, "59", "60", None, 200.0),
        ("increase", "0", "60", 0.0, None),
        ("decrease", "0", "60", None, None),
        ("increase", "59", "0", None, 200.0),
    ],
)
def test_cost_per_outcome(
    rows: Rows, direction: str | None, actual: str, target: str, rate: float | None, per_unit: float | None
) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 11_800)
    outcome(rows, report, direction, actual, target)
    row = rows.one("SELECT * FROM cost_per_outcome")
    computed = row["computed_rate"]
    assert (None if computed is None else round(float(computed), 2)) == rate
    assert (None if row["yen_per_unit"] is None else float(row["yen_per_unit"])) == per_unit
    assert (float(row["actual"]), float(row["target"]), float(row["printed_rate"])) == (
        float(actual), float(target), 98.3,
    )  # fmt: skip
    assert (row["settlement_yen"], row["cost_scope"], row["unit"]) == (11_800, "total", "%")


def test_one_row_for_each_outcome_indicator_and_none_for_others(rows: Rows) -> None:
    report = rows.report(rows.project())
    for name in ("受講率", "満足度"):
        outcome(rows, report, "increase", "59", "60", name)
    rows.number(report, rows.indicator(report, "研修回数", kind="activity"), "5")
    rows.number(report, rows.indicator(report, "予定"), "5", measure="target")
    names = [row["indicator"] for row in rows.read("SELECT indicator FROM cost_per_outcome ORDER BY indicator")]
    assert sorted(names) == sorted(["受講率", "満足度"])


def test_quality_counts_what_belongs_to_a_source(rows: Rows) -> None:
    source = rows.source(path="raw/good.txt")
    rows.source(path="raw/failed.txt", status="failed")
    first = rows.report(rows.project(), source_id=source, coverage=1.0)
    rows.report(None, source_id=source, ordinal=1, coverage=0.5)
    rows.cost(first, 1000)
    rows.verdict(first, "maintain")
    rows.connection.execute(
        insert(t.unread_cells), [{"source_id": source, "page": 1, "row": 0, "col": n, "text": "?"} for n in range(3)]
    )
    kinds = [("error", "open"), ("error", "confirmed"), ("warning", "open"), ("info", "open"), ("info", "open")]
    findings = [
        {"source_id": source, "rule": "check-sum", "severity": severity, "status": status, "message": "…"}
        for severity, status in kinds
    ]
    rows.connection.execute(insert(t.findings), findings)
    good, failed = rows.read("SELECT * FROM quality ORDER BY path DESC")
    counted = ("reports", "facts", "coverage", "lowest_coverage", "unread_cells", "errors", "warnings", "infos")
    assert [good[name] for name in counted] == [2, 2, 0.75, 0.5, 3, 1, 1, 2]
    assert [failed[name] for name in counted] == [0, 0, None, None, 0, 0, 0, 0]
    assert good["confirmed"] == 1


def test_japanese_views_speak_japanese(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 1000, item="personnel", within="total")
    rows.number(report, rows.indicator(report), "59.5")
    rows.verdict(report, "improve", budget="same")
    cost = rows.one('SELECT 自治体, 事業名, 年度, 予算決算, 費目, 内数, 金額_円 FROM "事業費"')
    assert list(cost.values()) == [
        "霞市", "防災計画策定事業", 2007, "決算・実績", "人件費", "事業費合計・トータルコスト", 1000,
    ]  # fmt: skip
    number = rows.one('SELECT 種別, 指標名, 区分, 値, 単位 FROM "指標"')
    assert [str(value) for value in number.values()] == ["成果指標", "受講率", "実績", "59.5", "%"]
    verdict = rows.one('SELECT 対象年度, 一次評価, 決定段階, 方向性, 予算 FROM "評価"')
    assert list(verdict.values()) == [
        2009, "改善・効率化", "一次評価・所管評価・内部評価", "改善・効率化", "現状どおり",
    ]  # fmt: skip


def test_municipalities_are_named(rows: Rows) -> None:
    rows.cost(rows.report(rows.project()), 1000)
    assert rows.one("SELECT municipality_code FROM project_costs")["municipality_code"] == CODE
