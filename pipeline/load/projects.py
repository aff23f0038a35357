"""The projects of a municipality, recomputed from its loaded reports after every change to them.

Only the groups of reports that a change touches are looked at again (see ``identity.Group``), in the transaction that
makes the change: the tables agree after every source, and a run that breaks off leaves nothing to repair.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, or_, select, update

from db import tables as t
from pipeline.load.doubts import doubts, put_doubts
from pipeline.load.identity import SEPARATOR, Group, Head, Key, group_of, latest_first, project_keys, publications

_BATCH = 100
_HEAD = (
    "id", "ordinal", "form", "kind", "fiscal_year", "sheet_fiscal_year", "project_code", "serial", "project_name",
    "department",
)  # fmt: skip


class ProjectIds:
    """Ids that projects had in a database that is made anew; one that it hadn't gets an id that none had."""

    def __init__(self, known: Mapping[tuple[str, str], int]) -> None:
        self._known = dict(known)
        self._last = max(known.values(), default=0)

    def of(self, municipality: str, key: str) -> int:
        """The id of a project, the same each time."""
        if (municipality, key) not in self._known:
            self._last += 1
            self._known[municipality, key] = self._last
        return self._known[municipality, key]


@dataclass(frozen=True, slots=True)
class _Member:
    """A report of a group, and where it points so far."""

    head: Head
    project_id: int | None
    superseded_by: str | None


def touched_groups(connection: Connection, source_id: int) -> dict[str, set[Group]]:
    """The groups that the reports of a source belong to, by municipality."""
    r = t.reports.c
    query = select(r.municipality_code, r.project_code, r.project_name).where(r.source_id == source_id)
    found: dict[str, set[Group]] = defaultdict(set)
    for row in connection.execute(query):
        group = group_of(row.project_code, row.project_name)
        found[row.municipality_code] |= {group} if group else set()
    return found


def settle_projects(connection: Connection, touched: dict[str, set[Group]], ids: ProjectIds | None = None) -> None:
    """Bring projects, ``reports.project_id`` and ``superseded_by`` of the touched groups up to date.

    New projects get their ids from ``ids``, else from the database.
    """
    for municipality, groups in touched.items():
        for batch in _batches(sorted(groups, key=lambda group: (group.by_code, group.word))):
            _settle(connection, municipality, set(batch), ids)
        _forget_if_empty(connection, municipality)


def _settle(connection: Connection, municipality: str, groups: set[Group], given: ProjectIds | None) -> None:
    projects = _projects(connection, municipality, groups)
    members = _members(connection, municipality, groups, [project["id"] for project in projects.values()])
    keys: dict[str, Key] = {}
    for group, mine in members.items():
        keys |= project_keys(group, [member.head for member in mine])
    everyone = [member for group in members.values() for member in group]
    heads = [member.head for member in everyone]
    sets = publications(heads, keys)
    newer = _newer(sets)
    ids = _put_projects(connection, municipality, projects, _described(heads, keys, newer), given)
    _point(connection, everyone, {head.id: (ids[keys[head.id].key], newer.get(head.id)) for head in heads})
    unused = [project["id"] for key, project in projects.items() if key not in ids]
    if unused:
        connection.execute(delete(t.projects).where(t.projects.c.id.in_(unused)))
    put_doubts(connection, [head.id for head in heads], doubts(heads, keys, sets))


def _projects(connection: Connection, municipality: str, groups: set[Group]) -> dict[str, RowMapping]:
    """The projects that the groups had so far, by key."""
    key = t.projects.c.key
    wanted: list[ColumnElement[bool]] = [key.in_([group.word for group in groups])]
    wanted += [key.startswith(group.word + SEPARATOR, autoescape=True) for group in groups if not group.by_code]
    query = select(t.projects).where(t.projects.c.municipality_code == municipality, or_(*wanted))
    return {row["key"]: row for row in connection.execute(query).mappings()}


def _members(
    connection: Connection, municipality: str, groups: set[Group], projects: Sequence[int]
) -> dict[Group, list[_Member]]:
    """The reports of each group: those of its projects so far, and new ones, which have no project yet."""
    r, s = t.reports.c, t.sources.c
    query = (
        select(*(r[name] for name in _HEAD), r.project_id, r.superseded_by, s.sha256, s.first_run_id)
        .join(t.sources, s.id == r.source_id)
        .where(r.municipality_code == municipality, or_(r.project_id.in_(projects), r.project_id.is_(None)))
        .order_by(r.id)
    )
    found: dict[Group, list[_Member]] = {group: [] for group in groups}
    for row in connection.execute(query):
        group = group_of(row.project_code, row.project_name)
        if group in found:
            values = {name: getattr(row, name) for name in _HEAD}
            head = Head(sha256=row.sha256, first_run=row.first_run_id or 0, **values)
            found[group].append(_Member(head, row.project_id, row.superseded_by))
    return found


def _newer(sets: Iterable[Sequence[Head]]) -> dict[str, str]:
    """By the id of every replaced report, the id of the one that replaces it."""
    return {old.id: heads[0].id for heads in sets for old in heads if old.sha256 != heads[0].sha256}


def _described(heads: Iterable[Head], keys: dict[str, Key], newer: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The columns of every project, by key; what is printed comes from its latest report that prints it."""
    of: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        of[keys[head.id].key].append(head)
    return {key: _description(latest_first(reports), newer) for key, reports in of.items()}


def _description(reports: Sequence[Head], newer: dict[str, str]) -> dict[str, Any]:
    current = [report for report in reports if report.id not in newer]
    years = [report.fiscal_year for report in reports if report.fiscal_year is not None]
    return {
        "code": next((report.project_code for report in current if report.project_code), None),
        "name": next((report.project_name for report in current if report.project_name), None),
        "department": next((report.department for report in current if report.department), None),
        "first_fiscal_year": min(years, default=None),
        "last_fiscal_year": max(years, default=None),
    }


def _put_projects(
    connection: Connection,
    municipality: str,
    known: dict[str, RowMapping],
    described: dict[str, dict[str, Any]],
    given: ProjectIds | None,
) -> dict[str, int]:
    """Write the projects, and return their ids by key; a project that stays keeps its id."""
    ids = {}
    for key, values in described.items():
        row = known.get(key)
        if row is None:
            own = {} if given is None else {"id": given.of(municipality, key)}
            new = insert(t.projects).values(municipality_code=municipality, key=key, **values, **own)
            ids[key] = connection.execute(new.returning(t.projects.c.id)).scalar_one()
            continue
        ids[key] = row["id"]
        if any(row[name] != value for name, value in values.items()):
            connection.execute(update(t.projects).where(t.projects.c.id == row["id"]).values(values))
    return ids


def _point(connection: Connection, members: Sequence[_Member], targets: dict[str, tuple[int, str | None]]) -> None:
    for member in members:
        project, newer = targets[member.head.id]
        if (member.project_id, member.superseded_by) != (project, newer):
            changed = update(t.reports).where(t.reports.c.id == member.head.id)
            connection.execute(changed.values(project_id=project, superseded_by=newer))


def _forget_if_empty(connection: Connection, municipality: str) -> None:
    """A municipality goes with its last report."""
    left = select(t.reports.c.id).where(t.reports.c.municipality_code == municipality).limit(1)
    if connection.execute(left).first() is None:
        connection.execute(delete(t.municipalities).where(t.municipalities.c.code == municipality))


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    rest = iter(groups)
    while batch := list(islice(rest, _BATCH)):
        yield batch
