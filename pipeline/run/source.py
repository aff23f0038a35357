"""One source through the stages: recognise, bind, settle, assemble, check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.assemble.facts import assemble_facts
from pipeline.assemble.head import assemble_head, head_contradictions
from pipeline.bind.report import bind_report
from pipeline.checks.companions import link_companions, pair_up
from pipeline.checks.identities import Identities
from pipeline.checks.repeated import check_repeated
from pipeline.checks.report_checks import check_report
from pipeline.checks.rules import Rule, rules_of, witnesses
from pipeline.checks.serials import Serials
from pipeline.checks.settle import settle
from pipeline.model.change import replace
from pipeline.model.document import Cell, Document
from pipeline.model.drafts import BoundReport
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report, SourceReading
from pipeline.recognise.found import FoundReport
from pipeline.recognise.reports import Recogniser
from pipeline.spec.registry import Registry


def read_source(document: Document, registry: Registry) -> SourceReading:
    """Everything that a document says, by the forms of ``registry``."""
    stream = ReportStream(document, registry)
    reports = sorted(stream.reports(), key=lambda report: report.ordinal)
    return SourceReading(reports=tuple(reports), unread=stream.unread, findings=stream.findings)


class ReportStream:
    """The reports of a document, one after the other, so that a volume of any length fits into memory.

    ``unread`` and ``findings``, about the file as a whole, are complete when all reports have been walked. Reports of
    forms that have a companion come last: their companion may stand anywhere in the file.
    """

    def __init__(self, document: Document, registry: Registry) -> None:
        self._document = document
        self._registry = registry
        self._recogniser = Recogniser(registry.forms)
        self._serials = Serials()
        self._reports = 0
        forms = [form for form in registry.forms if form.companion is not None]
        self._paired = {form.family for form in forms} | {form.companion.form for form in forms if form.companion}

    @property
    def unread(self) -> tuple[Cell, ...]:
        """The cells outside every report."""
        return tuple(self._recogniser.outside)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of the file itself."""
        outside = self._recogniser.outside
        said = [_outside(outside)] if outside and self._reports else []
        return (*self._recogniser.findings, *said)

    def reports(self) -> Iterator[Report]:
        """Every report of the document, once."""
        waiting: list[_Bound] = []
        for found in self._recogniser.reports(self._document):
            bound = _Bound(self._reports, found, bind_report(found))
            self._reports += 1
            if found.form.family in self._paired:
                waiting.append(bound)
            else:
                yield self._in_sequence(_finish(bound, []))
        for report in link_companions(_finish_pairs(waiting), self._registry):
            yield self._in_sequence(report)

    def _in_sequence(self, report: Report) -> Report:
        odd = tuple(self._serials.check(report))
        return replace(report, findings=(*report.findings, *odd)) if odd else report


def _finish_pairs(bound: Sequence["_Bound"]) -> list[Report]:
    """Reports whose companions may bear witness for them, in order."""
    pairs = pair_up([each.found for each in bound])
    reports: dict[int, Report] = {}
    for number, companion in pairs.items():
        reports[number], reports[companion] = _read_pair(bound[number], bound[companion])
    for number, each in enumerate(bound):
        if number not in reports:
            reports[number] = _finish(each, [])
    return [reports[number] for number in sorted(reports)]


@dataclass(frozen=True, slots=True)
class _Bound:
    ordinal: int
    found: FoundReport
    report: BoundReport


def _read_pair(repeating: _Bound, stating: _Bound) -> tuple[Report, Report]:
    """Two forms that state the same figures bear witness for each other, of what is certain without columns."""
    companion = repeating.found.form.companion
    same = companion.same if companion is not None else []
    certain = _finish(stating, [], by_columns=False)
    first = _finish(repeating, witnesses(certain, same, repeating.report.records))
    return first, _finish(stating, witnesses(first, same, stating.report.records))


def _finish(bound: _Bound, witnessed: list[Rule], *, by_columns: bool = True) -> Report:
    """Settle, assemble and check a bound report."""
    found, report = bound.found, bound.report
    identities = Identities(found.form, report.years, report.records)
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


def _outside(cells: Sequence[Cell]) -> Finding:
    message = f"{len(cells)} cells stand outside every report of a known form"
    first = cells[0]
    return Finding("text-outside-reports", Severity.WARNING, message, actual=first.text.strip(), place=first.place)


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
