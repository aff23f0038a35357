"""What there is to say of a list, its header and its rows."""

from collections.abc import Iterator, Sequence

from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key
from pipeline.recognise.found import FoundReport, Head
from pipeline.recognise.headings import FoundHeader
from pipeline.recognise.list_years import within
from pipeline.spec.listed import Listed


def undated(reports: Sequence[FoundReport]) -> list[Finding]:
    """An error finding for every row whose year can't be told."""
    message = "the row has no fiscal year that can be told, so none of its figures can be dated; look at the sheet"
    return [
        Finding("year-missing", Severity.ERROR, message, "a year", place=report.title.place)
        for report in reports
        if report.years.sheet is None
    ]


def repeated(reports: Sequence[FoundReport], heads: Sequence[Head], listed: Listed) -> Iterator[Finding]:
    """A warning for every row with the code of one before it, of the same year."""
    values = ((head, listed.slots[head.slot].value) for head in heads)
    codes = [head.cell for head, value in values if value is not None and value.report == "project_code"]
    seen: set[tuple[str, int | None]] = set()
    for report in reports:
        for cell in (cell for cell in report.rows[0] if any(within(cell, code) for code in codes)):
            key = match_key(cell.text), report.years.sheet
            if key in seen:
                message = "two rows of the list have this project code: one is a copy, or misnumbered"
                yield Finding("code-repeated", Severity.WARNING, message, "once", cell.text.strip(), place=cell.place)
            seen.add(key)


def another_year(at: FoundHeader, year: int) -> Finding:
    """The list is read by the spec of another year."""
    message = f"there is no spec for {year}; read by {at.form.form}. Every heading is still checked against it"
    near = at.header.cells[0].place
    return Finding("form-of-another-year", Severity.INFO, message, expected=at.form.form, actual=str(year), place=near)


def ambiguous(at: FoundHeader, names: Sequence[str]) -> Finding:
    """The header fits several lists."""
    message = f"the header fits several lists equally well: {', '.join(names)}; make their headings tell them apart"
    near = at.header.cells[0]
    return Finding("form-ambiguous", Severity.ERROR, message, actual=near.text.strip(), place=near.place)


def list_empty(at: FoundHeader) -> Finding:
    """There is a header, and nothing below it."""
    message = "the list has a header and no row below it that could be read: it is empty, or was cut off"
    near = at.header.cells[0]
    return Finding("list-empty", Severity.ERROR, message, "a row", near.text.strip(), place=near.place)


def unit_missing(at: FoundHeader, note: str) -> Finding:
    """The unit of the amounts is nowhere, or there are two."""
    message = "the unit of the list's amounts is not printed above it, or there are two, so none of them was read"
    return Finding("unit-missing", Severity.ERROR, message, note, place=at.header.cells[0].place)


def text_above(cell: Cell) -> Finding:
    """Text above a header that the spec doesn't have."""
    message = "above the list's header stands what the spec doesn't have, maybe another unit or year: say it in above"
    return Finding("text-above-list", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def unknown_header(cell: Cell) -> Finding:
    """Headings further down that are not the form's."""
    message = "headings again, and not as the form has them: nothing from here on was read; look at the sheet"
    return Finding("heading-unknown", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def row_unread(cell: Cell) -> Finding:
    """A row that may be anything."""
    message = "the row is no report for certain (it names no project, or says nothing else), so it was not read"
    return Finding("row-unread", Severity.ERROR, message, "a project", cell.text.strip(), place=cell.place)
