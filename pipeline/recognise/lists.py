"""Lists (一覧): which form a page's header rows are of, which column is which, and the reports below, one a row.

A report is as high as the cell that names it. Rows that name no project, total rows and rows that may be anything are
no reports; what follows a row of headings that no list has is read by nobody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model.change import replace
from pipeline.model.document import Cell, Grid
from pipeline.model.drafts import ReportYears
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor
from pipeline.recognise.found import FoundReport, Head
from pipeline.recognise.headings import FoundHeader, bind_heads, header_at, header_findings, headers, unknown_above
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label
from pipeline.spec.listed import Listed
from pipeline.spec.sections import variants

_TOTALS = frozenset({"計", "合計", "小計", "総計", "総合計", "累計", "全体計", "総額"})
_FEW = 2  # columns: of a list of no more, a row with one cell may well be a report


@dataclass(frozen=True, slots=True)
class FoundList:
    """The lists on a page: their reports, what stands outside them, and what there is to say of their headers."""

    reports: tuple[FoundReport, ...]
    outside: tuple[Cell, ...]
    findings: tuple[Finding, ...]


def find_list(grid: Grid, forms: Iterable[Form]) -> FoundList | None:
    """The lists that fill a page; None if no row of it is the header of a list that is known."""
    lists = [form for form in forms if form.listed is not None]
    if not grid.aligned or not lists:
        return None
    found = _apart([header for form in lists for header in headers(grid, form)])
    if not found:
        return None
    page = _Page(grid, lists)
    ends = [*(min(header.header.begins for header in tied) for tied in found[1:]), len(grid.rows)]
    for tied, end in zip(found, ends, strict=True):
        page.read(tied, end)
    return page.found()


def _apart(found: Sequence[FoundHeader]) -> list[list[FoundHeader]]:
    """The headers from top to bottom; of those that overlap, the ones with most of their form's headings."""
    kept: list[list[FoundHeader]] = []
    for header in sorted(found, key=lambda header: (-header.share, -header.row)):
        same = [tied for tied in kept if tied[0].row == header.row and tied[0].share == header.share]
        if same:
            same[0].append(header)
        elif all(_clear(header, other) for tied in kept for other in tied):
            kept.append([header])
    return sorted(kept, key=lambda tied: tied[0].row)


def _clear(one: FoundHeader, other: FoundHeader) -> bool:
    return one.header.ends <= other.header.begins or other.header.ends <= one.header.begins


