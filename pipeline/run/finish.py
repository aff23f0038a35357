"""One report after binding: settled, assembled, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.facts import assemble_facts
from pipeline.assemble.head import assemble_head, head_contradictions
from pipeline.checks.identities import Identities
from pipeline.checks.repeated import check_repeated
from pipeline.checks.report_checks import check_report
from pipeline.checks.rules import Rule, rules_of
from pipeline.checks.settle import settle
from pipeline.decode.numbers import Reading
from pipeline.model.drafts import BoundReport
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.model.report import Report
from pipeline.recognise.found import FoundReport


@dataclass(frozen=True, slots=True)
class Bound:
    """A report where it was found, its number in the document, and what binding made of it.

    ``readings`` are those of its figures, where its pages were recognised.
    """

    ordinal: int
    found: FoundReport
    report: BoundReport
    readings: Mapping[Place, Sequence[Reading]] | None = None

    @property
    def identities(self) -> Identities:
        """What must add up in it."""
        return Identities(self.found.form, self.report.years, self.report.records)


def finish(bound: Bound, witnessed: Sequence[Rule] = (), *, by_columns: bool = True) -> Report:
    """Settle, assemble and check a bound report."""
    found, report = bound.found, bound.report
    identities = bound.identities
    settled = settle(report.problems, report.facts, [*rules_of(identities), *witnessed], by_columns=by_columns)
    drafts = [*report.facts, *settled.facts]
    facts, odd = assemble_facts(report, drafts)
    head = assemble_head(report, found.form, drafts)
    checks = (*check_report(facts, identities), *check_repeated(facts))
    odd = (*odd, *head_contradictions(drafts))
    findings = (*report.findings, *settled.findings, *odd, *_head_findings(head.project_name, found), *checks)
    unread = tuple(dict.fromkeys((*report.unread, *settled.unread)))
    return Report(
        ordinal=bound.ordinal, head=head, facts=facts, findings=findings, unread=unread, cells=len(report.cells)
    )


def _head_findings(name: str | None, found: FoundReport) -> list[Finding]:
    if name is not None:
        return []
    return [
        Finding(
            "name-missing",
            Severity.ERROR,
            "the sheet names no project, so its history can't be told; look at the sheet",
            expected="the name of the 事務事業",
            place=found.title.place,
        )
    ]
