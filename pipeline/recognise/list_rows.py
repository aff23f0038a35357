"""The rows of a list: which are reports, which are totals or notes, and which nobody can tell."""

import re
from collections.abc import Iterator, Sequence

from pipeline.model.document import Cell, Grid
from pipeline.model.finding import Finding
from pipeline.normalize.fold import match_key
from pipeline.recognise.found import FoundReport, Head
from pipeline.recognise.headings import FoundHeader, bind_heads, header_findings, unknown_above
from pipeline.recognise.list_findings import repeated, row_unread, undated, unknown_header
from pipeline.recognise.list_years import row_years, within
from pipeline.spec.listed import Listed

_TOTALS = frozenset({"計", "合計", "小計", "総計", "総合計", "累計", "全体計", "総額"})
# Of a division or an item (課計, 款計), numbered (合計①); not words that happen to end so (統計, 会計, 設計).
_TOTAL = re.compile(r"(?:合計|小計|総計)額?[0-9①-⑳]*$|[課部局室係款項目費]計$")
_FEW = 2  # columns: of a list of no more, a row with one cell may well be a report


class ListBody:
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
        self.findings += (*undated(self.reports), *repeated(self.reports, self._heads, at.listed))

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
                self.findings.append(unknown_header(own[0]))
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
        names = [cell for cell in cells if not cell.is_blank and any(within(cell, head.cell) for head in self._named)]
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
        years = row_years(form, listed, self._heads, printed, self._title)
        grid = Grid(self._grid.page, (tuple(cells.values()),), True)
        self.reports.append(FoundReport(form, name, years, (printed,), (grid,), self._heads))
        return True

    def _no_report(self, own: Sequence[Cell]) -> None:
        """A row that is no report: an error unless it is a total or a note."""
        self.loose += own
        if not own or any(_is_total(cell.text) for cell in own):
            return
        if len(own) > 1 or any(within(own[0], head.cell) for head in self._named):
            self.findings.append(row_unread(own[0]))


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


def _is_total(text: str) -> bool:
    key = match_key(text).strip("【】[]<>〈〉・*※")
    return key.split("(")[0] in _TOTALS or _TOTAL.search(key) is not None


def _columns_named(heads: Sequence[Head], listed: Listed) -> tuple[Head, ...]:
    """The headings of a project's name and code: a row with neither is no report."""
    names = {"project_name", "project_code"}
    values = ((head, listed.slots[head.slot].value) for head in heads)
    return tuple(head for head, value in values if value is not None and value.report in names)
