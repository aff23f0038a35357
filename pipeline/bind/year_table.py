"""Year tables: years across, figures down. Which cell of a row is which year is left open where columns can't tell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, printed_year
from pipeline.bind.findings import label_missing, too_many_values
from pipeline.bind.lines import match_label
from pipeline.bind.placement import row_problem
from pipeline.bind.quantities import read_number
from pipeline.model.document import Cell
from pipeline.model.drafts import RowProblem
from pipeline.model.finding import Finding, Severity
from pipeline.spec.sections import ColumnMeaning, RowGroup, YearRow, YearTable, variants
from pipeline.spec.values import Value


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A heading of a year table; ``year`` is None where it can't be told."""

    cell: Cell
    year: int | None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of the table and where its label stands."""

    row: YearRow
    group: str | None
    cell: Cell
    index: int


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A year table on the section's rows, labels claimed."""

    table: YearTable
    columns: tuple[YearColumn, ...]
    rows: tuple[PlacedRow, ...]


def place_table(
    table: YearTable, rows: Sequence[Row], claims: Claims, context: Context, gathered: Gathered
) -> PlacedTable | None:
    """Find the headings and row labels of a year table and claim them; what is missing is an error finding."""
    best = max(range(len(rows)), key=lambda i: len(_headings(table, rows[i], claims)), default=None)
    headings = _headings(table, rows[best], claims) if best is not None else []
    claims.label(*(cell for cell, _ in headings))
    if best is None or len(headings) != table.years:
        # With a heading gone, cells would be read a year off: nothing below is read, and all of it reported.
        near = headings[0][0] if headings else rows[0][0]
        gathered.findings.append(_headings_missing(table, len(headings), near))
        return None
    columns = tuple(YearColumn(cell, printed_year(year, cell, context, gathered.findings)) for cell, year in headings)
    gathered.findings.extend(_check_years(columns, context))
    return PlacedTable(table, columns, tuple(_place_rows(table, rows, best, claims, gathered)))


def read_table(
    placed: PlacedTable, rows: Sequence[Row], claims: Claims, context: Context
) -> Iterator[RowProblem | Finding]:
    """A problem for each row with figures in it, or a finding where more is printed than the row has room for."""
    base = _base_column(placed)
    for row in placed.rows:
        run = claims.run_after(rows[row.index], row.cell)
        if not run:
            continue
        columns = _columns_for(row.row, placed.columns, context, len(run))
        overflow = _unexpected_years(row, columns, placed.columns, context)
        if len(run) > len(columns) * len(row.row.values):
            yield too_many_values(row.cell.text.strip(), run, len(columns) * len(row.row.values))
            continue
        yield from overflow
        claims.value(run)
        yield _problem(placed, row, run, columns, row.cell.col - base, context)


def _headings_missing(table: YearTable, found: int, near: Cell) -> Finding:
    label = variants(table.header)[0]
    message = f"{found} headings {label} where the form has {table.years}: no year below them can be told"
    return Finding("label-missing", Severity.ERROR, message, str(table.years), str(found), place=near.place)


def _headings(table: YearTable, row: Row, claims: Claims) -> list[tuple[Cell, str]]:
    found = []
    for cell in claims.free(row):
        match = match_label(table.header, cell.text)
        if match is not None:
            found.append((cell, match.get("year") or ""))
    return found


def _place_rows(
    table: YearTable, rows: Sequence[Row], header: int, claims: Claims, gathered: Gathered
) -> Iterator[PlacedRow]:
    for item in table.rows:
        if isinstance(item, RowGroup):
            found = _find(item.group, rows, header, claims)
            if found is None:
                gathered.findings.append(label_missing(variants(item.group)[0], rows[header][0]))
            else:
                claims.label(found[1])
            group = found[1].text if found is not None else variants(item.group)[0]
            yield from _place_each(item.rows, group, rows, header, claims, gathered)
        else:
            yield from _place_each([item], None, rows, header, claims, gathered)


def _place_each(
    wanted: Sequence[YearRow], group: str | None, rows: Sequence[Row], header: int, claims: Claims, gathered: Gathered
) -> Iterator[PlacedRow]:
    for row in wanted:
        found = _find(row.label, rows, header, claims)
        if found is not None:
            claims.label(found[1])
            yield PlacedRow(row, group, found[1], found[0])
        elif not row.optional:
            gathered.findings.append(label_missing(variants(row.label)[0], rows[header][0]))


