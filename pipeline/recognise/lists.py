"""Lists (一覧): which form a page's header rows are of, which column is which, and the reports below, one a row.

A report is as high as the cell that names it. Rows that name no project, total rows and rows that may be anything are
no reports; what follows a row of headings that no list has is read by nobody.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model.change import replace
from pipeline.model.document import Cell, Grid
from pipeline.model.finding import Finding
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor, strip_unit
from pipeline.recognise.found import FoundReport
from pipeline.recognise.headings import FoundHeader, header_at, headers
from pipeline.recognise.list_findings import ambiguous, another_year, list_empty, text_above, unit_missing
from pipeline.recognise.list_index import ListIndex
from pipeline.recognise.list_rows import ListBody
from pipeline.recognise.list_years import is_title, title_year
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label
from pipeline.spec.sections import variants


@dataclass(frozen=True, slots=True)
class FoundList:
    """The lists on a page: their reports, what stands outside them, and what there is to say of their headers."""

    reports: tuple[FoundReport, ...]
    outside: tuple[Cell, ...]
    findings: tuple[Finding, ...]


def find_list(grid: Grid, index: ListIndex) -> FoundList | None:
    """The lists that fill a page; None if no row of it is the header of a list that is known."""
    found = _apart([header for form in index.candidates(grid) for header in headers(grid, form)])
    if not found:
        return None
    page = _Page(grid, index.forms)
    ends = [*(min(header.header.begins for header in tied) for tied in found[1:]), len(grid.rows)]
    for tied, end in zip(found, ends, strict=True):
        page.read(tied, end)
    return page.found()


def _unit(cell: Cell) -> str | None:
    """The unit of money that a cell prints, and nothing else (（単位：千円）)."""
    return None if money_factor(cell.text) is None else strip_unit(cell.text)


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
            self.findings.append(ambiguous(tied[0], sorted(families)))
            self.loose += above
            self.loose += (cell for row in self.grid.rows[begins:end] for cell in row if not cell.is_blank)
            self.above = end
            return
        newest = max(tied, key=lambda header: header.form.year)
        self._unknown(newest.form, above)
        end = self._up_to_title(newest.form, newest.header.ends, end)
        body = ListBody(self.grid, newest, end, self._title(newest.form, above))
        body = self._in_force(body, above)
        self.reports += self._in_unit(body, above)
        self.loose += body.loose
        self.findings += [*body.header_findings(), *body.findings]
        if not body.reports:
            self.findings.append(list_empty(newest))
        self.above = end

    def _unknown(self, form: Form, above: Sequence[Cell]) -> None:
        """Text above a header may say its unit or its year: what the spec doesn't have is said."""
        said = (*form.listed.above, *variants(form.listed.unit_note or [])) if form.listed else ()
        known = [*variants(form.title), *said, *form.decoration]
        loose = [cell for cell in above if not known or match_label(known, cell.text) is None]
        self.loose += loose
        self.findings += map(text_above, loose)

    def _up_to_title(self, form: Form, begin: int, end: int) -> int:
        """The row of the next list's title, if one stands before ``end``."""
        titled = (row for row in range(begin, end) if any(is_title(form, cell) for cell in self.grid.rows[row]))
        return next(titled, end)

    def _title(self, form: Form, above: Sequence[Cell]) -> int | None:
        """The year that the title prints; a header that comes again stands under the title before it."""
        if any(is_title(form, cell) for cell in above):
            self.title = title_year(form, above)
        return self.title

    def _in_unit(self, body: ListBody, above: Sequence[Cell]) -> Iterator[FoundReport]:
        """The reports with the unit that is printed above the header, or above the one before it."""
        note = body.at.listed.unit_note
        if note is None:
            self.unit = next((text for text in map(_unit, above) if text is not None), self.unit)
        else:
            matches = [match for cell in above if (match := match_label(note, cell.text)) is not None]
            units = {match_key(match.get("unit") or ""): (match.get("unit") or "").strip() for match in matches}
            if units:
                self.unit = next(iter(units.values())) if len(units) == 1 else None
            if self.unit is None or money_factor(self.unit) is None:
                self.unit = None
                self.findings.append(unit_missing(body.at, note))
        for report in body.reports:
            yield replace(report, unit=self.unit)

    def _in_force(self, body: ListBody, above: Sequence[Cell]) -> ListBody:
        """The list as read by the version in force: the newest not younger than its rows, else the oldest there is."""
        form = body.at.form
        years = Counter(report.years.sheet for report in body.reports if report.years.sheet is not None)
        if not years:
            return body
        year = max(years, key=lambda year: (years[year], year))
        versions = sorted((f for f in self.lists if f.family == form.family), key=lambda f: f.year)
        wanted = ([f for f in versions if f.year <= year] or versions[:1])[-1]
        if wanted is not form:
            title = title_year(wanted, above) if above else self.title
            body = ListBody(self.grid, header_at(self.grid, wanted, body.at.row), body.end, title or self.title)
        if wanted.year != year:
            self.findings.append(another_year(body.at, year))
        return body
