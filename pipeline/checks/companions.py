"""Two forms about one project in one file (概要 and 評価表) must say the same."""

from collections.abc import Iterable, Sequence

from pipeline.checks.rules import states_the_same
from pipeline.checks.selection import address_of, figure, selects
from pipeline.model.change import replace
from pipeline.model.facts import Evaluation, Fact, Indicator, IndicatorValue
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report, ReportHead
from pipeline.normalize.fold import match_key
from pipeline.recognise.found import FoundReport
from pipeline.spec.form import Form
from pipeline.spec.identities import Selector, parse_selector
from pipeline.spec.registry import Registry

_SHORTEST_NAME = 4
Said = tuple[object, Fact | None]


def link_companions(reports: Sequence[Report], registry: Registry) -> tuple[Report, ...]:
    """Give a report that names no code its companion's identity, and add a finding for all they must say alike."""
    linked = list(reports)
    for index, report in enumerate(linked):
        form = registry.get(report.head.form)
        other = _companion(report, linked, form)
        if form is None or form.companion is None:
            continue
        if other is None:
            linked[index] = replace(
                report, findings=(*report.findings, _companion_missing(report, form.companion.form))
            )
            continue
        findings = [f for text in form.companion.same for f in _same(parse_selector(text), report, linked[other])]
        linked[index] = replace(
            report, findings=(*report.findings, *findings), head=_identity(report.head, linked[other].head)
        )
    return tuple(linked)


def pair_up(reports: Sequence[FoundReport]) -> dict[int, int]:
    """For each report whose form repeats a companion's figures, the companion next to it in the file."""
    pairs: dict[int, int] = {}
    for number, report in enumerate(reports):
        companion = report.form.companion
        if companion is None or not companion.same:
            continue
        beside = [n for n in (number - 1, number + 1) if 0 <= n < len(reports) and n not in pairs.values()]
        fitting = [
            n for n in beside if reports[n].form.family == companion.form and _about_the_same(report, reports[n])
        ]
        if len(fitting) == 1:
            pairs[number] = fitting[0]
    return pairs


def _about_the_same(report: FoundReport, other: FoundReport) -> bool:
    """True if both are of one year and the texts that could name a project are not all different."""
    ours, theirs = (
        {match_key(cell.text) for row in r.rows for cell in row} - r.form.label_keys for r in (report, other)
    )
    names = {text for text in ours & theirs if len(text) >= _SHORTEST_NAME}
    return report.years == other.years and bool(names)


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


def _companion_missing(report: Report, family: str) -> Finding:
    place = min((fact.place for fact in report.facts), key=lambda p: (p.page, p.row, p.col), default=None)
    message = f"the form {family} about the same project and year is not in the file: it was cut off, or left out"
    return Finding("companion-missing", Severity.WARNING, message, expected=family, place=place)


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
    for key in [key for key in ours if key in theirs]:
        (mine, fact), (yours, elsewhere) = ours[key], theirs[key]
        if mine is None or yours is None:
            continue
        if fact is not None and elsewhere is not None and not isinstance(fact, Evaluation):
            agree = states_the_same(fact, elsewhere)
        else:
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
    """What a report says of a selector, by year (and indicator)."""
    if selector.table == "report":
        return {(selector.first,): (getattr(report.head, selector.first), None)}
    if selector.table == "evaluation":
        mine = [f for f in report.facts if isinstance(f, Evaluation) and f.stage == selector.first and not f.restated]
        return {(fact.for_fiscal_year,): (getattr(fact, selector.second), fact) for fact in mine}
    indicators = {f.number: f for f in report.facts if isinstance(f, Indicator)}
    kinds = {number: indicator.kind for number, indicator in indicators.items()}
    found: dict[tuple[object, ...], Said] = {}
    for fact in report.facts:
        if selects(selector, fact, kinds):
            indicator = indicators[fact.indicator] if isinstance(fact, IndicatorValue) else None
            named = indicator is not None and indicator.kind in {"activity", "outcome"}
            which = _key(indicator.name) if indicator is not None and named else ""
            found[(which, address_of(fact, kinds), fact.fiscal_year)] = (figure(fact), fact)
    return found


def _agree(mine: object, yours: object) -> bool:
    if isinstance(mine, str) and isinstance(yours, str):
        return match_key(mine) == match_key(yours)
    return mine == yours


def _show(value: object, fact: Fact | None) -> str:
    if fact is None or isinstance(fact, Evaluation):
        return str(value)
    return fact.raw.strip()
