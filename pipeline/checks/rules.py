"""What can tell placements apart: the form's identities, and a companion form that states the same figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from pipeline.checks.identities import Identities, Outcome
from pipeline.checks.interval import Interval, printed_interval
from pipeline.checks.selection import address_of, figure, selects
from pipeline.model.change import replace
from pipeline.model.drafts import RecordHead
from pipeline.model.facts import Fact, Indicator, IndicatorValue, Money
from pipeline.model.quantity import Status
from pipeline.model.report import Report
from pipeline.spec.identities import Check, parse_selector

_POINTS = {Outcome.PASS: 3, Outcome.FAIL: -4, Outcome.ORPHAN: 0, Outcome.NOT_APPLICABLE: 0}
_CLOSE = 1
_STATED = {Status.VALUE, Status.NONE, Status.UNDECIDED}
ORPHAN_RISK = 5
"""Half an identity may be an honest blank (0 points), or a figure moved away from a sum that it would break, which is
worse than failing. Which of them can't be told, so a placement that makes one has its points with this much doubt."""


@dataclass(frozen=True, slots=True)
class Score:
    """What speaks for a placement.

    ``orphans`` are halves of identities in it, ``broken`` says that a rule fails, ``agreed`` are the statements of a
    companion form that it repeats, ``confirmed`` the ids of the facts of which something holds that could have failed.
    """

    points: int = 0
    orphans: frozenset[object] = frozenset()
    broken: bool = False
    agreed: frozenset[object] = frozenset()
    confirmed: frozenset[int] = frozenset()

    def at_least(self) -> int:
        """The points if no half of an identity is an honest blank."""
        return self.points - ORPHAN_RISK * len(self.orphans)

    def beats(self, other: "Score") -> bool:
        """True if this is surely better: halves of identities that both have say nothing about either."""
        return self.points - ORPHAN_RISK * len(self.orphans - other.orphans) > other.points

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.points + other.points,
            self.orphans | other.orphans,
            self.broken or other.broken,
            self.agreed | other.agreed,
            self.confirmed | other.confirmed,
        )


class Rule(Protocol):
    """Something that speaks for or against a placement."""

    def touches(self, fact: Fact) -> bool:
        """True if the rule has something to say of facts like this one."""
        ...

    def score(self, facts: Sequence[Fact]) -> Score:
        """How much speaks for these facts."""
        ...


@dataclass(frozen=True, slots=True)
class IdentityRule:
    """A check of the form."""

    identities: Identities
    check: Check
    _scores: dict[tuple[int, ...], tuple[tuple[Fact, ...], Score]] = field(default_factory=dict, compare=False)

    def touches(self, fact: Fact) -> bool:
        """See ``Rule``."""
        return self.identities.touches(self.check, fact)

    def score(self, facts: Sequence[Fact]) -> Score:
        """See ``Rule``. All but a change from year to year is about one year, and most placements share most years."""
        if self.check.change is not None:
            return self._score_year(facts)
        by_year: dict[int | None, list[Fact]] = {}
        for fact in facts:
            by_year.setdefault(fact.fiscal_year, []).append(fact)
        return sum((self._remembered(tuple(year)) for year in by_year.values()), Score())

    def _remembered(self, facts: tuple[Fact, ...]) -> Score:
        key = tuple(map(id, facts))
        if key not in self._scores:
            self._scores[key] = (facts, self._score_year(facts))  # the facts are kept, so that their ids stay theirs
        return self._scores[key][1]

    def _score_year(self, facts: Sequence[Fact]) -> Score:
        total = Score()
        for result in self.identities.evaluate(self.check, facts):
            about = result.target or next(iter(result.inputs), None)
            key = (self.check.id, result.fiscal_year, getattr(about, "indicator", None))
            involved = [*result.inputs, *([result.target] if result.target is not None else [])]
            if result.outcome is Outcome.PASS and not any(map(figure, involved)):
                continue  # 0 = 0 holds in every year and speaks for none
            score = _score(result.outcome, key, _CLOSE if result.outcome is Outcome.PASS and result.close else 0)
            if result.outcome is Outcome.PASS:
                score = replace(score, confirmed=frozenset(map(id, involved)))
            total += score
        return total


@dataclass(frozen=True, slots=True, eq=False)
class WitnessRule:
    """A figure that the companion form states: this report should state it too, and in the same year."""

    fiscal_year: int | None
    records: frozenset[int]
    stated: Fact

    def touches(self, fact: Fact) -> bool:
        """See ``Rule``."""
        return self._is_same_figure(fact)

    def score(self, facts: Sequence[Fact]) -> Score:
        """See ``Rule``."""
        here = [f for f in facts if f.fiscal_year == self.fiscal_year and self._is_same_figure(f)]
        if not here:
            return _score(Outcome.ORPHAN, self)
        agrees = all(states_the_same(fact, self.stated) for fact in here)
        if agrees and figure(self.stated) == 0:
            return Score()
        score = _score(Outcome.PASS if agrees else Outcome.FAIL, self)
        return replace(score, agreed=frozenset([self]), confirmed=frozenset(map(id, here))) if agrees else score

    def _is_same_figure(self, fact: Fact) -> bool:
        if isinstance(fact, IndicatorValue):
            return isinstance(self.stated, IndicatorValue) and (
                fact.indicator in self.records and fact.measure == self.stated.measure
            )
        return type(fact) is type(self.stated) and address_of(fact, {}) == address_of(self.stated, {})


def _score(outcome: Outcome, key: object, extra: int = 0) -> Score:
    orphans = frozenset([key]) if outcome is Outcome.ORPHAN else frozenset()
    return Score(_POINTS[outcome] + extra, orphans, outcome is Outcome.FAIL)


def states_the_same(fact: Fact, other: Fact) -> bool:
    """True if two statements of one figure agree: amounts when their rounding intervals overlap, others when equal."""
    if fact.status is not other.status:
        return False
    if isinstance(fact, Money) and isinstance(other, Money):
        if fact.amount_yen is None or other.amount_yen is None:
            return fact.amount_yen == other.amount_yen
        if fact.precision_yen == other.precision_yen:
            return fact.amount_yen == other.amount_yen
        return _interval(fact.amount_yen, fact).overlaps(_interval(other.amount_yen, other))
    return all(getattr(fact, name, None) == getattr(other, name, None) for name in ("value", "value_low", "value_high"))


def rules_of(identities: Identities) -> list[Rule]:
    """The checks of a form as rules."""
    return [IdentityRule(identities, check) for check in identities.checks]


def witnesses(companion: Report, same: Iterable[str], records: Iterable[RecordHead]) -> list[Rule]:
    """The figures of a companion report that this report's form says it repeats."""
    heads = list(records)
    indicators = [fact for fact in companion.facts if isinstance(fact, Indicator)]
    kinds = {indicator.number: indicator.kind for indicator in indicators}
    ordinals = {indicator.number: indicator.ordinal for indicator in indicators}
    rules: list[Rule] = []
    for selector in map(parse_selector, same):
        for fact in companion.facts:
            if not selects(selector, fact, kinds) or fact.status not in _STATED:
                continue
            numbers: frozenset[int] = frozenset()
            if isinstance(fact, IndicatorValue):
                wanted = (kinds[fact.indicator], ordinals[fact.indicator])
                numbers = frozenset(head.number for head in heads if (head.kind, head.ordinal) == wanted)
            rules.append(WitnessRule(fact.fiscal_year, numbers, fact))
    return rules


def _interval(amount: int, fact: Money) -> Interval:
    return printed_interval(Decimal(amount), Decimal(fact.precision_yen or 0), "unknown")
