"""The program as a process: how fast it helps, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import __version__
from tests.cli.conftest import Hyoka
from tests.conftest import ROOT
from tests.sheets import Sheet
from tests.town import Town

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def environment(**extra: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


def start(*words: str, **extra: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**extra)
    )


def test_version(hyoka: Hyoka) -> None:
    assert hyoka("--version").out == f"hyoka {__version__}\n"


@pytest.mark.parametrize("command", ["ingest", "show", "query", "check", "forms"])
def test_help_explains_every_command(hyoka: Hyoka, command: str) -> None:
    answer = hyoka(command, "--help")
    assert answer.status == 0
    assert "Exit status" in answer.out or command == "forms"


@pytest.mark.parametrize("words", [("--db", "x.sqlite", "query", "SELECT 1"), ("--db=x.sqlite", "query", "SELECT 1")])
def test_an_option_before_the_command_is_told_where_it_belongs(hyoka: Hyoka, words: tuple[str, ...]) -> None:
    answer = hyoka(*words)
    assert answer.status == 2
    assert "stands after it: hyoka query --db" in " ".join(answer.err.replace("│", " ").split())


def test_help_is_fast_because_nothing_heavy_is_imported() -> None:
    program = "import sys; from pipeline.cli.app import app; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    heavy = {"sqlalchemy", "alembic", "pydantic", "yaml", "pipeline.run.ingest"} & set(done.stdout.split())
    assert not heavy


def test_a_reader_that_goes_away_is_no_accident(town: Town, hyoka: Hyoka, forms: tuple[str, str]) -> None:
    town.write("raw/a.txt")
    hyoka("ingest", "raw", *forms)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i, i, i FROM n"
    with start("query", numbers, "--csv") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.usefixtures("as_on_a_terminal")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_with_130_and_a_finished_run(town: Town, forms: tuple[str, str]) -> None:
    for number in range(400):
        town.write(f"raw/{number:03}.txt", Sheet(code=f"{number:04}"))
    process = start("ingest", "raw", *forms)
    database = town.folder / "db" / "hyoka.sqlite"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not _loaded(database):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert "Broken off" in out.decode()
    assert 0 < _loaded(database) < 400


def _loaded(database: Path) -> int:
    import sqlite3

    if not database.is_file():
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_an_encoding_without_japanese_stops_nothing(town: Town, forms: tuple[str, str]) -> None:
    town.write("a.txt")
    process = start("show", "a.txt", *forms, PYTHONIOENCODING="ascii")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"\\u6d77\\u5cb8" in out


def test_no_colour_in_a_pipe(town: Town, forms: tuple[str, str]) -> None:
    town.write("a.txt", b"")
    process = start("show", "a.txt", *forms)
    assert b"\x1b" not in process.communicate()[0]


def test_every_command_works_on_both_databases(any_town: Town, hyoka: Hyoka, forms: tuple[str, str]) -> None:
    any_town.write("raw/a.txt", Sheet().text().replace("6,030", "6,130").encode())
    db = ("--db", any_town.url)
    assert hyoka("ingest", "raw", *forms, *db).status == 0
    assert hyoka("query", "SELECT round(1.5, 1) AS n, NULL AS m, count(*) AS k FROM costs", "--json", *db).out == (
        '[\n  {\n    "n": 1.5,\n    "m": null,\n    "k": 7\n  }\n]\n'
    )
    refused = hyoka("query", "DELETE FROM costs", *db)
    assert (refused.status, "only reads" in refused.err) == (2, True)
    assert hyoka("query", "SELECT nowhere FROM costs", *db).status == 2
    assert "raw/a.txt:9:3: error check-cost_total" in hyoka("check", "--severity", "error", *db).out
