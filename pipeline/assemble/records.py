"""Indicators and goals from their parts, and what is odd about them."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.drafts import RecordHead, RecordPart
from pipeline.model.facts import Fact, Goal, Indicator, IndicatorValue
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key


def unit_of(value: IndicatorValue, parts: Sequence[RecordPart]) -> str | None:
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


def indicator_of(head: RecordHead, parts: Sequence[RecordPart], values: Sequence[IndicatorValue]) -> Indicator:
    """An indicator, placed at the cell that names it, else at its first."""
    said = _said(parts)
    names = [part for part in parts if part.column == "name"]
    first: Fact = names[0] if names else min([*values, *parts], key=lambda f: (f.place.row, f.place.col))
    return Indicator(
        place=first.place,
        raw=first.raw,
        label=first.label,
        part=first.part,
        number=head.number,
        kind=head.kind or "outcome",
        ordinal=head.ordinal,
        heading=head.heading,
        name=said.get("name"),
        formula=said.get("formula"),
        unit=_one_unit(parts) or said.get("unit_of_actual") or said.get("unit_of_target"),
        direction=said.get("direction"),
    )


def repeated_indicators(indicators: Iterable[Indicator]) -> Iterator[Finding]:
    """Two indicators alike in all that names them: a row printed or copied twice."""
    seen: set[tuple[object, ...]] = set()
    for indicator in indicators:
        names = (indicator.kind, indicator.heading, indicator.name, indicator.formula)
        if indicator.name is not None and names in seen:
            message = f"{indicator.label}: the sheet has this indicator twice; look which of them counts"
            raw = indicator.raw.strip()
            yield Finding("indicator-repeated", Severity.WARNING, message, "once", raw, place=indicator.place)
        seen.add(names)


def odd_indicator(indicator: Indicator, values: Sequence[IndicatorValue]) -> Iterator[Finding]:
    """Indicators have a name and figures; 対象数 and 利用数 that stand under no heading are what their label says."""
    if indicator.kind not in {"activity", "outcome"} and indicator.heading is None:
        return
    raw, place = indicator.raw.strip(), indicator.place
    if indicator.name is None and values and all(value.value == 0 for value in values):
        message = f"{indicator.label}: nothing but 0 for an indicator without a name: most likely a blank one"
        yield Finding("indicator-unnamed", Severity.WARNING, message, "a name", raw, place=place)
    elif indicator.name is None:
        message = f"{indicator.label}: figures without the name of an indicator: a row moved, or doesn't belong here"
        yield Finding("indicator-unnamed", Severity.ERROR, message, "a name", raw, place=place)
    elif not values:
        message = f"{indicator.label}: an indicator without any figure, or a line that is none; look at the sheet"
        yield Finding("indicator-without-figures", Severity.WARNING, message, "figures", raw, place=place)


def odd_units(values: Iterable[IndicatorValue], parts: Sequence[RecordPart]) -> Iterator[Finding]:
    """Figures that print another unit than the indicator's own: one of them is a slip."""
    for value in values:
        if value.unit is None:
            continue
        unit = unit_of(value, parts)
        if unit is None or match_key(value.unit) == match_key(unit):
            continue
        message = f"{value.label}: printed in {value.unit} where the indicator's unit is {unit}; look at the sheet"
        raw, year = value.raw.strip(), value.fiscal_year
        yield Finding("number-odd", Severity.WARNING, message, unit, raw, year, value.place)


def goal_of(head: RecordHead, parts: Sequence[RecordPart]) -> Goal:
    """A goal, placed at its item; a deadline in words stays in the note."""
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
