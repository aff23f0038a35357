"""The rulings of people, as every run keeps to them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from db import tables as t
from pipeline.load.corrections import Standing, settle_corrections
from pipeline.load.links import contradiction, settle_links
from pipeline.load.overruling import Touched
from pipeline.load.projects import ProjectIds, settle_projects
from pipeline.rulings import Rulings, RulingsFolder, WrongRuling

NO_RULINGS = Rulings()


@dataclass(frozen=True, slots=True)
class Ruled:
    """What became of the rulings: each correction, and how many links are suggested besides."""

    corrections: tuple[Standing, ...] = ()
    suggested: int = 0


NOTHING_RULED = Ruled()


def rulings_for(connection: Connection, folder: Path | None) -> Rulings | None:
    """The rulings in ``folder``; None where no folder is given, so that what was ruled so far is to stay.

    Raises:
        WrongRuling: a file there is no ruling; links contradict each other; or the folder isn't there, and the database
            has rulings, so that all of them would be lifted.
    """
    if folder is None:
        return None
    store = RulingsFolder(folder)
    if not store.exists and _has_rulings(connection):
        raise WrongRuling(
            f"{folder.as_posix()}: this folder isn't there, and the database has rulings of people, all of which would "
            "be lifted. Name the folder by --rulings; or make it, if they are to be lifted. Nothing was changed"
        )
    rulings = store.read()
    for link in rulings.links:
        if (wrong := contradiction(link, rulings.links)) is not None:
            where = f"{store.path_of(link).as_posix()}: {link.from_.key} -> {link.to.key}"
            raise WrongRuling(f"{where}: {wrong}. Delete one of these files, or give it another kind")
    return rulings


def settle_rulings(connection: Connection, rulings: Rulings, ids: ProjectIds | None = None) -> Ruled:
    """Make the database say what the rulings say, and return what became of them; new projects get their ``ids``."""
    touched: Touched = {}
    standings = settle_corrections(connection, rulings.corrections, touched)
    settle_projects(connection, touched, ids)
    return Ruled(tuple(standings), settle_links(connection, rulings.links))


def _has_rulings(connection: Connection) -> bool:
    confirmed = select(t.project_links.c.id).where(t.project_links.c.confirmed_by.is_not(None))
    queries = (select(t.corrections.c.id), confirmed)
    return any(connection.execute(query.limit(1)).first() is not None for query in queries)
