"""A fact in a few words: what it is about, and what it says."""

from collections.abc import Mapping
from decimal import Decimal

from pipeline.load.rows import TABLES
from pipeline.model.facts import (
    Choice,
    Derived,
    Evaluation,
    Fact,
    Field,
    Goal,
    Indicator,
    IndicatorValue,
    Measured,
    Money,
    Narrative,
    Part,
    Policy,
    Rating,
)

# The columns that say what a fact is about, in the order in which people would say them.
_ABOUT = (
    "stage", "basis", "kind", "item", "source", "field", "criterion", "numerator", "measure", "plan", "level",
    "ordinal", "option", "within",
)  # fmt: skip
_NOT_ABOUT = {Goal: {"level"}, Field: {"ordinal"}, Policy: {"ordinal"}}
_YES_NO = {True: "yes", False: "no"}


def what(fact: Fact, indicators: Mapping[int, str]) -> str:
    """Its table and keys: ``costs settlement direct``."""
    left_out = _NOT_ABOUT.get(type(fact), set())
    words = [TABLES[type(fact)].name]
    for name in _ABOUT:
        value = getattr(fact, name, None)
        if value is not None and name not in left_out:
            words.append(f"within {value}" if name == "within" else str(value))
    if isinstance(fact, IndicatorValue):
        words.append(f"of {indicators.get(fact.indicator, fact.indicator)}")
    if isinstance(fact, Evaluation):
        words += ["restated"] if fact.restated else []
        words += [f"for {fact.for_fiscal_year}"] if fact.for_fiscal_year else []
    return " ".join(words)


def what_it_says(fact: Fact) -> str:
    """Its value; where it has none, what the cell says."""
    said = _said(fact)
    return " ".join(filter(None, (said if said is not None else fact.raw.strip(), fact.note)))


def _said(fact: Fact) -> str | None:
    match fact:
        case Money():
            return None if fact.amount_yen is None else f"{fact.amount_yen:,} yen"
        case Measured():
            return _quantity(fact)
        case Derived():
            return None if fact.value is None else f"{_number(fact.value)} {fact.unit or ''}".strip()
        case Evaluation():
            return _verdict(fact)
        case Choice():
            return {True: "[x]", False: "[ ]", None: None}[fact.checked]
        case _:
            return _text(fact)


def _text(fact: Fact) -> str | None:
    return " | ".join(part for part in _texts(fact) if part) or None


def _texts(fact: Fact) -> tuple[str | None, ...]:
    match fact:
        case Indicator():
            return fact.name, f"[{fact.unit}]" if fact.unit else None, fact.direction, fact.formula
        case Goal():
            return fact.item, fact.level, fact.deadline
        case Policy():
            return fact.code, fact.name
        case Rating():
            return fact.code, fact.grade
        case Narrative():
            return (fact.text,)
        case Field():
            return (fact.value,)
        case Part():
            return (fact.name,)
    return ()


def _quantity(fact: Measured) -> str | None:
    if fact.value is not None:
        number = _number(fact.value)
    elif fact.value_low is not None or fact.value_high is not None:
        number = f"{_end(fact.value_low)} to {_end(fact.value_high)}"
    else:
        return None
    qualifier = f"({fact.qualifier})" if fact.qualifier else None
    return " ".join(filter(None, (number, fact.unit, qualifier)))


def _end(value: Decimal | None) -> str:
    return "?" if value is None else _number(value)


def _number(value: Decimal) -> str:
    return f"{value:,f}"


def _verdict(fact: Evaluation) -> str:
    said = [
        ("performed", fact.performed),
        ("continues", fact.continues),
        ("direction", fact.direction),
        ("", fact.direction_note),
        ("budget", fact.budget),
        ("outcome", fact.outcome),
        ("on", fact.evaluated_on),
        ("by", fact.evaluator),
    ]
    return ", ".join(
        f"{name} {_YES_NO[value] if isinstance(value, bool) else value}".strip()
        for name, value in said
        if value is not None
    )
