"""A folder of sheets and a database to read them into, with the questions that tests ask of both."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text

from db.engine import database_url
from db.tables import metadata
from db.views.sql import VIEWS
from pipeline.run.ingest import ingest
from pipeline.run.options import Options
from pipeline.run.summary import FileResult, RunSummary
from pipeline.spec.registry import Registry, load_forms
from tests.sheets import Sheet, write_forms

_FLEETING = {"id", "first_run_id", "last_run_id", "source_id", "project_id", "part_id", "indicator_id", "correction_id"}


@dataclass(frozen=True)
class Town:
    """The current folder of the test; sheets are in ``raw``."""

    folder: Path
    url: str
    registry: Registry

    def write(self, path: str, sheet: Sheet | bytes | None = None) -> Path:
        """A file under the folder."""
        file = self.folder / path
        if isinstance(sheet, bytes):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(sheet)
            return file
        return (sheet or Sheet()).write(file)

    def ingest(self, *paths: str, again: bool = False) -> RunSummary:
        return self.run(Options(again=again), *paths)

    def run(self, options: Options, *paths: str) -> RunSummary:
        return ingest([Path(path) for path in paths or ("raw",)], self.url, self.registry, options)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        engine = create_engine(database_url(self.url))
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql))]
        finally:
            engine.dispose()

    def dump(self, *, ids: bool = True) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but ``runs``; without ``ids``, only what is the same in every database."""
        hidden = {"last_run_id"} if ids else _FLEETING
        tables = {}
        for table in metadata.sorted_tables:
            kept = [
                c.name for c in table.columns if c.name not in hidden or (c.name == "id" and table.name == "reports")
            ]
            if table.name != "runs" and kept:
                found = self.rows("SELECT {} FROM {}".format(", ".join(f'"{name}"' for name in kept), table.name))
                tables[table.name] = sorted(found, key=repr)
        return tables

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table and view, without what differs from database to database."""
        engine = create_engine(database_url(self.url))
        known = inspect(engine)
        hidden = _FLEETING | {"from_project_id", "to_project_id", "finding_id", "current_project_id"}
        found = {}
        for name in (*metadata.tables, *VIEWS):
            columns = known.get_columns(name)
            kept = [
                f'"{column["name"]}"'
                for column in columns
                if column["name"] not in hidden or (column["name"] == "id" and name == "reports")
            ]
            found[name] = sorted(self.rows(f'SELECT {", ".join(kept)} FROM "{name}"'), key=repr)
        engine.dispose()
        return found


def only(summary: RunSummary) -> FileResult:
    """The result of the one file of a run."""
    (file,) = summary.files
    return file


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The built-in forms and the one of ``tests.sheets``."""
    return load_forms([write_forms(tmp_path_factory.mktemp("forms"))])


@pytest.fixture
def town(tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A folder, which is the working directory, and an SQLite file in it."""
    folder = tmp_path / "town"
    (folder / "raw").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return Town(folder, f"sqlite:///{folder}/town.sqlite", registry)


@pytest.fixture
def any_town(town: Town, url: str) -> Town:
    """The same, once on SQLite and once on PostgreSQL."""
    return town if url.startswith("sqlite") else Town(town.folder, url, town.registry)
