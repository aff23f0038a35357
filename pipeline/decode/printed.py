"""Cells that hold a printed text of the form: verified against their ink, not trusted as read.

A cell is such a text if it reads like it but for a few characters, and its ink allows these: the recogniser saw them
too, less clearly, or they print alike. Figures inside a label are never taken on faith.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from pipeline.decode.confusable import WEAK, likeness, strong
from pipeline.decode.ctc import score_text
from pipeline.decode.emissions import Emission, emissions
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.template import compile_template

_SLIPS = 0.34  # of a text's characters that may be read wrongly
_A_SLIP, _A_SLIP_OF_TWO = -9.0, -4.6  # natural logarithm: how much less likely than what was read, for each slip
_LONG, _FEW = 8, 0.15  # a text so long with so few slips is no other, whatever was seen
_HOLE = regex.compile(r"(\{[a-z][a-z0-9_]*\})")


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
    def _holed(self) -> tuple["_Holed", ...]:
        return tuple(_Holed(text) for text in self.texts if "{" in text and _literal(text))

    def has(self, text: str) -> bool:
        """True if a text is one of them as read, holes filled in."""
        if match_key(text) in self._keys:
            return True
        return any(one.template.match(text) is not None for one in self._holed)

    def verified(self, cell: Cell) -> str | None:
        """The text of the form that a cell prints, where it was read differently; None if it is none of them."""
        read = match_key(cell.text)
        if not read or self.has(cell.text):
            return None
        alike = likeness(cell.text)
        same = [one for one in self._plain if alike and one.likeness == alike and len(one.key) > 1]
        if same:
            return min(same, key=lambda one: _distance(read, one.key)).text
        seen = emissions((step for line in cell.lines for step in line.steps), _strong)
        near = [(one, slips) for one in self._plain if (slips := _slips(alike, one.likeness)) is not None]
        for one, slips in sorted(near, key=lambda pair: pair[1]):
            if _is_in_ink(strong(one.text), strong(cell.text), slips, seen):
                return one.text
        return next((text for one in self._holed if (text := one.verified(cell.text, read, seen)) is not None), None)


class _Holed:
    """A text with holes; what stands in them is kept as read."""

    def __init__(self, source: str) -> None:
        self.template = compile_template(source)
        self._pieces = _HOLE.split(source)
        self._pattern = regex.compile(self._fuzzy(), regex.DOTALL | regex.BESTMATCH)

    def _fuzzy(self) -> str:
        names = iter(self.template.holes)
        groups = self.template.pattern
        pieces = []
        for piece in self._pieces:
            if _HOLE.fullmatch(piece):
                name = next(names)
                pieces.append(_group_of(groups.pattern, name))
            elif literal := match_key(piece):
                pieces.append(f"(?:{_weakened(literal)}){{e<={_allowed(strong(literal))}}}")
        return "".join(pieces)

    def verified(self, text: str, read: str, seen: Sequence[Emission]) -> str | None:
        """The text with its literal parts as the form prints them; None if it isn't this one."""
        found = self._pattern.fullmatch(read)
        if found is None:
            return None
        filled = "".join(
            (found.group(piece[1:-1]) or "") if _HOLE.fullmatch(piece) else piece for piece in self._pieces
        )
        slips = sum(found.fuzzy_counts)
        return filled if _is_in_ink(strong(filled), strong(read), slips, seen) else None


def _weakened(literal: str) -> str:
    """A pattern for a text whose weak signs may be missing, or other ones."""
    weak = f"[{regex.escape(''.join(sorted(WEAK)))}]?"
    return "".join(weak if character in WEAK else regex.escape(character) for character in literal)


def _group_of(pattern: str, name: str) -> str:
    """The named group of a compiled template's pattern."""
    begin = pattern.index(f"(?P<{name}>")
    depth, at = 0, begin
    while True:
        character = pattern[at]
        if character == "\\":
            at += 2
            continue
        depth += (character == "(") - (character == ")")
        at += 1
        if depth == 0:
            return pattern[begin:at]


def _literal(text: str) -> str:
    return match_key(_HOLE.sub("", text))


def _allowed(text: str) -> int:
    return max(int(len(text) * _SLIPS), 1) if len(text) > 1 else 0


def _slips(read: str, wanted: str) -> int | None:
    """How many characters must be changed, dropped or added; None if too many."""
    most = _allowed(wanted)
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


def _is_in_ink(wanted: str, read: str, slips: int, seen: Sequence[Emission]) -> bool:
    """True if what was seen may be ``wanted`` as well as what was ``read``."""
    if _figures(wanted) == _figures(read) and len(wanted) >= _LONG and slips <= _FEW * len(wanted):
        return True
    least = slips * (_A_SLIP if len(wanted) > 2 else _A_SLIP_OF_TWO)
    return score_text(seen, wanted) - score_text(seen, read) >= least


@lru_cache(maxsize=8192)
def _strong(character: str) -> str:
    """A character as match keys have it, nothing for a weak sign, so that it counts as a blank."""
    key = match_key(character)
    return "" if key in WEAK else key if len(key) == 1 else character


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def known_share(texts: PrintedTexts, cells: Iterable[Cell]) -> int:
    """How many different cells' texts are texts of the form as read."""
    return len({match_key(cell.text) for cell in cells if texts.has(cell.text)})
