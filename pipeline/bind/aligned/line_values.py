"""What a label of a line leads to on an aligned sheet: one cell or several, options, a mark, a cell that says much."""

from collections.abc import Sequence

from pipeline.bind.aligned.choices import read_options
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.choice_facts import read_choice, read_lone_mark
from pipeline.bind.context import Context
from pipeline.bind.findings import label_missing, option_unknown, too_many_values
from pipeline.bind.quantities import WELL
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading
from pipeline.model.facts import Choice
from pipeline.model.finding import Finding, Severity
from pipeline.spec.labels import match_label
from pipeline.spec.values import Value


def read_right(binder: SectionBinder, values: Sequence[Value], label: Cell, context: Context) -> None:
    """One value: all cells right of the label; several: a cell each, from left to right."""
    first = values[0]
    if first.choice is not None and not first.only_chosen:
        _read_choice(binder, first, label, context)
        return
    if len(values) == 1 and first.several:
        for cell in _chain(binder, label):
            binder.read(first, cell, context)
        return
    if len(values) == 1:
        read_cells(binder, first, label, _own(binder, label), context)
        return
    if first.policy is not None:
        context = replace(context, record=context.numbers.loose())
    for value, cell in zip(values, _chain(binder, label), strict=False):
        read_cells(binder, value, label, [cell], context)


def _own(binder: SectionBinder, label: Cell) -> list[Cell]:
    """The cells right of a label, but for those that stand right of another label too: whose they are, nobody knows."""
    cells = binder.sheet.right_of(label)
    if not label.ruled:
        return cells
    return [
        cell
        for cell in cells
        if not any(
            other is not label and not other.is_blank and not binder.is_value(other)
            for other in binder.sheet.left_of(cell)
        )
    ]


def _chain(binder: SectionBinder, label: Cell) -> list[Cell]:
    """The cells right of a label, one after the other, up to the next label."""
    chain: list[Cell] = []
    at = label
    while cells := binder.sheet.right_of(at):
        if not binder.is_value(cells[0]):
            break
        chain.append(cells[0])
        at = cells[0]
    return chain


def read_cells(binder: SectionBinder, value: Value, label: Cell, cells: Sequence[Cell], context: Context) -> None:
    """Read the one cell that says something (or is struck through); running text may take several."""
    told = [cell for cell in cells if binder.is_value(cell) and (not cell.is_blank or cell.struck)]
    if value.mark is not None:
        _read_mark(binder, value, told, label, context)
        return
    if len(told) > 1 and value.narrative is None and not value.several:
        binder.report(too_many_values(context.label, told, 1))
        return
    if value.choice is not None and not value.only_chosen:
        _take_choice(binder, value, told, label, context)
        return
    for cell in told:
        if value.only_chosen:
            _read_chosen(binder, value, cell, context)
        elif value.split is not None:
            _read_split(binder, value, cell, context)
        else:
            binder.read(value, cell, context)


def _read_mark(binder: SectionBinder, value: Value, cells: Sequence[Cell], label: Cell, context: Context) -> None:
    if len(cells) > 1:
        binder.report(too_many_values(context.label, cells, 1))
        return
    binder.claims.value(cells)
    binder.take(read_lone_mark(value, label, cells[0] if cells else None, context))


def read_hole(binder: SectionBinder, value: Value, cell: Cell, context: Context, text: str) -> None:
    """Read the ``text`` that a hole of a label took."""
    if value.choice is not None:
        result = read_choice(value, [cell], context, text)
        binder.take(Reading(WELL, result.facts, result.findings))
    else:
        binder.read(value, cell, context, text)


def _read_choice(binder: SectionBinder, value: Value, label: Cell, context: Context) -> None:
    """The options right of a label: with marks in cells of their own, or in the options' cells."""
    band = binder.up_to_label(binder.sheet.band(label))
    if value.marks == "left":
        read_options(binder, value, band, label, context)
        return
    _take_choice(binder, value, [cell for cell in band if not cell.is_blank], label, context)


def _take_choice(binder: SectionBinder, value: Value, cells: Sequence[Cell], label: Cell, context: Context) -> None:
    result = read_choice(value, cells, context)
    if not result.facts:
        binder.report(*_no_options(value, label, context))
    binder.claims.value(cell for cell in result.used if cell not in result.unread)
    binder.gathered.unread.extend(result.unread)
    facts = result.facts
    printed = {fact.option for fact in facts if isinstance(fact, Choice)}
    missing = [option.option for option in context.form.options(value) if option.option not in printed]
    if facts and missing:
        # Of a list that isn't whole nobody knows what was chosen: the marks stay, what they mean doesn't.
        facts = tuple(fact for fact in facts if isinstance(fact, Choice))
        binder.report(*(label_missing(option, label) for option in missing))
    binder.take(Reading(WELL, facts, result.findings))


def _no_options(value: Value, label: Cell, context: Context) -> list[Finding]:
    options = ", ".join(option.option for option in context.form.options(value))
    message = f"{context.label}: none of the options is printed: they were cut off, or the form has changed"
    return [Finding("options-missing", Severity.ERROR, message, expected=options, place=label.place)]


def _read_chosen(binder: SectionBinder, value: Value, cell: Cell, context: Context) -> None:
    """A cell that prints what was chosen, and nothing of what was not."""
    if cell.is_blank:
        return
    result = read_choice(value, [replace(cell, text=f"■{cell.text.strip()}")], context)
    options = [fact for fact in result.facts if isinstance(fact, Choice)]
    if len(result.used) != 1 or result.unread or len(options) != 1:
        binder.report(option_unknown(context.label, cell, cell.text.strip()))
        return
    binder.claims.value([cell])
    facts = tuple(replace(fact, raw=cell.text) for fact in result.facts)
    binder.take(Reading(WELL, facts, result.findings))


def _read_split(binder: SectionBinder, value: Value, cell: Cell, context: Context) -> None:
    """A cell that says several things; where it isn't printed as the form has it, it stays unread."""
    match = match_label(value.split or "", cell.text)
    if match is None:
        return
    binder.claims.value([cell])
    for name, inner in value.holds.items():
        text = match.get(name)
        if text and text.strip():
            binder.read(inner, cell, context, text)
