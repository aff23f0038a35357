"""One source through the stages: recognise, bind, settle, assemble, check."""

from pipeline.bind.assemble import assemble_facts, assemble_head
from pipeline.bind.report import bind_report
from pipeline.checks.companions import link_companions, neighbour
from pipeline.checks.identities import Identities
from pipeline.checks.report_checks import check_report
from pipeline.checks.rules import rules_of, witnesses
from pipeline.checks.settle import settle
from pipeline.model.document import Cell, Document
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report, SourceReading
from pipeline.recognise.reports import FoundReport, recognise
from pipeline.spec.registry import Registry


def read_source(document: Document, registry: Registry) -> SourceReading:
    """Everything that a document says, by the forms of ``registry``."""
    recognition = recognise(document, registry.forms)
    reports: dict[int, Report] = {}
    # A form that repeats its companion's figures is read after it, with the companion as a witness.
    repeating = [bool(found.form.companion and found.form.companion.same) for found in recognition.reports]
    for number in sorted(range(len(repeating)), key=lambda n: repeating[n]):
        reports[number] = _read_report(number, recognition.reports[number], list(reports.values()))
    ordered = [reports[number] for number in sorted(reports)]
    findings = [*recognition.findings]
    if recognition.outside and reports:
        findings.append(_outside(recognition.outside))
    return SourceReading(
        reports=link_companions(ordered, registry), unread=recognition.outside, findings=tuple(findings)
    )


def _read_report(ordinal: int, found: FoundReport, before: list[Report]) -> Report:
    bound = bind_report(found)
    identities = Identities(found.form, bound.records)
    rules = rules_of(identities)
    companion = neighbour(ordinal, found, before)
    if companion is not None and found.form.companion is not None:
        rules.extend(witnesses(companion, found.form.companion.same, bound.records))
    settled = settle(bound.problems, bound.facts, rules)
    drafts = [*bound.facts, *settled.facts]
    facts, odd = assemble_facts(bound, drafts)
    head = assemble_head(bound, found.form, drafts)
    checks = check_report(facts, identities)
    findings = (*bound.findings, *settled.findings, *odd, *_head_findings(head.project_name, found), *checks)
    unread = tuple(dict.fromkeys((*bound.unread, *settled.unread)))
    return Report(ordinal=ordinal, head=head, facts=facts, findings=findings, unread=unread, cells=len(bound.cells))


def _outside(cells: tuple[Cell, ...]) -> Finding:
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
