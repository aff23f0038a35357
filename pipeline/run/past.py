"""What parsed/ keeps of one database beside the documents: its sources and runs, so that it can be made anew."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import URL, Connection

from db.engine import database_url
from pipeline.load.history import PastProject, PastRun, PastSource, past_projects, past_runs, past_sources
from pipeline.parsed.whole import written_whole
from pipeline.run.standing import Standing, standings
from pipeline.spec.registry import Registry

FORMAT, VERSION = "hyoka-history", 1
FOLDER = "databases"


class History(Struct, frozen=True, kw_only=True):
    """All that a database can't learn from the documents, as of the end of its last run.

    ``forms``: by each fingerprint of specs that a source was tried against, the fingerprint of every form. ``now``: how
    good each source is, ``before`` how good they were after the run before; None where there was none.
    """

    format: str
    version: int
    forms: dict[str, dict[str, str]] = {}
    runs: tuple[PastRun, ...] = ()
    sources: tuple[PastSource, ...] = ()
    projects: tuple[PastProject, ...] = ()
    now: dict[str, Standing] = {}
    before: dict[str, Standing] | None = None


def parsed_folder(url: str) -> Path | None:
    """Where documents are kept if nobody says where; None for a database in memory."""
    return _beside(url, "parsed")


def rulings_folder(url: str) -> Path | None:
    """Where people's rulings are if nobody says where; None for a database in memory."""
    return _beside(url, "rulings")


def _beside(url: str, name: str) -> Path | None:
    """The folder of this name beside the database, or beside its folder ``db/``."""
    target = database_url(url)
    if target.get_backend_name() != "sqlite":
        return Path(name)
    if not target.database or target.database == ":memory:":
        return None
    folder = Path(target.database).parent
    return (folder.parent if folder.name == "db" else folder) / name


class HistoryFile:
    """The history of the database at ``url`` in ``folder``, named as the database is."""

    def __init__(self, folder: Path, url: str) -> None:
        self.path = folder / FOLDER / f"{_name(database_url(url))}.json"

    def read(self) -> History | None:
        """The history; None if there is none, or it is damaged or of another version."""
        return _history(self.path)

    def read_any(self) -> History | None:
        """The same; where no history has this name and only one is there, that one: the database has another name."""
        others = [] if self.path.exists() else sorted(self.path.parent.glob("*.json"))
        return _history(others[0]) if len(others) == 1 else self.read()

    def write(self, connection: Connection, registry: Registry, before: History | None) -> None:
        """Keep the history as the database now has it; ``before`` is the one that was kept so far.

        Raises:
            OSError: the file can't be written.
        """
        sources = past_sources(connection)
        history = History(
            format=FORMAT,
            version=VERSION,
            forms=_forms(sources, registry, before),
            runs=past_runs(connection),
            sources=sources,
            projects=past_projects(connection),
            now=standings(connection),
            before=None if before is None else before.now,
        )
        with written_whole(self.path) as file:
            file.write(msgspec.json.format(msgspec.json.encode(history), indent=1))


def _history(path: Path) -> History | None:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=History)
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return None
    return found if (found.format, found.version) == (FORMAT, VERSION) else None


def _forms(sources: tuple[PastSource, ...], registry: Registry, before: History | None) -> dict[str, dict[str, str]]:
    """The forms by fingerprint, of those fingerprints that are still of use."""
    known: Mapping[str, dict[str, str]] = {} if before is None else before.forms
    used = {source.forms_hash for source in sources}
    kept = {fingerprint: forms for fingerprint, forms in known.items() if fingerprint in used}
    return {**kept, registry.forms_hash: registry.form_hashes}


def _name(target: URL) -> str:
    if target.get_backend_name() == "sqlite":
        return Path(target.database or "memory").name
    return f"{target.database or 'default'}@{target.host or target.query.get('host') or 'localhost'}".replace("/", "_")
