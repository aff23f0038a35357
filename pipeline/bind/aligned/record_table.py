"""Record tables on an aligned sheet: a heading row, and records below it, of one row, two, or a line a measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.bind.aligned.columns import Column, find_columns, strange_headings
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.choice_facts import read_lone_mark
from pipeline.bind.context import Context, check_years, printed_year
from pipeline.bind.findings import label_missing
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import RecordPart
from pipeline.spec.labels import match_label
from pipeline.spec.sections import RecordGroup, RecordLine, RecordTable, TableColumn, variants
from pipeline.spec.template import is_year_hole
from pipeline.spec.values import Value


@dataclass(frozen=True, slots=True)
class _Group:
    """A group and the cell that names it; None where the table has but one, without a name."""

    group: RecordGroup
    cell: Cell | None

    def holds(self, row: int) -> bool:
        return self.cell is None or self.cell.row <= row < self.cell.row_end


@dataclass(frozen=True)
class PlacedRecords:
    """A record table whose headings and labels are claimed."""

    table: RecordTable
    columns: tuple[Column[TableColumn], ...]
    years: tuple[int | None, ...]
    groups: tuple[_Group, ...]
    lines: tuple[tuple[_Group, RecordLine, Cell], ...]

    @cached_property
    def widths(self) -> dict[tuple[int, int], int]:
        """The number of each column by where its heading begins and ends."""
        return {(column.cell.col, column.cell.col_end): number for number, column in enumerate(self.columns)}


def place_records(binder: SectionBinder, table: RecordTable) -> PlacedRecords | None:
    """Find the headings and labels of a record table and claim them; what is missing is an error finding."""
    columns = find_columns(binder, table.columns)
    if columns is None:
        return None
    strange = strange_headings(binder, columns)
    binder.report(*strange)
    if strange:
        return None
    years = tuple(_year(binder, column) for column in columns)
    dated = [(c.cell, year) for c, year in zip(columns, years, strict=True) if c.hole("year") is not None]
    binder.report(*check_years(_first_of_each_year(dated), binder.context))
    groups = tuple(_groups(binder, table, columns))
    lines = tuple(_lines(binder, groups, columns))
    return PlacedRecords(table, columns, years, groups, lines)


def _year(binder: SectionBinder, column: Column[TableColumn]) -> int | None:
    text = column.hole("year")
    if text is None:
        return binder.context.years.of(column.kind.year)
    return printed_year(text, column.cell, binder.context, binder.gathered.findings)


def _first_of_each_year(dated: list[tuple[Cell, int | None]]) -> list[tuple[Cell, int | None]]:
    """Headings of one year (目標 and 実績) count once; a goal years ahead isn't part of the row of years."""
    once = [pair for number, pair in enumerate(dated) if number == 0 or pair[1] != dated[number - 1][1]]
    last, before = (once[-1][1], once[-2][1]) if len(once) > 1 else (None, None)
    return once[:-1] if last is not None and before is not None and last > before + 1 else once


def _groups(binder: SectionBinder, table: RecordTable, columns: Sequence[Column[TableColumn]]) -> Iterator[_Group]:
    for group in table.groups:
        if group.label is None:
            yield _Group(group, None)
            continue
        first = columns[0].cell
        hits = [hit for hit in binder.area.labelled(group.label) if hit.cell.col_end <= first.col]
        hits = [hit for hit in hits if binder.claims.is_free(hit.cell) and hit.cell.row_end > first.row_end]
        if not hits:
            binder.report(label_missing(variants(group.label)[0], first))
            continue
        binder.claims.label(hits[0].cell)
        yield _Group(group, hits[0].cell)


def _lines(
    binder: SectionBinder, groups: Sequence[_Group], columns: Sequence[Column[TableColumn]]
) -> Iterator[tuple[_Group, RecordLine, Cell]]:
    """The labels of lines, from top to bottom; each is claimed."""
    found: list[tuple[_Group, RecordLine, Cell]] = []
    top = max(column.cell.row_end for column in columns)
    for group in groups:
        for line in group.group.lines:
            hits = [hit.cell for hit in binder.area.labelled(line.label) if hit.cell.row >= top]
            hits = [cell for cell in hits if binder.claims.is_free(cell) and group.holds(cell.row)]
            if not hits:
                binder.report(label_missing(variants(line.label)[0], columns[0].cell))
            found.extend((group, line, cell) for cell in hits)
            binder.claims.label(*hits)
    yield from sorted(found, key=lambda each: (each[2].row, each[2].col))


@dataclass(slots=True)
class _Record:
    """A record that is being read: what it has had of its columns, and its name as printed."""

    group: _Group
    context: Context
    unit: str | None = None
    seen: set[int] = field(default_factory=set)


