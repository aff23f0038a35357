"""Year tables on an aligned sheet: a figure stands where its row's label and its year's heading meet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from pipeline.bind.aligned.columns import Column, find_columns
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.aligned.year_rows import Extent, TableRow, place_rows
from pipeline.bind.context import Context, check_years, printed_year
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.unit import money_factor
from pipeline.spec.sections import HeadedColumns, YearTable
from pipeline.spec.silent import said_for
from pipeline.spec.values import Value


class _YearColumn(Struct, frozen=True):
    column: Column[HeadedColumns]
    year: int | None
    kind: HeadedColumns

    def context(self, under: Context) -> Context:
        """The context of a row's figure in this column."""
        unknown = self.year is None and self.column.hole("year") is not None
        labels = (*under.labels, *self.column.labels)
        return replace(under, labels=labels, fiscal_year=self.year, year_unknown=unknown)

    @property
    def derived(self) -> Value:
        """What stands in the column, whatever the row is."""
        return self.kind.derived_value


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A year table whose headings are found; ``top`` is the row below them."""

    table: YearTable
    columns: tuple[_YearColumn, ...]
    top: int

    @property
    def first(self) -> Cell:
        return self.columns[0].column.cell

    @property
    def heading_cells(self) -> tuple[Cell, ...]:
        return tuple(column.column.cell for column in self.columns)

    @property
    def begins(self) -> int:
        """The row of its uppermost heading."""
        return min((column.column.above or column.column.cell).row for column in self.columns)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A year table whose headings and row labels are claimed."""

    headed: HeadedTable
    rows: tuple[TableRow, ...]
    unit: str | None


def find_tables(binder: SectionBinder, tables: Sequence[YearTable]) -> list[HeadedTable]:
    """The tables of a section whose headings are on the sheet, each with headings of its own."""
    found: list[HeadedTable] = []
    for table in tables:
        used = [cell for other in found for cell in other.heading_cells]
        columns = find_columns(binder, _kinds(table), used)
        if columns is None:
            continue
        top = max(column.cell.row_end for column in columns)
        headed = HeadedTable(table, _with_years(binder, table, columns), top)
        dated = [(c.column.cell, c.year) for c in headed.columns if c.column.hole("year") is not None]
        binder.report(*check_years(_once_each(dated), binder.context), *_beyond(binder, headed))
        found.append(headed)
    return found


def place_tables(binder: SectionBinder, tables: Sequence[HeadedTable]) -> list[PlacedTable]:
    """The rows of each table, between its own headings and those of the next table below; their labels are claimed."""
    placed = []
    for table in tables:
        first = table.first
        same_page = [other for other in tables if other.first.place.page == first.place.page]
        above = max((other.top for other in same_page if other.begins < table.begins), default=0)
        below = min((other.begins for other in same_page if other.begins >= table.top), default=float("inf"))
        unit = _unit(binder, table, above)
        if table.table.unit_note is not None and unit is None:
            continue
        extent = Extent(first.place.page, table.top, below, first.col)
        placed.append(PlacedTable(table, tuple(place_rows(binder, table.table.rows, extent)), unit))
    return placed


def read_table(binder: SectionBinder, placed: PlacedTable) -> None:
    """Read every figure of a placed table."""
    for row in placed.rows:
        under = binder.under(*row.groups, row.cell.text)
        for column in placed.headed.columns:
            cells = [
                cell
                for cell in binder.sheet.crossing(row.cell, column.column.cell, placed.headed.top)
                if binder.is_value(cell)
            ]
            if not any(cell.text or cell.struck for cell in cells):
                continue
            values = row.row.values if column.kind.derived is None else (column.derived,)
            if len(cells) != len(values) or not all(_is_of_row(cell, row.cell) for cell in cells):
                # A cell too few or too many, or one that other rows share: all stay unread, and are reported.
                continue
            context = column.context(under)
            for value, cell in zip(values, cells, strict=True):
                unit = _unit_of(value, row, column, placed)
                binder.read(_in_column(value, column.kind, unit), cell, context)


def _is_of_row(cell: Cell, label: Cell) -> bool:
    """True unless the cell reaches into the rows of another label."""
    return label.row <= cell.row and cell.row_end <= label.row_end


def _kinds(table: YearTable) -> list[HeadedColumns]:
    return table.columns if table.header is None else [table.undated_column]


