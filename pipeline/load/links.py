"""Links of projects in the database: what people ruled, and beside it what they should look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from db import tables as t
from pipeline.load.likely import Suggestion, follow_ups
from pipeline.load.stories import stories
from pipeline.load.sums import merged_or_split
from pipeline.rulings.model import LinkRuling, ProjectName, link_id

ONE_TO_ONE = ("renamed", "recoded")
"""The kinds of link by which one project's history goes on in another's."""


@dataclass(frozen=True, slots=True)
class Link:
    """A row of ``project_links``; ``id`` is the same in every database. Unconfirmed: only suggested."""

    id: str
    kind: str
    from_: ProjectName
    to: ProjectName
    evidence: str | None
    confirmed_by: str | None


Row = tuple[int, int, str, str | None, str | None]


def settle_links(connection: Connection, rulings: Sequence[LinkRuling]) -> int:
    """Make the table what people confirmed, and what else may be so, and return how many are only suggested."""
    ids = _ids(connection)
    wanted: dict[tuple[int, int], Row] = {}
    decided = set()
    for ruling in rulings:
        ends = ids.get(_end(ruling.from_)), ids.get(_end(ruling.to))
        if ends[0] is None or ends[1] is None:
            continue
        decided.add(frozenset(ends))
        if ruling.confirmed:
            evidence = "; ".join(filter(None, (ruling.evidence, f"confirmed on {ruling.at}: {ruling.why}")))
            wanted[ends[0], ends[1]] = (ends[0], ends[1], ruling.kind, evidence, ruling.who)
    for each in _suggestions(connection):
        if frozenset((each.from_id, each.to_id)) not in decided:
            row = (each.from_id, each.to_id, each.kind, each.evidence, None)
            wanted.setdefault((each.from_id, each.to_id), row)
    _put(connection, set(wanted.values()))
    return sum(confirmed_by is None for *_, confirmed_by in wanted.values())


def links(connection: Connection) -> list[Link]:
    """Every link, those to look at first, by the keys of the projects."""
    one, other, k = t.projects.alias(), t.projects.alias(), t.project_links.c
    query = (
        select(
            k.kind, k.evidence, k.confirmed_by, one.c.municipality_code, one.c.key.label("from_key"),
            one.c.name.label("from_name"), other.c.key.label("to_key"), other.c.name.label("to_name"),
        )
        .join(one, one.c.id == k.from_project_id)
        .join(other, other.c.id == k.to_project_id)
        .order_by(k.confirmed_by.is_not(None), one.c.municipality_code, one.c.key, other.c.key)
    )  # fmt: skip
    found = []
    for row in connection.execute(query):
        from_ = ProjectName(row.municipality_code, row.from_key, row.from_name)
        to = ProjectName(row.municipality_code, row.to_key, row.to_name)
        found.append(Link(link_id(from_, to), row.kind, from_, to, row.evidence, row.confirmed_by))
    return found


def contradiction(ruling: LinkRuling, others: Iterable[LinkRuling]) -> str | None:
    """Why a ruling can't stand beside the others that are confirmed; None if it can."""
    if not ruling.confirmed:
        return None
    if _end(ruling.from_) == _end(ruling.to):
        return "a project doesn't follow itself"
    confirmed = [other for other in others if other.confirmed and other.id != ruling.id]
    if ruling.kind in ONE_TO_ONE:
        for other in confirmed:
            if other.kind in ONE_TO_ONE and _end(other.from_) == _end(ruling.from_):
                return f"{ruling.from_.key} is {other.kind} to {other.to.key} by {other.id}: divided projects are split"
            if other.kind in ONE_TO_ONE and _end(other.to) == _end(ruling.to):
                return f"{other.from_.key} is {other.kind} to {ruling.to.key} by {other.id}: two into one are merged"
    following = {_end(other.from_): _end(other.to) for other in confirmed if other.kind in ONE_TO_ONE}
    end, seen = _end(ruling.to), set[tuple[str, str]]()
    while end in following and end not in seen:
        seen.add(end)
        end = following[end]
    return "the links would lead in a circle" if end == _end(ruling.from_) else None


def _suggestions(connection: Connection) -> Iterator[Suggestion]:
    for code in connection.execute(select(t.municipalities.c.code).order_by(t.municipalities.c.code)).scalars():
        told = stories(connection, code)
        found = follow_ups(told)
        yield from found
        yield from merged_or_split(
            told, {ident for each in found if each.plain for ident in (each.from_id, each.to_id)}
        )


def _ids(connection: Connection) -> Mapping[tuple[str, str], int]:
    p = t.projects.c
    rows = connection.execute(select(p.municipality_code, p.key, p.id))
    return {(row.municipality_code, row.key): row.id for row in rows}


def _end(project: ProjectName) -> tuple[str, str]:
    return project.municipality, project.key


def _put(connection: Connection, wanted: set[Row]) -> None:
    k = t.project_links.c
    names = ("from_project_id", "to_project_id", "kind", "evidence", "confirmed_by")
    known = {tuple(row)[1:]: row.id for row in connection.execute(select(k.id, *(k[name] for name in names)))}
    stale = [ident for row, ident in known.items() if row not in wanted]
    if stale:
        connection.execute(delete(t.project_links).where(k.id.in_(stale)))
    new = sorted(wanted - known.keys(), key=repr)
    if new:
        connection.execute(insert(t.project_links), [dict(zip(names, row, strict=True)) for row in new])
