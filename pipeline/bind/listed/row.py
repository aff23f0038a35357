"""One row of a list: every cell read as its heading says."""

from collections.abc import Iterator, Sequence

from pipeline.bind.aligned.area import Area
from pipeline.bind.aligned.line_values import read_cells
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.aligned.sheet import Sheet
from pipeline.bind.claims import Claims
from pipeline.bind.context import Context, Gathered, Numbers, printed_year
from pipeline.bind.findings import cell_unread
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport, HeadPart
from pipeline.model.facts import Fact, Field
from pipeline.normalize.wrapping import unwrapped
from pipeline.recognise.found import FoundReport, Head
from pipeline.spec.listed import Listed, ListGroup, Slot
from pipeline.spec.values import Value


def bind_row(report: FoundReport) -> BoundReport:
    """Bind the cells of a report that is one row of a list."""
    listed = report.form.listed
    assert listed is not None  # noqa: S101 - only rows of lists have headings
    row = _Row(report, listed)
    row.read()
    gathered, cells = row.gathered, report.rows[0]
    unread = tuple(cell for cell in cells if row.claims.is_free(cell))
    gathered.findings.extend(cell_unread(cell) for cell in unread)
    return BoundReport(
        form=report.form.form,
        years=report.years,
        title=report.title,
        cells=cells,
        facts=tuple(gathered.facts),
        problems=(),
        records=tuple(row.numbers.heads),
        evaluations=tuple(gathered.evaluations),
        unread=unread,
        findings=tuple(gathered.findings),
    )


class _Row:
    """The reading of one row."""

    def __init__(self, report: FoundReport, listed: Listed) -> None:
        self.claims, self.gathered, self.numbers = Claims(), Gathered(), Numbers()
        self._report, self._listed = report, listed
        self._by_col = {cell.col: cell for cell in report.grids[0].rows[0]}
        self._context = Context(report.form, report.years, self.numbers)
        self._records: dict[str, int] = {}
        self._sheet, self._area = Sheet(report.grids), Area()

    def read(self) -> None:
        """Read the groups of columns, from left to right."""
        covering: list[tuple[int, int]] = []
        for number, group in enumerate(self._listed.groups):
            begun = len(self.gathered.facts)
            self._group(group, [head for head in self._report.heads if self._slot(head).group == number])
            if group.covers is not None:
                covering.append((begun, len(self.gathered.facts)))
        for begun, ended in covering:
            self.gathered.facts[begun:ended] = self._over_all_years(self.gathered.facts[begun:ended])

    def _slot(self, head: Head) -> Slot:
        return self._listed.slots[head.slot]

    def _group(self, group: ListGroup, heads: Sequence[Head]) -> None:
        context = self._context
        if group.evaluation is not None:
            told = [cell for head in heads if (cell := self._by_col.get(head.cell.col)) and not cell.is_blank]
            if not told:
                return
            context = replace(context, stage=group.evaluation.stage, labels=_labels(heads[0]))
            number = self.gathered.begin_evaluation(group.evaluation, told[0], context)
            context = replace(context, evaluation=number, labels=())
        for head in heads:
            if self._slot(head).joined_to is None:
                self._column(head, heads, context)

    def _column(self, head: Head, heads: Sequence[Head], context: Context) -> None:
        slot = self._slot(head)
        cells = [self._by_col[h.cell.col] for h in self._joined(head, heads) if h.cell.col in self._by_col]
        told = [cell for cell in cells if not cell.is_blank or cell.struck]
        if slot.value is None or (slot.column.blank and all(c.text.strip() in slot.column.blank for c in told)):
            for cell in told:
                self.claims.decoration(cell)
            return
        context = self._dated(replace(context, labels=_labels(head)), head, slot)
        binder = SectionBinder(self._sheet, self._area, self.claims, context, self.gathered, head.cell)
        value = self._in_unit(slot.value)
        if value is None:
            return
        if not told:
            if value.mark is not None:  # what stands alone is not chosen where its cell is blank
                read_cells(binder, value, cells[0] if cells else head.cell, (), context)
            return
        if slot.column.record is not None:
            context = replace(context, record=self._record(slot.column.record, value))
        if slot.column.joins:
            text = "".join(cell.text.strip() for cell in told)
            if binder.read(value, told[0], context, text):
                self.claims.value(told)
            return
        if value.each_line:
            _read_lines(binder, value, told[0], context)
            return
        read_cells(binder, value, head.cell, told, context)

    def _in_unit(self, value: Value) -> Value | None:
        """The value in the unit that is printed above the list; None where it should be printed and isn't."""
        if self._listed.unit_note is None or not value.is_money:
            return value
        unit = self._report.unit
        return None if unit is None else value.model_copy(update={"unit": unit})

    def _joined(self, head: Head, heads: Sequence[Head]) -> Iterator[Head]:
        """A heading, and those whose cells are one text with its own."""
        yield head
        yield from (other for other in heads if self._slot(other).joined_to == head.slot)

    def _dated(self, context: Context, head: Head, slot: Slot) -> Context:
        """The context with the year that the column is of."""
        if slot.block is None and head.year is None:
            return context
        if slot.block is not None and slot.block.after_evaluated is not None:
            evaluated = context.years.evaluated
            year = None if evaluated is None else evaluated + slot.block.after_evaluated
        else:
            year = printed_year(head.year or "", head.cell, context, self.gathered.findings)
        return replace(context, fiscal_year=year, year_unknown=year is None)

    def _record(self, name: str, value: Value) -> int:
        """The number of the record that a column is of."""
        if name not in self._records:
            kind = value.indicator
            number = self.numbers.loose() if kind is None else self.numbers.new("indicator", kind, name)
            self._records[name] = number
        return self._records[name]

    def _over_all_years(self, facts: Sequence[Fact]) -> list[Fact]:
        """Figures of several years: from the project's first to its last; where one isn't printed, of none."""
        years = {
            fact.column: fact.value
            for fact in self.gathered.facts
            if isinstance(fact, HeadPart) and isinstance(fact.value, int)
        }
        first, last = years.get("started_fiscal_year"), years.get("ended_fiscal_year")
        if not isinstance(first, int) or not isinstance(last, int) or first >= last:
            return list(facts)
        return [replace(fact, fiscal_year=first, fiscal_year_to=last) for fact in facts]


def _read_lines(binder: SectionBinder, value: Value, cell: Cell, context: Context) -> None:
    """A cell that says several things of one kind, one a line."""
    facts = binder.gathered.facts
    for number, line in enumerate(line for line in cell.text.splitlines() if line.strip()):
        begun = len(facts)
        binder.read(value, cell, context, line)
        facts[begun:] = [replace(f, ordinal=number) if isinstance(f, Field) else f for f in facts[begun:]]


def _labels(head: Head) -> tuple[str, ...]:
    return tuple(unwrapped(cell.text) for cell in (*head.above, head.cell))