def _unit(binder: SectionBinder, table: HeadedTable, above: int) -> str | None:
    """The unit that the sheet prints over the table; None, with a finding, where it should but doesn't."""
    note = table.table.unit_note
    if note is None:
        return None
    page = table.first.place.page
    over = [hit for hit in binder.area.labelled(note) if hit.cell.place.page == page]
    over = [hit for hit in over if above <= hit.cell.row and hit.cell.row_end <= table.begins + 1]
    for hit in reversed(over):
        unit = (hit.match.get("unit") or "").strip()
        if money_factor(unit) is not None:
            binder.claims.label(hit.cell)
            return unit
    message = f"the unit of the amounts in {table.table.id} is not printed over it, so none of them was read"
    binder.report(Finding("unit-missing", Severity.ERROR, message, note, place=table.first.place))
    return None


def _year_column(binder: SectionBinder, table: YearTable, column: Column[HeadedColumns]) -> _YearColumn:
    text, years = column.hole("year"), binder.context.years
    if text is not None:
        year = printed_year(text, column.cell, binder.context, binder.gathered.findings)
    else:
        year = years.of(column.kind.year)
    if table.header is None:
        return _YearColumn(column, year, column.kind)
    if year is None or years.evaluated is None:
        return _YearColumn(column, year, table.undated_column)
    return _YearColumn(column, year, table.sheet_column if year > years.evaluated else table.evaluated_column)


def _with_years(
    binder: SectionBinder, table: YearTable, columns: Sequence[Column[HeadedColumns]]
) -> tuple[_YearColumn, ...]:
    """The columns with their years. Two of one kind can't be of one year: then nobody knows which year either is."""
    dated = [_year_column(binder, table, column) for column in columns]
    kinds = [(id(column.column.kind), column.year) for column in dated if column.column.hole("year") is not None]
    if len(set(kinds)) == len(kinds):
        return tuple(dated)
    seen = Counter(kinds)
    twice = [column for column in dated if seen[id(column.column.kind), column.year] > 1 and column.year is not None]
    if twice:
        binder.report(_repeated(twice[0]))
    return tuple(replace(column, year=None) if column in twice else column for column in dated)


def _repeated(column: _YearColumn) -> Finding:
    message = "two headings of one kind have the same year, so nobody can tell the years of what stands below them"
    cell = column.column.cell
    return Finding("years-unexpected", Severity.ERROR, message, "once", cell.text.strip(), place=cell.place)


def _beyond(binder: SectionBinder, table: HeadedTable) -> list[Finding]:
    """An error finding for every settlement of a year that isn't over by the sheet's own account."""
    evaluated = binder.context.years.evaluated
    later = [
        column.column.cell
        for column in table.columns
        if column.kind.basis == "settlement" and evaluated is not None and (column.year or 0) > evaluated
    ]
    message = (
        f"a settlement of a year after the one the sheet evaluates ({evaluated}): its title or the heading is wrong"
    )
    return [
        Finding("years-unexpected", Severity.ERROR, message, str(evaluated), cell.text.strip(), place=cell.place)
        for cell in later
    ]


def _once_each(dated: list[tuple[Cell, int | None]]) -> list[tuple[Cell, int | None]]:
    """A year with two columns (予算 and 決算) counts once."""
    return [pair for number, pair in enumerate(dated) if number == 0 or pair[1] != dated[number - 1][1]]


def _unit_of(value: Value, row: TableRow, column: _YearColumn, placed: PlacedTable) -> str | None:
    """The unit of a figure: its own, else what its row, the sheet and the table say of amounts of money."""
    if value.unit is not None:
        return value.unit
    if value.is_money or column.kind.derived is not None:
        return row.unit or placed.unit or placed.headed.table.unit
    return row.unit if value.derived is not None else None


_KNOWN: dict[tuple[int, int, str | None], tuple[Value, HeadedColumns, Value]] = {}
_REMEMBERED = 10_000


def _in_column(value: Value, kind: HeadedColumns, unit: str | None) -> Value:
    """The value with what its column says where its row is silent: basis, sums_to, unit. Remembered: specs are few."""
    key = (id(value), id(kind), unit)
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= _REMEMBERED:
            _KNOWN.clear()
        # The words are kept, so that their ids stay their own.
        known = _KNOWN[key] = (value, kind, said_for(value, kind.basis, kind.sums_to, unit))
    return known[2]
