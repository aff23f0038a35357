"""Where a record table is: its heading row, and the labels of its groups and lines, all claimed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, printed_year
from pipeline.bind.findings import label_missing
from pipeline.bind.lines import match_label
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.sections import RecordGroup, RecordLine, RecordTable, TableColumn, variants
from pipeline.spec.template import folded


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """A heading of a record table; ``year`` as printed in it or as the spec says."""

    column: TableColumn
    cell: Cell
    year: int | None


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
    wanted = {variants(column.label)[0] for column in table.columns}
    have = {variants(column.label)[0] for column, _, _ in matched}
    for label in sorted(wanted - have):
        gathered.findings.append(label_missing(label, matched[0][1] if matched else rows[0][0]))
    if not matched:
        return None
    columns = tuple(HeadedColumn(c, cell, _year(c, year, cell, context, gathered)) for c, cell, year in matched)
    claims.label(*(column.cell for column in columns))
    groups: dict[Cell, RecordGroup] = {}
    lines: dict[Cell, tuple[RecordGroup, RecordLine]] = {}
    codes: dict[Cell, RecordGroup] = {}
    for row in rows[header + 1 :]:
        for cell in claims.free(row):
            _classify(cell, table, groups, lines, codes)
    for group in table.groups:
        if group.label is not None and group not in groups.values():
            gathered.findings.append(label_missing(variants(group.label)[0], columns[0].cell))
        for line in group.lines:
            if all(line is not found for _, found in lines.values()):
                gathered.findings.append(label_missing(variants(line.label)[0], columns[0].cell))
    own = frozenset([*groups, *lines, *codes])
    claims.label(*own)
    return PlacedRecords(table, header, columns, groups, lines, codes, own)


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


def _match_columns(table: RecordTable, cells: Row) -> list[tuple[TableColumn, Cell, str | None]]:
    """Headings from left to right: each cell to the first column of the spec, from the last matched on, that fits."""
    found: list[tuple[TableColumn, Cell, str | None]] = []
    at = 0
    for cell in cells:
        for number in range(at, len(table.columns)):
            column = table.columns[number]
            match = match_label(column.label, cell.text)
            if match is not None:
                found.append((column, cell, match.get("year")))
                at = number if column.repeat else number + 1
                break
    return found


def _year(column: TableColumn, text: str | None, cell: Cell, context: Context, gathered: Gathered) -> int | None:
    if text is not None:
        return printed_year(text, cell, context, gathered.findings)
    return context.year_of(column.year)
