"""The corrections of people in the database: the table a copy of their files, each applied where it still holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from db import tables as t
from pipeline.load.overruling import (
    CARRIED,
    LAPSED,
    OWN,
    RULED,
    Lapsed,
    Touched,
    apply_correction,
    confirmed_findings,
    ruled_unreadable,
    undo_correction,
)
from pipeline.load.record import WITHIN
from pipeline.load.rivals import Contender, Outranked, outranked
from pipeline.load.rows import finding_row
from pipeline.model.finding import Finding, Severity
from pipeline.rulings.model import FINDINGS, Action, Correction

_COLUMNS = (
    "action", "sha256", "path", "fact_table", "field", "page", "row", "col", "slot", "expected_raw", "value", "who",
    "why", "at",
)  # fmt: skip

_NONE: Mapping[str, Outranked] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one correction: ``why`` it doesn't apply, None if it does.

    ``known``: its file is in here, and no later ruling on the same value took its place.
    """

    ruling: Correction
    why: str | None
    source_id: int | None = None
    carried: bool = False

    @property
    def known(self) -> bool:
        return self.source_id is not None


@dataclass(frozen=True, slots=True)
class _Source:
    id: int
    carried: bool
    gone: bool


def settle_corrections(connection: Connection, rulings: Sequence[Correction], touched: Touched) -> list[Standing]:
    """Make the database say what the rulings say: lift what is ruled no more, apply what is new, tell what lapsed."""
    pairs = [(ruling, _source(connection, ruling)) for ruling in rulings]
    beaten = outranked(_contenders(connection, pairs))
    targets = {_key(r): None if source is None or r.id in beaten else source.id for r, source in pairs}
    rows = connection.execute(select(t.corrections).order_by(t.corrections.c.id)).mappings().all()
    keys = {row["id"]: tuple(row[name] for name in _COLUMNS) for row in rows}
    _lift(connection, {ident: targets.get(key) for ident, key in keys.items()}, touched)
    unwanted = [ident for ident, key in keys.items() if key not in targets]
    if unwanted:
        connection.execute(delete(t.corrections).where(t.corrections.c.id.in_(unwanted)))
    standings = _apply(connection, pairs, touched, beaten)
    _tell(connection, standings)
    return standings


def ruled_sources(connection: Connection, rulings: Sequence[Correction]) -> list[int]:
    """The sources of which ``settle_corrections`` may change a value: those that are overruled, or are to be."""
    overruled = connection.execute(select(t.overruled.c.source_id).distinct()).scalars()
    wanted = [source.id for ruling in rulings if (source := _source(connection, ruling)) is not None]
    return sorted({*overruled, *wanted})


def correct_source(
    connection: Connection, source_id: int, rulings: Iterable[Correction], sha256: str | None, touched: Touched
) -> None:
    """Apply the corrections on a content that was just loaded; ``settle_corrections`` tells of the others."""
    here = _Source(source_id, carried=False, gone=False)
    _apply(connection, [(ruling, here) for ruling in rulings if ruling.sha256 == sha256], touched)


def _apply(
    connection: Connection,
    pairs: Sequence[tuple[Correction, _Source | None]],
    touched: Touched,
    beaten: Mapping[str, Outranked] = _NONE,
) -> list[Standing]:
    standings = []
    for ruling, source in pairs:
        ident = _put(connection, ruling)
        if (other := beaten.get(ruling.id)) is not None:
            standings.append(Standing(ruling, other.why, source.id if source and not other.settled else None))
            continue
        why: str | Lapsed | None = None
        if source is not None and not source.gone and not _applies(connection, ident, source):
            why = apply_correction(connection, ruling, source.id, touched, carried=source.carried)
            if isinstance(why, str):
                row = {"correction_id": ident, "source_id": source.id, "reading": why}
                connection.execute(insert(t.overruled).values(row))
        standings.append(_standing(ruling, source, why))
    for each in standings:
        if each.why is None and each.source_id is not None:
            done = update(t.findings).where(confirmed_findings(each.ruling, each.source_id))
            connection.execute(done.values(status="confirmed"))
    return standings


def _contenders(connection: Connection, pairs: Iterable[tuple[Correction, _Source | None]]) -> Iterator[Contender]:
    s = t.sources.c
    came = {row.sha256: row.id for row in connection.execute(select(s.sha256, s.id).where(s.sha256.is_not(None)))}
    for ruling, source in pairs:
        if source is not None and not source.gone:
            yield Contender(ruling, source.id, source.carried, came.get(ruling.sha256, -1))


def _standing(ruling: Correction, source: _Source | None, outcome: str | Lapsed | None) -> Standing:
    if source is None:
        return Standing(ruling, "the database has no such file")
    if source.gone:
        return Standing(ruling, "no path has this file any more", source.id)
    if isinstance(outcome, Lapsed):
        why = outcome.why if outcome.actual is None else f"{outcome.why}: {outcome.actual.strip()}"
        return Standing(ruling, why, source.id, source.carried)
    return Standing(ruling, None, source.id, source.carried)


def _key(ruling: Correction) -> tuple[Any, ...]:
    return tuple(_row(ruling)[name] for name in _COLUMNS)


def _row(ruling: Correction) -> dict[str, Any]:
    place = ruling.place
    names = {"action": ruling.action.value, "fact_table": ruling.table, "page": place.page, "row": place.row}
    same = ("sha256", "path", "field", "slot", "expected_raw", "value", "who", "why", "at")
    return {**names, "col": place.col, **{name: getattr(ruling, name) for name in same}}


