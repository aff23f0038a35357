"""What can tell placements apart: the form's identities, and a companion form that states the same figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pipeline.checks.identities import Identities, Outcome
from pipeline.checks.interval import Interval, printed_interval
from pipeline.checks.selection import address_of, selects
from pipeline.model.drafts import RecordHead
from pipeline.model.facts import Fact, Indicator, IndicatorValue, Money
from pipeline.model.quantity import Status
from pipeline.model.report import Report
from pipeline.spec.identities import Check, parse_selector

# An identity that fails is bad, but half an identity is worse: moving a figure away must never hide a wrong sum.
_SCORES = {Outcome.PASS: 3, Outcome.FAIL: -4, Outcome.ORPHAN: -5, Outcome.NOT_APPLICABLE: 0}
_CLOSE = 1


class Rule(Protocol):
    """Something that speaks for or against a placement."""

    def touches(self, fact: Fact) -> bool:
        """True if the rule has something to say of facts like this one."""
        ...

    def score(self, facts: Sequence[Fact]) -> tuple[int, bool]:
        """How much speaks for these facts, and whether the rule is broken."""
        ...


@dataclass(frozen=True, slots=True)
class IdentityRule:
    """A check of the form."""

    identities: Identities
    check: Check

    def touches(self, fact: Fact) -> bool:
        """See ``Rule``."""
        return self.identities.touches(self.check, fact)

    def score(self, facts: Sequence[Fact]) -> tuple[int, bool]:
        """See ``Rule``."""
        results = self.identities.evaluate(self.check, facts)
        total = sum(_SCORES[r.outcome] + (_CLOSE if r.outcome is Outcome.PASS and r.close else 0) for r in results)
        return total, any(r.outcome is Outcome.FAIL for r in results)


@dataclass(frozen=True, slots=True)
class WitnessRule:
    """A figure that the companion form states: this report should state it too, and in the same year."""

    fiscal_year: int | None
    records: frozenset[int]
    stated: Fact

    def touches(self, fact: Fact) -> bool:
        """See ``Rule``."""
        return self._is_same_figure(fact)

    def score(self, facts: Sequence[Fact]) -> tuple[int, bool]:
        """See ``Rule``."""
        here = [f for f in facts if f.fiscal_year == self.fiscal_year and self._is_same_figure(f)]
        if not here:
            return _SCORES[Outcome.ORPHAN], False
        agrees = all(states_the_same(fact, self.stated) for fact in here)
        return _SCORES[Outcome.PASS if agrees else Outcome.FAIL], not agrees

    def _is_same_figure(self, fact: Fact) -> bool:
        if isinstance(fact, IndicatorValue):
            return isinstance(self.stated, IndicatorValue) and (
                fact.indicator in self.records and fact.measure == self.stated.measure
            )
        return type(fact) is type(self.stated) and address_of(fact, {}) == address_of(self.stated, {})


def states_the_same(fact: Fact, other: Fact) -> bool:
    """True if two statements of one figure agree: amounts when their rounding intervals overlap, others when equal."""
    if isinstance(fact, Money) and isinstance(other, Money):
        if fact.amount_yen is None or other.amount_yen is None:
            return fact.amount_yen == other.amount_yen
        return _interval(fact.amount_yen, fact).overlaps(_interval(other.amount_yen, other))
    return getattr(fact, "value", None) == getattr(other, "value", None)


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
            if not selects(selector, fact, kinds) or fact.status is not Status.VALUE:
                continue
            numbers: frozenset[int] = frozenset()
            if isinstance(fact, IndicatorValue):
                wanted = (kinds[fact.indicator], ordinals[fact.indicator])
                numbers = frozenset(head.number for head in heads if (head.kind, head.ordinal) == wanted)
            rules.append(WitnessRule(fact.fiscal_year, numbers, fact))
    return rules


def _interval(amount: int, fact: Money) -> Interval:
    return printed_interval(Decimal(amount), Decimal(fact.precision_yen or 0), "unknown")
