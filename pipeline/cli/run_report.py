"""What ``hyoka ingest`` says at its end: counters, then every file that a person should look at."""

import math
import shlex
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.cli.absent import print_absent
from pipeline.cli.difference import changes_json, print_changes
from pipeline.cli.drift_hint import drift_hints
from pipeline.cli.jsons import finding_json, write_json
from pipeline.cli.places import is_workbook_name, shown_place
from pipeline.cli.tables import clean, console, print_pairs
from pipeline.model.finding import Finding, Severity
from pipeline.run.reasons import Action
from pipeline.run.summary import FileResult, RunSummary

_NAMED = 10
_STYLES = {"failed": "bold red", "unrecognized": "bold yellow", "loaded": "yellow"}


def print_summary(summary: RunSummary) -> None:
    """Counters as a table, problems as a list."""
    to = console()
    if summary.dry:
        _print_actions(to, summary)
    print_pairs(to, _counters(summary))
    print_absent(to, summary)
    if summary.changes is not None:
        print_changes(to, summary.changes)
    if summary.problems:
        to.print(Text(f"\nTo look at: {len(summary.problems)} of {len(summary.files)} files", style="bold"))
        for file in summary.problems:
            _print_problem(to, file)
        for hint in drift_hints(summary.problems):
            to.print(Text(clean(hint), style="dim"), soft_wrap=True)
    if summary.interrupted:
        to.print(
            Text("\nBroken off. What was loaded by then stays; the same command goes on from there.", style="bold")
        )
    if summary.trouble is not None:
        said = f"\nNot all could be kept in parsed/, so it will be read again: {clean(summary.trouble)}"
        to.print(Text(said, style="yellow"), soft_wrap=True)
    if summary.dry:
        to.print(Text("\nThis was a dry run: nothing was changed.", style="bold"))


def _print_actions(to: Console, summary: RunSummary) -> None:
    """A line a file: what would be done with it, and why."""
    rows = [(_shown_action(file), str(file.spot), _outcome(file)) for file in summary.files]
    rows += [("missing", name, "") for name in summary.gone]
    width = max((len(action) for action, _, _ in rows), default=0)
    for action, name, outcome in rows:
        line = Text(f"{action:<{width}}  {clean(name)}")
        to.print(line.append(f"  {clean(outcome)}" if outcome else "", style="dim"), soft_wrap=True)
    to.print()


def _shown_action(file: FileResult) -> str:
    return "failed" if file.status == "failed" and file.action is not Action.REFUSED else file.action.value


def _outcome(file: FileResult) -> str:
    if file.skipped:
        return file.note or ""
    said = f"{file.reports} {'report' if file.reports == 1 else 'reports'}, {file.facts:,} facts"
    return ", ".join(filter(None, (file.why, said if file.status == "loaded" else file.status)))


def summary_json(summary: RunSummary) -> None:
    """Everything as JSON."""
    write_json(
        {
            "run": summary.run_id,
            "exit_status": summary.exit_status,
            "interrupted": summary.interrupted,
            "dry_run": summary.dry,
            "seconds": round(summary.seconds, 3),
            **asdict(summary.counts),
            "files_loaded": summary.count("loaded"),
            "files_unrecognized": summary.count("unrecognized"),
            "infos": summary.findings.get("info", 0),
            "unread_cells": summary.unread,
            "gone": list(summary.gone),
            "pruned": list(summary.pruned),
            "prune_refused": summary.absent.refused,
            "vanished": [asdict(each) for each in summary.absent.vanished],
            "older_content_counts": list(summary.outdated),
            "nothing_in": list(summary.nothing_in),
            "database": asdict(summary.held),
            "corrections_applied": sum(each.why is None for each in summary.ruled.corrections),
            "corrections_lapsed": sum(each.known and each.why is not None for each in summary.ruled.corrections),
            "links_suggested": summary.ruled.suggested,
            **({} if summary.changes is None else {"changes": changes_json(summary.changes)}),
            "passed_over": [asdict(passed) for passed in summary.passed_over],
            "files": [_file_json(file) for file in summary.files],
        }
    )


