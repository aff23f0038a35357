"""Numbers and times: what goes in comes out, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from db import tables as t
from tests.db.rows import Rows


@pytest.mark.parametrize(
    "number", ["0", "98.3", "-1.77", "15775.5", "0.1", "1054", "9007199254740993", "1E+20", "0.0005"]
)
def test_numbers_come_back_as_they_went_in(rows: Rows, number: str) -> None:
    rows.staff(rows.report(rows.project()), number)
    found = rows.connection.scalar(select(t.staffing.c.value))
    assert isinstance(found, Decimal)
    assert found == Decimal(number)


def test_whole_numbers_are_whole_in_sqlite(rows: Rows) -> None:
    if rows.connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has true NUMERIC")
    report = rows.report(rows.project())
    for number in ("1054.0", "98.3"):
        rows.staff(report, number)
    kinds = rows.connection.execute(text("SELECT typeof(value) FROM staffing ORDER BY id")).scalars().all()
    assert kinds == ["integer", "real"]


@pytest.mark.parametrize("wrong", [1.5, Decimal("NaN"), Decimal("Infinity")])
def test_a_float_and_what_is_no_number_are_refused(rows: Rows, wrong: object) -> None:
    report = rows.report(rows.project())
    with pytest.raises(StatementError):
        rows.fact(t.staffing, report, kind="regular", measure="fte", value=wrong)


def test_an_amount_may_exceed_32_bits(rows: Rows) -> None:
    rows.cost(rows.report(rows.project()), 30_000_000_000_000)
    assert rows.connection.scalar(select(t.costs.c.amount_yen)) == 30_000_000_000_000


def test_times_are_utc_and_aware(rows: Rows) -> None:
    tokyo = timezone(timedelta(hours=9))
    run = {"started_at": datetime(2026, 4, 1, 8, 30, tzinfo=tokyo), "version": "0", "command": "hyoka ingest"}
    rows.connection.execute(insert(t.runs), [run])
    started, finished = rows.connection.execute(select(t.runs.c.started_at, t.runs.c.finished_at)).one()
    assert started == datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    assert started.utcoffset() == timedelta(0)
    assert finished is None


def test_a_time_without_a_zone_is_refused(rows: Rows) -> None:
    run = {"started_at": datetime(2026, 4, 1), "version": "0", "command": "x"}  # noqa: DTZ001 - what it must refuse
    with pytest.raises(StatementError, match="time zone"):
        rows.connection.execute(insert(t.runs), [run])


def test_marks_come_back_as_booleans(rows: Rows) -> None:
    report = rows.report(rows.project())
    for checked in (True, False, None):
        rows.fact(t.choices, report, field="direction", option="拡充", checked=checked)
    found = rows.connection.execute(select(t.choices.c.checked).order_by(t.choices.c.id)).scalars().all()
    assert found == [True, False, None]
    rows.verdict(report, "maintain")
    assert rows.connection.scalar(select(t.evaluations.c.restated)) is False
