"""Evaluate a form's identities on facts: sums and ratios, for each fiscal year and indicator."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from pipeline.checks.interval import Interval, printed_interval
from pipeline.checks.selection import Signature, figure, means, signature_of
from pipeline.model.drafts import RecordHead, ReportYears
from pipeline.model.facts import Derived, Fact, IndicatorValue, Money
from pipeline.model.quantity import Status
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor
from pipeline.spec.form import Form
from pipeline.spec.identities import Check, parse_selector


class Outcome(Enum):
    """What a check says. ``ORPHAN`` is half an identity: a result without what it is computed from, or the reverse."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    ORPHAN = "orphan"
    NOT_APPLICABLE = "not applicable"


class Result(Struct, frozen=True):
    """A check for one fiscal year (and indicator): ``close`` if it holds even with the inputs taken as exact."""

    check: Check
    fiscal_year: int | None
    outcome: Outcome
    expected: Interval | None
    target: Fact | None
    inputs: tuple[Fact, ...]
    close: bool = False


@dataclass(frozen=True, slots=True)
class SortedFacts:
    """Facts by what selectors ask about them."""

    groups: dict[Signature, list[Fact]]


_RESULT = -1
_Member = tuple[Fact, frozenset[int]]
"""A fact, and which selectors of a check mean it: its inputs from 0 on, -1 the result."""


def _with_role(members: Sequence[_Member], role: int) -> list[Fact]:
    return [fact for fact, roles in members if role in roles]


def _roles_in(check: Check, signature: Signature) -> frozenset[int]:
    return _roles(check.inputs, check.equals, signature)


@lru_cache(maxsize=65_536)
def _roles(inputs: tuple[str, ...], equals: str, signature: Signature) -> frozenset[int]:
    found = {number for number, text in enumerate(inputs) if means(parse_selector(text), signature)}
    return frozenset(found | ({_RESULT} if means(parse_selector(equals), signature) else set()))


def _runs_by(check: Check) -> tuple[bool, bool]:
    """Whether an identity holds for each indicator, and for each part of the project, by itself."""
    selectors = [parse_selector(text) for text in (*check.inputs, check.equals)]
    return all(s.table == "indicator" for s in selectors), all(s.of_parts for s in selectors)


_ROUGH = ("約", "概", "およそ", "程度", "以上", "以下", "未満", "超", "前後", "余")
Key = tuple[int | None, int | None, int | None]
"""Fiscal year, the indicator that an identity between indicators is about, the part that one between parts is."""