def _put(connection: Connection, ruling: Correction) -> int:
    """The row of a ruling, which is made where it isn't there."""
    row, c = _row(ruling), t.corrections.c
    same = [c[name].is_not_distinct_from(value) for name, value in row.items()]
    known = connection.execute(select(c.id).where(*same)).scalar()
    if known is None:
        known = connection.execute(insert(t.corrections).values(row).returning(c.id)).scalar_one()
    return int(known)


def _source(connection: Connection, ruling: Correction) -> _Source | None:
    """The source that a ruling is on: its content; else what now stands at the path; else what is known to be gone."""
    s = t.sources.c
    ours = s.sha256 == ruling.sha256
    here = or_(s.member.is_(None) & (s.path == ruling.path), s.path + WITHIN + s.member == ruling.path)
    told = exists().where(t.reports.c.source_id == s.id).label("counts")
    rows = connection.execute(select(s.id, s.sha256, s.status, told).where(or_(ours, here)).order_by(s.id)).all()
    there = sorted((row for row in rows if row.counts or row.status != "missing"), key=lambda row: row.counts)
    own = next((row for row in there if row.sha256 == ruling.sha256), None)
    if own is not None:
        return _Source(own.id, carried=False, gone=False)
    read = [row for row in there if row.sha256 is not None]
    if read:
        return _Source(read[-1].id, carried=True, gone=False)
    gone = next((row for row in rows if row.sha256 == ruling.sha256), None)
    return None if gone is None else _Source(gone.id, carried=False, gone=True)


def _applies(connection: Connection, ident: int, source: _Source) -> bool:
    o = t.overruled.c
    query = select(o.id).where(o.correction_id == ident, o.source_id == source.id)
    return connection.execute(query).first() is not None


def _lift(connection: Connection, targets: Mapping[int, int | None], touched: Touched) -> None:
    """Undo what corrections do to other sources than these (by the number of the correction; None: to any).

    What others do to the same cells is undone, too, and then done again: one may hide another.
    """
    c, o = t.corrections.c, t.overruled.c
    query = select(o.id, o.correction_id, o.source_id, o.reading, c.page, c.row, c.col).join(
        t.corrections, c.id == o.correction_id
    )
    rows = connection.execute(query.order_by(o.id.desc())).all()
    cells = {(row.source_id, row.page, row.row, row.col) for row in rows if row.source_id != targets[row.correction_id]}
    for row in rows:
        if (row.source_id, row.page, row.row, row.col) in cells:
            undo_correction(connection, row.reading, touched)
            connection.execute(delete(t.overruled).where(o.id == row.id))
    f = t.findings.c
    for source_id, page, line, col in cells:
        cell = (f.source_id == source_id) & (f.page == page) & (f.row == line) & (f.col == col)
        connection.execute(update(t.findings).where(cell, f.rule.not_in(OWN)).values(status="open"))


def _tell(connection: Connection, standings: Sequence[Standing]) -> None:
    """Make what there is to say of the corrections the findings of their sources."""
    wanted = {}
    for each in standings:
        for finding in _findings(each):
            row = finding_row(finding, each.source_id or 0, None)
            row["status"] = "confirmed" if finding.rule == RULED else "open"
            wanted[_said(row)] = row
    f = t.findings.c
    known = connection.execute(select(t.findings).where(f.rule.in_(OWN)).order_by(f.id)).mappings().all()
    stale = [row["id"] for row in known if _said(row) not in wanted]
    if stale:
        connection.execute(delete(t.findings).where(f.id.in_(stale)))
    there = {_said(row) for row in known}
    new = [row for key, row in wanted.items() if key not in there]
    if new:
        connection.execute(insert(t.findings), new)


def _said(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("source_id", "rule", "message", "expected", "actual", "page", "row", "col"))


def _findings(each: Standing) -> list[Finding]:
    ruling = each.ruling
    if each.source_id is None:
        return []
    if each.why is not None:
        return [_lapsed(ruling, each.why, changed=each.carried)]
    found = [ruled_unreadable(ruling)] if ruling.action is Action.UNREADABLE else []
    return [*found, _carried(ruling)] if each.carried else found


def _lapsed(ruling: Correction, why: str, *, changed: bool) -> Finding:
    """``changed``: the file did; a finding that is gone from the same content was only read better."""
    message = (
        f"the ruling {ruling.id} ({ruling.action.value} {ruling.table}, by {ruling.who}: {ruling.why}) no longer "
        f"applies: {why}. Look at the sheet and rule again, or take it back by `hyoka correct --undo {ruling.id}`"
    )
    severity = Severity.INFO if ruling.table == FINDINGS and not changed else Severity.WARNING
    return Finding(LAPSED, severity, message, ruling.expected_raw, None, ruling.fiscal_year, ruling.place)


def _carried(ruling: Correction) -> Finding:
    message = (
        f"the file changed since the ruling {ruling.id} ({ruling.action.value} {ruling.table}, by {ruling.who}: "
        f"{ruling.why}), and this cell did not, so it still applies; see whether it should, and rule again to say so"
    )
    return Finding(
        CARRIED, Severity.WARNING, message, ruling.value, ruling.expected_raw, ruling.fiscal_year, ruling.place
    )
