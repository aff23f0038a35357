"""The comparisons can fail: an error planted in a copy of the database, or of what is expected, is reported."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.real_list.asked import Asked
from tests.real_list.compare import COMPARISONS
from tests.real_list.expected import IndicatorValue
from tests.real_list.ofunato import Row
from tests.real_pdf.database import Database, same

LAST = "id = (SELECT max(id) FROM {} WHERE status = 'value')"
TABLES = {"sums": "funding", "values": "indicator_values"}
PLANTED = [
    ("headers", "UPDATE reports SET started_fiscal_year = 2000 WHERE ordinal = 100"),
    ("headers", "UPDATE reports SET project_code = ltrim(project_code, '0') WHERE ordinal = 100"),
    ("policies", f"UPDATE policies SET code = substr(code, 2) WHERE {LAST}"),
    ("fields", f"UPDATE fields SET ordinal = ordinal + 1 WHERE {LAST}"),
    ("costs", f"UPDATE costs SET amount_yen = amount_yen + 1 WHERE {LAST}"),
    ("costs", f"UPDATE costs SET amount_yen = amount_yen / 1000 WHERE {LAST} AND amount_yen > 0"),
    ("funding", f"UPDATE funding SET source = 'bond' WHERE {LAST}"),
    ("funding", f"DELETE FROM funding WHERE {LAST}"),
    ("sums", f"UPDATE funding SET amount_yen = amount_yen + 1000 WHERE {LAST} AND basis = 'plan'"),
    ("staffing", f"UPDATE staffing SET fiscal_year = fiscal_year - 1 WHERE {LAST}"),
    ("indicators", f"UPDATE indicators SET name = NULL WHERE {LAST}"),
    ("values", f"UPDATE indicator_values SET value = value * 10 + 1 WHERE {LAST}"),
    ("values", f"UPDATE indicator_values SET indicator_id = indicator_id - 1 WHERE {LAST}"),
    ("values", "UPDATE indicator_values SET status = 'value', value = 0 WHERE status = 'none'"),
    ("values", f"DELETE FROM indicator_values WHERE {LAST}"),
    ("ratings", f"UPDATE ratings SET grade = '影響がない' WHERE {LAST}"),
    (
        "ratings",
        "INSERT INTO ratings (report_id, stage, criterion, grade, label, status, page, row, col, slot, raw) "
        "SELECT report_id, stage, criterion, grade, label, status, page, row, col, slot + 1, raw FROM ratings LIMIT 1",
    ),
    ("choices", "UPDATE choices SET checked = 1 WHERE id = (SELECT min(id) FROM choices WHERE NOT checked)"),
    ("evaluations", f"UPDATE evaluations SET direction = 'abolished' WHERE {LAST}"),
    ("narratives", f"UPDATE narratives SET text = substr(text, 1, length(text) - 1) WHERE {LAST}"),
    ("errors", "DELETE FROM findings WHERE id = (SELECT min(id) FROM findings WHERE severity = 'error')"),
]


@pytest.mark.parametrize(("name", "planted"), PLANTED)
def test_an_error_in_the_database_is_reported(
    rows: Sequence[Row], database_file: Path, tmp_path: Path, name: str, planted: str
) -> None:
    copy = tmp_path / "copy.sqlite"
    changed = _copied(database_file, copy, planted.format(TABLES.get(name, name)))
    assert changed > 0
    database = Database(create_engine(f"sqlite:///{copy}"))
    try:
        with pytest.raises(pytest.fail.Exception, match=r"[0-9]+ missing, [0-9]+ extra"):
            COMPARISONS[name](rows, Asked(database))
    finally:
        database.close()


def test_two_values_that_changed_places_are_reported(rows: Sequence[Row]) -> None:
    found = list(rows[0].values())
    first, second = next((a, b) for a in found for b in found if a.at < b.at and a.value != b.value)
    with pytest.raises(pytest.fail.Exception, match="2 missing, 2 extra"):
        same(found, [_swapped(value, first, second) for value in found])


def _swapped(value: IndicatorValue, first: IndicatorValue, second: IndicatorValue) -> IndicatorValue:
    other = {first: second, second: first}.get(value)
    return value if other is None else replace(value, value=other.value)


def _copied(source: Path, into: Path, statement: str) -> int:
    """Copy a database, change the copy, and say how many rows that changed."""
    with sqlite3.connect(source) as old, sqlite3.connect(into) as new:
        old.backup(new)
        changed = new.execute(statement).rowcount
    old.close()
    new.close()
    return changed
