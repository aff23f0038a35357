"""A reading as tables for people."""

from collections.abc import Callable, Iterable
from functools import partial

from rich.console import Console

from pipeline.cli.places import shown_place
from pipeline.cli.run_report import shown_share
from pipeline.cli.show_json import in_order
from pipeline.cli.tables import Column, clean, console, print_pairs, print_table
from pipeline.cli.words import what, what_it_says
from pipeline.model.document import Cell, Place
from pipeline.model.facts import Indicator
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.model.report import Report
from pipeline.run.file import ReadFile

Shown = Callable[[Place | None], str]
"""How places are told."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_FACTS = (
    Column("place", number=True),
    Column("what"),
    Column("label"),
    Column("year", number=True),
    Column("value"),
    Column("status"),
)
_FINDINGS = (
    Column("place", number=True),
    Column("severity"),
    Column("rule"),
    Column("message"),
    Column("expected"),
    Column("found"),
)


def print_reading(read: ReadFile) -> None:
    """Print everything that was read from a file."""
    to = console()
    record = read.record
    pairs = [("file", record.spot), ("status", record.status), ("reader", record.reader), ("error", record.error)]
    print_pairs(to, pairs)
    shown: Shown = partial(shown_place, pages=record.pages or 1, workbook=record.reader == "excel")
    for report in read.reading.reports:
        to.print()
        _print_report(to, report, shown)
    _print_findings(to, "Findings on the file", read.reading.findings, shown)
    _print_unread(to, "Cells outside every report", read.reading.unread, shown)


def _print_report(to: Console, report: Report, shown: Shown) -> None:
    head = report.head
    town = head.municipality
    print_pairs(
        to,
        [
            ("report", f"{report.ordinal + 1}: {head.form} ({head.kind})"),
            ("municipality", f"{town.code} {town.prefecture}{town.name}"),
            ("fiscal year", head.fiscal_year),
            ("sheet made in", head.sheet_fiscal_year),
            ("project", " ".join(filter(None, (head.project_code, head.project_name))) or None),
            ("serial", head.serial),
            ("department", head.department),
            ("started", head.started_fiscal_year),
            ("ended", head.ended_fiscal_year),
            ("coverage", f"{shown_share(report.coverage)} of {report.cells:,} cells"),
        ],
    )
    names = {
        fact.number: fact.name or f"{fact.kind} {fact.ordinal}" for fact in report.facts if isinstance(fact, Indicator)
    }
    rows = [
        (
            shown(fact.place),
            what(fact, names),
            fact.label,
            fact.fiscal_year if fact.fiscal_year_to is None else f"{fact.fiscal_year}-{fact.fiscal_year_to}",
            what_it_says(fact),
            "" if fact.status is Status.VALUE else fact.status.value,
        )
        for fact in in_order(report)
    ]
    print_table(to, _FACTS, rows)
    _print_findings(to, "Findings", report.findings, shown)
    _print_unread(to, "Cells that no rule claimed", report.unread, shown)


def _print_findings(to: Console, title: str, findings: Iterable[Finding], shown: Shown) -> None:
    rows = [
        (
            shown(finding.place),
            finding.severity.value,
            finding.rule,
            finding.message,
            finding.expected,
            finding.actual,
        )
        for finding in sorted(findings, key=lambda finding: _ORDER[finding.severity])
    ]
    if rows:
        print_table(to, _FINDINGS, rows, title=f"{title}: {len(rows)}")


def _print_unread(to: Console, title: str, cells: Iterable[Cell], shown: Shown) -> None:
    rows = [(shown(cell.place), clean(cell.text)) for cell in cells]
    if rows:
        print_table(to, (Column("place", number=True), Column("text")), rows, title=f"{title}: {len(rows)}")
