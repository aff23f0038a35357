"""Put parts together: the report's head, indicators, goals, policies and evaluations from the cells that name them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.model.drafts import (
    BoundReport,
    EvaluationHead,
    EvaluationPart,
    HeadPart,
    PolicyPart,
    RecordHead,
    RecordPart,
)
from pipeline.model.facts import Evaluation, Fact, Goal, Indicator, IndicatorValue, Narrative, Policy
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Municipality, ReportHead
from pipeline.normalize.fold import match_key
from pipeline.spec.form import Form

_DRAFTS = (HeadPart, RecordPart, PolicyPart, EvaluationPart)


def assemble_head(bound: BoundReport, form: Form, facts: Iterable[Fact]) -> ReportHead:
    """The head of a report from its parts; a column that no cell names is None."""
    parts = {column: values[0] if len(values) == 1 else None for column, values in _head_values(facts).items()}
    town = form.municipality
    pages = [cell.place.page for cell in bound.cells]
    return ReportHead(
        form=form.form,
        kind=form.kind,
        municipality=Municipality(town.code, town.name, town.prefecture),
        fiscal_year=bound.years.evaluated,
        sheet_fiscal_year=bound.years.sheet,
        project_code=_text(parts.get("project_code")),
        serial=_text(parts.get("serial")),
        project_name=_text(parts.get("project_name")),
        department=_text(parts.get("department")),
        started_fiscal_year=_integer(parts.get("started_fiscal_year")),
        ended_fiscal_year=_integer(parts.get("ended_fiscal_year")),
        first_page=min(pages),
        last_page=max(pages),
    )


def head_contradictions(facts: Iterable[Fact]) -> tuple[Finding, ...]:
    """An error finding for every column of the head that the report states twice, and differently."""
    return tuple(
        Finding(
            "head-contradicts", Severity.ERROR, f"the report states its {column} twice, and differently", None, said
        )
        for column, values in _head_values(facts).items()
        if len(values) > 1 and (said := " / ".join(map(str, values)))
    )


def _head_values(facts: Iterable[Fact]) -> dict[str, list[str | int | None]]:
    """Every column of the head, with each different value that the report gives it."""
    found: dict[str, dict[str, str | int | None]] = {}
    for part in facts:
        if isinstance(part, HeadPart):
            found.setdefault(part.column, {}).setdefault(match_key(str(part.value)), part.value)
    return {column: list(values.values()) for column, values in found.items()}


def assemble_facts(bound: BoundReport, facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """All facts of a report in the contract's shape, numbered within their cells, and what is odd about verdicts."""
    parts = [fact for fact in facts if isinstance(fact, RecordPart)]
    values = [fact for fact in facts if isinstance(fact, IndicatorValue)]
    whole: list[Fact] = [fact for fact in facts if not isinstance(fact, (*_DRAFTS, IndicatorValue))]
    for head in bound.records:
        mine = [part for part in parts if part.record == head.number]
        numbers = [value for value in values if value.indicator == head.number]
        if head.makes == "indicator" and (mine or numbers):
            whole.append(_indicator(head, mine, numbers))
            whole.extend(replace(value, unit=value.unit or _unit_of(value, mine)) for value in numbers)
        elif head.makes == "goal" and mine:
            whole.append(_goal(head, mine))
    whole.extend(_policies(facts))
    findings: list[Finding] = []
    for evaluation in bound.evaluations:
        mine_parts = [f for f in facts if isinstance(f, EvaluationPart) and f.evaluation == evaluation.number]
        verdict, odd = _evaluation(evaluation, mine_parts)
        findings.extend(odd)
        if verdict is not None:
            whole.append(verdict)
    findings.extend(_repeated(fact for fact in whole if isinstance(fact, Indicator)))
    counted = {value.indicator for value in values}
    for indicator in (fact for fact in whole if isinstance(fact, Indicator)):
        findings.extend(_odd_indicator(indicator, indicator.number in counted))
    raw = {cell.place: cell.text for cell in bound.cells}
    return _numbered(_joined([replace(fact, raw=raw.get(fact.place, fact.raw)) for fact in whole])), tuple(findings)


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _integer(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None


# ---- indicators and goals


def _unit_of(value: IndicatorValue, parts: Sequence[RecordPart]) -> str | None:
    """The unit printed for a number: for its measure, on its row, or for the indicator as a whole."""
    units = [part for part in parts if part.record == value.indicator and part.text]
    own = [part.text for part in units if part.column == f"unit_of_{value.measure}"]
    if own or value.measure == "achievement_rate":  # a rate's unit is not the indicator's
        return next(iter(own), None)
    beside = [part.text for part in units if part.column == "unit" and part.place.row == value.place.row]
    return next(iter(beside), _one_unit(units))


def _one_unit(parts: Sequence[RecordPart]) -> str | None:
    """The indicator's unit as first printed, if it is the same wherever it is."""
    units = {match_key(part.text): part.text for part in reversed(parts) if part.column == "unit" and part.text}
    return units.popitem()[1] if len(units) == 1 else None


def _indicator(head: RecordHead, parts: Sequence[RecordPart], values: Sequence[IndicatorValue]) -> Indicator:
    said = _said(parts)
    names = [part for part in parts if part.column == "name"]
    first: Fact = names[0] if names else min([*values, *parts], key=lambda f: (f.place.row, f.place.col))
    return Indicator(
        place=first.place,
        raw=first.raw,
        label=first.label,
        number=head.number,
        kind=head.kind or "outcome",
        ordinal=head.ordinal,
        heading=head.heading,
        name=said.get("name"),
        formula=said.get("formula"),
        unit=_one_unit(parts) or said.get("unit_of_actual") or said.get("unit_of_target"),
        direction=said.get("direction"),
    )


def _repeated(indicators: Iterable[Indicator]) -> Iterator[Finding]:
    """Two indicators alike in all that names them: a row printed or copied twice."""
    seen: set[tuple[object, ...]] = set()
    for indicator in indicators:
        names = (indicator.kind, indicator.heading, indicator.name, indicator.formula)
        if indicator.name is not None and names in seen:
            message = f"{indicator.label}: the sheet has this indicator twice; look which of them counts"
            raw = indicator.raw.strip()
            yield Finding("indicator-repeated", Severity.WARNING, message, "once", raw, place=indicator.place)
        seen.add(names)


def _odd_indicator(indicator: Indicator, has_figures: bool) -> Iterator[Finding]:
    """Activity and outcome indicators have a name and figures; 対象数 and 利用数 are what their label says."""
    if indicator.kind not in {"activity", "outcome"}:
        return
    raw, place = indicator.raw.strip(), indicator.place
    if indicator.name is None:
        message = f"{indicator.label}: figures without the name of an indicator: a row moved, or doesn't belong here"
        yield Finding("indicator-unnamed", Severity.ERROR, message, "a name", raw, place=place)
    elif not has_figures:
        message = f"{indicator.label}: an indicator without any figure, or a line that is none; look at the sheet"
        yield Finding("indicator-without-figures", Severity.WARNING, message, "figures", raw, place=place)


def _goal(head: RecordHead, parts: Sequence[RecordPart]) -> Goal:
    said = _said(parts)
    first = next((part for part in parts if part.column == "item"), parts[0])
    deadline = next((part for part in parts if part.column == "deadline"), None)
    return Goal(
        place=first.place,
        raw=first.raw,
        label=first.label,
        fiscal_year=first.fiscal_year,
        ordinal=head.ordinal,
        item=said.get("item"),
        level=said.get("level"),
        deadline=said.get("deadline"),
        note=deadline.raw.strip() if deadline is not None and deadline.text is None else None,
    )


def _said(parts: Sequence[RecordPart]) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in parts:
        if part.text is None:
            continue
        said[part.column] = (
            f"{said[part.column]}\n{part.text}" if part.column in said and part.column == "formula" else part.text
        )
    return said


# ---- policies


def _policies(facts: Sequence[Fact]) -> list[Policy]:
    parts = [fact for fact in facts if isinstance(fact, PolicyPart)]
    ordinals: dict[str | None, int] = {}
    policies = []
    for number in dict.fromkeys(part.record for part in parts):
        mine = [part for part in parts if part.record == number]
        first = mine[0]
        ordinals[first.plan] = ordinals.get(first.plan, 0) + 1
        policies.append(
            Policy(
                place=first.place,
                raw=first.raw,
                label=first.label,
                fiscal_year=first.fiscal_year,
                ordinal=ordinals[first.plan],
                plan=first.plan,
                level=first.level,
                code=next((part.code for part in mine if part.code), None),
                name=next((part.name for part in mine if part.name), None),
            )
        )
    return policies


# ---- evaluations


def _evaluation(head: EvaluationHead, parts: Sequence[EvaluationPart]) -> tuple[Evaluation | None, list[Finding]]:
    said: dict[str, str | int | bool | None] = {part.column: part.value for part in parts}
    if not parts:
        return None, []
    ticked = bool(said.get("ticked")) or said.get("budget") is not None
    doubtful = any(column.endswith("_doubtful") for column in said) or "ticked" not in said
    if head.restated and not ticked and not doubtful and said.get("stage") is None:
        return None, []
    stage = head.stage or _string(said.get("stage"))
    asked = said.get("performed")
    performed = asked if isinstance(asked, bool) else None if doubtful and not ticked else ticked
    findings = []
    if asked is False and ticked:
        findings.append(_verdict_without_evaluation(head))
    if stage is None:
        findings.append(_no_stage(head))
    year = said.get("for_fiscal_year")
    names = [part for part in parts if part.column == "for_fiscal_year"]
    label = names[0].label if names else head.label
    evaluation = Evaluation(
        place=head.cell.place,
        raw=head.cell.text,
        label=label,
        stage=stage,
        for_fiscal_year=year if isinstance(year, int) else head.for_fiscal_year,
        restated=head.restated,
        performed=performed,
        continues=_boolean(said.get("continues")),
        direction=_string(said.get("direction")),
        direction_note=_string(said.get("direction_note")),
        budget=_string(said.get("budget")),
        outcome=_string(said.get("outcome")),
        evaluated_on=_string(said.get("evaluated_on")),
        evaluator=_string(said.get("evaluator")),
    )
    return evaluation, findings


def _string(value: str | int | bool | None) -> str | None:
    return value if isinstance(value, str) else None


def _boolean(value: str | int | bool | None) -> bool | None:
    return value if isinstance(value, bool) else None


def _verdict_without_evaluation(head: EvaluationHead) -> Finding:
    return Finding(
        "verdict-without-evaluation",
        Severity.WARNING,
        f"{head.label}: the sheet says that this evaluation was not made, and yet a verdict is ticked",
        place=head.cell.place,
    )


def _no_stage(head: EvaluationHead) -> Finding:
    return Finding(
        "stage-unknown", Severity.WARNING, f"{head.label}: no mark says whose verdict this is", place=head.cell.place
    )


# ---- order and numbering


def _joined(facts: Sequence[Fact]) -> list[Fact]:
    """Narratives printed over several rows become one text, placed at its first cell."""
    joined: list[Fact] = []
    at: dict[tuple[str, str | None, str], int] = {}
    for fact in facts:
        if isinstance(fact, Narrative):
            key = (fact.field, fact.stage, fact.label)
            if key in at:
                first = joined[at[key]]
                assert isinstance(first, Narrative)  # noqa: S101 - only narratives are remembered
                joined[at[key]] = replace(first, text=f"{first.text}\n{fact.text}", raw=f"{first.raw}\n{fact.raw}")
                continue
            at[key] = len(joined)
        joined.append(fact)
    return joined


def _numbered(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Number the facts that one cell gave to one table: their ``slot``."""
    counts: dict[tuple[type, object], int] = {}
    numbered = []
    for fact in facts:
        key = (type(fact), fact.place)
        slot = counts.get(key, 0)
        counts[key] = slot + 1
        numbered.append(replace(fact, slot=slot))
    return tuple(numbered)
