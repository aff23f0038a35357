"""Which projects may have been merged or divided: one states the sum of what others do. Pure, as ``likely`` is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from pipeline.load.likely import Suggestion, alike, listed, words_on_names
from pipeline.load.stories import Amount, Story, Subject

_MOST = 16  # of so many in one department, three may go together
_TRIED = 2  # so many of a project's largest amounts are tried
_A_LITTLE = 0.3
_DIGITS = 4
Group = tuple[tuple[Story, ...], Mapping[Subject, int]]

_SUMMED = ("total", "direct", "personnel", "general")


def merged_or_split(stories: Sequence[Story], told: Container[int] = ()) -> list[Suggestion]:
    """Where the settlement that one project states is the sum of what two or three others state for the same year.

    ``told`` are projects that go on in one other by their own amounts, so nothing is asked of them.
    """
    found: dict[tuple[int, int], Suggestion] = {}
    first, last = (min(s.first for s in stories), max(s.last for s in stories)) if stories else (0, 0)
    open_ones = [story for story in stories if story.amounts and story.id not in told]
    ended = [story for story in open_ones if story.last < last]
    begun = [story for story in open_ones if story.first > first]
    for each in (*_merged(ended, begun), *_split(ended, begun), *_beside(stories, ended, begun)):
        found.setdefault((each.from_id, each.to_id), each)
    return [found[key] for key in sorted(found)]


def _merged(ended: Sequence[Story], begun: Sequence[Story]) -> Iterator[Suggestion]:
    """Several that ended before another began."""
    parts = _Parts(ended, -1)
    for whole in begun:
        for group, equal in parts.adding_up(whole, lambda part, whole=whole: part.last < whole.first):  # type: ignore[misc]
            for part in group:
                yield Suggestion(part.id, whole.id, "merged", _evidence(part, whole, group, whole, equal))


def _split(ended: Sequence[Story], begun: Sequence[Story]) -> Iterator[Suggestion]:
    """Several that began after another ended."""
    parts = _Parts(begun, 0)
    for whole in ended:
        for group, equal in parts.adding_up(whole, lambda part, whole=whole: part.first > whole.last):  # type: ignore[misc]
            for part in group:
                yield Suggestion(whole.id, part.id, "split", _evidence(whole, part, group, whole, equal))


def _beside(stories: Sequence[Story], ended: Sequence[Story], begun: Sequence[Story]) -> Iterator[Suggestion]:
    """One that went into another that goes on, or came out of it."""
    for whole in (story for story in stories if _restates(story)):
        for part in ended:
            equal = _risen(whole, part)
            if whole.first <= part.last < whole.last and _enough(equal) and _related(part, whole):
                yield Suggestion(part.id, whole.id, "merged", _restated(part, whole, "more", part, equal))
        for part in begun:
            equal = _risen(whole, part, sign=-1)
            if whole.first < part.first <= whole.last and _enough(equal) and _related(part, whole):
                yield Suggestion(whole.id, part.id, "split", _restated(whole, part, "less", part, equal))


def _restates(story: Story) -> bool:
    """Whether a later sheet of the project states some settlement otherwise than an earlier one."""
    return any(_is_summed(subject) and not said[0].agrees(said[-1]) for subject, said in story.amounts.items())


class _Parts:
    """Projects by the amounts they state, so that those which add up to an amount are found quickly.

    ``which`` of their statements counts: the last (-1) of projects that ended, the first (0) of those that began.
    """

    def __init__(self, stories: Iterable[Story], which: int) -> None:
        self._which = which
        self._by_subject: dict[Subject, list[tuple[int, int, Story]]] = defaultdict(list)
        for story in stories:
            for subject, said in story.amounts.items():
                if _is_summed(subject):
                    self._by_subject[subject].append((said[which].yen, story.id, story))
        for entries in self._by_subject.values():
            entries.sort(key=lambda entry: entry[:2])

    def adding_up(self, whole: Story, in_turn: Callable[[Story], bool]) -> Iterator[Group]:
        """The groups of related projects whose amounts add up to those of ``whole``, of all subjects that all state."""
        other = -1 if self._which == 0 else 0
        longest = sorted((s for s in whole.amounts if _is_summed(s)), key=lambda s: (-whole.amounts[s][other].yen, s))
        seen = set()
        for subject in longest[:_TRIED]:
            target = whole.amounts[subject][other]
            for group in (*self._pairs(subject, target), *self._threes(subject, target, whole)):
                ids = frozenset(part.id for part in group)
                if ids in seen or not all(in_turn(part) and _related(part, whole) for part in group):
                    continue
                seen.add(ids)
                equal = self._equal(whole, group, other)
                if equal is not None and _enough(equal):
                    yield group, equal

    def _pairs(self, subject: Subject, target: Amount) -> Iterator[tuple[Story, ...]]:
        entries = self._by_subject.get(subject, [])
        for number, (yen, _, story) in enumerate(entries):
            if yen > target.yen / 2 + target.precision:
                return
            start = bisect_left(entries, target.yen - yen - 3 * target.precision, key=lambda entry: entry[0])
            for rest, _, other in entries[max(start, number + 1) :]:
                if rest > target.yen - yen + 3 * target.precision:
                    break
                yield story, other

    def _threes(self, subject: Subject, target: Amount, whole: Story) -> Iterator[tuple[Story, ...]]:
        entries = [
            entry
            for entry in self._by_subject.get(subject, [])
            if entry[0] < target.yen and entry[2].department == whole.department
        ][:_MOST]
        for three in combinations(entries, 3):
            if abs(sum(yen for yen, _, _ in three) - target.yen) <= 4 * target.precision:
                yield tuple(story for _, _, story in three)

    def _equal(self, whole: Story, group: Sequence[Story], other: int) -> Mapping[Subject, int] | None:
        """The subjects on which the sum is right, with its amount if it is a long one; None if it is wrong on any."""
        equal = {}
        for subject in whole.amounts:
            if not _is_summed(subject) or not all(subject in part.amounts for part in group):
                continue
            of_parts = [part.amounts[subject][self._which] for part in group]
            of_whole = whole.amounts[subject][other]
            total = Amount(sum(a.yen for a in of_parts), sum(a.precision for a in of_parts), 0)
            if not total.agrees(of_whole):
                return None
            equal[subject] = of_whole.yen if of_whole.digits >= _DIGITS else 0
        return equal


def _risen(whole: Story, part: Story, sign: int = 1) -> Mapping[Subject, int]:
    """The subjects that ``whole`` restated higher (or lower) by just what ``part`` states."""
    equal = {}
    for subject in whole.amounts.keys() & part.amounts.keys():
        said = whole.amounts[subject]
        if not _is_summed(subject) or len(said) < 2:
            continue
        before, after, own = said[0], said[-1], part.amounts[subject][0 if sign < 0 else -1]
        difference = Amount(sign * (after.yen - before.yen), before.precision + after.precision, 0)
        in_turn = own.sheet_year < after.sheet_year if sign > 0 else before.sheet_year < own.sheet_year
        if in_turn and difference.yen > difference.precision and difference.agrees(own):
            equal[subject] = own.yen if own.digits >= _DIGITS else 0
    return equal


def _is_summed(subject: Subject) -> bool:
    return subject.basis == "settlement" and subject.item in _SUMMED


def _enough(equal: Mapping[Subject, int]) -> bool:
    """A long sum is hardly chance between related projects."""
    return any(equal.values())


def _related(one: Story, other: Story) -> bool:
    same = bool(one.department) and one.department == other.department
    return one.id != other.id and (same or alike(one, other) >= _A_LITTLE)


def _evidence(old: Story, new: Story, group: Sequence[Story], whole: Story, equal: Mapping[Subject, int]) -> str:
    names = " + ".join(part.name for part in sorted(group, key=lambda part: part.key))
    sums = listed([str(subject) for subject in sorted(equal)])
    return f"{names} add up to what {whole.name} states: {sums}; {words_on_names(old, new)}; {_years(old, new)}"


def _restated(old: Story, new: Story, how: str, part: Story, equal: Mapping[Subject, int]) -> str:
    whole = new if part is old else old
    sums = listed([str(subject) for subject in sorted(equal)])
    said = f"{whole.name} restates {sums} by just so much {how} as {part.name} states"
    return f"{said}; {words_on_names(old, new)}; {_years(old, new)}"


def _years(old: Story, new: Story) -> str:
    return f"sheets of {old.first} to {old.last}, then of {new.first} to {new.last}"
