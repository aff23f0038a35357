"""A ruling from a person: written to its file, and applied to the database at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table

from db.engine import open_database, upgrade
from pipeline.load.corrections import Standing
from pipeline.load.facts_at import Row
from pipeline.load.replacing import main_field, replaced, unreadable
from pipeline.rulings import Correction, RulingsFolder, WrongRuling
from pipeline.rulings.model import FINDINGS, Action
from pipeline.run.failures import database_errors
from pipeline.run.pointing import Pointed, fact_at, point_at
from pipeline.run.rule import rulings_for, settle_rulings


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person wants ruled. ``where`` is a cell or finding as ``point_at`` has it."""

    action: Action
    where: str
    value: str | None = None
    table: str | None = None
    field: str | None = None
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A ruling, its file, and whether it applies."""

    ruling: Correction
    path: Path
    standing: Standing


def correct(url: str, folder: Path, order: Order) -> Corrected:
    """Rule on a cell of the database at ``url``, and keep the ruling in ``folder``.

    Raises:
        NothingThere: nothing is where the person points.
        WrongValue: the value doesn't fit.
        WrongRuling: it can't be written, or others in the folder can't be read.
    """
    store = RulingsFolder(folder)
    with store.undone_by_errors(), writing(url) as connection:
        ruling = _ruling(connection, order)
        rulings_for(connection, folder)  # all of them have to be readable before one more is written
        path = store.write(ruling)
        standings = {each.ruling.id: each for each in settle_rulings(connection, store.read()).corrections}
    return Corrected(ruling, path, standings[ruling.id])


def undo(url: str, folder: Path, ident: str) -> Path:
    """Take a correction back, and return the path that its file had.

    Raises:
        WrongRuling: there is no correction of this id.
    """
    store = RulingsFolder(folder)
    with store.undone_by_errors(), writing(url) as connection:
        known = rulings_for(connection, folder)
        if known is None or ident not in {ruling.id for ruling in known.corrections}:
            raise WrongRuling(f"{ident}: no correction has this id; `hyoka correct --list` names them all")
        path = store.delete(ident)
        settle_rulings(connection, store.read())
    return path


def corrections(url: str, folder: Path) -> list[Standing]:
    """Every correction in ``folder``, and whether it applies in the database; nothing is changed."""
    with writing(url, keep=False) as connection:
        known = rulings_for(connection, folder)
        return [] if known is None else list(settle_rulings(connection, known).corrections)


@contextmanager
def writing(url: str, *, keep: bool = True) -> Iterator[Connection]:
    """One transaction on the database, undone after an error, or if nothing is to be kept of it."""
    with database_errors():
        engine = open_database(url)
        try:
            upgrade(engine)
            with engine.connect() as connection, connection.begin() as transaction:
                yield connection
                if not keep:
                    transaction.rollback()
        finally:
            engine.dispose()


def _ruling(connection: Connection, order: Order) -> Correction:
    pointed = point_at(connection, order.where)
    if order.action is Action.CONFIRM and pointed.finding is not None and order.table is None:
        return _on_finding(order, pointed)
    table, row = fact_at(connection, pointed, order.table)
    field = order.field or main_field(table)
    if order.action is Action.REPLACE:
        replaced(table, row, field, order.value or "")  # which refuses what doesn't fit
    elif order.action is Action.UNREADABLE:
        unreadable(table, field)
    return Correction(
        action=order.action,
        path=str(pointed.spot),
        sha256=pointed.source["sha256"],
        table=str(table.name),
        field=field,
        place=pointed.place,
        slot=row["slot"],
        about=_about(table, row),
        label=row.get("label"),
        fiscal_year=row.get("fiscal_year"),
        expected_raw=row["raw"],
        value=order.value,
        who=order.who,
        why=order.why,
        at=today(),
    )


def _on_finding(order: Order, pointed: Pointed) -> Correction:
    finding = pointed.finding or {}
    return Correction(
        action=order.action,
        path=str(pointed.spot),
        sha256=pointed.source["sha256"],
        table=FINDINGS,
        field=finding["rule"],
        place=pointed.place,
        about=finding["message"],
        fiscal_year=finding["fiscal_year"],
        expected_raw=finding["actual"],
        value=finding["expected"],
        who=order.who,
        why=order.why,
        at=today(),
    )


def _about(table: Table, row: Row) -> str:
    """The fact in a few words, for who reads the file."""
    keys = ("stage", "basis", "kind", "item", "source", "field", "criterion", "measure", "option", "fiscal_year")
    words = [str(row[name]) for name in keys if row.get(name) is not None]
    return " ".join([str(table.name), *words])


def today() -> str:
    """The day, as rulings have it."""
    return datetime.now(UTC).date().isoformat()
