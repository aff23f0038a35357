"""What a person points at: a finding by its number, or a cell of a source as ``show`` and ``check`` print it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from db import tables as t
from pipeline.errors import HyokaError
from pipeline.load.facts_at import FACTS, Row, every_fact_at
from pipeline.load.record import Spot
from pipeline.model.place import Place
from pipeline.readers.workbook.names import place_of
from pipeline.rulings.model import finding_id
from pipeline.run.home import home_of, names_of
from pipeline.spec.near import near

_ID = re.compile(r"#?(?P<id>[0-9a-f]{8})")
_NUMBER = re.compile(r"#?[0-9]+")
_PLACE = re.compile(
    r"(?P<file>.+?):(?:p(?P<p>[0-9]+):)?(?:(?P<numbers>[0-9]+:[0-9]+(?::[0-9]+){0,2})"
    r"|(?P<cell>[A-Z]{1,3}[0-9]+)(?::(?P<slot>[0-9]+))?)"
)
_HASH = re.compile(r"[0-9a-f]{8,64}")


class NothingThere(HyokaError):
    """Nothing in the database is where a person points."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A cell of a source, or one fact in it (``slot``); ``finding`` where a person gave its number."""

    source: Mapping[Any, Any]
    place: Place
    slot: int | None = None
    finding: Mapping[Any, Any] | None = None

    @property
    def spot(self) -> Spot:
        return Spot(self.source["path"], self.source["member"])


def point_at(connection: Connection, where: str) -> Pointed:
    """What ``where`` means: ``1f3a9c2e`` a finding; ``FILE:12:5``, ``FILE:p2:12:5`` and ``FILE:p2:AD39`` a cell.

    Lines and columns count from 1; a number more behind them is the slot. FILE is a path as the database has it, a
    member of a zip file (``a.zip > b.html``), or at least eight digits of the content's SHA-256.

    Raises:
        NothingThere: there is no such finding or file, or nobody could say what is meant.
    """
    if (ident := _ID.fullmatch(where)) is not None:
        return _finding(connection, ident["id"])
    if _NUMBER.fullmatch(where) is not None:
        raise NothingThere(f"{where}: a finding's id has eight digits, as `hyoka check` prints it behind #")
    found = _PLACE.fullmatch(where)
    if found is None:
        raise NothingThere(f"{where}: expected FILE:LINE:COLUMN as `hyoka check` prints it, or the id of a finding")
    place, slot = _place(found)
    return Pointed(_source(connection, found["file"]), place, slot)


def fact_at(connection: Connection, pointed: Pointed, table: str | None) -> tuple[Table, Row]:
    """The one fact that is meant.

    Raises:
        NothingThere: the cell gave none, or several; they are named.
    """
    if table is not None and table not in FACTS:
        raise NothingThere(f"{table}: no table of facts; {near(table, FACTS)}")
    found = list(every_fact_at(connection, pointed.source["id"], pointed.place))
    chosen = [(kind, row) for kind, row in found if table in (None, kind.name) and pointed.slot in (None, row["slot"])]
    distinct = {(kind.name, row["slot"]): (kind, row) for kind, row in chosen}
    if len(distinct) == 1:
        return next(iter(distinct.values()))
    there = ", ".join(f"{kind.name} (slot {row['slot']}): {row.get('label') or row['raw']}" for kind, row in found)
    where = f"{pointed.spot}:{pointed.place}"
    if not found:
        raise NothingThere(f"{where}: nothing was read from this cell; `hyoka show` prints what was, and where")
    raise NothingThere(f"{where}: say by --table, or by the slot behind the column, which one is meant: {there}")


def _finding(connection: Connection, ident: str) -> Pointed:
    f, s = t.findings.c, t.sources.c
    columns = (f.id, f.rule, f.page, f.row, f.col, f.actual, f.expected, s.sha256)
    query = select(*columns).join(t.sources, s.id == f.source_id).where(f.page.is_not(None), s.sha256.is_not(None))
    found = {}
    for row in connection.execute(query.order_by(f.id.desc())):
        place = Place(row.page, row.row, row.col)
        if finding_id(row.sha256, row.rule, place, row.actual, row.expected) == ident:
            found[row.sha256, row.rule, place, row.actual, row.expected] = row.id
    if not found:
        raise NothingThere(
            f"{ident}: no finding on a cell has this id; `hyoka check` prints them. A finding is gone when its file or "
            "what is read from it changed"
        )
    if len(found) > 1:
        raise NothingThere(f"{ident}: several findings have this id; name the cell instead, as FILE:LINE:COLUMN")
    finding = connection.execute(select(t.findings).where(f.id.in_(found.values()))).mappings().one()
    source = connection.execute(select(t.sources).where(s.id == finding["source_id"])).mappings().one()
    return Pointed(source, Place(finding["page"], finding["row"], finding["col"]), finding=finding)


def _place(found: re.Match[str]) -> tuple[Place, int | None]:
    page = int(found["p"] or 1)
    if found["cell"]:
        row, col = place_of(found["cell"]) or (-1, -1)
        return _checked(page, row + 1, col + 1), None if found["slot"] is None else int(found["slot"])
    numbers = [int(number) for number in found["numbers"].split(":")]
    if found["p"] is None and len(numbers) > 2:
        page, *numbers = numbers
    line, column, *slot = numbers
    return _checked(page, line, column), slot[0] if slot else None


def _checked(page: int, line: int, column: int) -> Place:
    if min(page, line, column) < 1:
        raise NothingThere(f"{page}:{line}:{column}: pages, lines and columns count from 1")
    return Place(page, line - 1, column - 1)


def _source(connection: Connection, given: str) -> Mapping[Any, Any]:
    s = t.sources.c
    rows = connection.execute(select(t.sources).where(s.sha256.is_not(None)).order_by(s.id)).mappings().all()
    by_name: dict[str, Mapping[Any, Any]] = {}
    for row in sorted(rows, key=lambda row: row["status"] != "missing"):  # the one that is there has the name
        by_name[str(Spot(row["path"], row["member"]))] = row
    meant = list(dict.fromkeys(name for name in names_of(given, home_of(connection)) if name in by_name))
    if len(meant) > 1:
        raise NothingThere(f"{given}: this may be any of {', '.join(meant)}; give its absolute path")
    if meant:
        return by_name[meant[0]]
    hashed = [row for row in rows if _HASH.fullmatch(given) and row["sha256"].startswith(given)]
    if len(hashed) == 1:
        return hashed[0]
    raise NothingThere(f"{given}: no file of this name or content is in the database; {near(given, by_name)}")
