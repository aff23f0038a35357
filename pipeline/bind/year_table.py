"""Year tables: years across, figures down. Which cell of a row is which year is left open where columns can't tell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, check_years, printed_year
from pipeline.bind.findings import label_missing, too_many_values
from pipeline.bind.placement import row_problem
from pipeline.bind.quantities import read_number
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import RowProblem
from pipeline.model.finding import Finding, Severity
from pipeline.spec.labels import match_label
from pipeline.spec.sections import ColumnMeaning, RowGroup, YearRow, YearTable, variants
from pipeline.spec.values import Value


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A heading of a year table; ``year`` is None where it can't be told, or where two headings have the same."""

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
    if table.header is None or table.years is None:
        gathered.findings.append(_needs_rules(table, rows[0][0]))
        return None
    best = max(range(len(rows)), key=lambda i: len(_headings(table, rows[i], claims)), default=None)
    headings = _headings(table, rows[best], claims) if best is not None else []
    claims.label(*(cell for cell, _ in headings))
    if best is None or len(headings) != table.years:
        # With a heading gone, cells would be read a year off: nothing below is read, and all of it reported.
        near = headings[0][0] if headings else rows[0][0]
        gathered.findings.append(_headings_missing(table, len(headings), near))
        return None
    years = [printed_year(year, cell, context, gathered.findings) for cell, year in headings]
    gathered.findings.extend(
        check_years([(cell, year) for (cell, _), year in zip(headings, years, strict=True)], context)
    )
    columns = tuple(
        YearColumn(cell, year if years.count(year) == 1 else None)
        for (cell, _), year in zip(headings, years, strict=True)
    )
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
        places = len(placed.columns) * len(row.row.values)
        if len(run) > places:
            yield too_many_values(row.cell.text.strip(), run, places)
            continue
        claims.value(run)
        problem = _problem(placed, row, run, row.cell.col - base, context)
        if row.row.years == "evaluated":
            later = frozenset(
                number for number in range(places) if _is_later(placed.columns[number // len(row.row.values)], context)
            )
            if len(run) > places - len(later):
                yield _later_years(row)
            problem = _without_later_years(problem, later)
        yield problem


def _needs_rules(table: YearTable, near: Cell) -> Finding:
    message = (
        f"the spec lists the columns of table {table.id} as ruled lines show them, but in this file columns can't be "
        "trusted; write header and years instead"
    )
    return Finding("table-needs-rules", Severity.ERROR, message, place=near.place)


def _headings_missing(table: YearTable, found: int, near: Cell) -> Finding:
    label = variants(table.header or "")[0]
    message = f"{found} headings {label} where the form has {table.years}: no year below them can be told"
    return Finding("label-missing", Severity.ERROR, message, str(table.years), str(found), place=near.place)


def _headings(table: YearTable, row: Row, claims: Claims) -> list[tuple[Cell, str]]:
    found = []
    for cell in claims.free(row):
        match = match_label(table.header or "", cell.text)
        if match is not None:
            found.append((cell, match.get("year") or ""))
    return found


def _place_rows(
    table: YearTable, rows: Sequence[Row], header: int, claims: Claims, gathered: Gathered
) -> Iterator[PlacedRow]:
    yield from _place_rows_in(table.rows, None, rows, header, claims, gathered)


def _place_rows_in(
    items: Sequence[YearRow | RowGroup],
    group: str | None,
    rows: Sequence[Row],
    header: int,
    claims: Claims,
    gathered: Gathered,
) -> Iterator[PlacedRow]:
    for item in items:
        if isinstance(item, RowGroup):
            found = _find(item.group, rows, header, claims)
            if found is None:
                gathered.findings.append(label_missing(variants(item.group)[0], rows[header][0]))
            else:
                claims.label(found[1])
            inner = found[1].text if found is not None else variants(item.group)[0]
            yield from _place_rows_in(item.rows, inner, rows, header, claims, gathered)
        else:
            yield from _place_row(item, group, rows, header, claims, gathered)


def _place_row(
    row: YearRow, group: str | None, rows: Sequence[Row], header: int, claims: Claims, gathered: Gathered
) -> Iterator[PlacedRow]:
    # A row that the sheet itself labels can't be told from others where columns can't be trusted: it stays unread.
    found = None if row.label is None else _find(row.label, rows, header, claims)
    if found is not None:
        claims.label(found[1])
        yield PlacedRow(row, group, found[1], found[0])
    elif not row.optional:
        gathered.findings.append(label_missing(row.name, rows[header][0]))


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


def _is_later(column: YearColumn, context: Context) -> bool:
    evaluated = context.years.evaluated
    return column.year is not None and evaluated is not None and column.year > evaluated


def _without_later_years(problem: RowProblem, later: frozenset[int]) -> RowProblem:
    """A row that the form leaves blank in later years.

    It may reach into them if its cells stand just there, but only the form's arithmetic can say so, not the columns.
    """
    usual = tuple(p for p in problem.placements if later.isdisjoint(p.slots))
    if not usual or any(placement.exact for placement in usual):
        return replace(problem, placements=usual or problem.placements)
    beyond = tuple(replace(p, exact=False) for p in problem.placements if p not in usual and p.exact)
    return replace(problem, placements=usual + beyond)


def _problem(placed: PlacedTable, row: PlacedRow, run: Row, shift: int, context: Context) -> RowProblem:
    first = placed.columns[0].cell.col
    per_year = len(row.row.values)
    above = (row.group,) if row.group else ()
    slots: list[tuple[Value, Context]] = []
    expected: list[int] = []
    for at, column in enumerate(placed.columns):
        labels = (*context.labels, *above, row.cell.text.strip(), column.cell.text.strip())
        under = replace(context, labels=labels, fiscal_year=column.year, year_unknown=column.year is None)
        for number, value in enumerate(row.row.values):
            slots.append((_in_column(value, column, placed.table, context), under))
            expected.append(column.cell.col if per_year == 1 else first + at * per_year + number)
    readings = [[read_number(value, cell, cell.text, slot) for value, slot in slots] for cell in run]
    label = " > ".join((*context.labels, row.cell.text.strip()))
    problem = row_problem(label, run, readings, expected, shifts=frozenset({shift}), table=placed.table.id)
    # Where a year has several cells, how an exporter spreads them says nothing of the rows with one.
    return replace(problem, testifies=per_year == 1, needs_testimony=True)


def _in_column(value: Value, column: YearColumn, table: YearTable, context: Context) -> Value:
    """The value with what the column says filled in where the row is silent: basis, sums_to, unit."""
    meaning = _meaning(column, table, context)
    update: dict[str, object] = {}
    for name in ("cost", "funding", "staffing", "derived"):
        word = getattr(value, name)
        if word is None:
            continue
        silent: dict[str, object] = {"basis": meaning.basis if meaning else None} if word.basis is None else {}
        if name == "funding" and word.sums_to is None:
            silent["sums_to"] = meaning.sums_to if meaning else None
        update[name] = word.model_copy(update=silent)
    if value.unit is None and value.is_money:
        update["unit"] = table.unit
    return value.model_copy(update=update)


def _meaning(column: YearColumn, table: YearTable, context: Context) -> ColumnMeaning | None:
    """What the column says; nothing where its year, or the sheet's, can't be told."""
    if column.year is None or context.years.evaluated is None:
        return None
    return table.sheet if _is_later(column, context) else table.evaluated


def _later_years(row: PlacedRow) -> Finding:
    label = row.cell.text.strip()
    message = f"{label} has figures for more years than the form fills in; they were read by their headings"
    return Finding("value-in-later-year", Severity.WARNING, message, place=row.cell.place)
