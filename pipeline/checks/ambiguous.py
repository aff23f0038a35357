"""A cell with one reading, or with several that differ: then its value is NULL and a finding says what it could be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.change import names_of, replace
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading
from pipeline.model.facts import Cost, Derived, Fact, Funding, IndicatorValue, Measured, Money, Staffing
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status

_VALUES = {"amount_yen", "precision_yen", "value", "value_low", "value_high", "yen"}
_MAY_BE_UNKNOWN = {"fiscal_year", "fiscal_year_to", "basis", "sums_to", "within", "note", "unit", "qualifier"}


@dataclass(frozen=True, slots=True)
class CellOutcome:
    """The facts of one cell; ``unread`` if not even what kind of fact it is can be told."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unread: bool = False


def undecided_cell(label: str, cell: Cell, readings: Sequence[Reading]) -> CellOutcome:
    """What a cell says under all placements that remain."""
    if not readings:
        return CellOutcome((), (_unplaced(label, cell),), unread=True)
    first = readings[0]
    if all(reading == first for reading in readings):
        return CellOutcome(first.facts, first.findings)
    if not any(reading.facts for reading in readings):
        return CellOutcome((), ())
    finding = _finding(label, cell, readings)
    merged = _merge([reading.facts for reading in readings])
    if merged is None:
        return CellOutcome((), (finding,), unread=True)
    return CellOutcome((merged,), (finding,))


def _merge(alternatives: Sequence[tuple[Fact, ...]]) -> Fact | None:
    """One fact with everything unknown in which the alternatives differ; None if they differ in kind."""
    if any(len(facts) != 1 for facts in alternatives):
        return None
    facts = [alternative[0] for alternative in alternatives]
    first = facts[0]
    if not isinstance(first, Money | Measured | Derived) or any(type(fact) is not type(first) for fact in facts):
        return None
    changes: dict[str, Any] = {"status": Status.AMBIGUOUS, "label": _common_label([fact.label for fact in facts])}
    for name in names_of(type(first)):
        if name in _VALUES:
            changes[name] = None
        elif name not in changes and len({getattr(fact, name) for fact in facts}) > 1:
            if name in _MAY_BE_UNKNOWN:
                changes[name] = None
            elif name != "measure":  # a figure of one indicator, of whichever measure: the finding names them
                return None
    return replace(first, **changes)


def _common_label(labels: Sequence[str]) -> str:
    split = [label.split(" > ") for label in labels]
    common = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return " > ".join(common)


def _unplaced(label: str, cell: Cell) -> Finding:
    message = f"{label}: no way was found to place the row's cells under its headings; look at the sheet"
    return Finding("alignment-ambiguous", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def _finding(label: str, cell: Cell, readings: Sequence[Reading]) -> Finding:
    places = [_describe(fact) for reading in readings for fact in reading.facts[:1]]
    return Finding(
        "alignment-ambiguous",
        Severity.ERROR,
        f"{label}: the columns of this file can't be trusted, and nothing on the sheet says which of these the cell "
        "is; its value was left out: look at the sheet",
        expected=" or ".join(dict.fromkeys(places)),
        actual=cell.text.strip(),
        place=cell.place,
    )


def _describe(fact: Fact) -> str:
    year = "undated" if fact.fiscal_year is None else str(fact.fiscal_year)
    match fact:
        case Cost():
            return f"{fact.item} {year}"
        case Funding():
            return f"{fact.source} {year}"
        case Staffing():
            return f"{fact.kind} staff {year}"
        case IndicatorValue() | Derived():
            return f"{fact.measure} {year}"
        case _:
            return fact.label.rsplit(" > ", 1)[-1]
