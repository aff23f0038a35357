"""What the lines of a section say: values in the holes of a label, right of it, or below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.bind.choice_facts import read_choice, read_lone_mark
from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, printed_year
from pipeline.bind.findings import option_unknown, options_missing, too_many_values
from pipeline.bind.lines import PlacedElement, PlacedLine
from pipeline.bind.placement import row_problem
from pipeline.bind.quantities import HARDLY, WELL
from pipeline.bind.values import read_value
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading, RowProblem
from pipeline.normalize.fold import match_key
from pipeline.spec.sections import Element
from pipeline.spec.values import Value


@dataclass(slots=True)
class SectionReader:
    """Everything the values of one section are read with; results go to ``gathered`` and ``problems``."""

    rows: Sequence[Row]
    claims: Claims
    context: Context
    gathered: Gathered
    problems: list[RowProblem]

    def read(self, lines: Sequence[PlacedLine]) -> None:
        """Read the values of all placed lines (labels are claimed already)."""
        for line in lines:
            contexts = self._contexts(line)
            for element, context in zip(line.elements, contexts, strict=True):
                self._holes(element, context)
                self._right(line, element, context)
            below = [(e, c) for e, c in zip(line.elements, contexts, strict=True) if e.element.below is not None]
            if below:
                self._below(line, below)

    def _contexts(self, line: PlacedLine) -> list[Context]:
        """The context of each element: its own label below the bare labels printed just before it."""
        contexts: list[Context] = []
        above: list[str] = []
        bare = False
        records: dict[int, int] = {}
        for placed in line.elements:
            own = self._own(placed, records, above[-1] if above else None)
            says = _says_something(placed.element)
            if not says:
                above = [*above, placed.printed_label] if bare else [placed.printed_label]
            bare = not says
            labels = (*self.context.labels, *above, placed.printed_label) if says else (*self.context.labels, *above)
            contexts.append(replace(own, labels=tuple(dict.fromkeys(label.strip() for label in labels))))
        return contexts

    def _own(self, placed: PlacedElement, records: dict[int, int], group: str | None) -> Context:
        context = self.context
        if (text := placed.match.get("year")) is not None:
            findings = self.gathered.findings
            year = printed_year(text, placed.cell, context, findings, may_be_blank=True)
            context = replace(context, fiscal_year=year, year_unknown=year is None)
        if placed.records is not None:
            if placed.record not in records:
                heading = group.strip() if group is not None else context.labels[-1]
                records[placed.record] = context.numbers.new("indicator", placed.records.indicator, heading)
            context = replace(context, record=records[placed.record])
        return context

    # ---- in the label itself

    def _holes(self, placed: PlacedElement, context: Context) -> None:
        for name, value in placed.element.holds.items():
            text = placed.match.get(name)
            if not text or not text.strip():
                continue
            if value.choice is not None:
                self._choice(value, [placed.cell], placed.cell, context, text)
                continue
            self._take(read_value(value, placed.cell, context, text))

    # ---- right of it

    def _right(self, line: PlacedLine, placed: PlacedElement, context: Context) -> None:
        values = placed.element.right_values
        if not values:
            return
        row = self.rows[line.row]
        run = self.claims.run_after(row, placed.cell)
        first = values[0]
        if first.mark is not None:
            self._lone_mark(first, placed.cell, run, context)
        elif first.choice is not None:
            self._choice(first, [*run, *self._continuation(line.row)], placed.cell, context)
        elif first.several:
            for cell in run:
                self._take(read_value(first, cell, context))
            self.claims.value(run)
        elif run:
            slots = _spread(values)
            if first.policy is not None:
                context = replace(context, record=context.numbers.loose())
            self._place(
                context.label, run, [(v, context) for v in slots], [placed.cell.col + 1 + i for i in range(len(slots))]
            )

    def _continuation(self, index: int) -> list[Cell]:
        """The rows right below that have no label: a choice group may go on there."""
        cells: list[Cell] = []
        for row in self.rows[index + 1 :]:
            if self.claims.has_label(row) or not self.claims.free(row):
                break
            cells.extend(self.claims.free(row))
        return cells

    # ---- below it

    def _below(self, line: PlacedLine, below: list[tuple[PlacedElement, Context]]) -> None:
        slots = [(element.element.below, context) for element, context in below if element.element.below is not None]
        expected = [element.cell.col for element, _ in below]
        wordy = any(value.narrative is not None or value.part is not None for value, _ in slots)
        for row in self.rows[line.row + 1 :]:
            free = self.claims.free(row)
            if self.claims.has_label(row) or self._is_foreign(free):
                break
            if free:
                self._place(slots[0][1].label, free, slots, expected)
            if not wordy:
                break

    def _is_foreign(self, cells: Row) -> bool:
        """True if a label of another section stands here: its heading is gone, and what follows is not this text."""
        return any(match_key(cell.text) in self.context.form.label_keys for cell in cells)

    # ---- common

    def _place(
        self, label: str, cells: Sequence[Cell], slots: Sequence[tuple[Value, Context]], expected: Sequence[int]
    ) -> None:
        """Put cells into slots: at once if there is one way, else as a problem to settle."""
        if len(cells) > len(slots):
            self.gathered.findings.append(too_many_values(label, cells, len(slots)))
            return
        readings = [[self._reading(value, cell, context) for value, context in slots] for cell in cells]
        problem = row_problem(label, cells, readings, expected)
        if not problem.placements:
            return
        self.claims.value(cells)
        self.problems.append(problem)

    def _reading(self, value: Value, cell: Cell, context: Context) -> Reading:
        if value.choice is None:
            return read_value(value, cell, context)
        result = read_choice(value, [cell], context)
        if not result.used:
            return Reading(HARDLY, (), (option_unknown(context.label, cell, cell.text.strip()),))
        return Reading(WELL, result.facts, result.findings)

    def _choice(self, value: Value, cells: list[Cell], near: Cell, context: Context, text: str | None = None) -> None:
        result = read_choice(value, cells, context, text)
        if not result.facts:
            self.gathered.findings.append(options_missing(context.label, near))
        self.claims.value(cell for cell in result.used if cell not in result.unread)
        self.gathered.unread.extend(result.unread)
        self._take(Reading(WELL, result.facts, result.findings))

    def _lone_mark(self, value: Value, label: Cell, run: Row, context: Context) -> None:
        if len(run) > 1:
            self.gathered.findings.append(too_many_values(context.label, run, 1))
            return
        self.claims.value(run)
        self._take(read_lone_mark(value, label, run[0] if run else None, context))

    def _take(self, reading: Reading) -> None:
        self.gathered.facts.extend(reading.facts)
        self.gathered.findings.extend(reading.findings)


def _says_something(element: Element) -> bool:
    return bool(element.holds or element.right is not None or element.below is not None)


def _spread(values: Sequence[Value]) -> tuple[Value, ...]:
    """One value a cell: a policy printed as code and name in cells of their own takes a slot for each."""
    slots: list[Value] = []
    for value in values:
        if value.policy is not None and value.policy.cells:
            words = [value.policy.model_copy(update={"cells": [cell]}) for cell in value.policy.cells]
            slots.extend(value.model_copy(update={"policy": word}) for word in words)
        else:
            slots.append(value)
    return tuple(slots)