class Identities:
    """The checks of one form, ready to be evaluated on any set of facts of a report."""

    def __init__(self, form: Form, years: ReportYears, records: Iterable[RecordHead]) -> None:
        self._form = form
        self._years = years
        self._kinds = {record.number: record.kind for record in records}
        self.checks = tuple(form.checks)

    def signature(self, fact: Fact) -> Signature | None:
        """What selectors ask about a fact."""
        return signature_of(fact, self._kinds)

    def touches(self, check: Check, fact: Fact) -> bool:
        """True if the check speaks of facts like this one."""
        signature = signature_of(fact, self._kinds)
        return signature is not None and bool(_roles_in(check, signature))

    def sorted_out(self, facts: Sequence[Fact]) -> "SortedFacts":
        """The facts that checks may speak of, by what selectors ask about them."""
        found: dict[Signature, list[Fact]] = {}
        for fact in facts:
            signature = signature_of(fact, self._kinds)
            if signature is not None:
                found.setdefault(signature, []).append(fact)
        return SortedFacts(found)

    def evaluate(self, check: Check, facts: "Sequence[Fact] | SortedFacts") -> list[Result]:
        """The check for every fiscal year, indicator and part of which any of its facts speaks.

        Of facts that are sorted out already nobody asks how close they come.
        """
        given = facts if isinstance(facts, SortedFacts) else self.sorted_out(facts)
        mine = [
            (fact, roles)
            for signature, group in given.groups.items()
            if (roles := _roles_in(check, signature))
            for fact in group
        ]
        per_indicator, per_part = _runs_by(check)
        by_key: dict[Key, list[_Member]] = {}
        for fact, roles in mine:
            record = fact.indicator if per_indicator and isinstance(fact, IndicatorValue) else None
            key = (fact.fiscal_year, record, fact.part if per_part else None)
            by_key.setdefault(key, []).append((fact, roles))
        if check.change is not None:
            stated = [key for key, group in by_key.items() if _with_role(group, _RESULT)]
            return [self._change(check, key, by_key) for key in stated]
        if check.year is not None:
            by_key = {key: group for key, group in by_key.items() if key[0] == self._years.of(check.year)}
        closeness = given is not facts
        return [self._one(check, key, group, closeness) for key, group in by_key.items()]

    def _one(self, check: Check, key: Key, here: "Sequence[_Member]", closeness: bool) -> Result:
        results = _with_role(here, _RESULT)
        given = [_with_role(here, number) for number in range(len(check.inputs))]
        flat = tuple(f for group in given for f in group)
        known = [f for f in results if figure(f) is not None]
        if len(results) > 1 and len({figure(f) for f in results}) == 1:
            results = results[:1]  # printed twice, and alike
        if check.beside is not None:
            return self._beside(check, key, known, flat)
        if len(results) > 1 or (check.ratio and any(len(group) > 1 for group in given)):
            return Result(check, key[0], Outcome.NOT_APPLICABLE, None, results[0] if results else None, flat)
        one_sided = not known or (not flat if check.sum else any(not group for group in given))
        if one_sided:
            target_fact = results[0] if results else None
            said = any(f.status is Status.VALUE for f in flat)
            orphan = bool(known) or (said and check.ratio is None and not results)
            return Result(check, key[0], Outcome.ORPHAN if orphan else Outcome.NOT_APPLICABLE, None, target_fact, flat)
        if any(figure(f) is None for f in flat) or any(_is_rough(f) for f in (*flat, known[0])):
            return Result(check, key[0], Outcome.NOT_APPLICABLE, None, known[0], flat)
        return self._compare(check, key, given, known[0], flat, closeness)

    def _change(self, check: Check, key: Key, by_key: "Mapping[Key, Sequence[_Member]]") -> Result:
        """A figure less the one of the year before; the result stands in the later year."""
        year, record, part = key
        before = () if year is None else by_key.get((year - 1, record, part), ())
        results = _with_role(by_key[key], _RESULT)
        given = [_with_role(by_key[key], 0), _with_role(before, 0)]
        target = results[0] if results else None
        flat = tuple(fact for group in given for fact in group)
        exact = all(figure(fact) is not None and not _is_rough(fact) for fact in (*flat, *results))
        if target is None or [len(group) for group in (results, *given)] != [1, 1, 1] or not exact:
            return Result(check, year, Outcome.NOT_APPLICABLE, None, target, flat)
        now, last = (self._interval(group[0]) for group in given)
        expected = now + last.times(Decimal(-1))
        outcome = Outcome.PASS if expected.overlaps(self._interval(target)) else Outcome.FAIL
        return Result(check, year, outcome, expected, target, flat)

    def _beside(self, check: Check, key: Key, results: list[Fact], flat: tuple[Fact, ...]) -> Result:
        """A result needs what it is made of; the reverse may be an honest blank."""
        given = any(figure(fact) is not None for fact in flat)
        outcome = Outcome.ORPHAN if given else Outcome.NOT_APPLICABLE
        if results:
            outcome = Outcome.PASS if given else Outcome.FAIL
        return Result(check, key[0], outcome, None, results[0] if results else None, flat)

    def _compare(
        self, check: Check, key: Key, given: list[list[Fact]], target: Fact, flat: tuple[Fact, ...], closeness: bool
    ) -> Result:
        printed = self._interval(target)
        expected = [e for e in self._expected(check, given, self._interval) if e is not None]
        if not expected:
            return Result(check, key[0], Outcome.NOT_APPLICABLE, None, target, flat)
        exact = [e for e in self._expected(check, given, _exactly) if e is not None] if closeness else []
        hit = next((e for e in expected if e.overlaps(printed)), None)
        outcome = Outcome.FAIL if hit is None else Outcome.PASS
        close = any(e.overlaps(printed) for e in exact)
        return Result(check, key[0], outcome, hit or expected[0], target, flat, close)

    def _expected(
        self, check: Check, given: list[list[Fact]], interval: Callable[[Fact], Interval]
    ) -> list[Interval | None]:
        if check.ratio is None:
            total = Interval(Decimal(0), Decimal(0))
            for group in given:
                for fact in group:
                    total = total + interval(fact)
            return [total]
        top, bottom = interval(given[0][0]), interval(given[1][0])
        factor = Decimal(check.factor)
        ways = [top.over(bottom)] + ([bottom.over(top)] if check.or_inverse else [])
        return [way.times(factor) if way is not None else None for way in ways]

    def _interval(self, fact: Fact) -> Interval:
        value = figure(fact) or Decimal(0)
        if isinstance(fact, Money):
            rounding = self._form.rounding.get(fact.unit or "", "unknown")
            return printed_interval(value, Decimal(fact.precision_yen or 0), rounding)
        if _is_count(fact):
            return Interval(value, value)
        if isinstance(fact, Derived) and fact.value is not None:
            factor = money_factor(fact.unit or "") or 1
            rounding = self._form.rounding.get(fact.unit or "", "unknown")
            return printed_interval(value, _last_digit(fact.value) * factor, rounding)
        return printed_interval(value, _last_digit(value), "unknown")


def _is_rough(fact: Fact) -> bool:
    """約1800 can't carry a check. An amount has its qualifier in its note."""
    if isinstance(fact, Money | Derived):
        return any(word in (fact.note or "") for word in _ROUGH)
    return bool(getattr(fact, "qualifier", None))


def _is_count(fact: Fact) -> bool:
    """People and things are counted, not rounded; rates and measures are."""
    unit, value = getattr(fact, "unit", None), figure(fact)
    if value is None or value != value.to_integral_value() or unit is None:
        return False
    return match_key(unit) not in {"%", "円", "ポイント"} and money_factor(unit) is None


def _last_digit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0)) if isinstance(exponent, int) else Decimal(1)


def _exactly(fact: Fact) -> Interval:
    value = figure(fact) or Decimal(0)
    return Interval(value, value)
