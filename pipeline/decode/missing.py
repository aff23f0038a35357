"""Labels and options that a scan hides: the form says what is missing, and a cell read with doubt may be it.

A cell becomes a missing label only if its ink allows it and the whole report is then read with fewer errors: a label in
the wrong place leads to none of its values. It becomes an option only if its ink says so, and no other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.decode.alike import alike
from pipeline.decode.changed import report_with
from pipeline.decode.confusable import likeness
from pipeline.decode.ctc import score_text
from pipeline.decode.emissions import emissions, joined
from pipeline.decode.options import read_option
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport
from pipeline.model.finding import Severity
from pipeline.recognise.found import FoundReport
from pipeline.spec.printed import option_groups

_MISSING = frozenset({"label-missing", "heading-missing"})
_DOUBTED = 0.97  # a cell all of whose characters were read so well says what it says
_LEAST_A_CHARACTER = -8.5  # natural logarithm: what the ink must allow of each character of a label, on the average
_LEAST_OF_OPTION = -2.5  # the same of an option, which has no other witness
_LONGER = 2  # characters that a cell may have more than the label
_LABEL_FEWER = 2  # errors: the label that was missing and the cell that nothing claimed
_OPTION_FEWER = 1
_MARGIN = 3.0  # natural logarithm: how much less likely every other option must be
_MOST_TRIED = 60

Bind = Callable[[FoundReport], BoundReport]


@dataclass(frozen=True, slots=True)
class _Likely:
    """What a cell may say, how well its ink allows that, and how many errors fewer there must then be."""

    cell: Cell
    text: str
    fit: float
    fewer: int


def with_missing_texts(found: FoundReport, bind: Bind) -> FoundReport:
    """The report with cells read as labels and options that it lacks, as far as they make it complete."""
    bound = bind(found)
    for _ in range(_MOST_TRIED):
        better = _better(found, bound, bind)
        if better is None:
            return found
        found, bound = better
    return found


def _better(found: FoundReport, bound: BoundReport, bind: Bind) -> tuple[FoundReport, BoundReport] | None:
    """The report with one cell read otherwise, after which the fewest errors are left; None if none helps."""
    before = _errors(bound)
    best: tuple[int, FoundReport, BoundReport] | None = None
    for likely in sorted(_likely(found, bound), key=lambda one: -one.fit)[:_MOST_TRIED]:
        cell = likely.cell
        named = replace(cell, text=likely.text, recognised=cell.text if cell.recognised is None else cell.recognised)
        other = report_with(found, {cell.place: named})
        result = bind(other)
        left = _errors(result)
        if left <= before - likely.fewer and (best is None or left < best[0]):
            best = (left, other, result)
    return None if best is None else best[1:]


def _likely(found: FoundReport, bound: BoundReport) -> Iterator[_Likely]:
    """Doubtful cells that nothing claims, each with the missing labels, or options, that its ink allows."""
    missing = dict.fromkeys(
        finding.expected for finding in bound.findings if finding.rule in _MISSING and finding.expected
    )
    for cell in filter(_is_doubtful, bound.unread):
        for label in missing:
            if "{" not in label and (fit := _fit(cell, label)) is not None:
                yield _Likely(cell, label, fit, _LABEL_FEWER)
    strange = {finding.place for finding in bound.findings if finding.rule == "option-unknown"}
    for cell in (cell for cell in bound.cells if cell.place in strange and _is_doubtful(cell)):
        for group in option_groups(found.form):
            chosen = read_option(joined(cell.lines), group)
            if chosen is None or chosen.margin < _MARGIN:
                continue
            fit = chosen.fit / len(chosen.option)
            if fit >= _LEAST_OF_OPTION:
                yield _Likely(cell, chosen.option, fit, _OPTION_FEWER)


def _is_doubtful(cell: Cell) -> bool:
    return bool(cell.lines) and min(line.score for line in cell.lines) < _DOUBTED


def _fit(cell: Cell, label: str) -> float | None:
    """How well the ink of a cell allows a label, a character; None if it doesn't."""
    wanted = likeness(label)
    if not wanted or abs(len(likeness(cell.text)) - len(wanted)) > max(_LONGER, len(wanted) // 3):
        return None
    fit = score_text(emissions(joined(cell.lines), alike), wanted) / len(wanted)
    return fit if fit >= _LEAST_A_CHARACTER else None


def _errors(bound: BoundReport) -> int:
    return sum(finding.severity is Severity.ERROR for finding in bound.findings)