@dataclass(slots=True)
class _Page:
    """A page while its lists are read, from top to bottom; ``above``: the first row that no list has yet."""

    grid: Grid
    lists: Sequence[Form]
    above: int = 0
    title: int | None = None
    unit: str | None = None
    reports: list[FoundReport] = field(default_factory=list)
    loose: list[Cell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def found(self) -> FoundList:
        """What was found; a cell over several rows stands outside only once, and not if a report has it."""
        taken = {cell.place for report in self.reports for row in report.rows for cell in row}
        outside = {cell.place: cell for cell in self.loose if cell.place not in taken}
        return FoundList(tuple(self.reports), tuple(outside.values()), tuple(self.findings))

    def read(self, tied: Sequence[FoundHeader], end: int) -> None:
        """One list, as far as the next header at row ``end``; where two families fit equally well, nothing."""
        begins = min(header.header.begins for header in tied)
        above = [cell for row in self.grid.rows[self.above : begins] for cell in row if not cell.is_blank]
        families = {header.form.family: header for header in tied}
        if len(families) > 1:
            self.findings.append(_ambiguous(tied[0], sorted(families)))
            self.loose += above
            self.loose += (cell for row in self.grid.rows[begins:end] for cell in row if not cell.is_blank)
            self.above = end
            return
        newest = max(tied, key=lambda header: header.form.year)
        self._unknown(newest.form, above)
        end = self._up_to_title(newest.form, newest.header.ends, end)
        body = _Body(self.grid, newest, end, self._title(newest.form, above))
        body = self._in_force(body, above)
        self.reports += self._in_unit(body, above)
        self.loose += body.loose
        self.findings += [*body.header_findings(), *body.findings]
        if not body.reports:
            self.findings.append(_empty(newest))
        self.above = end

    def _unknown(self, form: Form, above: Sequence[Cell]) -> None:
        """Text above a header may say its unit or its year: what the spec doesn't have is said."""
        said = (*form.listed.above, *variants(form.listed.unit_note or [])) if form.listed else ()
        known = [*variants(form.title), *said, *form.decoration]
        loose = [cell for cell in above if not known or match_label(known, cell.text) is None]
        self.loose += loose
        self.findings += map(_text_above, loose)

    def _up_to_title(self, form: Form, begin: int, end: int) -> int:
        """The row of the next list's title, if one stands before ``end``."""
        titled = (row for row in range(begin, end) if any(_is_title(form, cell) for cell in self.grid.rows[row]))
        return next(titled, end)

    def _title(self, form: Form, above: Sequence[Cell]) -> int | None:
        """The year that the title prints; a header that comes again stands under the title before it."""
        if any(_is_title(form, cell) for cell in above):
            self.title = _title_year(form, above)
        return self.title

    def _in_unit(self, body: "_Body", above: Sequence[Cell]) -> Iterator[FoundReport]:
        """The reports with the unit that is printed above the header, or above the one before it."""
        note = body.at.listed.unit_note
        if note is not None:
            matches = [match for cell in above if (match := match_label(note, cell.text)) is not None]
            units = {match_key(match.get("unit") or ""): (match.get("unit") or "").strip() for match in matches}
            if units:
                self.unit = next(iter(units.values())) if len(units) == 1 else None
            if self.unit is None or money_factor(self.unit) is None:
                self.unit = None
                self.findings.append(_unit_missing(body.at, note))
        for report in body.reports:
            yield report if note is None else replace(report, unit=self.unit)

    def _in_force(self, body: "_Body", above: Sequence[Cell]) -> "_Body":
        """The list as read by the version in force: the newest not younger than its rows, else the oldest there is."""
        form = body.at.form
        years = Counter(report.years.sheet for report in body.reports if report.years.sheet is not None)
        if not years:
            return body
        year = max(years, key=lambda year: (years[year], year))
        versions = sorted((f for f in self.lists if f.family == form.family), key=lambda f: f.year)
        wanted = ([f for f in versions if f.year <= year] or versions[:1])[-1]
        if wanted is not form:
            title = _title_year(wanted, above) if above else self.title
            body = _Body(self.grid, header_at(self.grid, wanted, body.at.row), body.end, title or self.title)
        if wanted.year != year:
            self.findings.append(_another_year(body.at, year))
        return body


class _Body:
    """What stands below a header, as far as row ``end``: its reports, and what is no report."""

    def __init__(self, grid: Grid, at: FoundHeader, end: int, title: int | None) -> None:
        self.at, self.end = at, end
        self.reports: list[FoundReport] = []
        self.findings: list[Finding] = []
        self._grid, self._title = grid, title
        self._heads = bind_heads(at.header, at.listed)
        self._named = _columns_named(self._heads, at.listed)
        known = {head.cell.place for head in self._heads}
        unknown = (*at.header.cells, *unknown_above(at.header, at.listed))
        self.loose: list[Cell] = [cell for cell in unknown if cell.place not in known]
        self._read()
        self.findings += (*_undated(self.reports), *_repeated(self.reports, self._heads, at.listed))

    def header_findings(self) -> Iterator[Finding]:
        """What there is to say of the header."""
        return header_findings(self.at.header, self.at.listed, self._heads)

    def _read(self) -> None:
        rows = list(_rows(self._grid, self.at.header.ends, self.end))
        number = 0
        while number < len(rows):
            row = self.at.header.ends + number
            own = [cell for cell in rows[number] if cell.row == row and not cell.is_blank]
            if self._is_header(own):
                self.findings.append(_unknown_header(own[0]))
                self.loose += (cell for cells in rows[number:] for cell in cells if not cell.is_blank)
                return
            name = self._name(rows[number], row)
            height = 1 if name is None else min(name.row_span, len(rows) - number)
            if name is None or not self._report(name, rows[number : number + height]):
                height = 1
                self._no_report(own)
            number += height

    def _is_header(self, own: Sequence[Cell]) -> bool:
        """Whether a row holds headings again: then what stands below it is not as the header above has it."""
        named = {head.cell.col: head for head in self._named}
        matches = self.at.form.labels.matches
        if any(cell.col in named and match_key(cell.text) == match_key(named[cell.col].cell.text) for cell in own):
            return True
        return len(own) > _FEW and sum(bool(matches(cell.text)) for cell in own) * 2 > len(own)

    def _name(self, cells: Sequence[Cell], row: int) -> Cell | None:
        """The cell that names the report that begins in a row; None if none does."""
        names = [cell for cell in cells if not cell.is_blank and any(_within(cell, head.cell) for head in self._named)]
        own = [cell for cell in names if cell.row == row]
        if not own or self._is_total(cells, row):
            return None
        name = min(own, key=lambda cell: cell.row_span)
        return name if all(cell.row_end >= name.row_end for cell in names) else None

    def _is_total(self, cells: Sequence[Cell], row: int) -> bool:
        """Whether a row is of totals: it says so where others are named, or left of that."""
        last = max(head.cell.col for head in self._named)
        return any(cell.row == row and cell.col <= last and _is_total(cell.text) for cell in cells)

    def _report(self, name: Cell, rows: Sequence[Sequence[Cell]]) -> bool:
        """Keep a report; False if there is nothing in it but its name, so that it may be a note as well."""
        cells = {cell.place: cell for row in rows for cell in row}
        printed = tuple(cell for cell in cells.values() if not cell.is_blank)
        if sum(cell.row >= name.row and _says(cell) for cell in cells.values()) < _FEW < len(self._heads):
            return False
        form, listed = self.at.form, self.at.listed
        years = _row_years(form, listed, self._heads, printed, self._title)
        grid = Grid(self._grid.page, (tuple(cells.values()),), True)
        self.reports.append(FoundReport(form, name, years, (printed,), (grid,), self._heads))
        return True

    def _no_report(self, own: Sequence[Cell]) -> None:
        """A row that is no report: an error unless it is a total or a note."""
        self.loose += own
        if not own or any(_is_total(cell.text) for cell in own):
            return
        if len(own) > 1 or any(_within(own[0], head.cell) for head in self._named):
            self.findings.append(_row_unread(own[0]))


def _rows(grid: Grid, first: int, end: int) -> Iterator[tuple[Cell, ...]]:
    """The cells of every row from ``first`` on, with those that reach down into it from rows above."""
    open_cells: list[Cell] = []
    for number in range(first, end):
        row = grid.rows[number]
        open_cells = [cell for cell in open_cells if cell.row_end > number]
        yield tuple(sorted((*open_cells, *row), key=lambda cell: cell.col)) if open_cells else row
        open_cells += [cell for cell in row if cell.row_span > 1]


def _says(cell: Cell) -> bool:
    return cell.struck or not cell.is_blank


def _within(cell: Cell, heading: Cell) -> bool:
    return heading.col <= cell.col and cell.col_end <= heading.col_end


def _is_total(text: str) -> bool:
    key = match_key(text).strip("【】[]<>〈〉・*※")
    return key.split("(")[0] in _TOTALS or key.endswith(("合計", "小計", "総計"))


def _columns_named(heads: Sequence[Head], listed: Listed) -> tuple[Head, ...]:
    """The headings of a project's name and code: a row with neither is no report."""
    names = {"project_name", "project_code"}
    values = ((head, listed.slots[head.slot].value) for head in heads)
    return tuple(head for head, value in values if value is not None and value.report in names)


def _row_years(
    form: Form, listed: Listed, heads: Sequence[Head], cells: Sequence[Cell], title: int | None
) -> ReportYears:
    word = listed.year
    if word is None:
        return _years(form, title, "sheet")
    labels = set(variants(word.label))
    columns = [head.cell for head in heads if labels.intersection(variants(listed.slots[head.slot].labels))]
    texts = [cell.text.strip() for cell in cells if any(_within(cell, column) for column in columns)]
    if len(texts) != 1:
        return _years(form, None, word.means)
    text = f"{word.era}{texts[0]}年度" if word.era and match_key(texts[0]).isdecimal() else texts[0]
    reading = parse_fiscal_year(text)
    return _years(form, reading.year if reading is not None and reading.status is Status.VALUE else None, word.means)


def _years(form: Form, year: int | None, means: str) -> ReportYears:
    if year is None:
        return ReportYears(evaluated=None, sheet=None)
    if means == "sheet":
        return ReportYears(evaluated=year - form.sheet_after, sheet=year)
    return ReportYears(evaluated=year, sheet=year + form.sheet_after)


def _is_title(form: Form, cell: Cell) -> bool:
    return bool(form.title) and match_label(form.title, cell.text) is not None


def _title_year(form: Form, above: Sequence[Cell]) -> int | None:
    """The sheet year that the titles above the header print; None if they differ."""
    years: set[int | None] = set()
    for match in (match for cell in above if (match := match_label(form.title, cell.text)) is not None):
        for hole, later in (("sheet_year", 0), ("evaluated_year", form.sheet_after)):
            if (text := match.get(hole)) is not None:
                reading = parse_fiscal_year(text)
                sure = reading is not None and reading.status is Status.VALUE
                years.add(reading.year + later if sure and reading and reading.year is not None else None)
    return years.pop() if len(years) == 1 else None


def _undated(reports: Sequence[FoundReport]) -> list[Finding]:
    """An error finding for every row whose year can't be told."""
    message = "the row has no fiscal year that can be told, so none of its figures can be dated; look at the sheet"
    return [
        Finding("year-missing", Severity.ERROR, message, "a year", place=report.title.place)
        for report in reports
        if report.years.sheet is None
    ]


def _repeated(reports: Sequence[FoundReport], heads: Sequence[Head], listed: Listed) -> Iterator[Finding]:
    """A warning for every row with the code of one before it, of the same year."""
    values = ((head, listed.slots[head.slot].value) for head in heads)
    codes = [head.cell for head, value in values if value is not None and value.report == "project_code"]
    seen: set[tuple[str, int | None]] = set()
    for report in reports:
        for cell in (cell for cell in report.rows[0] if any(_within(cell, code) for code in codes)):
            key = match_key(cell.text), report.years.sheet
            if key in seen:
                message = "two rows of the list have this project code: one is a copy, or misnumbered"
                yield Finding("code-repeated", Severity.WARNING, message, "once", cell.text.strip(), place=cell.place)
            seen.add(key)


def _another_year(at: FoundHeader, year: int) -> Finding:
    message = f"there is no spec for {year}; read by {at.form.form}. Every heading is still checked against it"
    near = at.header.cells[0].place
    return Finding("form-of-another-year", Severity.INFO, message, expected=at.form.form, actual=str(year), place=near)


def _ambiguous(at: FoundHeader, names: Sequence[str]) -> Finding:
    message = f"the header fits several lists equally well: {', '.join(names)}; make their headings tell them apart"
    near = at.header.cells[0]
    return Finding("form-ambiguous", Severity.ERROR, message, actual=near.text.strip(), place=near.place)


def _empty(at: FoundHeader) -> Finding:
    message = "the list has a header and no row below it that could be read: it is empty, or was cut off"
    near = at.header.cells[0]
    return Finding("list-empty", Severity.ERROR, message, "a row", near.text.strip(), place=near.place)


def _unit_missing(at: FoundHeader, note: str) -> Finding:
    message = "the unit of the list's amounts is not printed above it, or there are two, so none of them was read"
    return Finding("unit-missing", Severity.ERROR, message, note, place=at.header.cells[0].place)


def _text_above(cell: Cell) -> Finding:
    message = "above the list's header stands what the spec doesn't have, maybe another unit or year: say it in above"
    return Finding("text-above-list", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def _unknown_header(cell: Cell) -> Finding:
    message = "headings again, and not as the form has them: nothing from here on was read; look at the sheet"
    return Finding("heading-unknown", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def _row_unread(cell: Cell) -> Finding:
    message = "the row is no report for certain (it names no project, or says nothing else), so it was not read"
    return Finding("row-unread", Severity.ERROR, message, "a project", cell.text.strip(), place=cell.place)
