"""Record tables: a heading row and records below it, a row each (goals) or a block of rows (target, actual, rate)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.bind.choice_facts import choice_fact
from pipeline.bind.choices import scan_codes
from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, printed_year
from pipeline.bind.findings import label_missing, too_many_values
from pipeline.bind.placement import row_problem
from pipeline.bind.quantities import HARDLY, WELL
from pipeline.bind.record_labels import HeadedColumn, PlacedRecords
from pipeline.bind.values import read_value
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading, RecordPart, RowProblem
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key
from pipeline.spec.sections import RecordGroup, RecordLine, variants
from pipeline.spec.template import compile_template
from pipeline.spec.values import Value


@dataclass(slots=True)
class _Record:
    number: int
    context: Context
    group: RecordGroup
    near: Cell
    lines: list[RecordLine] = field(default_factory=list)
    codes: list[Cell] = field(default_factory=list)


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
        self._close()

    def _row(self, row: Row) -> None:
        for cell in row:
            if (group := self.placed.groups.get(cell)) is not None:
                self._close()
                self._group, self._heading, self._record = group, cell.text.strip(), None
        line = next(((cell, *self.placed.lines[cell]) for cell in row if cell in self.placed.lines), None)
        if line is not None:
            self._line(row, *line)
        elif self._group is not None and not self._group.lines:
            self._single_row(row)
        self._gather_codes(row)

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
        record = self._begin(group, cells[0])
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
        record = self._record
        columns = [column for column in self.placed.columns if column.column.measure is not None]
        if record is None or len(cells) > len(columns):
            return
        label = record.context.label
        readings = [[self._unit(record, cell, pattern, column) for column in columns] for cell in cells]
        # Units are printed for all measures or for none: where some are missing, columns prove nothing.
        expected = [column.cell.col for column in columns]
        problem = row_problem(label, cells, readings, expected, shifts=frozenset(), table=self.placed.table.id)
        self.claims.value(cells)
        self.problems.append(problem)

    def _unit(self, record: _Record, cell: Cell, pattern: str, column: HeadedColumn) -> Reading:
        match = compile_template(pattern).match(cell.text)
        unit = match.get("unit") if match is not None else None
        if not unit:
            return Reading(WELL)
        return Reading(WELL, (_part(record, cell, f"unit_of_{column.column.measure}", unit),))

    # ---- records of several rows

    def _line(self, row: Row, label: Cell, group: RecordGroup, line: RecordLine) -> None:
        if not self._fits(group, line):
            # A row of a record that isn't there: its cells stay unread, and are reported.
            return
        if line is group.lines[0]:
            self._group = group
            record = self._begin(group, label)
            before = [cell for cell in self.claims.free(row) if cell.col < label.col]
            texts = [c for c in self.placed.columns if c.column.part in {"name", "formula"}]
            if before:
                slots = [self._column_slot(column, record) for column in texts]
                self._place(record, before, slots, self._row_shifts(before), texts)
        begun = self._record
        if begun is None:
            return
        begun.lines.append(line)
        wanted = [c for c in self.placed.columns if c.column.measure is not None]
        columns = [c for c in wanted if line.goal or c.column.measure != "goal"]
        run = self.claims.run_after(row, label)
        past = [c for c in columns if c.year is not None and not self._is_later(c.year)]
        if line.years == "evaluated" and len(run) <= len(past):
            columns = past
        labels = (*begun.context.labels, label.text.strip())
        record = _Record(begun.number, replace(begun.context, labels=labels), group, label)
        if run:
            slots = [self._line_slot(column, line, record) for column in columns]
            shift = label.col - (columns[0].cell.col - 1)
            self._place(record, run, slots, frozenset({shift}), columns)

    def _is_later(self, year: int) -> bool:
        evaluated = self.context.years.evaluated
        return evaluated is not None and year > evaluated

    def _fits(self, group: RecordGroup, line: RecordLine) -> bool:
        """True if the line begins a record, or belongs to the one that is open and doesn't have it yet."""
        if line is group.lines[0]:
            return True
        record = self._record
        return record is not None and record.group is group and all(line is not other for other in record.lines)

    def _line_slot(self, column: HeadedColumn, line: RecordLine, record: _Record) -> tuple[Value, Context]:
        goal = column.column.measure == "goal"
        value = Value(indicator=_kind(self._group), measure="goal" if goal else line.measure, unit=line.unit)
        return value, self._under(column, record)

    # ---- common

    def _begin(self, group: RecordGroup, near: Cell) -> _Record:
        self._close()
        number = self.context.numbers.new(self.placed.table.makes, group.kind, self._heading)
        labels = (*self.context.labels, self._heading) if self._heading else self.context.labels
        self._record = _Record(number, replace(self.context, record=number, labels=labels), group, near)
        return self._record

    def _under(self, column: HeadedColumn, record: _Record) -> Context:
        year = column.year if column.column.measure is not None else self._lead_year
        labels = (*record.context.labels, column.cell.text.strip())
        return replace(record.context, labels=labels, fiscal_year=year, year_unknown=column.year_unknown)

    def _column_slot(self, column: HeadedColumn, record: _Record) -> tuple[Value, Context]:
        context = self._under(column, record)
        if column.column.measure is not None:
            return Value(indicator=_kind(self._group), measure=column.column.measure, unit=column.column.unit), context
        return Value(part=column.column.part), context

    def _place(
        self,
        record: _Record,
        cells: Sequence[Cell],
        slots: Sequence[tuple[Value, Context]],
        shifts: frozenset[int],
        columns: Sequence[HeadedColumn] | None = None,
    ) -> None:
        headed = self.placed.columns if columns is None else columns
        if len(cells) > len(slots):
            self.gathered.findings.append(too_many_values(record.context.label, cells, len(slots)))
            return
        readings = [[read_value(value, cell, context) for value, context in slots] for cell in cells]
        problem = row_problem(
            record.context.label,
            cells,
            readings,
            [c.cell.col for c in headed],
            shifts=shifts,
            table=self.placed.table.id,
        )
        if not problem.placements:
            return
        if _is_doubtful(problem, headed):
            # What would be the unit is none, so a cell too many stands before the figures: nothing here is certain.
            self.gathered.findings.append(_row_doubtful(record.context.label, cells))
            return
        self.claims.value(cells)
        self.problems.append(problem)

    def _gather_codes(self, row: Row) -> None:
        """Keep the cells of a row that print code options, and a number alone right of them."""
        codes = [cell for cell in row if cell in self.placed.codes]
        if not codes or self._record is None:
            return
        known = {match_key(option.code or "") for option in self.placed.codes[codes[0]].codes}
        run = self.claims.run_after(row, codes[-1])
        alone = run if len(run) == 1 and match_key(run[0].text) in known else ()
        self.claims.value(alone)
        self._record.codes.extend([*codes, *alone])

    def _close(self) -> None:
        """End a record: the direction that an indicator should take, by the number printed after the options."""
        record = self._record
        if record is None:
            return
        for line in record.group.lines:
            if all(line is not found for found in record.lines):
                self.gathered.findings.append(label_missing(variants(line.label)[0], record.near))
        if not record.codes:
            return
        group = self.placed.codes[record.codes[0]]
        found, chosen = scan_codes(record.codes, group.codes)
        known = [option.code for option in group.codes]
        unclear = bool(chosen) and chosen not in known
        if unclear:
            self.gathered.findings.append(_unknown_code(record.codes[-1], chosen, known))
        for word in group.codes:
            if all(word is not other.option for other in found):
                self.gathered.findings.append(label_missing(word.option, record.codes[0]))
                unclear = True
        for option in found:
            checked = None if unclear else option.code == chosen
            fact = choice_fact("indicator_direction", option, checked, option.cell.text, record.context)
            self.gathered.facts.append(fact)
            if checked and option.option.key:
                self.gathered.facts.append(_part(record, option.cell, "direction", option.option.key))