def _counters(summary: RunSummary) -> list[tuple[str, Any]]:
    counts = summary.counts
    severities = ", ".join(f"{summary.findings.get(key, 0):,} {key}" for key in ("error", "warning", "info"))
    passed = ", ".join(f"{passed.spot} ({passed.why})" for passed in summary.passed_over[:_NAMED])
    more = len(summary.passed_over) - _NAMED
    return [
        ("files", f"{counts.files_seen:,}"),
        ("  loaded", f"{summary.count('loaded'):,}"),
        ("  skipped", f"{counts.files_skipped:,}"),
        ("  unrecognized", f"{summary.count('unrecognized'):,}"),
        ("  failed", f"{counts.files_failed:,}"),
        ("reports", f"{counts.reports_loaded:,}"),
        ("facts", f"{counts.facts:,}"),
        ("findings", severities),
        ("unread cells", f"{summary.unread:,}"),
        ("coverage", shown_share(summary.coverage)),
        ("corrections", _corrections(summary)),
        ("links", _links(summary)),
        ("database", _held(summary)),
        ("seconds", f"{summary.seconds:.1f}"),
        ("passed over", (passed + (f" and {more} more" if more > 0 else "")) or None),
    ]


def _held(summary: RunSummary) -> str:
    held = summary.held
    missing = f", {held.missing:,} of them missing" if held.missing else ""
    return f"{held.facts:,} facts in {held.reports:,} reports of {held.sources:,} files{missing}"


def _corrections(summary: RunSummary) -> str | None:
    known = [each for each in summary.ruled.corrections if each.known]
    lapsed = sum(each.why is not None for each in known)
    if not known:
        return None
    return f"{len(known) - lapsed:,} apply" + (f", {lapsed:,} do not: hyoka correct --list" if lapsed else "")


def _links(summary: RunSummary) -> str | None:
    number = summary.ruled.suggested
    return f"{number:,} to look at: hyoka links" if number else None


def shown_share(share: float | None) -> str | None:
    """A share in percent, rounded down: 100 % is said of nothing less."""
    return None if share is None else f"{math.floor(share * 1000) / 10:.1f} %"


def _print_problem(to: Console, file: FileResult) -> None:
    line = Text(clean(file.spot))
    line.append("  ").append(file.status, style=_STYLES.get(file.status, ""))
    errors = file.findings.get("error", 0)
    if file.status == "loaded" and errors:
        line.append(f" with {errors:,} {'error' if errors == 1 else 'errors'}")
    if file.note:
        line.append(f" ({file.note})", style="dim")
    to.print(line, soft_wrap=True)
    for finding in file.serious:
        to.print(Text("    ").append(_said(finding, workbook=is_workbook_name(str(file.spot)))), soft_wrap=True)
    told = sum(finding.severity is Severity.ERROR for finding in file.serious)
    if errors > told:
        known = file.copy_of or file.spot
        source = shlex.quote(str(known)) if known.member is not None else known.path
        to.print(Text(f"    and {errors - told:,} more: hyoka check --source {clean(source)}"), soft_wrap=True)


def _said(finding: Finding, *, workbook: bool) -> str:
    place = shown_place(finding.place, workbook=workbook)
    parts = [f"{place}:" if place else "", f"{finding.rule}:", finding.message]
    parts += [f"(expected {finding.expected})" if finding.expected else ""]
    parts += [f"(found {finding.actual})" if finding.actual else ""]
    return clean(" ".join(filter(None, parts))).replace("\n", " ")


def _file_json(file: FileResult) -> dict[str, Any]:
    values = asdict(file)
    for own in ("serious", "source_id", "copy_of"):
        values.pop(own)
    values["action"] = file.action.value
    return {**values, "findings": dict(file.findings), "first_errors": [finding_json(f) for f in file.serious]}
