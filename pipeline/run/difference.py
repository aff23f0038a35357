"""What a run changed in what the database says: gained, lost and changed values."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from pipeline.load.stated import Statement, Subject, stated

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is new (``before`` is None), gone (``after`` is None) or another; ``name`` is the project's."""

    subject: Subject
    name: str
    before: str | None
    after: str | None


class Difference:
    """Collects what sources said before a run touched them, and what they say after; nothing unless ``wanted``.

    What one file no longer says and another does is no change, so the two are set against each other at the end. So
    is what files said that are gone: it is kept, but another file may say it now, or something else in its place.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._before: dict[Subject, list[str]] = defaultdict(list)
        self._after: dict[Subject, list[str]] = defaultdict(list)
        self._kept: dict[Subject, list[str]] = defaultdict(list)
        self._names: dict[tuple[object, ...], str] = {}

    def before(self, connection: Connection, sources: Sequence[int]) -> list[Statement]:
        """What sources say, to be handed to ``count`` once they were changed."""
        return list(stated(connection, sources)) if self._wanted and sources else []

    def count(self, connection: Connection, before: list[Statement], sources: Sequence[int]) -> None:
        """These sources took the place of what was said ``before``."""
        after = list(stated(connection, sources)) if self._wanted and sources else []
        same = Counter(before) & Counter(after)
        for side, statements in ((self._before, before), (self._after, after)):
            for statement in _without(statements, same):
                side[statement.subject].append(statement.said)
                self._names[statement.subject.report] = statement.name

    def keep(self, connection: Connection, sources: Sequence[int]) -> None:
        """The files of these sources are gone, and what they said is kept."""
        for statement in self.before(connection, sources):
            self._kept[statement.subject].append(statement.said)

    def changes(self) -> tuple[Change, ...]:
        """Every change, by project, table, year and label."""
        subjects = sorted(self._before.keys() | self._after.keys(), key=_order)
        return tuple(change for subject in subjects for change in self._of(subject))

    def _of(self, subject: Subject) -> Iterator[Change]:
        before, after = self._before.get(subject, []), self._after.get(subject, [])
        same = Counter(before) & Counter(after)
        was, now = _without(before, same), _without(after, same)
        if len(now) > len(was):
            kept = self._kept.get(subject, [])
            again = Counter(kept) & Counter(now)
            now, kept = _without(now, again), _without(kept, again)
            was = [*was, *kept[: len(now) - len(was)]]
        for number in range(max(len(was), len(now))):
            yield Change(
                subject,
                self._names[subject.report],
                was[number] if number < len(was) else None,
                now[number] if number < len(now) else None,
            )


def _without(said: Sequence[T], same: Counter[T]) -> list[T]:
    """What is said, less what is the same."""
    left, kept = Counter(same), []
    for words in said:
        if left[words]:
            left[words] -= 1
        else:
            kept.append(words)
    return kept


def _order(subject: Subject) -> tuple[str, ...]:
    sheet = "" if subject.sheet is None else str(subject.sheet)
    return (
        subject.municipality, subject.project, sheet, subject.kind, subject.table, subject.year, subject.label,
        subject.about,
    )  # fmt: skip
