"""Find the reports in a document by the titles of their forms.

A report runs from its title to the next title of any form. Where the titles of two families match one cell, the family
with more of its headings below it is meant; where that too is equal, nobody can tell and nothing is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.document import Cell, Document
from pipeline.model.drafts import ReportYears
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.spec.form import Form
from pipeline.spec.sections import variants
from pipeline.spec.template import Match, compile_template

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A form and the rows it was found on (non-blank cells only); the first row holds the title."""

    form: Form
    title: Cell
    years: ReportYears
    rows: tuple[Row, ...]
    aligned: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """The reports of a document, the rows outside all of them, and what to say about it."""

    reports: tuple[FoundReport, ...]
    outside: tuple[Cell, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    row: int
    cell: Cell
    matches: tuple[tuple[Form, Match], ...]


def recognise(document: Document, forms: Iterable[Form]) -> Recognition:
    """Split ``document`` into reports of ``forms``."""
    forms = tuple(forms)
    reports: list[FoundReport] = []
    outside: list[Cell] = []
    findings: list[Finding] = []
    for grid in document.grids:
        rows = tuple(tuple(cell for cell in row if not cell.is_blank) for row in grid.rows)
        titles = _titles(rows, forms)
        starts = [title.row for title in titles] + [len(rows)]
        outside.extend(cell for row in rows[: starts[0]] for cell in row)
        for title, end in zip(titles, starts[1:], strict=True):
            span = tuple(row for row in rows[title.row : end] if row)
            chosen = _choose(title, span)
            if isinstance(chosen, Finding):
                findings.append(chosen)
                outside.extend(cell for row in span for cell in row)
                continue
            form, match, notes = chosen
            findings.extend(notes)
            if _years(form, match).sheet is None:
                findings.append(_undated(title))
            reports.append(FoundReport(form, title.cell, _years(form, match), span, grid.aligned))
    return Recognition(tuple(reports), tuple(outside), tuple(findings))


def _titles(rows: tuple[Row, ...], forms: tuple[Form, ...]) -> list[_Title]:
    titles = []
    for number, row in enumerate(rows):
        if not row:
            continue
        matches = tuple((form, match) for form in forms if (match := _title_match(form, row[0].text)) is not None)
        if matches:
            titles.append(_Title(number, row[0], matches))
    return titles


def _title_match(form: Form, text: str) -> Match | None:
    for title in variants(form.title):
        if (match := compile_template(title).match(text)) is not None:
            return match
    return None


def _choose(title: _Title, rows: tuple[Row, ...]) -> tuple[Form, Match, list[Finding]] | Finding:
    families: dict[str, list[tuple[Form, Match]]] = {}
    for form, match in title.matches:
        families.setdefault(form.family, []).append((form, match))
    scored = sorted(((_headings_found(group[0][0], rows), name) for name, group in families.items()), reverse=True)
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        names = ", ".join(name for _, name in scored)
        return Finding(
            "form-ambiguous",
            Severity.ERROR,
            f"the title fits several forms equally well: {names}; make their titles or headings tell them apart",
            actual=title.cell.text.strip(),
            place=title.cell.place,
        )
    return _version(families[scored[0][1]], title)


def _undated(title: _Title) -> Finding:
    message = (
        "the title names no fiscal year that can be told, so no figure on the sheet can be dated; look at the sheet"
    )
    return Finding("year-missing", Severity.ERROR, message, "a year", title.cell.text.strip(), place=title.cell.place)


def _headings_found(form: Form, rows: tuple[Row, ...]) -> int:
    starts = [row[0].text for row in rows]
    headings = [compile_template(v) for section in form.sections for v in variants(section.heading)]
    return sum(any(heading.match(text) for text in starts) for heading in headings)


def _version(group: list[tuple[Form, Match]], title: _Title) -> tuple[Form, Match, list[Finding]]:
    """The version in force in the sheet's year: the newest not younger than it, else the oldest there is."""
    ordered = sorted(group, key=lambda pair: pair[0].year)
    sheet = _years(*ordered[-1]).sheet
    fitting = [pair for pair in ordered if sheet is not None and pair[0].year <= sheet]
    form, match = fitting[-1] if fitting else ordered[0]
    if sheet is None or form.year == sheet:
        return form, match, []
    note = Finding(
        "form-of-another-year",
        Severity.INFO,
        f"there is no spec for {sheet}; read by {form.form}. Every label is still checked against it",
        expected=form.form,
        actual=str(sheet),
        place=title.cell.place,
    )
    return form, match, [note]


def _years(form: Form, match: Match) -> ReportYears:
    sheet = _year(match.get("sheet_year"))
    evaluated = _year(match.get("evaluated_year"))
    if sheet is None and evaluated is not None:
        sheet = evaluated + form.sheet_after
    if evaluated is None and sheet is not None:
        evaluated = sheet - form.sheet_after
    return ReportYears(evaluated=evaluated, sheet=sheet)


def _year(text: str | None) -> int | None:
    reading = parse_fiscal_year(text) if text else None
    return reading.year if reading is not None and reading.status is Status.VALUE else None