@dataclass(slots=True)
class RecordReader:
    """Reads the records of a placed table."""

    binder: SectionBinder
    placed: PlacedRecords
    _numbers: dict[str, list[int]] = field(default_factory=dict)
    _counts: dict[int, int] = field(default_factory=dict)
    _record: _Record | None = None

    def read(self) -> None:
        """Read every record of the table."""
        for group, line, cell in self.placed.lines:
            self._line(group, line, cell)
        if not self.placed.lines:
            self._rows()

    # ---- records of one row, or of a row for the name and one for the figures

    def _rows(self) -> None:
        first = self.placed.columns[0].cell
        row = max(column.cell.row_end for column in self.placed.columns)
        while cells := self._exact(first.place.page, row):
            group = next((group for group in self.placed.groups if group.holds(row)), None)
            if group is None:
                return
            record = self._record
            if record is None or record.group is not group or record.seen & {number for number, _ in cells}:
                record = self._begin(group)
            row = min(cell.row_end for _, cell in cells)
            for number, cell in cells:
                record.seen.add(number)
                if cell.row_end == row:
                    self._cell(record, number, cell)
                # A cell that reaches into the next record is neither's alone: it stays unread, and is reported.

    def _exact(self, page: int, row: int) -> list[tuple[int, Cell]]:
        """The cells that begin on a row and are just as wide as the heading of one of the columns."""
        found = []
        widths = self.placed.widths
        for cell in self.binder.sheet.starting(page, row):
            number = widths.get((cell.col, cell.col_end))
            if number is not None and self.binder.is_value(cell):
                found.append((number, cell))
        return found

    def _cell(self, record: _Record, number: int, cell: Cell) -> None:
        column, binder = self.placed.columns[number], self.binder
        if column.kind.mark is not None:
            self._mark(record, column, cell)
        elif cell.is_blank and not cell.struck:
            return
        elif column.kind.part is not None:
            self._part(record, column, cell)
        else:
            context = self._under(record, number)
            binder.read(self._value(record, column), cell, context)

    def _value(self, record: _Record, column: Column[TableColumn]) -> Value:
        unit = column.kind.unit or record.unit
        if record.group.group.derived is not None:
            return Value(derived=record.group.group.derived, unit=unit)
        return Value(indicator=_kind(record.group), measure=self._measure(column), unit=unit)

    def _measure(self, column: Column[TableColumn]) -> str | None:
        """The measure of a column; the last of a kind may be the final target."""
        last = [other for other in self.placed.columns if other.kind is column.kind][-1]
        return "goal" if column.kind.ends_in_goal and column is last else column.kind.measure

    def _under(self, record: _Record, number: int, *more: str) -> Context:
        context, labels = record.context, self.placed.columns[number].labels
        year = self.placed.years[number]
        unknown = year is None and self.placed.columns[number].hole("year") is not None
        return replace(context, labels=(*context.labels, *more, *labels), fiscal_year=year, year_unknown=unknown)

    def _part(self, record: _Record, column: Column[TableColumn], cell: Cell) -> None:
        parts = self._split(column, cell)
        if record.group.group.derived is not None:
            record.unit = parts.get("unit", record.unit)
            record.context = replace(record.context, labels=(*record.context.labels, cell.text.strip()))
            self.binder.claims.value([cell])
            return
        for part, text in parts.items():
            self.binder.read(Value.model_validate({"part": part}), cell, record.context, text)
        if (unit := column.hole("unit")) and "unit" not in parts:
            record.unit = unit
            self.binder.gathered.facts.append(_unit_part(column.cell, unit, record.context))

    def _split(self, column: Column[TableColumn], cell: Cell) -> dict[str, str]:
        """The parts of a record that a cell prints together; all of it is the one part where it is printed alone."""
        templates = list(column.kind.split)
        if column.kind.lead is not None:
            templates.append(f"{column.kind.lead}{{{column.kind.part}}}")
        match = match_label(templates, cell.text) if templates else None
        if match is None:
            return {column.kind.part or "": cell.text}
        return {name: text for name, text in match.holes if text.strip() and not is_year_hole(name)}

    def _mark(self, record: _Record, column: Column[TableColumn], cell: Cell) -> None:
        named = any(
            isinstance(fact, RecordPart) and fact.record == record.context.record for fact in self.binder.gathered.facts
        )
        if cell.is_blank and not named:
            return
        value = Value(mark=column.kind.mark, option=" ".join(column.cell.text.split()))
        self.binder.claims.value([cell])
        self.binder.take(read_lone_mark(value, cell, None if cell.is_blank else cell, record.context))

    # ---- records with a line for each measure

    def _line(self, group: _Group, line: RecordLine, label: Cell) -> None:
        record = self._record
        if record is None or line is group.group.lines[0] or record.group is not group:
            record = self._begin(group)
        for number, column in enumerate(self.placed.columns):
            for cell in self.binder.sheet.crossing(label, column.cell):
                if not self.binder.is_value(cell) or (cell.is_blank and not cell.struck):
                    continue
                if column.kind.part is not None:
                    self._part(record, column, cell)
                elif line.goal or column.kind.measure != "goal":
                    measure = "goal" if column.kind.measure == "goal" else line.measure
                    value = Value(indicator=_kind(group), measure=measure, unit=line.unit)
                    self.binder.read(value, cell, self._under(record, number, label.text.strip()))

    # ---- common

    def _begin(self, group: _Group) -> _Record:
        heading = group.cell.text.strip() if group.cell is not None else None
        context = self.binder.under(*([heading] if heading else []))
        count = self._counts[id(group)] = self._counts.get(id(group), 0) + 1
        if group.group.derived is not None:
            numbers = self._numbers.get(_kind(group), [])
            number = numbers[count - 1] if count <= len(numbers) else None
        else:
            number = context.numbers.new(self.placed.table.makes, group.group.kind, heading, context.part)
            self._numbers.setdefault(_kind(group), []).append(number)
        self._record = _Record(group, replace(context, record=number))
        return self._record


def _kind(group: _Group) -> str:
    return group.group.kind or "outcome"


def _unit_part(cell: Cell, unit: str, context: Context) -> RecordPart:
    return RecordPart(
        place=cell.place, raw=cell.text, label=context.label, record=context.record or 0, column="unit", text=unit
    )
