"""神戸市: nine reports in eight files give exactly what is printed on them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.real_pdf import kobe
from tests.real_pdf.database import Database, ingested, option_name, same, sheets
from tests.real_pdf.expected import Expected
from tests.real_pdf.words import squash

FOLDER = "kobe/2013"
EVERY = pytest.mark.parametrize("path", sheets(FOLDER))


@cache
def printed(path: Path) -> list[Expected]:
    return kobe.expected(path)


@pytest.fixture(scope="module")
def database(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    found = ingested(FOLDER, tmp_path_factory.mktemp("kobe"))
    yield found
    found.close()


@EVERY
def test_oracle_adds_up(path: Path) -> None:
    assert [kobe.misfits(report) for report in printed(path)] == [[] for _ in printed(path)]


@EVERY
def test_read_whole(database: Database, path: Path) -> None:
    same([], database.problems(path))


@EVERY
def test_header(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        assert database.header(key) == {
            "serial": None,
            "project_name": report.project_name,
            "department": report.department,
            "fiscal_year": 2012,
            "sheet_fiscal_year": 2013,
            "started_fiscal_year": report.started,
            "first_page": report.first_page,
            "last_page": report.last_page,
        }


def test_money_is_in_thousands(database: Database) -> None:
    same([(1000,)], database.precisions())


@EVERY
def test_costs(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        same(report.costs, database.costs(key, {cost.name for cost in report.costs}))


@EVERY
def test_funding(database: Database, path: Path) -> None:
    """What the sources lie within is not compared: only that the row of each source has its amounts."""
    for report, key in database.pairs(path, printed(path)):
        same(report.funding, database.funding(key, lambda *_: None))


@EVERY
def test_staffing(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        same(report.staffing, database.staffing(key, {staff.name for staff in report.staffing}))


@EVERY
def test_staff_is_one_measure(database: Database, path: Path) -> None:
    for _, key in database.pairs(path, printed(path)):
        assert len(database.ask("SELECT DISTINCT measure FROM staffing WHERE report_id = :id", id=key)) == 1


@EVERY
def test_quota_is_not_part_of_the_total(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        found = database.ask("SELECT count(*) FROM staffing WHERE report_id = :id AND kind = 'quota'", id=key)
        assert found == [(sum("定数" in staff.name for staff in report.staffing),)]


@EVERY
def test_derived(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        same(report.derived, database.derived(key, year=True, basis=False))


@EVERY
def test_indicators(database: Database, path: Path) -> None:
    """The cell with the name may hold a unit and more: the name is a part of it, the unit as printed."""
    for report, key in database.pairs(path, printed(path)):
        found = database.indicators(key, report.first_page + 1)
        assert [i.unit for i in found] == [i.unit for i in report.indicators]
        assert [i.kind for i in found] == [i.kind for i in report.indicators]
        for wanted, got in zip(report.indicators, found, strict=True):
            assert len(got.name) > 2
            assert got.name in wanted.name


@EVERY
def test_indicator_values(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        same(report.values, database.values(key, report.first_page + 1))


@EVERY
def test_names_without_numbers(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        found = database.texts(key)
        same([], [("not in the database", name) for name in report.unsaid if name not in found])


@EVERY
def test_attached_tables(database: Database, path: Path) -> None:
    """Every number of a 別紙 under its year, in whatever table."""
    for report, key in database.pairs(path, printed(path)):
        same(report.attached, database.attached(key, {number.page for number in report.attached}))


@EVERY
def test_attached_opinions(database: Database, path: Path) -> None:
    """A 別紙 with opinions: what was said, each under the name of its 事務事業."""
    for report, key in database.pairs(path, printed(path)):
        said = {opinion for _, opinion in report.opinions}
        same(report.opinions, [pair for pair in database.labelled(key) if pair[1] in said])


@EVERY
def test_choices(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        same(
            [(option_name(choice.option), choice.checked) for choice in report.choices],
            database.choices(key, {choice.option for choice in report.choices}),
        )


@EVERY
def test_methods(database: Database, path: Path) -> None:
    """実施方法 is a field of each year."""
    for (report, key), ordinal in zip(database.pairs(path, printed(path)), range(1, 9), strict=False):
        assert report.ordinal == ordinal
        sql = "SELECT fiscal_year, value FROM fields WHERE report_id = :id AND label LIKE '%実施方法%'"
        same(
            [(year, said) for of, year, said in kobe.methods(path) if of == ordinal],
            [(year, squash(value or "")) for year, value in database.ask(sql, id=key)],
        )


@EVERY
def test_texts(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        found = database.texts(key)
        said = [text for text in report.texts if text != "－"]  # a dash says that there is nothing
        same([], [("not in the database", text) for text in said if text not in found])


@EVERY
def test_no_other_narrative(database: Database, path: Path) -> None:
    for report, key in database.pairs(path, printed(path)):
        known = {*report.texts, *report.unsaid, *(said for _, said in report.opinions)}
        same([], [("not on the sheet", text) for text in database.narratives(key) if text not in known])
