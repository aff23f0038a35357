"""The folder that the paths of a database's sources are relative to, whatever folder hyoka is run in.

Of an SQLite file it is the folder that it is in, or that its folder ``db/`` is in: two files never have one path, from
wherever they are read. A PostgreSQL database is in no folder; there it is the working directory of the first run, for
as long as that is a folder on this machine.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from db import tables as t
from db.engine import database_url
from pipeline.model.change import replace
from pipeline.run.discover import FoundFile, WorkList, absolute, readable

_DATABASES = "db"


@dataclass(frozen=True, slots=True)
class Home:
    """``folder`` is absolute, and no link."""

    folder: str

    def name(self, path: Path | str) -> str:
        """What the database calls a path on disk: below the folder relative to it, elsewhere absolute."""
        place = absolute(path)
        if not _within(place, self.folder):
            above, last = os.path.split(place)
            place = os.path.join(os.path.realpath(above), last)  # noqa: PTH118
        relative = os.path.relpath(place, self.folder) if _within(place, self.folder) else absolute(path)
        return readable(Path(relative).as_posix())

    def place(self, name: str) -> str:
        """The absolute path of what the database calls ``name``."""
        return os.path.normpath(os.path.join(self.folder, name))  # noqa: PTH118


def names_of(given: str, home: Home) -> tuple[str, ...]:
    """What the database may call a path that a person gave: as commands print it, or as it is from here."""
    name = readable(given.removeprefix("./"))
    tidied = name.replace("\\", "/").removeprefix("./")  # as Windows has it
    return name, tidied, home.name(name), home.name(tidied)


def at_home(work: WorkList, home: Home) -> WorkList:
    """The work list with every path as the database of this home has it."""

    def place(path: str) -> str:
        return home.place(home.name(path))

    files: dict[str, FoundFile] = {}
    for file in work.files:
        name = home.name(file.path)
        files.setdefault(name, replace(file, name=name, absolute=home.place(name)))
    unlisted = tuple(replace(folder, name=home.name(folder.name)) for folder in work.unlisted)
    closed = tuple(place(folder.name) for folder in work.unlisted)
    roots = tuple(place(root) for root in work.roots)
    return WorkList(tuple(files.values()), work.passed_over, unlisted, roots, closed)


def working_directory() -> Home:
    """The folder that hyoka is run in."""
    return Home(os.path.realpath("."))


def home_of(connection: Connection, url: str | None = None) -> Home:
    """The home of a database, which is the one at ``url`` where ``connection`` is to a copy of it."""
    if url is not None and (target := database_url(url)).get_backend_name() == "sqlite":
        return _beside(target.database)
    if connection.dialect.name == "sqlite" and url is None:
        rows = connection.exec_driver_sql("PRAGMA database_list")
        return _beside(next((row[2] for row in rows if row[1] == "main"), None))
    r = t.runs.c
    last = connection.execute(select(r.folder).where(r.folder.is_not(None)).order_by(r.id.desc()).limit(1)).scalar()
    return Home(last) if last is not None and Path(last).is_dir() else working_directory()


def _beside(file: str | None) -> Home:
    if not file or file == ":memory:":
        return working_directory()
    folder = Path(os.path.realpath(file)).parent
    return Home(str(folder.parent if folder.name == _DATABASES else folder))


def _within(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)
