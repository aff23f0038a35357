"""池田市: forty sheets give exactly what is printed on them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.real_pdf import ikeda
from tests.real_pdf.database import Database, ingested, option_name, same, sheets
from tests.real_pdf.expected import Expected

FOLDER = "ikeda/2025"
EVERY = pytest.mark.parametrize("path", sheets(FOLDER))
TOP = ("direct", "total")  # what the sources of one year add up to: one level, whatever it is called
DIRECTIONS = {
    "現状維持": "maintain",
    "拡充": "expand",
    "縮小": "reduce",
    "廃止": "abolished",
    "その他": "other",
}
# Where the printed figures do not add up, seen by eye: the lines of 内訳 exceed the cost in both columns of R6.
CONTRADICTIONS = {"ikeda-r7-016": 2}


@cache
def printed(path: Path) -> Expected:
    [report] = ikeda.expected(path)
    return report


@pytest.fixture(scope="module")
def database(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    found = ingested(FOLDER, tmp_path_factory.mktemp("ikeda"))
    yield found
    found.close()


def pair(database: Database, path: Path) -> tuple[Expected, str]:
    [(report, key)] = database.pairs(path, [printed(path)])
    return report, key


@EVERY
def test_oracle_adds_up(path: Path) -> None:
    found = ikeda.misfits(printed(path))
    assert len(found) == CONTRADICTIONS.get(path.stem, 0), found


@EVERY
def test_read_whole(database: Database, path: Path) -> None:
    same([], database.problems(path))


@EVERY
def test_header(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    assert database.header(key) == {
        "serial": report.serial,
        "project_name": report.project_name,
        "department": report.department,
        "fiscal_year": 2024,
        "sheet_fiscal_year": 2025,
        "started_fiscal_year": None,
        "first_page": 1,
        "last_page": 1,
    }


def test_money_is_in_thousands(database: Database) -> None:
    same([(1000,)], database.precisions())


@EVERY
def test_costs(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.costs, database.costs(key, {cost.name for cost in report.costs}))


@EVERY
def test_funding(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.funding, database.funding(key, lambda _, within: None if within in TOP else within))


@EVERY
def test_beneficiary_rate(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.derived, database.derived(key, year=True, basis=True))


@EVERY
def test_indicators(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    assert database.indicators(key) == list(report.indicators)


@EVERY
def test_indicator_values(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.values, database.values(key))


@EVERY
def test_ratings(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.ratings, database.ratings(key, {rating.criterion for rating in report.ratings}))


@EVERY
def test_choices(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(
        [(option_name(choice.option), choice.checked) for choice in report.choices],
        database.choices(key, {choice.option for choice in report.choices}),
    )


@EVERY
def test_direction(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    assert report.direction is not None
    sql = "SELECT option FROM choices WHERE report_id = :id AND field = 'direction' AND checked"
    assert database.ask(sql, id=key) == [(report.direction,)]
    sql = "SELECT direction, for_fiscal_year FROM evaluations WHERE report_id = :id AND direction IS NOT NULL"
    assert database.ask(sql, id=key) == [(DIRECTIONS[report.direction], 2025)]


@EVERY
def test_texts(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    found = database.texts(key)
    same([], [("not in the database", text) for text in report.texts if text not in found])


@EVERY
def test_no_other_narrative(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same([], [("not on the sheet", text) for text in database.narratives(key) if text not in report.texts])
