import csv
import io
import json
import os
import sys

import pytest

from tests.cli.conftest import Hyoka
from tests.sheets import Sheet
from tests.town import Town


@pytest.fixture(autouse=True)
def loaded(town: Town, hyoka: Hyoka, forms: tuple[str, str]) -> None:
    town.write("raw/2022/a.txt", Sheet().text().replace("6,030", "6,130").encode())
    town.write("raw/2022/b.txt", Sheet(code=None, serial="1", name="公園清掃"))
    town.write("raw/2022/c.txt", Sheet(code=None, serial="2", name="公園清掃"))
    town.write("raw/2023/a.txt", Sheet(code="0013", year=2023))
    town.write("raw/2023/z.txt", b"")
    hyoka("ingest", "raw", *forms)


def listed(hyoka: Hyoka, *words: str) -> list[tuple[str, str, str]]:
    found = json.loads(hyoka("check", "--json", *words).out)
    return [(finding["path"], finding["severity"], finding["rule"]) for finding in found]


ERRORS = [
    ("raw/2022/a.txt", "error", "check-cost_total"),
    ("raw/2022/a.txt", "error", "check-funding_total"),
    ("raw/2023/z.txt", "error", "file-unreadable"),
]
WARNINGS = [("raw/2022/b.txt", "warning", "project-unclear"), ("raw/2022/c.txt", "warning", "project-unclear")]


def test_errors_and_warnings_most_severe_first(hyoka: Hyoka) -> None:
    assert sorted(listed(hyoka)[:3]) == ERRORS
    assert listed(hyoka)[3:] == WARNINGS


def test_filters(hyoka: Hyoka) -> None:
    assert sorted(listed(hyoka, "--severity", "error")) == ERRORS
    assert {severity for _, severity, _ in listed(hyoka, "--severity", "info")} == {"error", "warning", "info"}
    assert listed(hyoka, "--source", "raw/2022/b.txt") == WARNINGS[:1]
    assert listed(hyoka, "--source", "./raw/2023/") == ERRORS[2:]
    assert {path for path, _, _ in listed(hyoka, "--year", "2021")} == {f"raw/2022/{name}.txt" for name in "abc"}
    assert listed(hyoka, "--year", "1999") == []
    assert len(listed(hyoka, "--form", "hamabe/hyo")) == 4


@pytest.mark.parametrize(
    ("option", "name", "near"),
    [
        ("--form", "hamabe/h", "hamabe/hyo/2021"),
        ("--form", "hamabe/hoy", "hamabe/hyo/2021"),
        ("--source", "raw/2022/aa.txt", "raw/2022/a.txt"),
        ("--source", "c.txt", "raw/2022/c.txt"),
    ],
)
def test_a_form_or_file_that_is_not_there_is_refused(hyoka: Hyoka, option: str, name: str, near: str) -> None:
    answer = hyoka("check", option, name)
    assert (answer.status, answer.out) == (2, "")
    said = "".join(answer.err.replace("│", " ").split())
    assert f"{name}:no" in said
    assert near in said


def test_a_file_may_be_given_by_its_absolute_path(hyoka: Hyoka, town: Town) -> None:
    assert listed(hyoka, "--source", str(town.folder / "raw" / "2022" / "b.txt")) == WARNINGS[:1]


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_file_whose_name_is_not_utf8_may_be_given_as_it_is_and_as_it_is_written(hyoka: Hyoka, town: Town) -> None:
    town.write(os.fsdecode(b"odd/\x95\x5c.txt"), b"")
    hyoka("ingest", "odd")
    for name in (os.fsdecode(b"odd/\x95\x5c.txt"), "odd/\\x95\\.txt"):
        assert listed(hyoka, "--source", name) == [("odd/\\x95\\.txt", "error", "file-unreadable")]


def test_a_database_without_any_file_says_so(hyoka: Hyoka, town: Town) -> None:
    (town.folder / "none").mkdir()
    hyoka("ingest", "none", "--db", "none.sqlite")
    answer = hyoka("check", "--db", "none.sqlite")
    assert (answer.status, answer.out) == (0, "nothing was ingested yet: `hyoka ingest` reads files\n")


def test_a_line_names_file_line_and_column(hyoka: Hyoka) -> None:
    answer = hyoka("check")
    assert answer.status == 1
    (line,) = [line for line in answer.out.splitlines() if "check-cost_total" in line]
    assert line.startswith("raw/2022/a.txt:9:3: error check-cost_total: ")
    assert "expected " in answer.out
    assert answer.out.splitlines()[-1] == "3 error, 2 warning"


def test_csv_has_people_s_lines_and_the_tables_places(hyoka: Hyoka) -> None:
    rows = list(csv.DictReader(io.StringIO(hyoka("check", "--csv").out.removeprefix("\ufeff"))))
    (row,) = [row for row in rows if row["rule"] == "check-cost_total"]
    assert (row["line"], row["column"], row["row"], row["col"]) == ("9", "3", "8", "2")


def test_the_exit_status_is_about_errors(hyoka: Hyoka) -> None:
    assert hyoka("check").status == 1
    assert hyoka("check", "--source", "raw/2022/b.txt").status == 0
    empty = hyoka("check", "--year", "1999")
    assert (empty.status, empty.out) == (0, "nothing to look at\n")
