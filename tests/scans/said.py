"""What a report says, in three kinds of things that can be right or wrong: numbers, marks, texts."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model.facts import (
    Choice,
    Derived,
    Fact,
    Field,
    Goal,
    Indicator,
    Measured,
    Money,
    Narrative,
    Part,
    Policy,
    Rating,
)
from pipeline.model.place import Place
from pipeline.model.report import Report
from tests.scans.texts import folded

Kind = Literal["number", "mark", "text"]
# The values of each table that are right or wrong; all its others say what they are about.
_TABLES: tuple[tuple[type[Fact] | tuple[type[Fact], ...], Kind, tuple[str, ...]], ...] = (
    (Money, "number", ("amount_yen",)),
    (Measured, "number", ("value", "value_low", "value_high")),
    (Derived, "number", ("value", "yen")),
    (Choice, "mark", ("checked",)),
    (Rating, "mark", ("grade", "code")),
    (Field, "text", ("value",)),
    (Narrative, "text", ("text",)),
    (Indicator, "text", ("name",)),
    (Policy, "text", ("code", "name")),
    (Part, "text", ("name",)),
    (Goal, "text", ("item",)),
)
_ABOUT = ("option", "criterion", "field", "item", "source", "kind", "measure")
_NOT_IN_KEY = frozenset({
    "place", "raw", "label", "status", "slot", "note", "confidence", "precision_yen", "unit", "fiscal_year",
    "indicator", "qualifier", "number", "formula", "direction", "heading", "deadline",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a report says.

    ``key`` is what it is about by the form, ``of`` which indicator, ``about`` both for people, ``label`` the printed
    words beside it; ``value`` is what is said: a tuple of figures, a state, or a text. ``open_``: it is NULL because
    nobody can tell.
    """

    kind: Kind
    table: str
    key: tuple[Hashable, ...]
    of: Hashable
    year: int | None
    label: str
    about: str
    value: tuple[Hashable, ...]
    place: Place
    open_: bool

    @property
    def shown(self) -> str:
        """For people."""
        return " ".join("NULL" if part is None else str(part) for part in self.value)


def all_said(report: Report) -> list[Said]:
    """Everything that a report says, in reading order. The year of its results is a number, too.

    A grade that is a ticked option is one mark, not two.
    """
    ticked = {fact.place for fact in report.facts if isinstance(fact, Choice)}
    facts = [fact for fact in report.facts if not (isinstance(fact, Rating) and fact.place in ticked)]
    names = _names(fact for fact in report.facts if isinstance(fact, Indicator))
    found = [said for fact in facts for said in _said(fact, names)]
    top = Place(report.head.first_page, 0, 0)
    for name in ("fiscal_year", "sheet_fiscal_year"):
        found.append(_number("report", (name,), top, (getattr(report.head, name),)))
    return sorted(found, key=lambda said: (said.place.page, said.place.row, said.place.col))


def _names(indicators: Iterable[Indicator]) -> dict[int, Hashable]:
    """Indicators by their number: what each is called, and how many of that name are before it.

    Its place in order is no name: if one is lost, that of all others changes.
    """
    names: dict[int, Hashable] = {}
    before = Counter[tuple[str, str]]()
    for indicator in indicators:
        name = indicator.kind, folded(indicator.name or "")
        names[indicator.number] = (*name, before[name])
        before[name] += 1
    return names


def _number(table: str, key: tuple[Hashable, ...], place: Place, value: tuple[Hashable, ...]) -> Said:
    return Said("number", table, key, None, None, "", str(key[0]), value, place, open_=False)


def _said(fact: Fact, names: dict[int, Hashable]) -> Iterator[Said]:
    for tables, kind, own in _TABLES:
        if isinstance(fact, tables):
            value = _value(fact, own)
            digits = isinstance(fact, Field) and folded(str(value[0])).replace("-", "").isdigit()
            yield _of(fact, "number" if digits else kind, value, own, names)
            return


def _value(fact: Fact, own: tuple[str, ...]) -> tuple[Hashable, ...]:
    values = tuple(getattr(fact, name) for name in own)
    match fact:
        case Money() | Measured() | Derived():
            return (fact.status.value, *values)
        case Rating():
            return tuple(None if text is None else folded(text) for text in values)
        case Policy():
            return ("".join(filter(None, values)),)
        case _:
            return values


def _of(fact: Fact, kind: Kind, value: tuple[Hashable, ...], own: tuple[str, ...],
        names: dict[int, Hashable]) -> Said:  # fmt: skip
    left_out = _NOT_IN_KEY.union(own)
    key: list[Hashable] = [getattr(fact, name) for name in type(fact).__struct_fields__ if name not in left_out]
    of = names.get(getattr(fact, "indicator", None) or 0)
    open_ = fact.status.value in {"ambiguous", "unreadable"} or (isinstance(fact, Choice) and fact.checked is None)
    about = " ".join(str(part) for name in _ABOUT if (part := getattr(fact, name, None)) is not None)
    return Said(
        kind, type(fact).__name__, tuple(key), of, fact.fiscal_year, folded(fact.label), about, value, fact.place, open_
    )
