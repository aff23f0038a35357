"""Which projects may have been merged or divided: one states the sum of what others do. Pure, as ``likely`` is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from pipeline.load.likely import Suggestion, alike, listed, words_on_names
from pipeline.load.stories import Amount, Story, Subject

_FEW, _MOST = 3, 16  # at most so many go together, of so many that may
_A_LITTLE = 0.3
_DIGITS = 4
_SUMMED = ("total", "direct", "personnel", "general")


def merged_or_split(stories: Sequence[Story]) -> list[Suggestion]:
    """Where the settlement that one project states is the sum of what two or three others state for the same year."""
    found: dict[tuple[int, int], Suggestion] = {}
    first, last = (min(s.first for s in stories), max(s.last for s in stories)) if stories else (0, 0)
    ended = [story for story in stories if story.last < last and story.amounts]
    begun = [story for story in stories if story.first > first and story.amounts]
    for each in (*_in_groups(ended, begun), *_beside(stories, ended, begun)):
        found.setdefault((each.from_id, each.to_id), each)
    return [found[key] for key in sorted(found)]


def _in_groups(ended: Sequence[Story], begun: Sequence[Story]) -> Iterator[Suggestion]:
    """Several that ended before another began, and the other way round."""
    for whole in begun:
        parts = [story for story in ended if story.last < whole.first]
        for group, equal in _groups(whole, parts, old_whole=False):
            for part in group:
                yield Suggestion(part.id, whole.id, "merged", _evidence(part, whole, group, whole, equal))
    for whole in ended:
        parts = [story for story in begun if story.first > whole.last]
        for group, equal in _groups(whole, parts, old_whole=True):
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


def _groups(
    whole: Story, stories: Iterable[Story], *, old_whole: bool
) -> Iterator[tuple[tuple[Story, ...], Mapping[Subject, int]]]:
    """The groups of related projects whose amounts add up to those of ``whole``, of all subjects that all state."""
    parts = [story for story in stories if _related(story, whole)][:_MOST]
    for size in range(2, _FEW + 1):
        for group in combinations(parts, size):
            equal = _adding_up(whole, group, old_whole=old_whole)
            if equal is not None and _enough(equal):
                yield group, equal


def _adding_up(whole: Story, group: Sequence[Story], *, old_whole: bool) -> Mapping[Subject, int] | None:
    """The subjects on which the sum is right; None if it is wrong on any."""
    equal = {}
    shared = [s for s in whole.amounts if _is_summed(s) and all(s in part.amounts for part in group)]
    for subject in shared:
        of_parts = [part.amounts[subject][0 if old_whole else -1] for part in group]
        of_whole = whole.amounts[subject][-1 if old_whole else 0]
        total = Amount(sum(a.yen for a in of_parts), sum(a.precision for a in of_parts), 0)
        if not total.agrees(of_whole):
            return None
        equal[subject] = of_whole.yen if of_whole.yen // of_whole.precision >= 10 ** (_DIGITS - 1) else 0
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
    """Two different sums, or a single long one, are hardly chance."""
    return len({yen for yen in equal.values() if yen}) >= 1 and (len(equal) >= 2 or max(equal.values()) > 0)


def _related(one: Story, other: Story) -> bool:
    same = bool(one.department) and one.department == other.department
    return one.id != other.id and (same or alike(one, other) >= _A_LITTLE)


def _evidence(old: Story, new: Story, group: Sequence[Story], whole: Story, equal: Mapping[Subject, int]) -> str:
    names = " + ".join(part.name for part in group)
    sums = listed([str(subject) for subject in sorted(equal)])
    return f"{names} add up to what {whole.name} states: {sums}; {words_on_names(old, new)}; {_years(old, new)}"


def _restated(old: Story, new: Story, how: str, part: Story, equal: Mapping[Subject, int]) -> str:
    whole = new if part is old else old
    sums = listed([str(subject) for subject in sorted(equal)])
    said = f"{whole.name} restates {sums} by just so much {how} as {part.name} states"
    return f"{said}; {words_on_names(old, new)}; {_years(old, new)}"


def _years(old: Story, new: Story) -> str:
    return f"sheets of {old.first} to {old.last}, then of {new.first} to {new.last}"