def _part(record: _Record, cell: Cell, column: str, text: str) -> RecordPart:
    label, number = record.context.label, record.number
    return RecordPart(place=cell.place, raw=cell.text, label=label, record=number, column=column, text=text)


def _is_doubtful(problem: RowProblem, columns: Sequence[HeadedColumn]) -> bool:
    units = {number for number, column in enumerate(columns) if column.column.part == "unit"}
    for placement in problem.placements:
        scores = [problem.readings[i][slot] for i, slot in enumerate(placement.slots) if slot in units]
        if all(reading is not None and reading.score > HARDLY for reading in scores):
            return False
    return bool(units)


def _row_doubtful(label: str, cells: Sequence[Cell]) -> Finding:
    message = f"{label}: what stands where the unit should is none, so the row can't be placed; look at the sheet"
    actual = " | ".join(cell.text.strip() for cell in cells)
    return Finding("row-doubtful", Severity.ERROR, message, actual=actual, place=cells[0].place)


def _kind(group: RecordGroup | None) -> str:
    return (group.kind if group is not None else None) or "outcome"


def _unknown_code(cell: Cell, chosen: str, known: Iterable[str | None]) -> Finding:
    message = "the chosen number is none of those printed with the options; look at the sheet"
    expected = ", ".join(str(code) for code in known)
    return Finding("code-unknown", Severity.ERROR, message, expected, chosen, place=cell.place)
