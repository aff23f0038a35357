"""Labels and options that a scan hides: the form says what is missing, and a cell read with doubt may be it.

A cell becomes a missing label only if its ink allows it and the whole report is then read with fewer errors: a label in
the wrong place leads to none of its values. Two labels of one table may have to be found together. A cell becomes an
option only if its ink says so, and no other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.decode.alike import alike
from pipeline.decode.changed import report_with
from pipeline.decode.confusable import likeness
from pipeline.decode.ctc import score_text
from pipeline.decode.emissions import emissions, joined
from pipeline.decode.holed import with_year_of
from pipeline.decode.options import read_option
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport
from pipeline.model.finding import Severity
from pipeline.normalize.fold import match_key
from pipeline.recognise.found import FoundReport
from pipeline.spec.printed import option_groups, printed_texts

_MISSING = frozenset({"label-missing", "heading-missing"})
_DOUBTED = 0.97  # a cell all of whose characters were read so well says what it says
_LEAST_A_CHARACTER = -8.5  # natural logarithm: what the ink must allow of each character of a label, on the average
_LEAST_OF_OPTION = -2.5  # the same of an option, which has no other witness
_LONGER = 2  # characters that a cell may have more than the label
_LABEL_FEWER = 2  # errors: the label that was missing and the cell that nothing claimed
_OPTION_FEWER = 1
_MARGIN = 3.0  # natural logarithm: how much less likely every other option must be
_MOST_TRIED, _PAIRED = 60, 8

Bind = Callable[[FoundReport], BoundReport]


@dataclass(frozen=True, slots=True)
class _Likely:
    """What a cell may say, how well its ink allows that, and how many errors fewer there must then be."""

    cell: Cell
    text: str
    fit: float
    fewer: int

    @property
    def likelihood(self) -> float:
        """Natural logarithm: of all its characters together."""
        return self.fit * len(self.text)

    def named(self) -> Cell:
        """The cell with what it may say."""
        before = self.cell.text if self.cell.recognised is None else self.cell.recognised
        return replace(self.cell, text=self.text, recognised=before)


@dataclass(frozen=True, slots=True)
class _Result:
    """How many errors are ``left`` in the report if cells say what is tried ``together``."""

    left: int
    together: tuple[_Likely, ...]
    found: FoundReport
    bound: BoundReport


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
    """The report with one cell read otherwise, or if none helps two, after which the fewest errors are left.

    None if nothing helps, or nothing tells which of two texts a cell says.
    """
    likely = sorted(_likely(found, bound), key=lambda one: -one.fit)[:_MOST_TRIED]
    pairs = [pair for pair in combinations(likely[:_PAIRED], 2) if pair[0].cell is not pair[1].cell]
    for tries in ([(one,) for one in likely], pairs):
        results = list(_helping(found, _errors(bound), bind, tries))
        if results:
            best = min(results, key=lambda result: result.left)
            rivals = (result.together for result in results if result.left == best.left)
            return None if any(_is_rival(best.together, other) for other in rivals) else (best.found, best.bound)
    return None


def _helping(found: FoundReport, before: int, bind: Bind, tries: Iterable[tuple[_Likely, ...]]) -> Iterator[_Result]:
    """The tries that leave so many errors fewer as they should."""
    for together in tries:
        other = report_with(found, {one.cell.place: one.named() for one in together})
        result = bind(other)
        left = _errors(result)
        if left <= before - sum(one.fewer for one in together):
            yield _Result(left, together, other, result)


def _is_rival(chosen: Sequence[_Likely], other: Sequence[_Likely]) -> bool:
    """True if another try says something else of the same cells, and their ink allows it about as well."""
    if [one.cell.place for one in chosen] != [one.cell.place for one in other]:
        return False
    if [one.text for one in chosen] == [one.text for one in other]:
        return False
    return sum(one.likelihood for one in chosen) - sum(one.likelihood for one in other) < _MARGIN


def _likely(found: FoundReport, bound: BoundReport) -> Iterator[_Likely]:
    """Doubtful cells that nothing claims, each with the missing labels, or options, that its ink allows."""
    missing = dict.fromkeys(
        finding.expected for finding in bound.findings if finding.rule in _MISSING and finding.expected
    )
    if any(map(str.isdecimal, missing)):  # so many headings there should be, of columns that are years
        missing |= dict.fromkeys(text for text in printed_texts(found.form) if "{" in text)
    for cell in filter(_is_doubtful, bound.unread):
        for label in missing:
            text = with_year_of(label, match_key(cell.text)) if "{" in label else label
            if text is not None and (fit := _fit(cell, text)) is not None:
                yield _Likely(cell, text, fit, _LABEL_FEWER)
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
