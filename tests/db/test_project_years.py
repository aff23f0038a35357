"""The view most questions are answered by."""

from decimal import Decimal
from typing import Any

import pytest

from tests.db.rows import Rows


def year(rows: Rows, fiscal_year: int = 2007) -> dict[str, Any]:
    return rows.one(f"SELECT * FROM project_years WHERE fiscal_year = {fiscal_year}")


def test_a_year_with_everything(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 0, basis="initial_budget", item="direct")
    rows.cost(report, 1_000_000, item="direct", within="total")
    rows.cost(report, 15_627_000, item="personnel", within="total")
    rows.cost(report, 16_627_000)
    rows.funding(report, 16_627_000)
    rows.staff(report, "1.77")
    rows.verdict(report, "expand", 2007)
    row = year(rows)
    assert {key: row[key] for key in row if key not in ("project_id", "agree", "staff_fte")} == {
        "municipality_code": "990001", "fiscal_year": 2007, "name": "防災計画策定事業", "department": "危機管理課",
        "budget_yen": None, "budget_basis": None, "settlement_yen": 16_627_000, "cost_scope": "total",
        "direct_yen": 1_000_000, "direct_budget_yen": 0, "personnel_yen": 15_627_000, "general_yen": 16_627_000,
        "funding_sums_to": "total", "department_then": None, "direction": "expand", "statements": 1,
    }  # fmt: skip
    assert row["agree"]
    assert float(row["staff_fte"]) == 1.77


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([("settlement", "direct", 5)], (None, None, 5, "direct")),
        ([("settlement", "total", 7), ("settlement", "direct", 5)], (None, None, 7, "total")),
        ([("settlement", "direct", 5), ("initial_budget", "total", 9)], (None, None, 5, "direct")),
        ([("initial_budget", "direct", 4), ("settlement", "direct", 5)], (4, "initial_budget", 5, "direct")),
        ([("initial_budget", "direct", 4)], (4, "initial_budget", None, "direct")),
        ([("initial_budget", "direct", 4), ("budget", "total", 9)], (9, "budget", None, "total")),
        ([("budget", "total", 1), ("revised_budget", "total", 2)], (2, "revised_budget", None, "total")),
        ([("revised_budget", "total", 2), ("initial_budget", "total", 0)], (0, "initial_budget", None, "total")),
        ([("plan", "total", 9)], (None, None, None, None)),
        ([("settlement", "goods", 9)], (None, None, None, None)),
    ],
)
def test_budget_and_settlement_are_of_one_scope(
    rows: Rows, costs: list[tuple[str, str, int]], expected: tuple[object, ...]
) -> None:
    report = rows.report(rows.project())
    for basis, item, yen in costs:
        rows.cost(report, yen, basis=basis, item=item)
    row = year(rows)
    assert (row["budget_yen"], row["budget_basis"], row["settlement_yen"], row["cost_scope"]) == expected


def test_what_is_within_another_thing_counts_once(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 9000, item="direct")
    rows.cost(report, 4000, item="direct", within="goods")
    rows.cost(report, 5000, item="breakdown", within="direct", label="消耗品費")
    rows.cost(report, 3000, item="personnel", within="direct")
    rows.funding(report, 2000, within="other")
    rows.staff(report, "1.5")
    rows.staff(report, "0.5", kind="temporary", within="total")
    rows.staff(report, "0.2", kind="agency", within="temporary")
    rows.staff(report, "3", kind="quota")
    rows.staff(report, "4", kind="contract", measure="heads")
    row = year(rows)
    assert (row["direct_yen"], row["settlement_yen"], row["personnel_yen"]) == (9000, 9000, None)
    assert row["general_yen"] is None
    assert float(row["staff_fte"]) == 2


def test_a_stated_total_of_staff_is_taken_as_it_is(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.staff(report, "1.5", within="total")
    rows.staff(report, "2.5", kind="total")
    assert float(year(rows)["staff_fte"]) == 2.5


def test_one_thing_stated_at_two_levels_counts_once(rows: Rows) -> None:
    project = rows.project()
    old, new = rows.report(project, 2008), rows.report(project, 2009)
    for report, yen, within in ((old, 1000, None), (new, 2000, "total")):
        rows.cost(report, yen, item="direct", within=within)
        rows.funding(report, yen, within=within)
        rows.staff(report, str(yen), within=within)
    row = year(rows)
    assert (row["direct_yen"], row["general_yen"], float(row["staff_fte"])) == (2000, 2000, 2000)


def test_budgets_never_stand_for_settlements(rows: Rows) -> None:
    report = rows.report(rows.project())
    for basis in ("initial_budget", "forecast"):
        rows.funding(report, 5000, 2008, basis=basis)
        rows.cost(report, 5000, 2008, basis=basis)
        rows.cost(report, 5000, 2008, basis=basis, item="personnel")
        rows.staff(report, "5", 2008, basis=basis)
    row = year(rows, 2008)
    assert row["budget_yen"] == 5000
    for column in ("settlement_yen", "direct_yen", "personnel_yen", "general_yen", "funding_sums_to", "staff_fte"):
        assert row[column] is None


def test_every_kind_of_fact_makes_a_row_and_undated_ones_none(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 1000, 2005)
    rows.funding(report, 1000, 2006)
    rows.staff(report, "1", 2007)
    rows.verdict(report, "maintain", 2008)
    rows.cost(report, 9000, None)
    rows.verdict(report, "reduce", None)
    found = rows.read("SELECT fiscal_year, direction, agree, statements FROM project_years ORDER BY fiscal_year")
    assert [row["fiscal_year"] for row in found] == [2005, 2006, 2007, 2008]
    assert [row["direction"] for row in found] == [None, None, None, "maintain"]
    assert found[3]["agree"] is None
    assert [row["statements"] for row in found] == [1, 1, 1, 1]


def test_a_range_of_staff_is_no_number_but_a_row(rows: Rows) -> None:
    rows.staff(rows.report(rows.project()), None, value_low=Decimal(1), value_high=Decimal(2))
    assert year(rows)["staff_fte"] is None


def test_agree_is_about_the_amounts_of_the_row(rows: Rows) -> None:
    project = rows.project()
    for made, yen in ((2008, 1000), (2009, 9000)):
        report = rows.report(project, made)
        rows.cost(report, 5000)
        rows.cost(report, yen, item="breakdown", label="消耗品費")
        rows.cost(report, yen, basis="forecast")
        rows.funding(report, yen, 2006)
    assert (bool(year(rows)["agree"]), year(rows)["statements"]) == (True, 2)
    assert not year(rows, 2006)["agree"]


def test_a_year_that_only_a_superseded_report_knows_has_no_row(rows: Rows) -> None:
    project = rows.project()
    new = rows.report(project)
    rows.cost(rows.report(project, superseded_by=new), 1000)
    assert rows.read("SELECT * FROM project_years") == []


def test_one_row_for_each_project_and_year(rows: Rows) -> None:
    for name in ("一", "二"):
        project = rows.project(name)
        for made in (2008, 2009):
            report = rows.report(project, made)
            for fiscal_year in (2006, 2007):
                rows.cost(report, 1000, fiscal_year)
                rows.staff(report, "1", fiscal_year)
                rows.verdict(report, "maintain", fiscal_year)
    assert rows.one("SELECT count(*) AS n FROM project_years")["n"] == 4
    assert rows.one("SELECT sum(settlement_yen) AS yen FROM project_years WHERE fiscal_year = 2007")["yen"] == 2000
