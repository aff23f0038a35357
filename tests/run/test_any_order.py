"""Sheets of several years give the same rows in whatever order they come, twice, broken off, killed and resumed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from pipeline.model.change import replace
from pipeline.run.ingest import ingest
from pipeline.run.options import Options
from pipeline.run.summary import INTERRUPTED, Event, Reading
from pipeline.spec.registry import Registry, load_forms
from tests.conftest import ROOT
from tests.sheets import Sheet
from tests.town import Town

YEARS = ("2022", "2023", "2024")
SHEETS = {
    f"{year}/{name}.txt": sheet.but(year=year)
    for year in (2021, 2022, 2023)
    for name, sheet in {
        "coded": Sheet(),
        "named": Sheet(code=None, serial=str(year), name="公園清掃"),
        "twin": Sheet(code=None, serial="7", name="公園清掃", department="建設課"),
    }.items()
    if name != "twin" or year != 2021
}
Rows = dict[str, list[tuple[Any, ...]]]


def rows(town: Town) -> Rows:
    """Everything but how often it was read."""
    return {name: found for name, found in town.everything().items() if name != "runs"}


@pytest.fixture(scope="module")
def at_once(registry: Registry) -> Iterator[tuple[Path, Rows]]:
    """The folder of sheets, and their rows when they are read at once."""
    with TemporaryDirectory() as folder:
        for path, sheet in SHEETS.items():
            sheet.write(Path(folder) / "raw" / path)
        town = Town(Path(folder), f"sqlite:///{folder}/once.sqlite", registry)
        ingest([Path(folder) / "raw"], town.url, registry)
        yield Path(folder) / "raw", rows(town)


def one_after_the_other(url: str, registry: Registry, raw: Path, order: Sequence[str], breaks: Sequence[int]) -> Town:
    """Ingest files one by one, break off the runs of some numbers before they load anything, then ingest all, twice."""
    town = Town(raw.parent, url, registry)
    options = Options(parsed=raw.parent / "parsed")
    for number, path in enumerate(order):

        def listen(event: Event, stop: bool = number in breaks) -> None:
            if stop and isinstance(event, Reading):
                raise KeyboardInterrupt

        summary = ingest([raw / path], url, registry, options, listen=listen)
        assert summary.exit_status == (INTERRUPTED if number in breaks else 0)
    for _ in range(2):
        assert ingest([raw], url, registry, options).exit_status == 0
    return town


@settings(max_examples=4, deadline=None)
@given(order=st.permutations(sorted(SHEETS)), breaks=st.lists(st.integers(0, len(SHEETS) - 1), max_size=3))
def test_any_order_gives_the_same_rows(
    at_once: tuple[Path, Rows], registry: Registry, order: Sequence[str], breaks: Sequence[int]
) -> None:
    raw, expected = at_once
    with TemporaryDirectory() as folder:  # its name is one that no other database has
        url = f"sqlite:///{raw.parent}/{Path(folder).name}.sqlite"
        each = one_after_the_other(url, registry, raw, order, breaks)
        assert rows(each) == expected


def test_three_years_backwards_on_any_database(any_town: Town, tmp_path: Path) -> None:
    """The sample sheets, the last year first, against all at once."""
    raw = ROOT / "raw" / "aohama"
    town = replace(any_town, registry=load_forms())
    for year in reversed(YEARS):
        town.run(Options(parsed=Path("parsed")), str(raw / year))
    town.run(Options(parsed=Path("parsed")), str(raw))
    whole = replace(town, url=f"sqlite:///{tmp_path}/once.sqlite")
    whole.ingest(str(raw))
    assert by_name(rows(town)) == by_name(rows(whole))
    assert len(town.rows("SELECT DISTINCT fiscal_year FROM project_years")) >= 3


def by_name(found: Rows) -> dict[str, list[list[str]]]:
    """Rows as text: PostgreSQL and SQLite have other types for the same numbers, and search in their own ways."""
    return {
        name: sorted([plain(value) for value in row] for row in lines)
        for name, lines in found.items()
        if "search" not in name
    }


def plain(value: object) -> str:
    if isinstance(value, bool | int | float | Decimal):
        return f"{float(value):.9g}"
    return str(value)


def loaded(url: str) -> int:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM sources").scalar_one())
    except OperationalError:
        return 0
    finally:
        engine.dispose()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system can't kill a process without asking it")
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "raw" / "aohama", tmp_path / "raw")
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/killed.sqlite"
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "ingest", "raw", "--db", url]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while loaded(url) < 3 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.kill()
        assert process.wait() == -signal.SIGKILL  # it was still at work
    killed = Town(tmp_path, url, load_forms())
    before = loaded(url)
    assert 3 <= before < 14
    summary = killed.run(Options(parsed=Path("parsed")))
    assert summary.counts.files_skipped == before
    whole = replace(killed, url=f"sqlite:///{tmp_path}/once.sqlite")
    whole.ingest()
    assert rows(killed) == rows(whole)
    assert list(tmp_path.glob("parsed/*/*.gz"))
