"""Options whose marks stand in cells of their own, left of them (○ | 11 住み続けられるまちづくり)."""

from collections.abc import Sequence

from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.choice_facts import choice_states
from pipeline.bind.choices import FoundOption
from pipeline.bind.context import Context
from pipeline.bind.findings import label_missing
from pipeline.bind.quantities import WELL
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading
from pipeline.normalize.mark import Mark, find_mark
from pipeline.spec.template import folded
from pipeline.spec.values import Option, Value


def read_options(binder: SectionBinder, value: Value, cells: Sequence[Cell], label: Cell, context: Context) -> None:
    """Read every option among ``cells`` with the mark left of it; an option that isn't printed is an error finding."""
    wanted = {folded(option.option).key: option for option in context.form.options(value)}
    found: list[FoundOption] = []
    for cell in cells:
        option = wanted.get(folded(cell.text).key) if not cell.is_blank else None
        if option is not None:
            found.append(_with_mark(binder, cell, option))
    printed = {found_option.option.option for found_option in found}
    for option in wanted.values():
        if option.option not in printed:
            binder.report(label_missing(option.option, label))
    facts, findings = choice_states(value, found, context)
    binder.take(Reading(WELL, tuple(facts), tuple(findings)))


def _with_mark(binder: SectionBinder, cell: Cell, option: Option) -> FoundOption:
    """The option with what stands left of it; anything but one mark there leaves it in doubt."""
    beside = [c for c in binder.sheet.left_of(cell) if not c.is_blank]
    binder.claims.label(cell)
    if not beside:
        return FoundOption(cell, option, (), (), None)
    mark = beside[0]
    if len([other for other in binder.sheet.right_of(mark) if not other.is_blank]) > 1:
        return FoundOption(cell, option, (), (), None, doubt="one mark stands beside several options")
    sign = mark.text.strip()
    read = find_mark(sign, 0)
    if len(beside) == 1 and sign == "◎":
        read = (Mark.CIRCLE, 1)
    if len(beside) > 1 or read is None or read[1] != len(sign):
        return FoundOption(cell, option, (), (), None, doubt=f"{sign} stands where its mark should")
    binder.claims.value([mark])
    return FoundOption(mark, option, (), ((read[0], sign),), None)
