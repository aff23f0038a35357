"""Which project may follow which. Pure: stories in, suggestions with their evidence out; a person decides.

A project may follow one whose last sheet is of the year before its first. Above all the amounts tell: a sheet restates
last year's settlement, and the sheet of last year had stated it under the other name or code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.load.stories import Amount, Story, Subject

_STEPS = 2  # so many volumes may lack a project in between
_RARE = 4  # an amount that more projects state tells nothing
_ALIKE, _VERY_ALIKE, _A_LITTLE = 0.7, 0.85, 0.5
_DIGITS = 3
_NAMED = 3
_PLAIN = 2  # so many different amounts that are the same on both


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That one project may follow another (ids), and what speaks for it, in words.

    ``plain``: the amounts leave little doubt.
    """

    from_id: int
    to_id: int
    kind: str
    evidence: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Story
    new: Story
    alike: float
    equal: Mapping[Subject, Amount]
    unequal: Mapping[Subject, tuple[Amount, Amount]]

    @property
    def same_department(self) -> bool:
        return bool(self.old.department) and self.old.department == self.new.department

    @property
    def telling(self) -> int:
        """How many different amounts of some length are the same on both."""
        return len({amount.yen for amount in self.equal.values() if amount.digits >= _DIGITS})

    @property
    def score(self) -> float:
        return 2 * min(self.telling, 3) + 2 * self.alike + 0.5 * self.same_department - 2 * bool(self.unequal)


def follow_ups(stories: Sequence[Story]) -> list[Suggestion]:
    """The projects that may go on under another name or code, the likeliest of each; by their keys."""
    steps = {year: step for step, year in enumerate(sorted({y for s in stories for y in (s.first, s.last)}))}
    ended = [story for story in stories if steps[story.last] < len(steps) - 1]
    begun = [story for story in stories if steps[story.first] > 0]
    pairs: dict[tuple[int, int], _Pair] = {}
    for old, new in [*_by_name(ended, begun), *_by_amount(ended, begun)]:
        if _in_turn(old, new, steps):
            pairs[old.id, new.id] = _pair(old, new)
    sure = {ident for key, pair in pairs.items() if _is_likely(pair) for ident in key}
    rest = ([s for s in ended if s.id not in sure], [s for s in begun if s.id not in sure])
    for old, new in _by_likeness(*rest):
        if _in_turn(old, new, steps):
            pairs[old.id, new.id] = _pair(old, new)
    likely = [pair for pair in pairs.values() if _is_likely(pair)]
    return [_suggestion(pair) for pair in sorted(_best(likely), key=lambda pair: (pair.old.key, pair.new.key))]


def alike(old: Story, new: Story) -> float:
    """How alike the names are, from 0 to 1; 1 only where they are equal but for width and white space."""
    return SequenceMatcher(None, old.name_key, new.name_key, autojunk=False).ratio()


def _in_turn(old: Story, new: Story, steps: Mapping[int, int]) -> bool:
    return old.last < new.first and steps[new.first] - steps[old.last] <= _STEPS


def _by_name(ended: Iterable[Story], begun: Iterable[Story]) -> Iterator[tuple[Story, Story]]:
    by_name: dict[str, list[Story]] = defaultdict(list)
    for new in begun:
        by_name[new.name_key].append(new)
    for old in ended:
        if old.name_key:
            yield from ((old, new) for new in by_name[old.name_key])


def _by_amount(ended: Iterable[Story], begun: Iterable[Story]) -> Iterator[tuple[Story, Story]]:
    """Projects that state a rare amount alike."""
    found: dict[tuple[Subject, int], list[Story]] = defaultdict(list)
    for new in begun:
        for place in {(subject, amount.yen // 1000) for subject, amount in _settled(new)}:
            found[place].append(new)
    for old in ended:
        for subject, amount in _settled(old):
            near = [new for step in (-1, 0, 1) for new in found.get((subject, amount.yen // 1000 + step), ())]
            if len(near) <= _RARE:
                yield from ((old, new) for new in near)


def _by_likeness(ended: Sequence[Story], begun: Sequence[Story]) -> Iterator[tuple[Story, Story]]:
    matcher = SequenceMatcher(None, autojunk=False)
    for new in begun:
        matcher.set_seq2(new.name_key)
        for old in ended:
            matcher.set_seq1(old.name_key)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                yield old, new


def _settled(story: Story) -> Iterator[tuple[Subject, Amount]]:
    for subject, amounts in story.amounts.items():
        if subject.basis == "settlement":
            yield from ((subject, amount) for amount in amounts if amount.digits >= _DIGITS)


def _pair(old: Story, new: Story) -> _Pair:
    equal: dict[Subject, Amount] = {}
    unequal: dict[Subject, tuple[Amount, Amount]] = {}
    for subject in sorted(old.amounts.keys() & new.amounts.keys()):
        before, after = old.amounts[subject][-1], new.amounts[subject][0]
        if before.agrees(after):
            equal[subject] = after
        else:
            unequal[subject] = before, after
    return _Pair(old, new, alike(old, new), equal, unequal)


def _is_likely(pair: _Pair) -> bool:
    related = pair.same_department or pair.alike >= _A_LITTLE
    if pair.telling >= _PLAIN and len(pair.unequal) < len(pair.equal):
        return True
    if pair.telling == 1 and related and not pair.unequal:
        return True
    if pair.unequal and len(pair.unequal) >= len(pair.equal):
        return pair.alike == 1 and pair.same_department
    return pair.alike >= _VERY_ALIKE or (pair.alike >= _ALIKE and pair.same_department)


def _best(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs that are the best of the one side or the other."""
    most: dict[tuple[str, int], float] = defaultdict(float)
    for pair in pairs:
        for side in (("old", pair.old.id), ("new", pair.new.id)):
            most[side] = max(most[side], pair.score)
    return [pair for pair in pairs if pair.score in (most["old", pair.old.id], most["new", pair.new.id])]


def _suggestion(pair: _Pair) -> Suggestion:
    old, new = pair.old, pair.new
    said = []
    if pair.equal:
        told = sorted(pair.equal.items(), key=lambda item: (item[0].basis != "settlement", -item[1].yen, item[0]))
        said.append("both state " + listed([f"{subject} as {amount.yen:,} yen" for subject, amount in told]))
    said.append(words_on_names(old, new))
    if pair.same_department:
        said.append(f"same department: {new.department}")
    elif old.department and new.department:
        said.append(f"department {old.department}, then {new.department}")
    said.append(f"last sheet of {old.last}, first of {new.first}")
    if pair.unequal:
        told_against = [f"{s} as {a.yen:,} and {b.yen:,} yen" for s, (a, b) in pair.unequal.items()]
        said.append("against it: they state " + listed(told_against))
    kind = "recoded" if pair.alike == 1 else "renamed"
    return Suggestion(old.id, new.id, kind, "; ".join(said), plain=pair.telling >= _PLAIN and not pair.unequal)


def words_on_names(old: Story, new: Story) -> str:
    """What the names of two projects say."""
    ratio = alike(old, new)
    if ratio == 1:
        return f"same name: {new.name}"
    how = "names are alike" if ratio >= _A_LITTLE else "names differ"
    return f"{how} ({ratio:.2f}): {old.name}, then {new.name}"


def listed(words: Sequence[str]) -> str:
    """The first of many, and how many more."""
    more = [f"{len(words) - _NAMED} more"] if len(words) > _NAMED else []
    return ", ".join([*words[:_NAMED], *more])
