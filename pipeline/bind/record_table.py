"""Record tables: a heading row and records below it, a row each (goals, indicators) or a block of rows (target, actual, rate)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.bind.choice_facts import choice_fact
from pipeline.bind.choices import FoundOption, scan_codes
from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, printed_year
from pipeline.bind.lines import match_label
from pipeline.bind.placement import row_problem
from pipeline.bind.values import read_value
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading, RecordPart, RowProblem
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key
from pipeline.spec.sections import RecordGroup, RecordLine, RecordTable, TableColumn, variants
from pipeline.spec.template import compile_template, folded
from pipeline.spec.values import Value


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


def place_records(table: RecordTable, rows: Sequence[Row], claims: Claims, context: Context, gathered: Gathered) -> PlacedRecords | None:
    """Find the headings and labels of a record table and claim them; what is missing is an error finding."""
    header = max(range(len(rows)), key=lambda i: len(_match_columns(table, claims.free(rows[i]))))
    matched = _match_columns(table, claims.free(rows[header]))
    wanted = {variants(column.label)[0] for column in table.columns}
    have = {variants(column.label)[0] for column, _, _ in matched}
    for label in sorted(wanted - have):
        gathered.findings.append(_missing(label, matched[0][1] if matched else rows[0][0]))
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
            gathered.findings.append(_missing(variants(group.label)[0], columns[0].cell))
        for line in group.lines:
            if all(line is not found for _, found in lines.values()):
                gathered.findings.append(_missing(variants(line.label)[0], columns[0].cell))
    own = frozenset([*groups, *lines, *codes])
    claims.label(*own)
    return PlacedRecords(table, header, columns, groups, lines, codes, own)


def _classify(
    cell: Cell, table: RecordTable, groups: dict[Cell, RecordGroup], lines: dict[Cell, tuple[RecordGroup, RecordLine]],
    codes: dict[Cell, RecordGroup],
) -> None:  # fmt: skip
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
    """Headings from left to right, each cell to the first column of the spec (from the last matched on) that fits it."""
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


def _missing(label: str, near: Cell) -> Finding:
    return Finding(
        "label-missing", Severity.ERROR,
        f"the label {label} is not where the form has it: it was cut off, or the form has changed",
        expected=label, place=near.place,
    )  # fmt: skip


@dataclass(slots=True)
class _Record:
    number: int
    context: Context
    values: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class RecordReader:
    """Reads the rows of a placed record table; results go to ``gathered`` and ``problems``."""

    placed: PlacedRecords
    rows: Sequence[Row]
    claims: Claims
    context: Context
    gathered: Gathered
    problems: list[RowProblem]
    _group: RecordGroup | None = None
    _record: _Record | None = None
    _heading: str | None = None
    _lead_year: int | None = None

    def read(self) -> None:
        """Read every record, down to the first row that belongs to something else."""
        if all(group.label is None for group in self.placed.table.groups):
            self._group = self.placed.table.groups[0]
        for row in self.rows[self.placed.header + 1 :]:
            if any(not self.claims.is_free(cell) and cell not in self.placed.own for cell in row):
                break
            self._row(row)

    def _row(self, row: Row) -> None:
        for cell in row:
            if (group := self.placed.groups.get(cell)) is not None:
                self._group, self._heading, self._record = group, cell.text.strip(), None
        line = next(((cell, *self.placed.lines[cell]) for cell in row if cell in self.placed.lines), None)
        if line is not None:
            self._line(row, *line)
        elif self._group is not None and not self._group.lines:
            self._single_row(row)
        codes = [cell for cell in row if cell in self.placed.codes]
        if codes and self._record is not None:
            self._codes(codes)

    # ---- records of one row

    def _single_row(self, row: Row) -> None:
        free = self.claims.free(row)
        group = self._group
        if not free or group is None:
            return
        if group.units is not None and all(compile_template(group.units).match(cell.text) for cell in free):
            self._units(free, group.units)
            return
        cells = [cell for cell in (self._without_lead(cell) for cell in free) if cell is not None]
        if not cells:
            return
        record = self._begin(group)
        slots = [self._column_slot(column, record) for column in self.placed.columns]
        self._place(record, cells, slots, self._row_shifts(cells))

    def _row_shifts(self, cells: Sequence[Cell]) -> frozenset[int]:
        """An indicator's row is anchored by its name, the first cell; goals stand under their headings."""
        if self.placed.table.makes == "goal":
            return frozenset({0})
        return frozenset({cells[0].col - self.placed.columns[0].cell.col})

    def _without_lead(self, cell: Cell) -> Cell | None:
        """The cell without a label printed before the text in it; None if it is nothing but that label."""
        for column in self.placed.columns:
            if column.column.lead is None:
                continue
            match = compile_template(column.column.lead + "{rest}").match(cell.text)
            if match is None:
                continue
            if (year := match.get("year")) is not None:
                self._lead_year = printed_year(year, cell, self.context, self.gathered.findings)
            rest = match.get("rest")
            if not rest:
                self.claims.label(cell)
                return None
            return replace(cell, text=rest)
        return cell

    def _units(self, cells: Row, pattern: str) -> None:
        """A row that prints the units of the numbers above it, one for each."""
        self.claims.value(cells)
        record = self._record
        if record is None:
            return
        for cell in cells:
            match = compile_template(pattern).match(cell.text)
            unit = match.get("unit") if match is not None else None
            if unit:
                self._part(record, cell, "unit", unit)

    # ---- records of several rows

    def _line(self, row: Row, label: Cell, group: RecordGroup, line: RecordLine) -> None:
        if line is group.lines[0] or self._record is None:
            self._group = group
            record = self._begin(group)
            before = [cell for cell in self.claims.free(row) if cell.col < label.col]
            texts = [c for c in self.placed.columns if c.column.part in {"name", "formula"}]
            if before:
                self._place(record, before, [self._column_slot(c, record) for c in texts], self._row_shifts(before), texts)
        record = self._record
        if record is None:
            return
        columns = [c for c in self.placed.columns if c.column.measure is not None and (line.goal or c.column.measure != "goal")]
        record_context = replace(record.context, labels=(*record.context.labels, label.text.strip()))
        record = replace_record(record, record_context)
        run = self.claims.run_after(row, label)
        if run:
            slots = [self._line_slot(column, line, record) for column in columns]
            shift = label.col - (columns[0].cell.col - 1)
            shifts = frozenset({shift}) if line is group.lines[0] else frozenset({shift, 0})
            self._place(record, run, slots, shifts, columns)

    def _line_slot(self, column: HeadedColumn, line: RecordLine, record: _Record) -> tuple[Value, Context]:
        goal = column.column.measure == "goal"
        value = Value(indicator=_kind(self._group), measure="goal" if goal else line.measure, unit=line.unit)
        return value, self._under(column, record)

    # ---- common

    def _begin(self, group: RecordGroup) -> _Record:
        number = self.context.numbers.new(self.placed.table.makes, group.kind, self._heading)
        labels = (*self.context.labels, self._heading) if self._heading else self.context.labels
        self._record = _Record(number, replace(self.context, record=number, labels=labels))
        return self._record

    def _under(self, column: HeadedColumn, record: _Record) -> Context:
        year = column.year if column.column.measure is not None else self._lead_year
        return replace(record.context, labels=(*record.context.labels, column.cell.text.strip()), fiscal_year=year)

    def _column_slot(self, column: HeadedColumn, record: _Record) -> tuple[Value, Context]:
        context = self._under(column, record)
        if column.column.measure is not None:
            return Value(indicator=_kind(self._group), measure=column.column.measure, unit=column.column.unit), context
        return Value(part=column.column.part), context

    def _place(
        self, record: _Record, cells: Sequence[Cell], slots: Sequence[tuple[Value, Context]], shifts: frozenset[int],
        columns: Sequence[HeadedColumn] | None = None,
    ) -> None:  # fmt: skip
        headed = self.placed.columns if columns is None else columns
        if len(cells) > len(slots):
            self.gathered.findings.append(_too_many(record.context.label, cells, len(slots)))
            return
        readings = [[_read(value, cell, context) for value, context in slots] for cell in cells]
        problem = row_problem(
            record.context.label, cells, readings, [c.cell.col for c in headed], shifts=shifts, table=self.placed.table.id
        )
        if problem.placements:
            self.claims.value(cells)
            self.problems.append(problem)

    def _part(self, record: _Record, cell: Cell, part: str, text: str) -> None:
        self.gathered.facts.append(
            RecordPart(place=cell.place, raw=cell.text, label=record.context.label, record=record.number, part=part, text=text)
        )

    def _codes(self, cells: Sequence[Cell]) -> None:
        """The direction that an indicator should take, by the number printed after the options."""
        record, group = self._record, self.placed.codes[cells[0]]
        if record is None:
            return
        found, chosen = scan_codes(cells, group.codes)
        known = {option.code: option for option in group.codes}
        if chosen and chosen not in known:
            self.gathered.findings.append(_unknown_code(cells[-1], chosen, known))
        for option in found:
            checked = None if chosen and chosen not in known else option.code == chosen
            self.gathered.facts.append(choice_fact("indicator_direction", option, checked, option.cell.text, record.context))
            if checked and option.option.key:
                self._part(record, option.cell, "direction", option.option.key)


def replace_record(record: _Record, context: Context) -> _Record:
    """The record with another context."""
    return _Record(record.number, context, record.values)


def _read(value: Value, cell: Cell, context: Context) -> Reading:
    return read_value(value, cell, context)


def _kind(group: RecordGroup | None) -> str:
    return (group.kind if group is not None else None) or "outcome"


def _too_many(label: str, cells: Sequence[Cell], places: int) -> Finding:
    return Finding(
        "too-many-values", Severity.ERROR,
        f"{label}: {len(cells)} cells are filled where the form has {places}; none was read: look at the sheet",
        expected=str(places), actual=" | ".join(cell.text.strip() for cell in cells), place=cells[0].place,
    )  # fmt: skip


def _unknown_code(cell: Cell, chosen: str, known: dict[str | None, object]) -> Finding:
    return Finding(
        "code-unknown", Severity.ERROR, "the chosen number is none of those printed with the options; look at the sheet",
        expected=", ".join(str(code) for code in known), actual=chosen, place=cell.place,
    )  # fmt: skip


_ = FoundOption
