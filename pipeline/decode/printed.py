"""Cells that hold a printed text of the form: verified against their ink, not trusted as read.

A cell is such a text if it reads like it but for a few characters, and its ink allows these: the recogniser saw them
too, less clearly, or they print alike. Figures inside a label are never taken on faith.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from pipeline.decode.confusable import likeness, strong
from pipeline.decode.holed import Holed, with_era, without_specks, without_specks_around
from pipeline.decode.lines import without_low
from pipeline.decode.slips import allowed, is_in_ink, seen_in
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.template import literal_of

_LONG, _FAR_MORE = 8, 2  # letters; times as many letters


@dataclass(frozen=True, slots=True)
class _Plain:
    text: str
    key: str
    likeness: str


@dataclass(frozen=True)
class PrintedTexts:
    """The texts that a form prints, ready to be looked up; holes are written as in its spec."""

    texts: tuple[str, ...]

    @cached_property
    def _plain(self) -> tuple[_Plain, ...]:
        return tuple(_Plain(text, match_key(text), likeness(text)) for text in self.texts if "{" not in text)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(one.key for one in self._plain)

    @cached_property
    def _holed(self) -> tuple["Holed", ...]:
        return tuple(Holed(text) for text in self.texts if "{" in text and literal_of(text))

    @cached_property
    def _years(self) -> tuple["Holed", ...]:
        return tuple(Holed(text) for text in self.texts if "{" in text and not literal_of(text))

    def has(self, text: str) -> bool:
        """True if a text is one of them as read, holes filled in."""
        if match_key(text) in self._keys:
            return True
        return any(one.matches(text) for one in self._holed)

    def _letters_told(self, text: str) -> int | None:
        """How many letters the text with holes has, of those that ``text`` is as read, that has most; None for none."""
        return max((one.letters for one in self._holed if one.matches(text)), default=None)

    def _longer(self, read: str, letters: int) -> str | None:
        """The text that says far more than the one whose ``letters`` were told, if nearly all of it was read.

        What is in a hole of a short text may be a long one but for a sign: ``{name}(単位:{unit})``.
        """
        more = (one for one in self._holed if one.letters >= max(_LONG, _FAR_MORE * letters))
        return next((text for one in more if (text := one.nearly(read)) is not None), None)

    def verified(self, cell: Cell) -> str | None:
        """The text of the form that a cell prints, where it was read differently; None if it is none of them."""
        read = match_key(cell.text)
        if not read or read in self._keys:
            return None
        if (known := self._letters_told(read)) is not None:
            return self._longer(read, known)
        for bare in (without_specks_around(read), match_key("".join(line.text for line in without_low(cell.lines)))):
            if bare and (self.has(bare) or any(one.matches(bare) for one in self._years)):
                return next((one.text for one in self._plain if one.key == bare), bare)
        alike = likeness(cell.text)
        same = [one for one in self._plain if alike and one.likeness == alike and len(one.key) > 1]
        if same:
            return min(same, key=lambda one: _distance(read, one.key)).text
        seen = seen_in(cell.lines)
        near = [(one, slips) for one in self._plain if (slips := _slips(alike, one.likeness)) is not None]
        for one, slips in sorted(near, key=lambda pair: pair[1]):
            if is_in_ink(strong(one.text), strong(cell.text), slips, seen):
                return one.text
        mended = tuple(text for text in (with_era(read, seen), without_specks(read)) if text is not None)
        tries = (*product(self._holed, (read, *mended)), *product(self._years, mended))
        found = [told for holed, wanted in tries if (told := holed.verified(wanted, seen)) is not None]
        best = {text for slips, text in found if slips == min(found)[0]}
        return best.pop() if len(best) == 1 else None


def _slips(read: str, wanted: str) -> int | None:
    """How many characters must be changed, dropped or added; None if too many."""
    most = allowed(wanted)
    if abs(len(read) - len(wanted)) > most or most == 0:
        return None
    if len(set(wanted) & set(read)) < len(set(wanted)) - most:
        return None
    slips = _distance(read, wanted)
    return slips if slips <= most else None


def _distance(one: str, other: str) -> int:
    """How many characters must be changed, dropped or added to make one text of another (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, character in enumerate(one, start=1):
        above, row = row, [number, *([0] * len(other))]
        for at, wanted in enumerate(other, start=1):
            row[at] = min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (character != wanted))
    return row[-1]


def known_share(texts: PrintedTexts, cells: Iterable[Cell]) -> int:
    """How many different cells' texts are texts of the form as read."""
    return len({match_key(cell.text) for cell in cells if texts.has(cell.text)})
