"""The head of a report from the cells that name its columns."""

from collections.abc import Iterable

from pipeline.model.drafts import BoundReport, HeadPart
from pipeline.model.facts import Fact, of_kind
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Municipality, ReportHead
from pipeline.normalize.fold import match_key
from pipeline.spec.form import Form


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
    """An error finding for every column of the head that the report states twice, and differently.

    A project that ends before it begins is a warning.
    """
    columns = _head_values(facts)
    twice = tuple(
        Finding(
            "head-contradicts", Severity.ERROR, f"the report states its {column} twice, and differently", None, said
        )
        for column, values in columns.items()
        if len(values) > 1 and (said := " / ".join(map(str, values)))
    )
    began, ended = (columns.get(name, [None])[0] for name in ("started_fiscal_year", "ended_fiscal_year"))
    if not isinstance(began, int) or not isinstance(ended, int) or began <= ended:
        return twice
    message = f"the project ends in {ended}, before it begins in {began}; look at the sheet"
    return (*twice, Finding("year-doubtful", Severity.WARNING, message, f"{began} or later", str(ended)))


def _head_values(facts: Iterable[Fact]) -> dict[str, list[str | int | None]]:
    """Every column of the head, with each different value that the report gives it."""
    found: dict[str, dict[str, str | int | None]] = {}
    for part in of_kind(facts, HeadPart):
        found.setdefault(part.column, {}).setdefault(match_key(str(part.value)), part.value)
    return {column: list(values.values()) for column, values in found.items()}


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _integer(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None
