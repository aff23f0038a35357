"""Typed facts: one frozen dataclass a fact table of the database contract, with the same names.

Every fact carries the *fact columns* (see ``Fact``). Facts of one report point at its indicators and parts by number,
never by database ids.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from pipeline.model.document import Place
from pipeline.model.quantity import Status


class Fact(Struct, frozen=True, kw_only=True):
    """The columns that every fact row has. ``raw`` is the cell's text, unaltered; ``slot`` the n-th fact in it."""

    place: Place
    raw: str
    label: str
    status: Status = Status.VALUE
    slot: int = 0
    fiscal_year: int | None = None
    fiscal_year_to: int | None = None
    note: str | None = None
    part: int | None = None
    confidence: float | None = None


class Money(Fact, frozen=True, kw_only=True):
    """An amount in whole yen; ``precision_yen`` is the width of the last printed digit."""

    basis: str | None
    within: str | None = None
    amount_yen: int | None = None
    unit: str | None = None
    precision_yen: int | None = None


class Cost(Money, frozen=True, kw_only=True):
    """One cost amount (経費)."""

    item: str


class Funding(Money, frozen=True, kw_only=True):
    """One amount of the sources of funding (財源内訳)."""

    source: str
    sums_to: str | None = None


class Measured(Fact, frozen=True, kw_only=True):
    """A quantity in its printed unit."""

    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    qualifier: str | None = None
    unit: str | None = None


class Staffing(Measured, frozen=True, kw_only=True):
    """People or hours on the project (人員)."""

    basis: str | None
    kind: str
    measure: str
    within: str | None = None


class Derived(Fact, frozen=True, kw_only=True):
    """One figure that the form computes from others on it."""

    basis: str | None
    measure: str
    numerator: str | None = None
    indicator: int | None = None
    value: Decimal | None = None
    unit: str | None = None
    yen: Decimal | None = None


class Indicator(Fact, frozen=True, kw_only=True):
    """One indicator (指標). ``number`` is unique within the report and is what its values point at."""

    number: int
    kind: str
    ordinal: int
    heading: str | None = None
    name: str | None = None
    formula: str | None = None
    unit: str | None = None
    direction: str | None = None


class IndicatorValue(Measured, frozen=True, kw_only=True):
    """One number of an indicator; ``indicator`` is the ``number`` of an ``Indicator`` of the same report."""

    indicator: int
    measure: str


class Evaluation(Fact, frozen=True, kw_only=True):
    """One verdict at one stage (評価)."""

    stage: str | None
    for_fiscal_year: int | None = None
    restated: bool = False
    performed: bool | None = None
    continues: bool | None = None
    direction: str | None = None
    direction_note: str | None = None
    budget: str | None = None
    outcome: str | None = None
    evaluated_on: str | None = None
    evaluator: str | None = None


class Rating(Fact, frozen=True, kw_only=True):
    """One criterion of a graded evaluation, in the form's own words."""

    stage: str | None
    criterion: str
    grade: str | None = None
    code: str | None = None


class Choice(Fact, frozen=True, kw_only=True):
    """One option of one choice group. ``checked`` is None where the mark can't be read."""

    field: str
    option: str
    stage: str | None = None
    key: str | None = None
    checked: bool | None = None


class Goal(Fact, frozen=True, kw_only=True):
    """One goal (目標) of the coming term; ``deadline`` is ISO, as precise as printed."""

    ordinal: int
    item: str | None = None
    level: str | None = None
    deadline: str | None = None


class Policy(Fact, frozen=True, kw_only=True):
    """One level of one plan's hierarchy (政策 > 施策 …); ``plan`` None is the comprehensive plan (総合計画)."""

    ordinal: int
    plan: str | None = None
    level: str | None = None
    code: str | None = None
    name: str | None = None


class Narrative(Fact, frozen=True, kw_only=True):
    """One free-text field."""

    field: str
    text: str
    stage: str | None = None
    criterion: str | None = None


class Field(Fact, frozen=True, kw_only=True):
    """Any other scalar, and every header cell."""

    field: str
    ordinal: int = 0
    value: str | None = None


class Part(Fact, frozen=True, kw_only=True):
    """A sub-project inside a report (細事業)."""

    ordinal: int
    name: str | None = None


FactT = TypeVar("FactT", bound=Fact)


def of_kind(facts: Iterable[Fact], kind: type[FactT]) -> list[FactT]:
    """The facts of just this kind, not of those under it; by type alone, because ``isinstance`` takes much longer."""
    return [fact for fact in facts if type(fact) is kind]
