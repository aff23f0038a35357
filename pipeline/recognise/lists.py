"""Lists (一覧): which form a page's header row is of, which column is which, and the reports below it, one a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell, Grid
from pipeline.model.drafts import ReportYears
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.recognise.found import FoundReport, Head
from pipeline.recognise.headings import HeaderRow, bind_heads, header_findings
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label
from pipeline.spec.listed import Listed
from pipeline.spec.sections import variants

_ENOUGH = 0.5  # of a list's headings: a row with fewer is no header of it


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list on a page: its reports, what stands outside them, and what there is to say of its header."""

    reports: tuple[FoundReport, ...]
    outside: tuple[Cell, ...]
    findings: tuple[Finding, ...]


def find_list(grid: Grid, forms: Iterable[Form]) -> FoundList | None:
    """The list that fills a page; None if no row of it is the header of a list that is known."""
    lists = [form for form in forms if form.listed is not None]
    if not grid.aligned or not lists:
        return None
    best = max((found for form in lists for found in _headers(grid, form)), key=lambda found: found[0], default=None)
    if best is None or best[0][0] < _ENOUGH:
        return None
    _, form, header = best
    listed = form.listed
    assert listed is not None  # noqa: S101 - only lists are looked at
    heads = bind_heads(header, listed.slots)
    above = [cell for row in grid.rows[: header.begins] for cell in row if not cell.is_blank]
    title = _title_years(form, above)
    said = {id(cell) for cell in above if match_label(form.title or listed.above or ["\0"], cell.text) is not None}
    said |= {id(cell) for cell in above if listed.above and match_label(listed.above, cell.text) is not None}
    reports, loose = [], [cell for cell in above if id(cell) not in said]
    named = _columns_named(heads, listed)
    for cells in _rows(grid, header.ends):
        printed = [cell for cell in cells if not cell.is_blank]
        if any(cell.col in named for cell in printed):
            years = _row_years(form, listed, heads, cells, title)
            row = (Grid(grid.page, (cells,), True),)
            reports.append(FoundReport(form, printed[0], years, (tuple(printed),), row, heads))
        else:
            loose.extend(cell for cell in printed if cell.row >= header.ends)
    findings = [*header_findings(header, listed.slots, heads), *_undated(reports)]
    loose.extend(cell for cell in header.cells if cell.place not in {head.cell.place for head in heads})
    return FoundList(tuple(reports), tuple(loose), tuple(findings))


def _headers(grid: Grid, form: Form) -> Iterator[tuple[tuple[float, int], Form, HeaderRow]]:
    """Every row that may be the form's header, with the share of the form's headings that it has."""
    listed = form.listed
    if listed is None:
        return
    wanted = {label for slot in listed.slots for label in variants(slot.labels)}
    kinds = len({variants(slot.labels) for slot in listed.slots})
    for number, row in enumerate(grid.rows):
        # A heading may be merged down to the last header row from any row above.
        found = {match.source for cell in row for match in form.labels.matches(cell.text)} & wanted
        share = len(found) / kinds
        if share > 0 and row:
            yield (share, form.year), form, HeaderRow.at(grid, number, listed.levels)


def _rows(grid: Grid, first: int) -> Iterator[tuple[Cell, ...]]:
    """The cells of every row from ``first`` on, with those that reach down into it from rows above."""
    open_cells: list[Cell] = []
    for number in range(first, len(grid.rows)):
        row = grid.rows[number]
        open_cells = [cell for cell in open_cells if cell.row_end > number]
        yield tuple(sorted((*open_cells, *row), key=lambda cell: cell.col)) if open_cells else row
        open_cells += [cell for cell in row if cell.row_span > 1]


def _columns_named(heads: Sequence[Head], listed: Listed) -> frozenset[int]:
    """The columns with a project's name or code: a row with neither is no report."""
    names = {"project_name", "project_code"}
    slots = listed.slots
    values = ((head, slots[head.slot].value) for head in heads)
    return frozenset(head.cell.col for head, value in values if value is not None and value.report in names)


def _row_years(
    form: Form, listed: Listed, heads: Sequence[Head], cells: Sequence[Cell], title: int | None
) -> ReportYears:
    word = listed.year
    if word is None:
        return _years(form, title, "sheet")
    labels = variants(word.label)
    columns = {head.cell.col for head in heads if labels == variants(listed.slots[head.slot].labels)}
    texts = [cell.text.strip() for cell in cells if cell.col in columns and not cell.is_blank]
    if len(texts) != 1:
        return _years(form, None, word.means)
    text = f"{word.era}{texts[0]}年度" if word.era and texts[0].isdecimal() else texts[0]
    reading = parse_fiscal_year(text)
    return _years(form, reading.year if reading is not None and reading.status is Status.VALUE else None, word.means)


def _years(form: Form, year: int | None, means: str) -> ReportYears:
    if year is None:
        return ReportYears(evaluated=None, sheet=None)
    if means == "sheet":
        return ReportYears(evaluated=year - form.sheet_after, sheet=year)
    return ReportYears(evaluated=year, sheet=year + form.sheet_after)


def _title_years(form: Form, above: Sequence[Cell]) -> int | None:
    """The sheet year that the title above the header prints."""
    for match in (match for cell in above if (match := match_label(form.title, cell.text)) is not None):
        for hole, later in (("sheet_year", 0), ("evaluated_year", form.sheet_after)):
            reading = parse_fiscal_year(match.get(hole) or "")
            if reading is not None and reading.year is not None:
                return reading.year + later
    return None


def _undated(reports: Sequence[FoundReport]) -> list[Finding]:
    """An error finding for every row whose year can't be told."""
    message = "the row has no fiscal year that can be told, so none of its figures can be dated; look at the sheet"
    return [
        Finding("year-missing", Severity.ERROR, message, "a year", place=report.title.place)
        for report in reports
        if report.years.sheet is None
    ]