def _find(label: str | list[str], rows: Sequence[Row], header: int, claims: Claims) -> tuple[int, Cell] | None:
    for index in (*range(header + 1, len(rows)), *range(header)):
        for cell in claims.free(rows[index]):
            if match_label(label, cell.text) is not None:
                return index, cell
    return None


def _base_column(placed: PlacedTable) -> int:
    """The column where an unmoved row has its label: where most have it."""
    counts = Counter(row.cell.col for row in placed.rows if row.group is None)
    return min(counts, key=lambda col: (-counts[col], col)) if counts else 0


def _columns_for(row: YearRow, columns: tuple[YearColumn, ...], context: Context, cells: int) -> tuple[YearColumn, ...]:
    """The years a row has figures for; later ones only if it prints more than fit."""
    if row.years == "all" or context.years.evaluated is None:
        return columns
    evaluated = tuple(c for c in columns if c.year is None or c.year <= context.years.evaluated)
    return evaluated if cells <= len(evaluated) * len(row.values) else columns


def _problem(
    placed: PlacedTable, row: PlacedRow, run: Row, columns: tuple[YearColumn, ...], shift: int, context: Context
) -> RowProblem:
    first = placed.columns[0].cell.col
    per_year = len(row.row.values)
    position = {column.cell.place: i for i, column in enumerate(placed.columns)}
    slots: list[tuple[Value, Context]] = []
    expected: list[int] = []
    for column in columns:
        above = (row.group,) if row.group else ()
        labels = (*context.labels, *above, row.cell.text.strip(), column.cell.text.strip())
        for number, value in enumerate(row.row.values):
            slots.append(
                (
                    _in_column(value, column, placed.table, context),
                    replace(context, labels=labels, fiscal_year=column.year),
                )
            )
            at = position[column.cell.place]
            expected.append(column.cell.col if per_year == 1 else first + at * per_year + number)
    readings = [[read_number(value, cell, cell.text, slot) for value, slot in slots] for cell in run]
    label = " > ".join((*context.labels, row.cell.text.strip()))
    problem = row_problem(label, run, readings, expected, shifts=frozenset({0, shift}), table=placed.table.id)
    # Where a year has several cells, how an exporter spreads them says nothing of the rows with one.
    return replace(problem, testifies=per_year == 1)


def _in_column(value: Value, column: YearColumn, table: YearTable, context: Context) -> Value:
    """The value with what the column says filled in where the row is silent: basis, sums_to, unit."""
    meaning = _meaning(column, table, context)
    update: dict[str, object] = {}
    for name in ("cost", "funding", "staffing", "derived"):
        word = getattr(value, name)
        if word is None:
            continue
        silent = {"basis": meaning.basis} if word.basis is None else {}
        if name == "funding" and word.sums_to is None:
            silent["sums_to"] = meaning.sums_to or "total"
        update[name] = word.model_copy(update=silent)
    if value.unit is None and value.is_money:
        update["unit"] = table.unit
    return value.model_copy(update=update)


def _meaning(column: YearColumn, table: YearTable, context: Context) -> ColumnMeaning:
    evaluated = context.years.evaluated
    later = column.year is not None and evaluated is not None and column.year > evaluated
    return table.sheet if later else table.evaluated


def _check_years(columns: tuple[YearColumn, ...], context: Context) -> Iterator[Finding]:
    """The headings should be years in a row that include the one the sheet evaluates; else somebody mistyped one."""
    years = [column.year for column in columns if column.year is not None]
    evaluated = context.years.evaluated
    in_a_row = years == list(range(years[0], years[0] + len(years))) if years else True
    if not in_a_row or (evaluated is not None and years and evaluated not in years):
        message = (
            f"{context.label}: the years of the columns don't fit the sheet's own year; they were taken as printed"
        )
        expected, actual = f"years in a row, {evaluated} among them", ", ".join(map(str, years))
        yield Finding("years-unexpected", Severity.ERROR, message, expected, actual, place=columns[0].cell.place)


def _unexpected_years(
    row: PlacedRow, columns: tuple[YearColumn, ...], every: tuple[YearColumn, ...], context: Context
) -> Iterator[Finding]:
    if (
        row.row.years == "evaluated"
        and columns == every
        and any(
            c.year is not None and context.years.evaluated is not None and c.year > context.years.evaluated
            for c in columns
        )
    ):
        label = row.cell.text.strip()
        message = f"{label} has figures for more years than the form fills in; they were read by their headings"
        yield Finding("value-in-later-year", Severity.WARNING, message, place=row.cell.place)
