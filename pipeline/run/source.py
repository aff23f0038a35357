"""One source through the stages: recognise, bind, settle, assemble, check."""

from pipeline.bind.assemble import assemble_facts, assemble_head
from pipeline.bind.report import bind_report
from pipeline.checks.companions import link_companions
from pipeline.checks.identities import Identities
from pipeline.checks.report_checks import check_report
from pipeline.checks.settle import settle
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report, SourceReading
from pipeline.recognise.reports import FoundReport, recognise
from pipeline.spec.registry import Registry


def read_source(document: Document, registry: Registry) -> SourceReading:
    """Everything that a document says, by the forms of ``registry``."""
    recognition = recognise(document, registry.forms)
    reports = tuple(_read_report(number, found) for number, found in enumerate(recognition.reports))
    findings = [*recognition.findings]
    if recognition.outside and reports:
        findings.append(
            Finding(
                "text-outside-reports",
                Severity.WARNING,
                f"{len(recognition.outside)} cells stand outside every report of a known form",
                actual=recognition.outside[0].text.strip(),
                place=recognition.outside[0].place,
            )
        )
    return SourceReading(
        reports=link_companions(reports, registry), unread=recognition.outside, findings=tuple(findings)
    )


def _read_report(ordinal: int, found: FoundReport) -> Report:
    bound = bind_report(found)
    identities = Identities(found.form, bound.records)
    settled = settle(bound.problems, bound.facts, identities)
    drafts = [*bound.facts, *settled.facts]
    facts, odd = assemble_facts(bound, drafts)
    head = assemble_head(bound, found.form, drafts)
    checks = check_report(facts, identities)
    findings = (*bound.findings, *settled.findings, *odd, *_head_findings(head.project_name, found), *checks)
    unread = tuple(dict.fromkeys((*bound.unread, *settled.unread)))
    return Report(ordinal=ordinal, head=head, facts=facts, findings=findings, unread=unread, cells=len(bound.cells))


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
