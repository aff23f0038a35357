"""Projects that people linked have one history in the views; all others, and all tables, stay as the sheets say."""

from typing import Any

import pytest

from db import tables as t
from tests.db.rows import Rows

YEARS = "SELECT project_id, fiscal_year, name, settlement_yen, statements, agree FROM project_years ORDER BY 1, 2"


def link(rows: Rows, from_: int, to: int, kind: str = "renamed", confirmed_by: str | None = "記録係") -> None:
    rows.add(t.project_links, from_project_id=from_, to_project_id=to, kind=kind, confirmed_by=confirmed_by)


def years(rows: Rows) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows.read(YEARS)]


@pytest.fixture
def two(rows: Rows) -> tuple[int, int]:
    """A project with the sheets of 2021 and 2022, and one that states 2021 once more on its sheet of 2023."""
    old, new = rows.project("海岸清掃"), rows.project("海辺の清掃")
    rows.cost(rows.report(old, 2021, department="環境課"), 5_000_000, 2020)
    rows.cost(rows.report(old, 2022, department="環境課"), 6_000_000, 2021)
    sheet = rows.report(new, 2023, department="生活課")
    rows.cost(sheet, 6_100_000, 2021)
    rows.cost(sheet, 7_000_000, 2022)
    return old, new


def test_without_a_confirmed_link_each_has_its_own(rows: Rows, two: tuple[int, int]) -> None:
    old, new = two
    apart = [
        (old, 2020, "海岸清掃", 5_000_000, 1, True), (old, 2021, "海岸清掃", 6_000_000, 1, True),
        (new, 2021, "海辺の清掃", 6_100_000, 1, True), (new, 2022, "海辺の清掃", 7_000_000, 1, True),
    ]  # fmt: skip
    assert years(rows) == apart
    link(rows, old, new, confirmed_by=None)
    assert years(rows) == apart
    for kind in ("merged", "split"):
        link(rows, old, new, kind)
        assert years(rows) == apart
    assert rows.read("SELECT * FROM project_history") == rows.read("SELECT * FROM restatements") == []


@pytest.mark.parametrize("kind", ["renamed", "recoded"])
def test_a_confirmed_link_makes_one_history_with_its_restatements(rows: Rows, two: tuple[int, int], kind: str) -> None:
    old, new = two
    link(rows, old, new, kind)
    assert years(rows) == [
        (new, 2020, "海辺の清掃", 5_000_000, 1, True),
        (new, 2021, "海辺の清掃", 6_100_000, 2, False),
        (new, 2022, "海辺の清掃", 7_000_000, 1, True),
    ]
    restated = rows.one("SELECT value, other_value, sheet_fiscal_year, other_sheet_fiscal_year FROM restatements")
    assert tuple(restated.values()) == (6_000_000, 6_100_000, 2022, 2023)
    assert rows.one("SELECT project_id, current_project_id, steps FROM project_history") == {
        "project_id": old, "current_project_id": new, "steps": 1,
    }  # fmt: skip
    assert {row["project_id"] for row in rows.read("SELECT project_id FROM reports")} == {old, new}


def test_a_history_runs_through_several_links(rows: Rows, two: tuple[int, int]) -> None:
    old, new = two
    newest = rows.project("渚の清掃")
    rows.cost(rows.report(newest, 2024), 8_000_000, 2023)
    link(rows, new, newest, "recoded")
    link(rows, old, new)
    assert {row[0] for row in years(rows)} == {newest}
    assert [row[1] for row in years(rows)] == [2020, 2021, 2022, 2023]
    assert [row["steps"] for row in rows.read("SELECT steps FROM project_history ORDER BY steps")] == [1, 2]


def test_two_into_one_is_no_history_and_a_circle_neither(rows: Rows, two: tuple[int, int]) -> None:
    old, new = two
    other = rows.project("公園清掃")
    rows.cost(rows.report(other, 2021), 1_000_000, 2020)
    link(rows, old, new)
    link(rows, other, new)
    assert {row[0] for row in years(rows)} == {old, new, other}
    rows.connection.execute(t.project_links.delete())
    link(rows, old, new)
    link(rows, new, old)
    assert {row[0] for row in years(rows)} == {old, new, other}


def test_departments_are_told_year_by_year_through_the_history(rows: Rows, two: tuple[int, int]) -> None:
    old, new = two
    link(rows, old, new)
    told = "SELECT sheet_fiscal_year, department, previous_department, changed FROM project_departments ORDER BY 1"
    assert [tuple(row.values()) for row in rows.read(told)] == [
        (2021, "環境課", None, None), (2022, "環境課", "環境課", False), (2023, "生活課", "環境課", True),
    ]  # fmt: skip
    then = "SELECT fiscal_year, department_then FROM project_years ORDER BY 1"
    assert [tuple(row.values()) for row in rows.read(then)] == [(2020, None), (2021, "環境課"), (2022, "環境課")]


def test_a_department_of_a_year_is_the_best_sheets_and_says_whether_others_agree(rows: Rows) -> None:
    project = rows.project()
    best = rows.report(project, 2021, department="危機管理課")
    rows.report(project, 2021, kind="summary", department="総務課")
    rows.report(project, 2021, kind="sheet", department="防災課", superseded_by=best)
    rows.report(project, 2022, kind="list_row", department="危機管理　課", project_name="防災")
    told = "SELECT sheet_fiscal_year, department, statements, agree, changed FROM project_departments ORDER BY 1"
    assert [tuple(row.values()) for row in rows.read(told)] == [
        (2021, "危機管理課", 3, False, None), (2022, "危機管理　課", 1, True, False),
    ]  # fmt: skip
