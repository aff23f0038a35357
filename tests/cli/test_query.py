import csv
import io
import json

import pytest

from tests.cli.conftest import Hyoka
from tests.town import Town


@pytest.fixture(autouse=True)
def loaded(town: Town, hyoka: Hyoka, forms: tuple[str, str]) -> None:
    town.write("raw/a.txt")
    hyoka("ingest", "raw", *forms)


YEARS = "SELECT name, fiscal_year, settlement_yen, direction FROM project_years ORDER BY fiscal_year"


def test_a_table(hyoka: Hyoka) -> None:
    answer = hyoka("query", YEARS)
    assert (answer.status, answer.err) == (0, "3 rows\n")
    assert "│ 海岸清掃 │        2021 │        6030000 │           │" in answer.out
    widths = {len(line.encode("cp932", "replace")) for line in answer.out.splitlines() if line.startswith("│")}
    assert len(widths) == 1


def test_csv(hyoka: Hyoka) -> None:
    rows = list(csv.reader(io.StringIO(hyoka("query", YEARS, "--csv").out.removeprefix("\ufeff"))))
    assert rows[0] == ["name", "fiscal_year", "settlement_yen", "direction"]
    assert rows[2] == ["海岸清掃", "2021", "6030000", ""]


def test_json(hyoka: Hyoka) -> None:
    rows = json.loads(hyoka("query", YEARS, "--json").out)
    assert rows[1] == {"name": "海岸清掃", "fiscal_year": 2021, "settlement_yen": 6_030_000, "direction": None}


def test_two_columns_of_one_name_are_both_there(hyoka: Hyoka) -> None:
    assert json.loads(hyoka("query", "SELECT 1 AS a, 2 AS a", "--json").out) == [{"a": 1, "a:2": 2}]


def test_no_rows(hyoka: Hyoka) -> None:
    answer = hyoka("query", "SELECT name FROM projects WHERE FALSE")
    assert (answer.status, answer.err) == (0, "0 rows\n")
    assert "name" in answer.out


def test_percent_and_colon_are_just_characters(hyoka: Hyoka) -> None:
    answer = hyoka("query", "SELECT count(*) AS n FROM narratives WHERE text LIKE '%海岸%' AND ':x' <> ''", "--csv")
    assert answer.out == "\ufeffn\n1\n"


def test_markup_and_control_characters_do_nothing(hyoka: Hyoka) -> None:
    answer = hyoka("query", "SELECT '[red]x[/red]' || char(27) || '[2J' AS a")
    assert "[red]x[/red]\ufffd[2J" in answer.out


def test_sql_from_standard_input(hyoka: Hyoka, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 7 AS n"))
    assert hyoka("query", "-", "--csv").out == "\ufeffn\n7\n"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT colour FROM projects", "no such column: colour"),
        ("SELEC 1", "syntax error"),
        ("DELETE FROM costs", "only reads"),
        ("DROP TABLE costs", "only reads"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("ATTACH DATABASE 'made.sqlite' AS e", "ATTACH is refused"),
        ("VACUUM INTO 'made.sqlite'", "VACUUM"),
    ],
)
def test_a_wrong_statement_is_one_clean_message(hyoka: Hyoka, sql: str, said: str) -> None:
    answer = hyoka("query", sql)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


def test_reading_makes_no_file(hyoka: Hyoka, town: Town) -> None:
    hyoka("query", "ATTACH DATABASE 'made.sqlite' AS e")
    assert not (town.folder / "made.sqlite").exists()


@pytest.mark.parametrize("sql", ["", "  \n", "PRAGMA writable_schema = 1", "SELECT '\udc95'"])
def test_what_asks_for_nothing_is_a_usage_error(hyoka: Hyoka, sql: str) -> None:
    answer = hyoka("query", sql)
    assert (answer.status, answer.out) == (2, "")
    assert "SQL" in answer.err


def test_what_is_no_number_in_json_is_a_word(hyoka: Hyoka) -> None:
    answer = hyoka("query", "SELECT 1e999 AS a, -1e999 AS b, x'c9ff' AS c", "--json")
    assert json.loads(answer.out, parse_constant=pytest.fail) == [{"a": "Infinity", "b": "-Infinity", "c": "c9ff"}]


def test_bytes_are_in_hex(hyoka: Hyoka) -> None:
    assert hyoka("query", "SELECT x'c9ff' AS a", "--csv").out == "\ufeffa\nc9ff\n"
    assert "│ c9ff │" in hyoka("query", "SELECT x'c9ff' AS a").out


def test_csv_says_that_it_is_utf8_and_json_does_not(hyoka: Hyoka) -> None:
    assert hyoka("query", "SELECT '事業' AS 名", "--csv").out == "\ufeff名\n事業\n"
    assert hyoka("query", "SELECT 1 AS a", "--json").out.startswith("[")


def test_a_database_that_is_not_there(hyoka: Hyoka) -> None:
    answer = hyoka("query", "SELECT 1", "--db", "nowhere.sqlite")
    assert answer.status == 2
    assert "nowhere.sqlite: no such database" in answer.err


def test_one_format_at_a_time(hyoka: Hyoka) -> None:
    assert hyoka("query", "SELECT 1", "--csv", "--json").status == 2
