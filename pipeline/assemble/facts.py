"""All facts of a report in the contract's shape: whole things for parts, and a number for each fact of a cell."""

from collections.abc import Collection, Mapping, Sequence

from pipeline.assemble.evaluations import evaluation_of
from pipeline.assemble.policies import policies_of
from pipeline.assemble.records import goal_of, indicator_of, odd_indicator, odd_units, repeated_indicators, unit_of
from pipeline.model.change import replace
from pipeline.model.document import Place
from pipeline.model.drafts import BoundReport, EvaluationPart, HeadPart, PolicyPart, RecordPart
from pipeline.model.facts import Derived, Fact, Indicator, IndicatorValue, Narrative, of_kind
from pipeline.model.finding import Finding
from pipeline.model.quantity import Status

_UNFINISHED = frozenset((HeadPart, RecordPart, PolicyPart, EvaluationPart, IndicatorValue))


def assemble_facts(bound: BoundReport, facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """All facts of a report in the contract's shape, numbered within their cells, and what is odd about verdicts."""
    parts, values = of_kind(facts, RecordPart), of_kind(facts, IndicatorValue)
    findings: list[Finding] = []
    whole = [fact for fact in facts if type(fact) not in _UNFINISHED]
    for head in bound.records:
        mine = [part for part in parts if part.record == head.number]
        numbers = [value for value in values if value.indicator == head.number]
        if head.makes == "indicator" and not mine and all(value.status is Status.NONE for value in numbers):
            # Cells struck through, or with dashes, for an indicator that the sheet doesn't have.
            values = [value for value in values if value.indicator != head.number]
        elif head.makes == "indicator" and (mine or numbers):
            whole.append(indicator_of(head, mine, numbers))
            findings.extend(odd_units(numbers, mine))
            whole.extend(value if value.unit else replace(value, unit=unit_of(value, mine)) for value in numbers)
        elif head.makes == "goal" and mine:
            whole.append(goal_of(head, mine))
    indicators = of_kind(whole, Indicator)
    made = {indicator.number for indicator in indicators}
    whole = [_without_missing_indicator(fact, made) for fact in whole]
    whole.extend(policies_of(facts))
    verdicts = of_kind(facts, EvaluationPart)
    for evaluation in bound.evaluations:
        mine_parts = [part for part in verdicts if part.evaluation == evaluation.number]
        verdict, odd = evaluation_of(evaluation, mine_parts, facts)
        findings.extend(odd)
        if verdict is not None:
            whole.append(verdict)
    findings.extend(repeated_indicators(indicators))
    for indicator in indicators:
        own = [value for value in values if value.indicator == indicator.number]
        findings.extend(odd_indicator(indicator, own))
    raw = {cell.place: cell.text for cell in bound.cells}
    return _numbered(_joined([_with_raw(fact, raw) for fact in whole])), tuple(findings)


def _without_missing_indicator(fact: Fact, made: Collection[int]) -> Fact:
    """A figure per unit of an indicator that the sheet doesn't have stands alone."""
    if type(fact) is Derived and fact.indicator is not None and fact.indicator not in made:
        return replace(fact, indicator=None)
    return fact


def _with_raw(fact: Fact, raw: Mapping[Place, str]) -> Fact:
    """The fact with the whole text of its cell, where it was read from a part of it."""
    text = raw.get(fact.place, fact.raw)
    return fact if text == fact.raw else replace(fact, raw=text)


def _joined(facts: Sequence[Fact]) -> list[Fact]:
    """Narratives printed over several rows become one text, placed at its first cell."""
    joined: list[Fact] = []
    at: dict[tuple[object, ...], int] = {}
    for fact in facts:
        if type(fact) is Narrative:
            key = (fact.field, fact.stage, fact.label, fact.criterion, fact.part)
            if key in at:
                first = joined[at[key]]
                assert isinstance(first, Narrative)  # noqa: S101 - only narratives are remembered
                joined[at[key]] = replace(first, text=f"{first.text}\n{fact.text}", raw=f"{first.raw}\n{fact.raw}")
                continue
            at[key] = len(joined)
        joined.append(fact)
    return joined


def _numbered(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Number the facts that one cell gave to one table: their ``slot``."""
    counts: dict[tuple[type, object], int] = {}
    numbered = []
    for fact in facts:
        key = (type(fact), fact.place)
        slot = counts.get(key, 0)
        counts[key] = slot + 1
        numbered.append(replace(fact, slot=slot) if fact.slot != slot else fact)
    return tuple(numbered)
