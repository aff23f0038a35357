"""Which of several rulings on one value counts: one on the content itself before older content's, then the later.

Which was applied first must not decide: a run, a rebuild and the command that rules apply them in different orders.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.load.facts_at import FACTS
from pipeline.load.replacing import main_field
from pipeline.rulings.model import FINDINGS, Correction


@dataclass(frozen=True, slots=True)
class Contender:
    """A ruling that would apply to a source; ``carried`` from the content that came ``seen``-th, -1 where unknown."""

    ruling: Correction
    source_id: int
    carried: bool
    seen: int

    @property
    def rank(self) -> tuple[bool, str, int]:
        return not self.carried, self.ruling.at, self.seen


@dataclass(frozen=True, slots=True)
class Outranked:
    """Why a ruling doesn't count. ``settled``: another does; else nothing tells which of them should."""

    why: str
    settled: bool


def outranked(contenders: Iterable[Contender]) -> dict[str, Outranked]:
    """The rulings that don't count because of others on the same value, by id."""
    groups: dict[tuple[Any, ...], list[Contender]] = defaultdict(list)
    for each in contenders:
        groups[_value(each)].append(each)
    found: dict[str, Outranked] = {}
    for group in groups.values():
        found |= _among(sorted(group, key=lambda each: (each.rank, each.ruling.id), reverse=True))
    return found


def _value(each: Contender) -> tuple[Any, ...]:
    """What a ruling is on: a column of a fact, or a finding."""
    ruling, table = each.ruling, FACTS.get(each.ruling.table)
    words = (ruling.field, ruling.expected_raw, ruling.value) if ruling.table == FINDINGS else ()
    field = ruling.field or (None if table is None else main_field(table))
    return each.source_id, ruling.table, ruling.place, ruling.slot, field, words


def _among(group: Sequence[Contender]) -> dict[str, Outranked]:
    """Those of ``group``, the first in rank first, that don't count."""
    first = group[0]
    even = [each for each in group if each.rank == first.rank and _said(each) != _said(first)]
    if even:
        equal = [each.ruling for each in group if each.rank == first.rank]
        return {
            one.id: Outranked(f"it contradicts the ruling {other.id} of the same day; keep one of them", settled=False)
            for one, other in zip(equal, [*equal[1:], equal[0]], strict=True)
        } | {each.ruling.id: _by(first) for each in group if each.rank != first.rank}
    return {each.ruling.id: _by(first) for each in group[1:]}


def _by(first: Contender) -> Outranked:
    return Outranked(f"the later ruling {first.ruling.id} is on the same value", settled=True)


def _said(each: Contender) -> tuple[str, str | None]:
    return each.ruling.action.value, each.ruling.value
