"""The names people query by, as the database contract fixes them. A change here is a change of the product."""

import pytest
from sqlalchemy import Connection, insert, inspect, text
from sqlalchemy.exc import IntegrityError

from db.tables import FACT_TABLES, metadata
from db.views import VIEWS, view_doc
from tests.db.rows import Rows

PLACE = "page row col slot raw confidence"
FACT = f"id report_id part_id fiscal_year fiscal_year_to label status note {PLACE}"
MONEY = "amount_yen unit precision_yen"
QUANTITY = "value value_low value_high qualifier unit"

TABLES = {
    "runs": "id started_at finished_at version command files_seen files_read files_skipped files_failed reports_loaded "
    "facts errors warnings coverage folder",
    "sources": "id path member sha256 bytes media_type pages reader reader_version forms_hash url published_on status "
    "error first_run_id last_run_id own_forms",
    "municipalities": "code name prefecture",
    "projects": "id municipality_code key code name department first_fiscal_year last_fiscal_year",
    "reports": "id source_id ordinal project_id municipality_code form kind fiscal_year sheet_fiscal_year project_code "
    "serial project_name department started_fiscal_year ended_fiscal_year first_page last_page superseded_by coverage",
    "parts": f"id report_id ordinal name {PLACE}",
    "costs": f"{FACT} basis item within {MONEY}",
    "funding": f"{FACT} basis source within sums_to {MONEY}",
    "staffing": f"{FACT} basis kind within measure {QUANTITY}",
    "derived": f"{FACT} basis measure numerator indicator_id value unit yen",
    "indicators": f"{FACT} kind ordinal heading name formula unit direction",
    "indicator_values": f"{FACT} indicator_id measure {QUANTITY}",
    "evaluations": f"{FACT} stage for_fiscal_year restated performed continues direction direction_note budget outcome "
    "evaluated_on evaluator",
    "ratings": f"{FACT} stage criterion grade code",
    "choices": f"{FACT} stage field option key checked",
    "goals": f"{FACT} ordinal item level deadline",
    "policies": f"{FACT} ordinal plan level code name",
    "narratives": f"{FACT} stage field criterion text",
    "fields": f"{FACT} field ordinal value",
    "unread_cells": "id source_id report_id page row col text",
    "findings": "id source_id report_id rule severity status message expected actual fiscal_year page row col",
    "project_links": "id from_project_id to_project_id kind evidence confirmed_by",
    "corrections": "id action sha256 path fact_table field page row col slot expected_raw value who why at",
    "overruled": "id correction_id source_id reading",
    "terms": "id vocabulary key ja en",
}

CONTRACT_VIEWS = {
    "project_years", "project_costs", "project_funding", "project_indicators", "part_costs", "project_directions",
    "restatements", "cost_per_outcome", "direction_vs_cost", "to_look_at", "quality",
    "search_narratives", "事業費", "指標", "評価",
}  # fmt: skip
MORE_VIEWS = {"project_history", "project_departments"}

PROJECT_YEARS = (
    "name department fiscal_year budget_yen settlement_yen cost_scope direct_yen personnel_yen general_yen "
    "funding_sums_to staff_fte direction statements agree"
)


def test_the_tables_have_the_names_of_the_contract(connection: Connection) -> None:
    inspector = inspect(connection)
    found = {name: {column["name"] for column in inspector.get_columns(name)} for name in TABLES}
    assert found == {name: set(columns.split()) for name, columns in TABLES.items()}
    assert set(metadata.tables) == set(TABLES)


def test_the_views_have_the_names_of_the_contract(connection: Connection) -> None:
    inspector = inspect(connection)
    there = {*inspector.get_view_names(), *inspector.get_table_names()}
    assert there >= CONTRACT_VIEWS | MORE_VIEWS == set(VIEWS)
    assert set(PROJECT_YEARS.split()) <= set(view_doc("project_years").columns)


def test_every_view_describes_its_columns_in_order(connection: Connection) -> None:
    for view in VIEWS:
        columns = list(connection.execute(text(f'SELECT * FROM "{view}" LIMIT 0')).keys())
        assert columns == list(view_doc(view).columns), view
        assert all(view_doc(view).columns.values()), view


def test_everything_has_a_comment() -> None:
    assert [table.name for table in metadata.tables.values() if not table.comment] == []
    columns = [column for table in metadata.tables.values() for column in table.columns]
    assert [str(column) for column in columns if not column.comment] == []


@pytest.mark.parametrize("table", FACT_TABLES, ids=str)
def test_a_cell_gives_one_fact_a_slot(rows: Rows, table: object) -> None:
    unique = {tuple(found["column_names"]) for found in inspect(rows.connection).get_unique_constraints(str(table))}
    assert ("report_id", "page", "row", "col", "slot") in unique


def test_a_second_fact_of_a_cell_needs_a_slot_of_its_own(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.cost(report, 1000, row=99)
    rows.cost(report, 2000, row=99, slot=1)
    with pytest.raises(IntegrityError):
        rows.cost(report, 3000, row=99, slot=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"basis": "budjet"},
        {"item": "salary"},
        {"within": "salary"},
        {"status": "blank"},
        {"status": "none"},
        {"status": "ambiguous"},
        {"year": 19},
        {"fiscal_year_to": 5},
        {"page": 0},
        {"col": -1},
        {"report": "0-0"},
        {"part_id": 99},
    ],
)
def test_what_the_contract_rules_out_cannot_be_stored(rows: Rows, wrong: dict[str, object]) -> None:
    given = {"report": rows.report(rows.project()), "yen": 1000, **wrong}
    with pytest.raises(IntegrityError):
        rows.cost(**given)  # type: ignore[arg-type]


def test_a_number_in_a_range_needs_the_status_too(rows: Rows) -> None:
    report = rows.report(rows.project())
    with pytest.raises(IntegrityError):
        rows.staff(report, None, value_low=1, status="undecided")


def test_facts_go_with_their_report_and_reports_with_their_source(rows: Rows) -> None:
    source = rows.source()
    report = rows.report(rows.project(), source_id=source)
    part = rows.part(report, "細事業")
    rows.cost(report, 1000, part_id=part)
    rows.number(report, rows.indicator(report), "5")
    finding = {
        "source_id": source,
        "report_id": report,
        "rule": "x",
        "severity": "info",
        "status": "open",
        "message": "m",
    }
    rows.connection.execute(insert(metadata.tables["findings"]), [finding])
    rows.connection.execute(text("DELETE FROM sources"))
    for table in ("reports", "parts", "costs", "indicators", "indicator_values", "findings"):
        assert rows.one(f"SELECT count(*) AS n FROM {table}")["n"] == 0
    assert rows.one("SELECT count(*) AS n FROM projects")["n"] == 1


def test_reports_outlive_the_projects_that_are_recomputed(rows: Rows) -> None:
    report = rows.report(rows.project())
    rows.connection.execute(text("DELETE FROM projects"))
    assert rows.one("SELECT id, project_id FROM reports") == {"id": report, "project_id": None}
