"""Year tables on an aligned sheet: a figure stands where its row's label and its year's heading meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.bind.aligned.columns import Column, find_columns
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.context import Context, check_years, printed_year
from pipeline.bind.findings import label_missing
from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.unit import money_factor
from pipeline.spec.sections import HeadedColumns, RowGroup, YearRow, YearTable, variants
from pipeline.spec.values import Value


@dataclass(frozen=True, slots=True)
class _YearColumn:
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
class _Row:
    """A row of the table: its label's cell, and the labels of the groups around it with the unit they print."""

    row: YearRow
    cell: Cell
    groups: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A year table whose headings and row labels are claimed."""

    table: YearTable
    columns: tuple[_YearColumn, ...]
    rows: tuple[_Row, ...]
    unit: str | None

    @property
    def heading_cells(self) -> tuple[Cell, ...]:
        return tuple(column.column.cell for column in self.columns)


def place_table(binder: SectionBinder, table: YearTable, used: Sequence[Cell]) -> PlacedTable | None:
    """Find the headings, row labels and unit of a table and claim them; what is missing is an error finding."""
    unit = _unit(binder, table)
    found = find_columns(binder, _kinds(table), used)
    if found is None or (table.unit_note is not None and unit is None):
        return None
    columns = tuple(_year_column(binder, table, column) for column in found)
    dated = [(c.column.cell, c.year) for c in columns if c.column.hole("year") is not None]
    binder.report(*check_years(_once_each(dated), binder.context))
    first = columns[0].column.cell
    return PlacedTable(table, columns, tuple(_place_rows(binder, table.rows, first, None, (), None)), unit)


def read_table(binder: SectionBinder, placed: PlacedTable) -> None:
    """Read every figure of a placed table."""
    for row in placed.rows:
        under = binder.under(*row.groups, row.cell.text)
        for column in placed.columns:
            cells = [c for c in binder.sheet.crossing(row.cell, column.column.cell) if binder.is_value(c)]
            if not any(cell.text or cell.struck for cell in cells):
                continue
            values = row.row.values if column.kind.derived is None else (column.derived,)
            if len(cells) != len(values):
                # A cell too few or too many: which figure is which can't be told, so all stay unread, and are reported.
                continue
            context = column.context(under)
            for value, cell in zip(values, cells, strict=True):
                binder.read(_in_column(value, column.kind, _unit_of(value, row, column, placed)), cell, context)


def _kinds(table: YearTable) -> list[HeadedColumns]:
    return table.columns if table.header is None else [table.undated_column]


def _unit(binder: SectionBinder, table: YearTable) -> str | None:
    """The unit that the sheet prints for the table; None, with a finding, where it should but doesn't."""
    if table.unit_note is None:
        return None
    for hit in binder.area.labelled(table.unit_note):
        unit = (hit.match.get("unit") or "").strip()
        if money_factor(unit) is not None:
            binder.claims.label(hit.cell)
            return unit
    message = f"the unit of the amounts in {table.id} is not printed where the form has it, so none of them was read"
    binder.report(Finding("unit-missing", Severity.ERROR, message, table.unit_note, place=binder.near.place))
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


def _once_each(dated: list[tuple[Cell, int | None]]) -> list[tuple[Cell, int | None]]:
    """A year with two columns (予算 and 決算) counts once."""
    return [pair for number, pair in enumerate(dated) if number == 0 or pair[1] != dated[number - 1][1]]


def _place_rows(
    binder: SectionBinder,
    rows: Sequence[YearRow | RowGroup],
    heading: Cell,
    group: Cell | None,
    groups: tuple[str, ...],
    unit: str | None,
) -> Iterator[_Row]:
    """The rows below ``heading``, those of ``group`` within its rows; labels are claimed."""
    for row in rows:
        if isinstance(row, RowGroup):
            found = _find(binder, row.group, heading, group)
            if found is None:
                binder.report(label_missing(variants(row.group)[0], group or heading))
                continue
            cell, printed_unit = found
            yield from _place_rows(binder, row.rows, heading, cell, (*groups, cell.text), printed_unit or unit)
        elif row.any is not None:
            yield from (_Row(row, cell, groups, unit) for cell in _any(binder, row.any, heading, group))
        elif (found := _find(binder, row.label or "", heading, group)) is not None:
            yield _Row(row, found[0], groups, found[1] or unit)
        elif not row.optional:
            binder.report(label_missing(row.name, group or heading))


def _find(
    binder: SectionBinder, label: str | list[str], heading: Cell, group: Cell | None
) -> tuple[Cell, str | None] | None:
    """A label's cell, left of the figures and in its group's rows, and the unit it prints; it is claimed."""
    for hit in binder.area.labelled(label):
        cell = hit.cell
        if not binder.claims.is_free(cell) or cell.place.page != heading.place.page or cell.col_end > heading.col:
            continue
        below = cell.row_end > heading.row_end
        inside = group is None or (group.row <= cell.row and cell.row_end <= group.row_end and cell.col > group.col)
        if below and inside:
            binder.claims.label(cell)
            return cell, hit.match.get("unit")
    return None


def _any(binder: SectionBinder, times: int, heading: Cell, group: Cell | None) -> Iterator[Cell]:
    """The rows of a group whose labels the sheet fills in; figures without a label stay unread, and are reported."""
    if group is None:
        return
    beside = [c for c in binder.sheet.right_of(group) if c.col_end <= heading.col and binder.is_value(c)]
    for cell in beside[:times]:
        if not cell.is_blank:
            binder.claims.label(cell)
            yield cell


def _unit_of(value: Value, row: _Row, column: _YearColumn, placed: PlacedTable) -> str | None:
    """The unit of a figure: its own, else what its row, the sheet and the table say of amounts of money."""
    if value.unit is not None:
        return value.unit
    if value.is_money or column.kind.derived is not None:
        return row.unit or placed.unit or placed.table.unit
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
        known = _KNOWN[key] = (value, kind, _filled(value, kind, unit))
    return known[2]


def _filled(value: Value, kind: HeadedColumns, unit: str | None) -> Value:
    update: dict[str, object] = {"unit": unit}
    for name in ("cost", "funding", "staffing", "derived"):
        word = getattr(value, name)
        if word is None:
            continue
        silent: dict[str, object] = {"basis": kind.basis} if word.basis is None else {}
        if name == "funding" and word.sums_to is None:
            silent["sums_to"] = kind.sums_to
        update[name] = word.model_copy(update=silent)
    return value.model_copy(update=update)
