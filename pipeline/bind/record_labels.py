"""Where a record table is: its heading row, and the labels of its groups and lines, all claimed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, check_years, printed_year
from pipeline.bind.findings import label_missing
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key
from pipeline.spec.labels import match_label
from pipeline.spec.sections import RecordGroup, RecordLine, RecordTable, TableColumn, variants
from pipeline.spec.template import folded


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """A heading of a record table; ``year`` as printed in it or as the spec says.

    ``year_unknown``: the form prints a year in it, and which can't be told, or another heading has the same.
    """

    column: TableColumn
    cell: Cell
    year: int | None
    year_unknown: bool = False


@dataclass(frozen=True, slots=True)
class PlacedRecords:
    """A record table on the section's rows: headings, and the labels of groups and lines by cell, all claimed."""

    table: RecordTable
    header: int
    columns: tuple[HeadedColumn, ...]
    groups: dict[Cell, RecordGroup]
    lines: dict[Cell, tuple[RecordGroup, RecordLine]]
    codes: dict[Cell, RecordGroup]
    own: frozenset[Cell]


def place_records(
    table: RecordTable, rows: Sequence[Row], claims: Claims, context: Context, gathered: Gathered
) -> PlacedRecords | None:
    """Find the headings and labels of a record table and claim them; what is missing is an error finding."""
    header = max(range(len(rows)), key=lambda i: len(_match_columns(table, claims.free(rows[i]))))
    matched = _match_columns(table, claims.free(rows[header]))
    missing = _missing_columns(table, [column for column, _, _ in matched])
    near = matched[0][1] if matched else rows[0][0]
    gathered.findings.extend(label_missing(label, near) for label in missing)
    claims.label(*(cell for _, cell, _ in matched))
    strange = [cell for cell in claims.free(rows[header]) if matched and cell.col > matched[0][1].col]
    gathered.findings.extend(_strange_heading(cell) for cell in strange)
    if missing or strange:
        # With a heading gone or added, cells would be read under their neighbours': nothing below is read.
        return None
    columns = tuple(HeadedColumn(c, cell, _year(c, year, cell, context, gathered)) for c, cell, year in matched)
    dated = [column for column in columns if "{year}" in "".join(variants(column.column.label))]
    gathered.findings.extend(check_years([(column.cell, column.year) for column in dated], context))
    columns = _without_unknown_years(columns, dated)
    groups: dict[Cell, RecordGroup] = {}
    lines: dict[Cell, tuple[RecordGroup, RecordLine]] = {}
    codes: dict[Cell, RecordGroup] = {}
    for row in rows[header + 1 :]:
        for cell in claims.free(row):
            _classify(cell, table, groups, lines, codes)
        _keep_one_line(row, lines)
    for group in table.groups:
        if group.label is not None and group not in groups.values():
            gathered.findings.append(label_missing(variants(group.label)[0], columns[0].cell))
        for line in group.lines:
            if all(line is not found for _, found in lines.values()):
                gathered.findings.append(label_missing(variants(line.label)[0], columns[0].cell))
    own = frozenset([*groups, *lines, *codes])
    claims.label(*own)
    return PlacedRecords(table, header, columns, groups, lines, codes, own)


def _without_unknown_years(
    columns: tuple[HeadedColumn, ...], dated: Sequence[HeadedColumn]
) -> tuple[HeadedColumn, ...]:
    """The columns, those marked of which the year can't be told: no year, or the same as another's."""
    years = [column.year for column in dated]
    unknown = {column.cell for column in dated if column.year is None or years.count(column.year) > 1}
    return tuple(replace(c, year=None, year_unknown=True) if c.cell in unknown else c for c in columns)


def _strange_heading(cell: Cell) -> Finding:
    message = "the table has a heading that the form's spec doesn't: the form has changed; nothing below it was read"
    return Finding("heading-unknown", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def _missing_columns(table: RecordTable, found: list[TableColumn]) -> list[str]:
    missing = []
    for column in table.columns:
        times = sum(column is other for other in found)
        missing.extend([variants(column.label)[0]] * (column.times - times))
    return missing


def _classify(
    cell: Cell,
    table: RecordTable,
    groups: dict[Cell, RecordGroup],
    lines: dict[Cell, tuple[RecordGroup, RecordLine]],
    codes: dict[Cell, RecordGroup],
) -> None:
    for group in table.groups:
        if group.label is not None and match_label(group.label, cell.text) is not None:
            groups[cell] = group
            return
        for line in group.lines:
            if match_label(line.label, cell.text) is not None:
                lines[cell] = (group, line)
                return
        key = folded(cell.text).key
        if any(match_key(option.option) + match_key(option.code or "") in key for option in group.codes):
            codes[cell] = group
            return


def _keep_one_line(row: Row, lines: dict[Cell, tuple[RecordGroup, RecordLine]]) -> None:
    """A row has one line label: where a name or unit reads like another, the label is the one that begins a record."""
    found = [cell for cell in row if cell in lines]
    if len(found) < 2:
        return
    begins = [cell for cell in found if lines[cell][1] is lines[cell][0].lines[0]]
    for cell in found:
        if cell not in begins[:1]:
            del lines[cell]


def _match_columns(table: RecordTable, cells: Row) -> list[tuple[TableColumn, Cell, str | None]]:
    """Headings from left to right: each cell to the first column of the spec, from the last matched on, that fits."""
    found: list[tuple[TableColumn, Cell, str | None]] = []
    wanted = [column for column in table.columns for _ in range(column.times)]
    at = 0
    for cell in cells:
        for number in range(at, len(wanted)):
            match = match_label(wanted[number].label, cell.text)
            if match is not None:
                found.append((wanted[number], cell, match.get("year")))
                at = number + 1
                break
    return found


def _year(column: TableColumn, text: str | None, cell: Cell, context: Context, gathered: Gathered) -> int | None:
    if text is not None:
        return printed_year(text, cell, context, gathered.findings)
    return context.years.of(column.year)
