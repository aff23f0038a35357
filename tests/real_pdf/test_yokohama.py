"""横浜市: six reports with ten 細事業 give exactly what is printed on them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.real_pdf import yokohama
from tests.real_pdf.database import Database, ingested, same, sheets
from tests.real_pdf.expected import Expected
from tests.real_pdf.words import squash

FOLDER = "yokohama/2025"
EVERY = pytest.mark.parametrize("path", sheets(FOLDER))
# Where the printed figures do not add up, seen by eye: the only 細事業 costs nothing, the 事業 298,907.
CONTRADICTIONS = {"yokohama-r7-004": 1}


@cache
def printed(path: Path) -> Expected:
    [report] = yokohama.expected(path)
    return report


@pytest.fixture(scope="module")
def database(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    found = ingested(FOLDER, tmp_path_factory.mktemp("yokohama"))
    yield found
    found.close()


def pair(database: Database, path: Path) -> tuple[Expected, str]:
    [(report, key)] = database.pairs(path, [printed(path)])
    return report, key


@EVERY
def test_oracle_adds_up(path: Path) -> None:
    found = yokohama.misfits(printed(path))
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
        "last_page": report.last_page,
    }


@EVERY
def test_parts(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    assert database.parts(key) == list(report.parts)


def test_money_is_in_thousands(database: Database) -> None:
    same([(1000,)], database.precisions())


@EVERY
def test_costs(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.costs, database.costs(key, set()))


@EVERY
def test_change(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same(report.derived, database.derived(key, year=False, basis=False))


@EVERY
def test_indicators(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    assert database.indicators(key) == list(report.indicators)


@EVERY
def test_indicator_values(database: Database, path: Path) -> None:
    """Struck cells say none. Those of a 細事業 that counts nothing may be missing: nothing is struck there."""
    report, key = pair(database, path)
    counted = {indicator.part for indicator in report.indicators}
    found = [value for value in database.values(key) if value.part in counted or value.status != "none"]
    same([value for value in report.values if value.part in counted], found)


@EVERY
def test_ratings(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    found = [
        (r.part, r.criterion, r.grade.removeprefix("・"))
        for r in database.ratings(key, {rating.criterion for rating in report.ratings})
    ]
    same([(r.part, r.criterion, r.grade.removeprefix("・")) for r in report.ratings], found)


@EVERY
def test_no_funding_nor_staff(database: Database, path: Path) -> None:
    _, key = pair(database, path)
    assert database.funding(key, lambda *_: None) == []
    assert database.staffing(key, set()) == []


@EVERY
def test_texts(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    found = {squash(text) for text in database.texts(key)}
    same([], [("not in the database", text) for text in report.texts if text not in found])


@EVERY
def test_no_other_narrative(database: Database, path: Path) -> None:
    report, key = pair(database, path)
    same([], [("not on the sheet", text) for text in database.narratives(key) if text not in report.texts])
