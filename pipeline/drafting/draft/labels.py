"""Which cells of a sample are labels: their text is on the other samples too, and nothing else stands in its place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.bind.aligned.sheet import Sheet
from pipeline.drafting.draft.constants import constant_values
from pipeline.drafting.draft.samples import Sample, label_key
from pipeline.drafting.words import guess
from pipeline.model.document import Cell, Place
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import MARK_PATTERN, find_mark
from pipeline.normalize.number import is_bare_number, parse_quantity
from pipeline.normalize.unit import is_noun, is_unit

_MOST, _SOME = 0.6, 4  # of four samples or more, a label may be missing from some
_A_YEAR = "{year}"
_YEARS = {"started_fiscal_year", "ended_fiscal_year"}
_CODE = 3  # digits of a code that stands left of its label (02 款)
_OPTIONS = 2  # marks: a text with so many is a list of options
_PERIOD = re.compile(r"(年度?|年\d+月).*[~～].*年")
_MARKS = re.compile(MARK_PATTERN)


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples of one form; ``best`` is the one with most labels, from which the form is told.

    ``values`` are the places on it where a label's words are a value (その他 is a source of funding, and a verdict);
    ``constants`` those among them where all samples have the same, each with the label that it seems to be of.
    """

    all: tuple[Sample, ...]
    keys: frozenset[str]
    best: Sample
    values: frozenset[Place] = frozenset()
    constants: dict[Place, Cell] = field(default_factory=dict)
    _slots: dict[tuple[str, int, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        """What stands beside what on the best sample."""
        return self.best.sheet

    def is_label(self, cell: Cell) -> bool:
        """True for a cell of the best sample that is a label."""
        if cell.is_blank or cell.place in self.values:
            return False
        key = label_key(cell.text)
        return key in self.keys and not (key == _A_YEAR and self._is_said(cell))

    def _is_said(self, cell: Cell) -> bool:
        """True for a year that stands right of a label which has a value there (開始年度 | 平成17年度)."""
        left = self.sheet.left_of(cell)
        return any((guess("values", c.text) or {}).get("report") in _YEARS for c in left if not c.is_blank)

    def is_value(self, cell: Cell) -> bool:
        """True for a cell that a value stands in, or may stand in."""
        return not self.is_label(cell)

    def beside(self, label: Cell, side: str, steps: int = 1) -> tuple[str, ...]:
        """What the samples have at a side of a label (``right``, ``left``, ``below``), ``steps`` cells away."""
        key = label_key(label.text)
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
    keys = {key for key in likely if not _varies(key, samples, always)}
    alike = {sample: constant_values(sample, keys) for sample in samples}
    keys -= {key for key in keys if all(_is_known_value(key, s, keys, alike) for s in samples if key in s.by_key)}
    best = max(samples, key=lambda s: (sum(not c.is_blank and label_key(c.text) in keys for c in s.cells), _filled(s)))
    values = {
        cell.place
        for cell in best.cells
        if not cell.is_blank
        and label_key(cell.text) in keys
        and _varies_at(cell, best, samples, keys & always, ("right",))
    }
    constants = {place: label for place, label in constant_values(best, keys).items() if place not in values}
    return Samples(tuple(samples), frozenset(keys), best, frozenset({*values, *constants}), constants)


def without_marks(text: str) -> str:
    """A text with all its marks taken out, to see whether anything but them varies."""
    return match_key(_MARKS.sub("", text))


def _filled(sample: Sample) -> int:
    return sum(not cell.is_blank for cell in sample.cells)


def _may_be_label(key: str) -> bool:
    if key == _A_YEAR:
        return True
    if (
        (is_bare_number(key) and not _counts_nouns(key))
        or _PERIOD.search(key)
        or not any(char.isalpha() for char in key)
    ):
        return False
    if is_unit(key) and len(key) == 1:
        return False
    # ※あてはまるものに○ is a label; ☑有 ☐無 is none.
    return find_mark(key.lstrip("(["), 0) is None and len(_MARKS.findall(key)) < _OPTIONS


def _counts_nouns(key: str) -> bool:
    """True for 3指標, which on a form is its third heading rather than three indicators."""
    quantity = parse_quantity(key)
    return quantity is not None and quantity.unit is not None and is_noun(match_key(quantity.unit))


def _varies(key: str, samples: Sequence[Sample], always: set[str]) -> bool:
    """True if other samples say something else mostly where one has this text, as they do where a value stands."""
    places = [(sample, cell) for sample in samples for cell in sample.by_key.get(key, ())]
    varying = sum(_varies_at(cell, sample, samples, always - {key}, ("right", "below")) for sample, cell in places)
    return 2 * varying > len(places)


def _varies_at(cell: Cell, sample: Sample, samples: Sequence[Sample], always: set[str], sides: Sequence[str]) -> bool:
    """True if other samples say something else right of the label left of a cell, or below the one above it."""
    if not sample.aligned:
        return False
    key = label_key(cell.text)
    look = {"right": sample.sheet.left_of, "below": sample.sheet.above}
    for side in sides:
        for label in (c for c in look[side](cell) if not c.is_blank and label_key(c.text) in always):
            own = label_key(label.text)
            place = next(n for n, c in enumerate(sample.by_key[own]) if c.place == label.place)
            others = {label_key(text) for other in samples for text in _slot(other, own, place, side, 1)}
            if others - {key} and key in others:
                return True
    return False


def _is_known_value(key: str, sample: Sample, keys: set[str], alike: dict[Sample, dict[Place, Cell]]) -> bool:
    """True for what all samples have right of a label that is known to have a value there, and leads nowhere itself."""
    if guess("values", key) is not None or guess("columns", key) is not None:
        return False
    return all(_is_led_to(cell, sample, keys, alike[sample]) for cell in sample.by_key[key])


def _is_led_to(cell: Cell, sample: Sample, keys: set[str], alike: dict[Place, Cell]) -> bool:
    sheet = sample.sheet
    left = [c for c in sheet.left_of(cell) if label_key(c.text) in keys]
    if len(left) != 1 or not cell.ruled or guess("values", left[0].text) is None:
        return False
    below = [c for label in (left[0], cell) for c in sheet.below(label) if _is_within(c, label)]
    below = [c for c in below if not any(label_key(other.text) in keys for other in sheet.left_of(c))]
    if sheet.right_of(left[0])[:1] != [cell] or any(label_key(c.text) not in keys or c.place in alike for c in below):
        return False
    after = [c for c in sheet.right_of(cell) if c.is_blank or label_key(c.text) not in keys]
    return all(is_bare_number(c.text) and len(label_key(c.text)) <= _CODE for c in after)


def _is_within(cell: Cell, label: Cell) -> bool:
    return label.col <= cell.col and cell.col_end <= label.col_end


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
