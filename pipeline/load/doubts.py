"""Findings about which report is which: what the keys of projects and the order of publications leave open."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from db import tables as t
from pipeline.load.identity import Head, Key
from pipeline.load.rows import finding_row
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key

UNCLEAR, TWICE, SHARED, ORDER = "project-unclear", "project-twice", "project-code-shared", "publication-order-unknown"
REPLACES = "publication-replaces"
_RULES = (UNCLEAR, TWICE, SHARED, ORDER, REPLACES)

Doubts = list[tuple[str, Finding]]


def doubts(heads: Iterable[Head], keys: dict[str, Key], sets: Iterable[Sequence[Head]]) -> Doubts:
    """What is open about these reports: pairs of a report id and a finding."""
    found = [(head.id, _unclear(head)) for head in heads if not keys[head.id].sure]
    for publications in sets:
        found += ((head.id, finding) for head, finding in _about_set(publications))
    return found


def put_doubts(connection: Connection, reports: Sequence[str], wanted: Doubts) -> None:
    """Make ``wanted`` the findings of this kind on ``reports``; one that is there already stays as it is."""
    if not reports:
        return
    f = t.findings.c
    query = select(f.id, f.report_id, f.rule, f.message, f.expected, f.actual)
    known = {
        tuple(row)[1:]: row.id for row in connection.execute(query.where(f.report_id.in_(reports), f.rule.in_(_RULES)))
    }
    keyed = {(report, x.rule, x.message, x.expected, x.actual): (report, x) for report, x in wanted}
    stale = [ident for key, ident in known.items() if key not in keyed]
    if stale:
        connection.execute(delete(t.findings).where(f.id.in_(stale)))
    new = [pair for key, pair in keyed.items() if key not in known]
    if new:
        sources = _sources(connection, [report for report, _ in new])
        connection.execute(insert(t.findings), [finding_row(x, sources[report], report) for report, x in new])


def _sources(connection: Connection, reports: Sequence[str]) -> dict[str, Any]:
    query = select(t.reports.c.id, t.reports.c.source_id).where(t.reports.c.id.in_(reports))
    return {row.id: row.source_id for row in connection.execute(query)}


def _unclear(head: Head) -> Finding:
    return Finding(
        UNCLEAR,
        Severity.WARNING,
        "another sheet of this year has the same name and department and neither has a lasting code, so this one is "
        "kept apart and has no history; look at both and confirm a link",
        expected="a name that only one sheet of the year has",
        actual=" ".join(filter(None, (head.project_name, head.department, head.serial))),
    )


def _about_set(heads: Sequence[Head]) -> Iterator[tuple[Head, Finding]]:
    """Reports of one project, form and year, newest first."""
    newest, *others = heads
    for head in others:
        if head.sha256 == newest.sha256:
            yield head, _twice(head)
    again = {head.sha256: head for head in others if head.sha256 != newest.sha256}.values()
    for head in again:
        if match_key(head.project_name or "") != match_key(newest.project_name or ""):
            yield newest, _shared(newest, head)
        if head.first_run == newest.first_run:
            yield newest, _order(head)
        else:
            yield newest, _replaces(head)


def _twice(head: Head) -> Finding:
    return Finding(
        TWICE,
        Severity.WARNING,
        "the same file has two sheets of one form, year and project code; one of the codes may be wrong",
        expected="one sheet of each project",
        actual=f"{head.project_code} {head.project_name or ''}".strip(),
    )


def _shared(newest: Head, head: Head) -> Finding:
    return Finding(
        SHARED,
        Severity.WARNING,
        f"the sheet {head.id} of the same form, year and project code has another name; this one replaces it, "
        "which is wrong if they are two projects",
        expected=head.project_name,
        actual=newest.project_name,
    )


def _replaces(head: Head) -> Finding:
    return Finding(
        REPLACES,
        Severity.INFO,
        f"the same form, year and project is also in the sheet {head.id}, which came in an earlier run; this one "
        "counts. The view restatements has the figures on which they differ",
        actual=head.id,
    )


def _order(head: Head) -> Finding:
    return Finding(
        ORDER,
        Severity.WARNING,
        f"the same form, year and project is also in the sheet {head.id}, which came in the same run, so nothing says "
        "which is newer; this one counts. Keep the one that holds, or load the older one first",
        actual=head.id,
    )
