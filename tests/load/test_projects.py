"""Projects and publications in the database: the same whatever came first."""

from itertools import permutations

import pytest
from sqlalchemy import insert, select

from db import tables as t
from db.engine import open_database, upgrade
from pipeline.load.report import put_municipality
from pipeline.model.report import Municipality
from pipeline.run.options import Options
from tests.sheets import Sheet
from tests.town import Town

PROJECTS = "SELECT key, code, name, department, first_fiscal_year, last_fiscal_year FROM projects ORDER BY key"
NAMELESS = Sheet(code=None)
PRUNE = Options(prune=True, prune_emptied=True)


def test_a_project_has_the_latest_name_and_all_its_years(any_town: Town) -> None:
    any_town.write("raw/2023.txt", Sheet(year=2023, name="海岸の清掃", department="生活課"))
    any_town.write("raw/2021.txt", Sheet(year=2021))
    any_town.ingest()
    assert any_town.rows(PROJECTS) == [("0012", "0012", "海岸の清掃", "生活課", 2020, 2022)]


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_the_order_of_loading_does_not_matter(town: Town, order: tuple[int, ...]) -> None:
    sheets = [
        NAMELESS.but(year=2021),
        NAMELESS.but(year=2022),
        NAMELESS.but(year=2022, department="港湾課"),
        NAMELESS.but(year=2023, serial="7"),
    ]
    for number in order:
        town.write(f"raw/{number}.txt", sheets[number])
        town.ingest()
    assert [row[0] for row in town.rows(PROJECTS)] == ["海岸清掃 / 港湾課", "海岸清掃 / 環境課"]
    joined = "SELECT p.key, r.fiscal_year FROM reports r JOIN projects p ON p.id = r.project_id ORDER BY 1, 2"
    assert town.rows(joined) == [
        ("海岸清掃 / 港湾課", 2021),
        ("海岸清掃 / 環境課", 2020),
        ("海岸清掃 / 環境課", 2021),
        ("海岸清掃 / 環境課", 2022),
    ]


def test_namesakes_get_a_warning_that_goes_with_its_reason(any_town: Town) -> None:
    any_town.write("raw/a.txt", NAMELESS.but(serial="1"))
    twin = any_town.write("raw/b.txt", NAMELESS.but(serial="2", direct=1400))
    any_town.ingest()
    doubts = "SELECT severity, count(*) FROM findings WHERE rule = 'project-unclear' GROUP BY severity"
    assert any_town.rows(doubts) == [("warning", 2)]
    assert len(any_town.rows(PROJECTS)) == 2
    twin.unlink()
    any_town.run(PRUNE)
    assert any_town.rows(doubts) == []
    assert [row[0] for row in any_town.rows(PROJECTS)] == ["海岸清掃"]


def test_a_later_publication_supersedes_and_its_end_brings_the_old_one_back(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.ingest()
    corrected = any_town.write("corrected/a.txt", Sheet(direct=1360))
    any_town.ingest("corrected")
    current = "SELECT s.path FROM reports r JOIN sources s ON s.id = r.source_id WHERE r.superseded_by IS NULL"
    yen = "SELECT settlement_yen FROM project_years WHERE fiscal_year = 2021"
    assert any_town.rows(current) == [("corrected/a.txt",)]
    assert any_town.rows(yen) == [(6_040_000,)]
    any_town.ingest("raw", again=True)
    assert any_town.rows(current) == [("corrected/a.txt",)]
    corrected.unlink()
    any_town.run(PRUNE, "corrected")
    assert any_town.rows(current) == [("raw/a.txt",)]
    assert any_town.rows(yen) == [(6_030_000,)]


def test_two_publications_in_one_run_are_said(town: Town) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt", Sheet(direct=1360))
    town.ingest()
    assert town.rows("SELECT rule, severity FROM findings WHERE rule LIKE 'publication%'") == [
        ("publication-order-unknown", "warning")
    ]
    assert town.rows("SELECT count(*) FROM reports WHERE superseded_by IS NULL") == [(1,)]


def test_one_code_with_two_names_in_a_year_is_said(town: Town) -> None:
    town.write("raw/a.txt")
    town.ingest()
    town.write("raw/b.txt", Sheet(name="公園清掃"))
    town.ingest()
    assert town.rows("SELECT expected, actual FROM findings WHERE rule = 'project-code-shared'") == [
        ("海岸清掃", "公園清掃")
    ]


def test_one_code_twice_in_a_file_is_said(town: Town) -> None:
    both = Sheet().text() + Sheet(name="公園清掃").text()
    town.write("raw/a.txt", both.encode())
    town.ingest()
    assert town.rows("SELECT actual FROM findings WHERE rule = 'project-twice'") == [("0012 公園清掃",)]
    assert town.rows("SELECT count(*) FROM reports WHERE superseded_by IS NULL") == [(2,)]


def test_a_municipality_goes_with_its_last_report(any_town: Town) -> None:
    file = any_town.write("raw/a.txt")
    any_town.ingest()
    assert any_town.rows("SELECT code, name FROM municipalities") == [("990011", "浜辺町")]
    file.unlink()
    any_town.run(PRUNE)
    assert any_town.rows("SELECT code FROM municipalities UNION SELECT key FROM projects") == []


def test_the_name_of_a_municipality_is_the_latest_forms_in_whatever_order_they_come(any_town: Town) -> None:
    engine = open_database(any_town.url)
    upgrade(engine)
    towns = {f"a/b/{year}": Municipality("990011", f"{year}町", "（例）") for year in (2021, 2022, 2023)}
    for order in permutations(towns):
        with engine.connect() as connection, connection.begin() as transaction:
            connection.execute(insert(t.sources).values(id=1, path="a", status="loaded"))
            for number, form in enumerate(order):
                put_municipality(connection, towns[form], form)
                row = {
                    "id": str(number),
                    "source_id": 1,
                    "ordinal": number,
                    "municipality_code": "990011",
                    "form": form,
                }
                rest = {"kind": "sheet", "first_page": 1, "last_page": 1, "coverage": 1}
                connection.execute(insert(t.reports).values({**row, **rest}))
            assert connection.execute(select(t.municipalities.c.name)).scalar_one() == "2023町"
            transaction.rollback()
    engine.dispose()
