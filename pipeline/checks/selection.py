"""Which facts a selector of the spec language means, and the figure each of them states."""

from collections.abc import Mapping
from decimal import Decimal

from pipeline.model.facts import Cost, Derived, Fact, Funding, IndicatorValue, Money, Staffing
from pipeline.model.quantity import Status
from pipeline.spec.identities import Selector

_FIGURES = frozenset((Cost, Funding, Staffing, Derived, IndicatorValue))
Kinds = Mapping[int, str | None]
"""The kind of each indicator of a report, by its number."""


Signature = tuple[tuple[str, str | None, str], bool, bool]
"""All of a fact that selectors ask about: its address, if it is of a part, if ``*`` leaves it out."""


def selects(selector: Selector, fact: Fact, kinds: Kinds) -> bool:
    """True if ``selector`` means ``fact``; ``funding.*`` means the sources at the top, without their totals."""
    signature = signature_of(fact, kinds)
    return signature is not None and means(selector, signature)


def signature_of(fact: Fact, kinds: Kinds) -> Signature | None:
    """What selectors ask about ``fact``; None for facts that they don't speak of."""
    address = address_of(fact, kinds)
    if address is None:
        return None
    apart = isinstance(fact, Funding) and (fact.within != "total" or fact.source in {"total", "earmarked_total"})
    return address, fact.part is not None, apart


def means(selector: Selector, signature: Signature) -> bool:
    """True if ``selector`` means facts of this signature."""
    address, of_part, apart = signature
    if of_part != selector.of_parts or (apart and selector.second == "*"):
        return False
    wanted = (selector.table, selector.first, selector.second)
    return all(want in {"*", have} for want, have in zip(wanted, address, strict=True))


def address_of(fact: Fact, kinds: Kinds) -> tuple[str, str | None, str] | None:
    """A fact's place in the selector language; None for facts that it doesn't speak of."""
    if type(fact) not in _FIGURES:
        return None
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
