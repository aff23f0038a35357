"""Labels that a scan hides: the form says what is missing, and a cell that was read with doubt may be it.

A cell becomes a missing label only if its ink allows it and the whole report is then read with fewer errors: a label in
the wrong place leads to none of its values.
"""

from collections.abc import Callable, Iterator

from pipeline.decode.alike import alike
from pipeline.decode.changed import report_with
from pipeline.decode.confusable import likeness
from pipeline.decode.ctc import score_text
from pipeline.decode.emissions import emissions
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport
from pipeline.model.finding import Severity
from pipeline.recognise.found import FoundReport

_MISSING = frozenset({"label-missing", "heading-missing"})
_DOUBTED = 0.97  # a cell all of whose characters were read so well says what it says
_LEAST_A_CHARACTER = -8.5  # natural logarithm: what the ink must allow of each character of a label, on the average
_LONGER = 2  # characters that a cell may have more than the label
_FEWER = 2  # errors: the label that was missing and the cell that nothing claimed
_MOST_TRIED = 60

Bind = Callable[[FoundReport], BoundReport]


def with_missing_labels(found: FoundReport, bind: Bind) -> FoundReport:
    """The report with cells read as labels that it lacks, as far as they make it complete."""
    bound = bind(found)
    for _ in range(_MOST_TRIED):
        better = _better(found, bound, bind)
        if better is None:
            return found
        found, bound = better
    return found


def _better(found: FoundReport, bound: BoundReport, bind: Bind) -> tuple[FoundReport, BoundReport] | None:
    """The report with one label more, the one after which the fewest errors are left; None if none helps."""
    before = _errors(bound)
    best: tuple[int, FoundReport, BoundReport] | None = None
    for cell, label in list(_likely(bound))[:_MOST_TRIED]:
        named = replace(cell, text=label, recognised=cell.text if cell.recognised is None else cell.recognised)
        other = report_with(found, {cell.place: named})
        result = bind(other)
        left = _errors(result)
        if left <= before - _FEWER and (best is None or left < best[0]):
            best = (left, other, result)
    return None if best is None else best[1:]


def _likely(bound: BoundReport) -> Iterator[tuple[Cell, str]]:
    """Doubtful cells that nothing claims, each with the missing labels that its ink allows, the likeliest first."""
    missing = dict.fromkeys(
        finding.expected for finding in bound.findings if finding.rule in _MISSING and finding.expected
    )
    pairs = [
        (fit, cell, label)
        for cell in bound.unread
        if cell.lines and min(line.score for line in cell.lines) < _DOUBTED
        for label in missing
        if "{" not in label and (fit := _fit(cell, label)) is not None
    ]
    for _, cell, label in sorted(pairs, key=lambda pair: -pair[0]):
        yield cell, label


def _fit(cell: Cell, label: str) -> float | None:
    """How well the ink of a cell allows a label, a character; None if it doesn't."""
    wanted = likeness(label)
    if not wanted or abs(len(likeness(cell.text)) - len(wanted)) > max(_LONGER, len(wanted) // 3):
        return None
    seen = emissions((step for line in cell.lines for step in line.steps), alike)
    fit = score_text(seen, wanted) / len(wanted)
    return fit if fit >= _LEAST_A_CHARACTER else None


def _errors(bound: BoundReport) -> int:
    return sum(finding.severity is Severity.ERROR for finding in bound.findings)
