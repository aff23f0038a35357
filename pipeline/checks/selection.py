"""Which facts a selector of the spec language means, and the figure each of them states."""

from collections.abc import Mapping
from decimal import Decimal

from pipeline.model.facts import Cost, Derived, Fact, Funding, IndicatorValue, Money, Staffing
from pipeline.model.quantity import Status
from pipeline.spec.identities import Selector

Kinds = Mapping[int, str | None]
"""The kind of each indicator of a report, by its number."""


def selects(selector: Selector, fact: Fact, kinds: Kinds) -> bool:
    """True if ``selector`` means ``fact``; ``funding.*`` means the sources at the top, without their totals."""
    if (fact.part is not None) != selector.of_parts:
        return False
    if isinstance(fact, Funding) and selector.second == "*" and not _adds_up(fact):
        return False
    address = address_of(fact, kinds)
    if address is None:
        return False
    wanted = (selector.table, selector.first, selector.second)
    return all(want in {"*", have} for want, have in zip(wanted, address, strict=True))


def _adds_up(fact: Funding) -> bool:
    return fact.within == "total" and fact.source not in {"total", "earmarked_total"}


def address_of(fact: Fact, kinds: Kinds) -> tuple[str, str | None, str] | None:
    """A fact's place in the selector language; None for facts that it doesn't speak of."""
    match fact:
        case Cost():
            return "cost", fact.basis, fact.item
        case Funding():
            return "funding", fact.basis, fact.source
        case Staffing():
            return "staffing", fact.basis, fact.kind
        case Derived():
            return "derived", fact.basis, fact.measure
        case IndicatorValue():
            return "indicator", kinds.get(fact.indicator), fact.measure
        case _:
            return None


def figure(fact: Fact) -> Decimal | None:
    """The figure of a fact: money in yen (a dash is nothing to add), all else in its printed unit; None without one."""
    if isinstance(fact, Money):
        if fact.status is Status.NONE:
            return Decimal(0)
        return None if fact.amount_yen is None else Decimal(fact.amount_yen)
    if isinstance(fact, Derived):
        return fact.yen if fact.yen is not None else fact.value
    if isinstance(fact, IndicatorValue | Staffing):
        return fact.value
    return None
