"""Printed texts with holes, such as ``{year}の決算``, verified as far as they are printed."""

from collections.abc import Sequence
from operator import ne

import regex

from pipeline.decode.confusable import WEAK, strong
from pipeline.decode.ctc import score_text
from pipeline.decode.emissions import Emission
from pipeline.decode.slips import allowed, is_in_ink, is_no_other
from pipeline.normalize.era import ERA_NAMES
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import MONEY_UNITS, money_factor, unit_keys
from pipeline.spec.template import compile_template, is_year_hole, literal_of

_AN_ERA, _CLEARLY = -8.0, 3.0  # natural logarithm: below what was read, and above any other era
_BRACKETS = frozenset("()[]【】〔〕《》≪≫〈〉<>「」『』")
_TELLING = 4  # letters of a text that say which one it is
_ERA = regex.compile(r"\p{Han}{2}(?=[0-9]{1,2}年|元年)")
_SPECKED = regex.compile(r"(?<=[0-9])[.,・](?=[0-9]?年)|(?<=\p{Han})[.,・](?=[0-9]{1,2}年)")
_SPECKS = ".,・:;'`"
_HOLE = regex.compile(r"(\{[a-z][a-z0-9_]*\})")


class Holed:
    """A text with holes; what stands in them is kept as read."""

    def __init__(self, source: str) -> None:
        self.template = compile_template(source)
        self._pieces = _HOLE.split(source)
        letters = strong(literal_of(source))
        self.letters = len(letters)
        # What is known by a few letters, with anything around them, isn't known when one of them is another.
        self._exact = len(letters) < _TELLING and not all(map(is_year_hole, self.template.holes))
        self._pattern = regex.compile(self._fuzzy(), regex.DOTALL | regex.BESTMATCH)

    def matches(self, text: str) -> bool:
        """True if a text is this one as read; a bracket that opens in a hole closes there."""
        found = self.template.match(text)
        return found is not None and not any(
            (name == "unit" and as_money(taken) is not None) or not _is_balanced(taken) for name, taken in found.holes
        )

    def _fuzzy(self) -> str:
        names = iter(self.template.holes)
        groups = self.template.pattern
        pieces = []
        for piece in self._pieces:
            if _HOLE.fullmatch(piece):
                name = next(names)
                pieces.append(_group_of(groups.pattern, name))
            elif literal := match_key(piece):
                slips = 0 if self._exact else allowed(strong(literal))
                pieces.append(f"(?:{_weakened(literal, brackets=self._exact)}){{e<={slips}}}")
        return "".join(pieces)

    def verified(self, text: str, seen: Sequence[Emission]) -> tuple[int, str] | None:
        """The match key ``text`` with its literal parts as the form prints them, and how many of its signs are others.

        None if it isn't this one.
        """
        found = self._pattern.fullmatch(text)
        if found is None or not all(_is_balanced(found.group(name) or "") for name in self.template.holes):
            return None
        taken = {name: found.group(name) or "" for name in self.template.holes}
        money = as_money(taken.get("unit", ""))
        if money is not None:
            taken["unit"] = money
        filled = "".join(taken[piece[1:-1]] if _HOLE.fullmatch(piece) else piece for piece in self._pieces)
        slips = sum(found.fuzzy_counts) + (money is not None)
        return (slips, filled) if is_in_ink(strong(filled), strong(text), slips, seen) else None

    def nearly(self, read: str) -> str | None:
        """A match key as the form prints it, if so much of it was read that it is no other, whatever was seen."""
        found = self._pattern.fullmatch(read)
        if found is None:
            return None
        filled = "".join(found.group(piece[1:-1]) if _HOLE.fullmatch(piece) else piece for piece in self._pieces)
        return filled if is_no_other(strong(filled), strong(read), sum(found.fuzzy_counts)) else None


def with_era(key: str, seen: Sequence[Emission]) -> str | None:
    """A match key with the name of an era before its year, where one of its two characters was read otherwise.

    None if no era was seen there, or more than one may be.
    """
    found = _ERA.search(key)
    if found is None or found.group() in ERA_NAMES:
        return None
    near = [era for era in ERA_NAMES if sum(map(ne, found.group(), era)) == 1]
    mended = [key[: found.start()] + era + key[found.end() :] for era in near]
    scored = sorted(((score_text(seen, strong(text)), text) for text in mended), reverse=True)
    as_read = score_text(seen, strong(key))
    if not scored or scored[0][0] < as_read + _AN_ERA or (scored[1:] and scored[1][0] > scored[0][0] - _CLEARLY):
        return None
    return scored[0][1]


def with_year_of(source: str, key: str) -> str | None:
    """A text that begins with a year (``{year}実績``), its year the one that a match key begins with.

    None if either begins otherwise, or if what is printed behind the year is not as long as what stands there.
    """
    _, *begin = _HOLE.split(source)
    template = compile_template(source)
    if len(begin) != 2 or not is_year_hole(template.holes[0]) or not source.startswith("{"):
        return None
    found = regex.match(_group_of(template.pattern.pattern, template.holes[0]), key)
    literal = match_key(begin[1])
    if found is None or not literal or abs(len(key) - found.end() - len(literal)) > 1:
        return None
    return found.group() + literal


def as_money(unit: str) -> str | None:
    """The unit of money that is one character from a text that is no unit (千丹 -> 千円); None if there isn't one."""
    key = match_key(unit)
    if key in unit_keys() or money_factor(key) is not None:
        return None
    near = [money for money in MONEY_UNITS if len(money) == len(key) and sum(map(ne, money, key)) == 1]
    return near[0] if len(near) == 1 and len(key) > 1 else None


def without_specks(key: str) -> str | None:
    """A match key without the points that specks made in the number of a year or beside it; None if there are none."""
    return mended if (mended := _SPECKED.sub("", key)) != key else None


def without_specks_around(key: str) -> str | None:
    """A match key without the points that specks made before and after it; None if there are none."""
    bare = key.strip(_SPECKS)
    return bare if bare and bare != key else None


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in match_key(text):
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            return False
    return depth == 0


def _weakened(literal: str, *, brackets: bool) -> str:
    """A pattern for a text whose weak signs may be missing, doubled, or other ones; ``brackets`` must be there."""
    weak = f"[{regex.escape(''.join(sorted(WEAK)))}]"
    return "".join(
        f"{weak}{{{int(brackets and character in _BRACKETS)},2}}" if character in WEAK else regex.escape(character)
        for character in literal
    )


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
