"""Two forms about one project in one file (概要 and 評価表) must say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.checks.interval import printed_interval
from pipeline.model.facts import Cost, Derived, Evaluation, Fact, Funding, Indicator, IndicatorValue
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report, ReportHead
from pipeline.normalize.fold import match_key
from pipeline.spec.form import Form
from pipeline.spec.identities import Selector, parse_selector
from pipeline.spec.registry import Registry

Said = tuple[object, Fact | None]


def link_companions(reports: Sequence[Report], registry: Registry) -> tuple[Report, ...]:
    """Give a report that names no code its companion's identity, and add a finding for all they must say alike."""
    linked = list(reports)
    for index, report in enumerate(linked):
        form = registry.get(report.head.form)
        other = _companion(report, linked, form)
        if form is None or other is None or form.companion is None:
            continue
        findings = [f for text in form.companion.same for f in _same(parse_selector(text), report, linked[other])]
        linked[index] = replace(
            report, findings=(*report.findings, *findings), head=_identity(report.head, linked[other].head)
        )
    return tuple(linked)


def _companion(report: Report, reports: Sequence[Report], form: Form | None) -> int | None:
    """The nearest report of the companion's form for the same year whose project has the same name."""
    if form is None or form.companion is None:
        return None
    fitting = [
        i
        for i, other in enumerate(reports)
        if other.head.form.rsplit("/", 1)[0] == form.companion.form
        and other.head.fiscal_year == report.head.fiscal_year
        and _key(other.head.project_name) == _key(report.head.project_name)
    ]
    return min(fitting, key=lambda i: abs(reports[i].ordinal - report.ordinal), default=None)


def _key(text: str | None) -> str:
    return match_key(text or "")


def _identity(head: ReportHead, other: ReportHead) -> ReportHead:
    if head.project_code is not None or not _key(head.project_name):
        return head
    return replace(
        head,
        project_code=other.project_code,
        started_fiscal_year=head.started_fiscal_year or other.started_fiscal_year,
        ended_fiscal_year=head.ended_fiscal_year or other.ended_fiscal_year,
        department=head.department or other.department,
    )


def _same(selector: Selector, report: Report, other: Report) -> Iterable[Finding]:
    ours, theirs = _statements(selector, report), _statements(selector, other)
    for key in ours.keys() & theirs.keys():
        (mine, fact), (yours, elsewhere) = ours[key], theirs[key]
        if mine is None or yours is None:
            continue
        agree = _agree(mine, yours)
        place = fact or elsewhere
        verb = "agrees with" if agree else "does not agree with"
        yield Finding(
            f"same-{selector}",
            Severity.INFO if agree else Severity.WARNING,
            f"{selector} {verb} {other.head.form} in the same file" + ("" if agree else ": one of them is wrong"),
            expected=_show(yours, elsewhere),
            actual=_show(mine, fact),
            fiscal_year=fact.fiscal_year if fact else None,
            place=place.place if place is not None else None,
        )


def _statements(selector: Selector, report: Report) -> dict[tuple[object, ...], Said]:
    """What a report says of a selector, by year (and indicator name)."""
    if selector.table == "report":
        return {(selector.first,): (_head_value(report.head, selector.first), None)}
    found: dict[tuple[object, ...], Said] = {}
    kinds = {
        f.number: (f.kind, _key(f.name) if f.kind in {"activity", "outcome"} else "")
        for f in report.facts
        if isinstance(f, Indicator)
    }
    for fact in report.facts:
        match fact:
            case Evaluation() if selector.table == "evaluation" and fact.stage == selector.first and not fact.restated:
                found[(fact.for_fiscal_year,)] = (getattr(fact, selector.second), fact)
            case Cost() if (selector.table, selector.first, selector.second) == ("cost", fact.basis, fact.item):
                found[(fact.fiscal_year,)] = (_amount(fact), fact)
            case Funding() if (selector.table, selector.first, selector.second) == ("funding", fact.basis, fact.source):
                found[(fact.fiscal_year,)] = (_amount(fact), fact)
            case Derived() if (selector.table, selector.first, selector.second) == (
                "derived",
                fact.basis,
                fact.measure,
            ):
                found[(fact.fiscal_year,)] = (fact.value, fact)
            case IndicatorValue() if selector.table == "indicator":
                kind, name = kinds.get(fact.indicator, ("", ""))
                if selector.first in {"*", kind} and selector.second in {"*", fact.measure}:
                    found[(kind, name, fact.measure, fact.fiscal_year)] = (fact.value, fact)
    return found


def _amount(fact: Cost | Funding) -> object:
    if fact.amount_yen is None:
        return None
    return printed_interval(Decimal(fact.amount_yen), Decimal(fact.precision_yen or 0), "unknown")


def _head_value(head: ReportHead, column: str) -> object:
    return getattr(head, column)


def _agree(mine: object, yours: object) -> bool:
    if isinstance(mine, str) and isinstance(yours, str):
        return match_key(mine) == match_key(yours)
    overlaps = getattr(mine, "overlaps", None)
    return bool(overlaps(yours)) if overlaps is not None else mine == yours


def _show(value: object, fact: Fact | None) -> str:
    if fact is None or isinstance(fact, Evaluation):
        return str(value)
    return fact.raw.strip()
