"""Figures that a sheet states twice: once differently, and one of them is wrong, or a page is another sheet's."""

from collections.abc import Iterator, Sequence

from pipeline.checks.rules import states_the_same
from pipeline.checks.selection import figure
from pipeline.model.facts import Cost, Fact, Funding, Staffing
from pipeline.model.finding import CHECK, Finding, Severity

_STATED = frozenset((Cost, Funding, Staffing))
# Rows of these differ by their labels; several of a kind may stand side by side.
_BY_LABEL = {"breakdown", "other"}


def check_repeated(facts: Sequence[Fact]) -> Iterator[Finding]:
    """An error finding for every figure that comes a second time with another value."""
    first: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = _key(fact) if type(fact) in _STATED else None
        if key is None or figure(fact) is None:
            continue
        known = first.setdefault(key, fact)
        if known is not fact and not states_the_same(known, fact):
            yield _finding(known, fact)


def _key(fact: Fact) -> tuple[object, ...] | None:
    """What a figure is of; None for those that a form may state of several things."""
    match fact:
        case Cost() if fact.item not in _BY_LABEL:
            what: tuple[object, ...] = ("cost", fact.item, fact.within)
        case Funding() if fact.source not in _BY_LABEL:
            what = ("funding", fact.source, fact.within, fact.sums_to)
        case Staffing(kind="total"):
            what = ("staffing", fact.measure)
        case _:
            return None
    return (*what, fact.basis, fact.fiscal_year, fact.fiscal_year_to, fact.part)


def _finding(first: Fact, second: Fact) -> Finding:
    message = (
        f"the sheet states this twice, and differently: {first.raw.strip()} at {first.place} ({first.label}); one of "
        "them is wrong, or a page belongs to another sheet"
    )
    return Finding(
        f"{CHECK}stated-twice",
        Severity.ERROR,
        message,
        first.raw.strip(),
        second.raw.strip(),
        second.fiscal_year,
        second.place,
    )
