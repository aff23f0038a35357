"""Every check of a form on a settled report; each outcome is a finding: what is expected, what printed, which cells."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.checks.identities import Identities, Outcome, Result
from pipeline.checks.interval import Interval
from pipeline.model.facts import Fact
from pipeline.model.finding import CHECK, Finding, Severity
from pipeline.model.quantity import Status


def check_report(facts: Sequence[Fact], identities: Identities) -> tuple[Finding, ...]:
    """A finding for every check and year of which anything is printed."""
    findings = []
    given = identities.sorted_out(facts)
    for check in identities.checks:
        for result in identities.evaluate(check, given):
            if result.target is not None or result.inputs:
                findings.append(_finding(result))
    return tuple(findings)


def _finding(result: Result) -> Finding:
    check = result.check
    severity = Severity(check.severity) if result.outcome is Outcome.FAIL else Severity.INFO
    place = result.target or result.inputs[0]
    return Finding(
        f"{CHECK}{check.id}",
        severity,
        _message(result),
        expected=_interval(result.expected),
        actual=None if result.target is None else _printed(result.target),
        fiscal_year=result.fiscal_year,
        place=place.place,
    )


def _message(result: Result) -> str:
    check = result.check
    sign = " + " if check.sum else " / "
    rule = f"{sign.join(check.inputs)} = {check.equals}"
    if check.beside is not None:
        rule = f"{check.equals} beside {check.beside}"
    elif check.change is not None:
        rule = f"{check.change} less that of the year before = {check.equals}"
    cells = ", ".join(_printed(fact) for fact in result.inputs)
    match result.outcome:
        case Outcome.PASS:
            return f"passes: {rule}; from {cells}"
        case Outcome.FAIL:
            return f"fails: {rule}; from {cells}. The sheet contradicts itself, or was misread: look at it"
        case _:
            return f"not applicable: {rule}; {_why(result)}"


def _why(result: Result) -> str:
    if result.target is None:
        return "the result is not printed"
    if not result.inputs:
        return "nothing that it is computed from is printed"
    return "not every figure is an exact one"


def _printed(fact: Fact) -> str:
    value = fact.raw.strip() if fact.status is not Status.AMBIGUOUS else f"{fact.raw.strip()} (ambiguous)"
    return f"{value} at {fact.place}"


def _interval(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    low, high = _number(interval.low), _number(interval.high)
    return low if low == high else f"{low} to {high}"


def _number(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')):,f}".rstrip("0").rstrip(".")
