"""What a reader read, in the same shape as what is expected."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import facts
from pipeline.model.change import names_of
from pipeline.model.report import Report
from tests.dialect.expected import Key, Values


def fold(text: str) -> str:
    """Text for comparison: width and white space gone."""
    return "".join(unicodedata.normalize("NFKC", text).split())


PARENTS = ("事業の継続", "終了")


@dataclass(frozen=True, slots=True)
class Actual:
    """One fact as read: comparable with an expectation by report, table and key."""

    report: str
    table: str
    key: Key
    values: Values
    place: tuple[int, int] | None
    raw: str


def actual(report: Report) -> Iterator[Actual]:
    """Every fact of a report, its head's among them."""
    kind = report.head.kind
    for name in (
        "fiscal_year",
        "sheet_fiscal_year",
        "project_name",
        "department",
        "project_code",
        "started_fiscal_year",
        "ended_fiscal_year",
    ):
        yield Actual(kind, "Head", (name,), {"value": getattr(report.head, name)}, None, "")
    indicators = {fact.number: fact for fact in report.facts if isinstance(fact, facts.Indicator)}
    rows = {kind: sorted(i.place.row for i in indicators.values() if i.kind == kind) for kind in ("outcome",)}
    seen: Counter[Key] = Counter()
    for fact in report.facts:
        key = _key(fact, indicators, rows["outcome"])
        if isinstance(fact, facts.Field | facts.Policy):
            number = seen[key]
            seen[key] += 1
            key = (*key, number)
        key = tuple(fold(part) if isinstance(part, str) else part for part in key)
        values: Values = {
            **{name: getattr(fact, name) for name in names_of(type(fact))},
            "status": str(fact.status),
        }
        yield Actual(kind, type(fact).__name__, key, values, (fact.place.row, fact.place.col), fact.raw)


def _key(fact: facts.Fact, indicators: dict[int, facts.Indicator], outcomes: list[int]) -> Key:  # noqa: C901
    match fact:
        case facts.Cost():
            return (fact.basis, fact.item, fact.within, fact.fiscal_year)
        case facts.Funding():
            return (fact.basis, fact.source, fact.within, fact.fiscal_year)
        case facts.Staffing():
            return (fact.basis, fact.kind, fact.measure, fact.within, fact.fiscal_year)
        case facts.Derived():
            return (fact.basis, fact.measure, fact.numerator, fact.fiscal_year)
        case facts.Indicator():
            return (fact.kind, fact.ordinal)
        case facts.IndicatorValue():
            indicator = indicators[fact.indicator]
            return (indicator.kind, indicator.ordinal, fact.measure, fact.fiscal_year)
        case facts.Evaluation():
            return (fact.stage, fact.restated)
        case facts.Choice():
            return (fact.stage, fact.field, fact.fiscal_year, _list_of(fact, outcomes), fact.option)
        case facts.Rating():
            return (fact.stage, fact.criterion)
        case facts.Goal():
            return (fact.ordinal,)
        case facts.Policy():
            return (fact.plan, fact.level)
        case facts.Narrative():
            return (fact.stage, fact.field, fact.fiscal_year)
        case facts.Field():
            return (fact.field, fact.fiscal_year)
        case _:
            return (fact.label, fact.fiscal_year)


def _list_of(choice: facts.Choice, outcomes: list[int]) -> str:
    """Which of several lists of one field an option stands in."""
    parts = choice.label.split(" > ")
    if choice.field == "expected_contribution":
        return parts[-2]
    if choice.field == "direction":
        return parts[-1] if fold(parts[-1]) in PARENTS else ""
    if choice.field == "indicator_direction":
        return str(sum(row <= choice.place.row for row in outcomes) - 1)
    return ""
