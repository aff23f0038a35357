"""Gained, lost and changed values, for people and for programs."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from msgspec import structs
from rich.console import Console
from rich.text import Text

from pipeline.cli.tables import clean
from pipeline.run.difference import Change

_LONGEST = 80


def print_changes(to: Console, changes: Sequence[Change]) -> None:
    """A line a value, below the sheet that says it; of a sheet that is wholly new or gone only how many."""
    counts = Counter(_how(change) for change in changes)
    said = ", ".join(f"{counts[how]:,} {how}" for how in ("gained", "lost", "changed"))
    to.print(Text(f"\nValues: {said}", style="bold"))
    for _, group in groupby(changes, key=lambda change: change.subject.report):
        of_report = list(group)
        to.print(Text(f"  {clean(_title(of_report[0]))}"), soft_wrap=True)
        ways = {_how(change) for change in of_report}
        if len(of_report) > 1 and ways in ({"gained"}, {"lost"}) and _is_whole(of_report):
            to.print(Text(f"    all {len(of_report):,} values {ways.pop()}"), soft_wrap=True)
            continue
        for change in of_report:
            to.print(_line(change), soft_wrap=True)


def changes_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Every change with the parts of what it is about."""
    return [
        {
            **structs.asdict(change.subject),
            "project_name": change.name,
            "before": change.before,
            "after": change.after,
            "change": _how(change),
        }
        for change in changes
    ]


def _is_whole(changes: Sequence[Change]) -> bool:
    """Whether these are all values of a report: its name, which every sheet has, is among them."""
    return any(change.subject.table == "fields" and "project_name" in change.subject.about for change in changes)


def _how(change: Change) -> str:
    return "gained" if change.before is None else "lost" if change.after is None else "changed"


def _title(change: Change) -> str:
    subject = change.subject
    made = f", {subject.kind} of {subject.sheet}" if subject.sheet is not None else f", {subject.kind}"
    name = f" {change.name}" if change.name and change.name != subject.project else ""
    return f"{subject.municipality} {subject.project}{name}{made}"


def _line(change: Change) -> Text:
    subject = change.subject
    about = " ".join(
        filter(None, (subject.table, subject.year, subject.label and f"「{subject.label}」", subject.about))
    )
    sign, style = {"gained": ("+", "green"), "lost": ("-", "red"), "changed": ("~", "yellow")}[_how(change)]
    values = " -> ".join(_short(value) for value in (change.before, change.after) if value is not None)
    return Text(f"    {sign} ", style=style).append(f"{clean(about)}: {clean(values)}", style="default")


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
