"""What differs between two forms, by name: renamed, added, gone, moved, changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.inventory import Entry, inventory
from pipeline.drafting.likeness import likeness
from pipeline.drafting.order import longest_rising

_ALIKE = 0.5  # texts less alike than this are two things, unless they mean the same or stand in the same place
_SAME_MEANING, _SAME_PLACE = 0.3, 0.15
_TOP = ("title", "name", "kind", "sheet_after", "rounding")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: ``change`` renamed, added, gone, moved or changed; ``what`` is the kind of thing.

    ``where`` is what it stands in, ``old`` and ``new`` what it is called, or what it says where it ``changed``.
    """

    change: str
    what: str
    where: str
    name: str
    old: str | None = None
    new: str | None = None


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Every difference between the resolved data of two forms, in the order of the forms."""
    return [*_top(old, new), *_Comparison(inventory(old), inventory(new)).differences()]


def _top(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for key in _TOP:
        if key != "title" and old.get(key) != new.get(key):
            yield Difference("changed", "form", "", key, _said(old.get(key)), _said(new.get(key)))


class _Comparison:
    """Pairs the things of two forms, surest first: same place, then same section, then anywhere, then alike."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self._old, self._new = list(old), list(new)
        self._pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        self._sections = _same_sections(old, new)

    def differences(self) -> list[Difference]:
        self._pair(lambda a, b: bool(a.keys & b.keys) and self._same_section(a, b) and a.names[:-1] == b.names[:-1])
        self._pair(lambda a, b: bool(a.keys & b.keys) and self._same_section(a, b))
        self._pair(lambda a, b: a.kind == "section" and self._sections.get(a.section) == b.section)
        self._pair_alike()
        self._pair(lambda a, b: bool(a.keys & b.keys) and _may_move(a))
        return [difference for _, difference in sorted(self._found(), key=lambda pair: pair[0])]

    def _same_section(self, old: Entry, new: Entry) -> bool:
        return self._sections.get(old.section, old.section) == new.section

    def _pair(self, fits: Any) -> None:
        for number, old in enumerate(self._old):
            if number in self._pairs:
                continue
            for other, new in enumerate(self._new):
                if other not in self._taken and old.kind == new.kind and fits(old, new):
                    self._pairs[number] = other
                    self._taken.add(other)
                    break

    def _pair_alike(self) -> None:
        scored = sorted(self._scores(), reverse=True)
        for _, number, other in ((score, -n, -o) for score, n, o in scored):
            if number not in self._pairs and other not in self._taken:
                self._pairs[number] = other
                self._taken.add(other)

    def _scores(self) -> Iterator[tuple[float, int, int]]:
        free = [number for number in range(len(self._new)) if number not in self._taken]
        for number, old in enumerate(self._old):
            if number in self._pairs or old.kind in {"check", "choice", "table"}:
                continue
            for other in free:
                new = self._new[other]
                if old.kind == new.kind and self._same_section(old, new) and old.kind != "section":
                    score = self._score(number, other)
                    if score >= _ALIKE:
                        yield score, -number, -other

    def _score(self, number: int, other: int) -> float:
        old, new = self._old[number], self._new[other]
        alike = max(likeness(a, b) for a in old.texts for b in new.texts)
        same = _SAME_MEANING if old.says and old.meaning == new.meaning else 0.0
        before = self._pairs.get(number - 1) == other - 1 or number == other == 0
        after = self._pairs.get(number + 1) == other + 1
        return alike + same + _SAME_PLACE * (before + after)

    def _found(self) -> Iterator[tuple[float, Difference]]:
        back = {other: number for number, other in self._pairs.items()}
        for number, old in enumerate(self._old):
            if number in self._pairs:
                for difference in _between(old, self._new[self._pairs[number]], self._same_section):
                    yield number, difference
            elif not self._is_inside_gone(old):
                yield number, Difference("gone", old.kind, old.above, old.text)
        last = -1.0
        for other, new in enumerate(self._new):
            if other in back:
                last = back[other]
            elif not self._is_inside_added(new):
                yield last + 0.5, Difference("added", new.kind, new.above, new.text)
        yield from self._moved_sections()

    def _is_inside_gone(self, entry: Entry) -> bool:
        """True if all that it stands in is gone: that says enough."""
        return self._inside(entry, self._old, set(self._pairs))

    def _is_inside_added(self, entry: Entry) -> bool:
        return self._inside(entry, self._new, self._taken)

    def _inside(self, entry: Entry, entries: Sequence[Entry], paired: set[int]) -> bool:
        holders = (n for n, e in enumerate(entries) if e is not entry and _holds(e, entry))
        return any(number not in paired for number in holders)

    def _moved_sections(self) -> Iterator[tuple[float, Difference]]:
        old = [number for number, e in enumerate(self._old) if e.kind == "section" and number in self._pairs]
        order = [self._pairs[number] for number in old]
        kept = longest_rising(order)
        for number, other in zip(old, order, strict=True):
            if other in kept:
                continue
            before = [e for e in self._new[:other] if e.kind == "section"]
            where = f"after {before[-1].text}" if before else "first"
            entry = self._old[number]
            yield number, Difference("moved", "section", "", entry.text, None, where)


def _may_move(entry: Entry) -> bool:
    return entry.kind not in {"table", "header", "unit note", "choice"}


def _holds(outer: Entry, inner: Entry) -> bool:
    at = outer.location
    return len(at) < len(inner.location) and inner.location[: len(at)] == at


def _between(old: Entry, new: Entry, same_section: Any) -> Iterator[Difference]:
    if not old.keys & new.keys or (old.keys != new.keys and len(old.keys) == len(new.keys) == 1):
        yield Difference("renamed", old.kind, new.above, old.text, old.text, " | ".join(new.texts))
    elif old.keys != new.keys:
        yield Difference("changed", old.kind, new.above, old.text, " | ".join(old.texts), " | ".join(new.texts))
    if not same_section(old, new) and old.kind != "section":
        yield Difference("moved", old.kind, old.above, old.text, old.section, new.section)
    for key in dict.fromkeys((*old.says, *new.says)):
        if old.says.get(key) != new.says.get(key):
            said = _said(old.says.get(key)), _said(new.says.get(key))
            yield Difference("changed", old.kind, new.above, f"{new.text}: {key}", *said)


def _same_sections(old: Sequence[Entry], new: Sequence[Entry]) -> dict[str, str]:
    """Old headings by what they are called in the new form: by their words, else by what stands below them."""
    ours, theirs = _below(old), _below(new)
    found = {a: b for a in ours for b in theirs if literal_keys(old, a) & literal_keys(new, b)}
    rest = [b for b in theirs if b not in found.values()]
    for heading in (a for a in ours if a not in found):
        scored = [(_share(ours[heading], theirs[b]) + likeness(heading, b) / 2, b) for b in rest]
        score, best = max(scored, default=(0.0, ""))
        if score >= _ALIKE:
            found[heading] = best
            rest.remove(best)
    return found


def literal_keys(entries: Iterable[Entry], heading: str) -> frozenset[str]:
    """The keys of a section's heading, all variants."""
    return next((e.keys for e in entries if e.kind == "section" and e.section == heading), frozenset({""}))


def _below(entries: Iterable[Entry]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.section:
            found[entry.section] |= set() if entry.kind == "section" else entry.keys
    return dict(found)


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _said(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, dict):
        return ", ".join(f"{key} {_said(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(str(_said(item)) for item in value)
    return str(value)
