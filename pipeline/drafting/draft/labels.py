"""Which cells of a sample are labels: their text is on the other samples too, and nothing else stands in its place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.bind.aligned.sheet import Sheet
from pipeline.drafting.draft.samples import Sample
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import MARK_PATTERN, find_mark
from pipeline.normalize.number import is_bare_number
from pipeline.normalize.unit import is_unit

_MOST, _SOME = 0.6, 4  # of four samples or more, a label may be missing from some
_PERIOD = re.compile(r"(年度?|年\d+月).*[~～].*年")
_MARKS = re.compile(MARK_PATTERN)


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples of one form; ``best`` is the one with most labels, from which the form is told."""

    all: tuple[Sample, ...]
    keys: frozenset[str]
    best: Sample
    _slots: dict[tuple[str, int, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        """What stands beside what on the best sample."""
        return self.best.sheet

    def is_label(self, cell: Cell) -> bool:
        """True for a cell of the best sample that is a label."""
        return not cell.is_blank and match_key(cell.text) in self.keys

    def is_value(self, cell: Cell) -> bool:
        """True for a cell that a value stands in, or may stand in."""
        return not self.is_label(cell)

    def beside(self, label: Cell, side: str, steps: int = 1) -> tuple[str, ...]:
        """What the samples have at a side of a label (``right``, ``left``, ``below``), ``steps`` cells away."""
        key = match_key(label.text)
        number = next(n for n, cell in enumerate(self.best.by_key[key]) if cell.place == label.place)
        known = self._slots.get((key, number, f"{side}{steps}"))
        if known is None:
            known = tuple(text for sample in self.all for text in _slot(sample, key, number, side, steps))
            self._slots[key, number, f"{side}{steps}"] = known
        return known


def find_labels(samples: Sequence[Sample]) -> Samples:
    """The labels of some samples."""
    times = Counter(key for sample in samples for key in sample.by_key)
    least = len(samples) if len(samples) < _SOME else max(2, round(_MOST * len(samples)))
    likely = {key for key, count in times.items() if count >= least and _may_be_label(key)}
    always = {key for key in likely if times[key] == len(samples)}
    keys = {key for key in likely if key in always or not _varies(key, samples, always)}
    best = max(samples, key=lambda s: (sum(not c.is_blank and match_key(c.text) in keys for c in s.cells), _filled(s)))
    return Samples(tuple(samples), frozenset(keys), best)


def without_marks(text: str) -> str:
    """A text with all its marks taken out, to see whether anything but them varies."""
    return match_key(_MARKS.sub("", text))


def _filled(sample: Sample) -> int:
    return sum(not cell.is_blank for cell in sample.cells)


def _may_be_label(key: str) -> bool:
    if is_bare_number(key) or _PERIOD.search(key) or not any(char.isalpha() for char in key):
        return False
    if is_unit(key) and len(key) == 1:
        return False
    return find_mark(key, 0) is None and _MARKS.search(key) is None


def _varies(key: str, samples: Sequence[Sample], always: set[str]) -> bool:
    """True if other samples say something else where one has this text, as they do where a value stands."""
    for sample in samples:
        for number, cell in enumerate(sample.by_key.get(key, ())):
            left = [c for c in sample.sheet.left_of(cell) if not c.is_blank and match_key(c.text) in always]
            if not sample.aligned or not left:
                continue
            label = match_key(left[0].text)
            place = next(n for n, c in enumerate(sample.by_key[label]) if c.place == left[0].place)
            others = {match_key(t) for other in samples for t in _slot(other, label, place, "right", 1)}
            if len(others - {key}) > 0 and number >= 0:
                return True
    return False


def _slot(sample: Sample, key: str, number: int, side: str, steps: int) -> list[str]:
    """What one sample has at a side of the n-th cell that prints a text."""
    cells = sample.by_key.get(key, [])
    if number >= len(cells):
        return []
    at, sheet = cells[number], sample.sheet
    look = {"right": sheet.right_of, "left": sheet.left_of, "below": sheet.below}[side]
    for _ in range(steps):
        found = look(at)
        if not found:
            return []
        at = found[0]
    return [at.text]
