"""One row of a list: every cell read as its heading says."""

from collections.abc import Iterable, Sequence

from pipeline.bind.aligned.area import Area
from pipeline.bind.aligned.line_values import read_cells
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.aligned.sheet import Sheet
from pipeline.bind.claims import Claims
from pipeline.bind.context import Context, Gathered, Numbers, printed_year
from pipeline.bind.findings import cell_unread, choice_unmarked, too_many_values
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport, HeadPart
from pipeline.model.facts import Fact, Field
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.normalize.unit import money_factor
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
        self._context = Context(report.form, report.years, self.numbers)
        # Every record has its number, whether this row fills it in or not: the second stays the second.
        self._records = {name: self._numbered(name, kind) for name, kind in listed.records.items()}
        self._sheet, self._area = Sheet(report.grids), Area()
        self._years_said: set[Place] = set()
        # A list may have hundreds of columns, each of which asks for its own cells.
        self._by_col: dict[int, list[Cell]] = {}
        for cell in report.grids[0].rows[0]:
            self._by_col.setdefault(cell.col, []).append(cell)

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
            told = [(head, cell) for head in heads for cell in self._told(head, self._slot(head))]
            if not told:
                return
            # The verdict stands where its direction does, not at the first of what is said besides.
            head, cell = next((pair for pair in told if self._is_verdict(pair[0])), told[0])
            context = replace(context, stage=group.evaluation.stage, labels=_labels(head))
            number = self.gathered.begin_evaluation(group.evaluation, cell, context)
            context = replace(context, evaluation=number, labels=())
        for head in heads:
            if self._slot(head).joined_to is None:
                self._column(head, heads, context)

    def _is_verdict(self, head: Head) -> bool:
        value = self._slot(head).value
        return value is not None and value.evaluation == "direction"

    def _below(self, head: Head) -> list[Cell]:
        """The row's cells that stand below a heading and reach no further; a figure, not beyond the row either."""
        own, slot = self._report.title, self._slot(head)
        shared = slot.value is None or not slot.value.is_number
        return [
            cell
            for col in range(head.cell.col, head.cell.col_end)
            for cell in self._by_col.get(col, ())
            if cell.col_end <= head.cell.col_end and (shared or (cell.row >= own.row and cell.row_end <= own.row_end))
        ]

    def _told(self, head: Head, slot: Slot) -> list[Cell]:
        """The cells below a heading that say something, which those that show only what is ``blank`` don't."""
        told = [cell for cell in self._below(head) if not cell.is_blank or cell.struck]
        return [cell for cell in told if cell.struck or cell.text.strip() not in slot.column.blank]

    def _column(self, head: Head, heads: Sequence[Head], context: Context) -> None:
        slot, below = self._slot(head), self._below(head)
        told = self._told(head, slot)
        if slot.value is None:
            self._say_nothing(told)
            return
        self._say_nothing(cell for cell in below if not cell.is_blank and cell not in told)
        value = self._in_printed_unit(slot.value)
        if value is None:
            return
        context = self._dated(replace(context, labels=_labels(head)), head, slot)
        binder = SectionBinder(self._sheet, self._area, self.claims, context, self.gathered, head.cell)
        if slot.column.joins:
            self._join(binder, value, head, heads)
        elif not told:
            shown = [cell for cell in below if not cell.is_blank]
            if value.evaluation == "direction" and shown:
                binder.report(choice_unmarked(context.label, shown[0]))
            if value.mark is not None:  # what stands alone is not chosen where its cell is blank
                read_cells(binder, value, below[0] if below else head.cell, (), context)
        elif len(told) > 1 and value.each_line:
            binder.report(too_many_values(context.label, told, 1))
        elif value.each_line:
            _read_lines(binder, value, told[0], self._of_record(context, slot))
        else:
            read_cells(binder, value, head.cell, told, self._of_record(context, slot))

    def _in_printed_unit(self, value: Value) -> Value | None:
        """The value in the unit that the sheet prints above; None for an amount where it prints none, or another."""
        unit = self._report.unit
        if not value.is_money:
            return value
        if self._listed.unit_note is None or value.unit is not None:
            other = unit is not None and money_factor(unit) != money_factor(value.unit or "")
            return None if other and self._listed.unit_note is None else value
        return None if unit is None else value.model_copy(update={"unit": unit})

    def _say_nothing(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self.claims.decoration(cell)

    def _join(self, binder: SectionBinder, value: Value, head: Head, heads: Sequence[Head]) -> None:
        """A text whose parts have a cell each; with a heading gone, or a part after the first, nobody knows it."""
        slot, context = self._slot(head), binder.context
        parts = sorted((other for other in heads if self._slot(other).joined_to == head.slot), key=lambda h: h.slot)
        cells = [self._told(part, slot) for part in (head, *parts)]
        for part in parts:
            self._say_nothing(c for c in self._below(part) if not c.is_blank and c.text.strip() in slot.column.blank)
        told = [cell for own in cells for cell in own]
        begun = next((number for number, own in enumerate(cells) if own), len(cells))
        if not told:
            return
        if len(parts) < len(slot.column.joins) or any(len(own) != 1 for own in cells[begun:]):
            binder.report(_incomplete(context.label, told))
            return
        text = "".join(cell.text.strip() for cell in told)
        if binder.read(value, told[0], self._of_record(context, slot), text):
            self.claims.value(told)

    def _dated(self, context: Context, head: Head, slot: Slot) -> Context:
        """The context with the year that the column is of: as its heading prints it, or as the spec counts."""
        if slot.block is None and head.year is None:
            return context
        year = None
        if slot.block is not None and slot.block.after_evaluated is not None:
            evaluated = context.years.evaluated
            year = None if evaluated is None else evaluated + slot.block.after_evaluated
            if head.year is not None:
                year = self._agreed(year, printed_year(head.year, head.cell, context, self.gathered.findings), head)
        else:
            year = printed_year(head.year or "", head.cell, context, self.gathered.findings)
        return replace(context, fiscal_year=year, year_unknown=year is None)

    def _agreed(self, counted: int | None, printed: int | None, head: Head) -> int | None:
        """The year that spec and heading agree on; None, with a finding, where they don't."""
        if counted == printed or printed is None or counted is None:
            return None if printed is None else counted
        message = "the year of a heading isn't the one that the form has there, so its figures are nobody's"
        near = head.cell.place
        if near not in self._years_said:
            self._years_said.add(near)
            self.gathered.findings.append(
                Finding("years-unexpected", Severity.ERROR, message, str(counted), str(printed), place=near)
            )
        return None

    def _numbered(self, name: str, kind: str | None) -> int:
        return self.numbers.loose() if kind is None else self.numbers.new("indicator", kind, name)

    def _of_record(self, context: Context, slot: Slot) -> Context:
        """The context with the record that a column is of."""
        name = slot.column.record
        return context if name is None else replace(context, record=self._records[name])

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
    """A cell that says several things of one kind, one a line; blank lines count, so that those of columns match."""
    facts = binder.gathered.facts
    first = len(facts)
    whole = True
    for number, line in enumerate(cell.text.strip("\r\n").splitlines() or [""]):
        begun = len(facts)
        if line.strip() or cell.struck:
            whole = binder.read(value, cell, context, line) and whole
        facts[begun:] = [replace(f, ordinal=number) if isinstance(f, Field) else f for f in facts[begun:]]
    if not whole:
        del facts[first:]
        binder.claims.release(cell)


def _incomplete(label: str, cells: Sequence[Cell]) -> Finding:
    message = f"{label}: a part of what several cells say together is missing, so it was not read; look at the sheet"
    actual = " | ".join(cell.text.strip() for cell in cells)
    return Finding("text-incomplete", Severity.ERROR, message, actual=actual, place=cells[0].place)


def _labels(head: Head) -> tuple[str, ...]:
    return tuple(unwrapped(cell.text) for cell in (*head.above, head.cell))
