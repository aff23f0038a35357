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
        values = row.row.values
        for column in placed.columns:
            cells = [c for c in binder.sheet.crossing(row.cell, column.column.cell) if binder.is_value(c)]
            told = [cell for cell in cells if not cell.is_blank or cell.struck]
            if column.kind.derived is not None:
                values_here: tuple[Value, ...] = (Value(derived=column.kind.derived),)
            else:
                values_here = values
            if len(cells) != len(values_here):
                # A cell too few or too many: which figure is which can't be told, so all stay unread, and are reported.
                continue
            for value, cell in zip(values_here, cells, strict=True):
                if cell in told:
                    binder.read(_in_column(value, row, column, placed), cell, _context(binder, row, column))


def _kinds(table: YearTable) -> list[HeadedColumns]:
    if table.header is None:
        return table.columns
    return [HeadedColumns(label=table.header, times=table.years or 1)]


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
    kind = column.kind
    if table.header is not None and year is not None and years.evaluated is not None:
        meaning = table.sheet if year > years.evaluated else table.evaluated
        if meaning is not None:
            kind = kind.model_copy(update={"basis": meaning.basis, "sums_to": meaning.sums_to})
    return _YearColumn(column, year, kind)


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


def _context(binder: SectionBinder, row: _Row, column: _YearColumn) -> Context:
    context = binder.under(*row.groups, row.cell.text, *column.column.labels)
    return replace(context, fiscal_year=column.year)


def _in_column(value: Value, row: _Row, column: _YearColumn, placed: PlacedTable) -> Value:
    """The value with what its column and table say where its row is silent: basis, sums_to, unit."""
    update: dict[str, object] = {}
    for name in ("cost", "funding", "staffing", "derived"):
        word = getattr(value, name)
        if word is None:
            continue
        silent: dict[str, object] = {"basis": column.kind.basis} if word.basis is None else {}
        if name == "funding" and word.sums_to is None:
            silent["sums_to"] = column.kind.sums_to
        update[name] = word.model_copy(update=silent)
    of_money = value.is_money or column.kind.derived is not None
    if value.unit is None and of_money:
        update["unit"] = row.unit or placed.unit or placed.table.unit
    elif value.unit is None and value.derived is not None:
        update["unit"] = row.unit
    return value.model_copy(update=update)
