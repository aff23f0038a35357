"""What a report says, in a shape that can be compared: with what another rendering says, and with the truth."""

from collections import Counter
from collections.abc import Iterable

from pipeline.model.change import names_of
from pipeline.model.facts import Fact, Indicator
from pipeline.model.report import Report

Said = Counter[tuple[object, ...]]
_OF_THE_PAPER = frozenset(("place", "raw", "slot", "label"))


def said_by(report: Report) -> Said:
    """Every fact but for its place and how it was printed."""
    return said_of(report.facts)


def said_of(facts: Iterable[Fact]) -> Said:
    """The same of facts that nobody read."""
    return Counter(_said(fact, _OF_THE_PAPER) for fact in facts)


def printed_by(report: Report) -> Said:
    """Every fact with the text and the labels that it was printed with, wherever it stands.

    Less the label of an indicator itself, which names the heading of its column where columns can't be trusted.
    """
    return Counter(
        _said(f, frozenset(("place", "label") if isinstance(f, Indicator) else ("place",))) for f in report.facts
    )


def _said(fact: Fact, left_out: frozenset[str]) -> tuple[object, ...]:
    named = ((name, _words(getattr(fact, name))) for name in names_of(type(fact)) if name not in left_out)
    return (type(fact).__name__, *named)


def _words(value: object) -> object:
    """Text without white space: where lines end is up to the paper."""
    return "".join(value.split()) if isinstance(value, str) else value
