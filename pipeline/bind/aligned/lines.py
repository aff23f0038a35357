"""Lines of a spec on an aligned sheet: labels side by side, each with what stands right of, left of or below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.bind.aligned.area import Labelled
from pipeline.bind.aligned.choices import read_options
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.choice_facts import read_choice, read_lone_mark
from pipeline.bind.context import Context, printed_year
from pipeline.bind.findings import label_missing, option_unknown, too_many_values
from pipeline.bind.lines import match_label
from pipeline.bind.quantities import WELL
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading
from pipeline.model.finding import Finding, Severity
from pipeline.spec.sections import Element, LineItem, Records, variants
from pipeline.spec.template import is_year_hole
from pipeline.spec.values import Value


@dataclass(frozen=True, slots=True)
class _Placed:
    """An element of a line, and where its label stands."""

    element: Element
    hit: Labelled

    @property
    def cell(self) -> Cell:
        return self.hit.cell

    @property
    def printed(self) -> str:
        """The label without the values in its holes; years belong to it."""
        text = self.hit.match.source
        if all(is_year_hole(name) for name, _ in self.hit.match.holes):
            return self.cell.text
        for name, printed in self.hit.match.holes:
            text = text.replace(f"{{{name}}}", printed if is_year_hole(name) else "")
        return text


def bind_lines(binder: SectionBinder, lines: Sequence[Sequence[LineItem]]) -> None:
    """Find the labels of all lines, claim them, and then read what they lead to."""
    unclear = _unclear(binder, lines)
    placed: list[list[_Placed]] = []
    for line in lines:
        placed.append(_place(binder, line, placed[-1][0].cell if placed and placed[-1] else None, unclear))
    for found in placed:
        _read(binder, found)


def _unclear(binder: SectionBinder, lines: Sequence[Sequence[LineItem]]) -> set[tuple[str, ...]]:
    """Labels that begin several lines, but aren't printed that often: which one is gone is anybody's guess."""
    firsts = [variants(_element(line[0]).label) for line in lines if line and not isinstance(line[0], Records)]
    return {
        labels
        for labels in firsts
        if (times := firsts.count(labels)) > 1 and len(binder.area.labelled(list(labels))) != times
    }


def _element(item: LineItem) -> Element:
    if isinstance(item, Records):
        return item.each[0]
    return Element(label=item) if isinstance(item, str) else item


def _place(
    binder: SectionBinder, line: Sequence[LineItem], before: Cell | None, unclear: set[tuple[str, ...]]
) -> list[_Placed]:
    """The elements of one line that stand side by side on the sheet; their labels are claimed."""
    found: list[_Placed] = []
    for item in line:
        if isinstance(item, Records):
            binder.report(_no_records(binder))
            continue
        element = _element(item)
        hits = _hits(binder, element, found[-1].cell if found else None, before)
        if variants(element.label) in unclear and not found:
            hits = []
        if not hits and not element.optional:
            near = found[-1].cell if found else binder.near
            binder.report(label_missing(variants(element.label)[0], near))
        for hit in hits if element.repeat else hits[:1]:
            binder.claims.label(hit.cell)
            found.append(_Placed(element, hit))
    return found


def _hits(binder: SectionBinder, element: Element, beside: Cell | None, before: Cell | None) -> list[Labelled]:
    """The unclaimed cells that an element's label may be: beside the label before it, else below the line before."""
    found = binder.area.labelled(element.label)
    free = [hit for hit in found if binder.claims.is_free(hit.cell) or hit.cell.place in binder.headings]
    if beside is not None:
        return [hit for hit in free if _is_beside(beside, hit.cell)]
    later = [hit for hit in free if before is None or _position(hit.cell) > _position(before)]
    return later or free


def _position(cell: Cell) -> tuple[int, int, int]:
    return cell.place.page, cell.row, cell.col


def _is_beside(left: Cell, cell: Cell) -> bool:
    same_page = left.place.page == cell.place.page
    return same_page and cell.col >= left.col_end and cell.row < left.row_end and left.row < cell.row_end


def _no_records(binder: SectionBinder) -> Finding:
    message = "records that repeat along a line can't be read from an aligned sheet yet; write a record table instead"
    return Finding("spec-unsupported", Severity.ERROR, message, place=binder.near.place)


# ---- values


def _read(binder: SectionBinder, line: Sequence[_Placed]) -> None:
    above: list[str] = []
    for placed in line:
        element = placed.element
        context = _context(binder, placed, above)
        if not (element.holds or element.right_values or element.below or element.left):
            above.append(placed.printed)
        for name, value in element.holds.items():
            text = placed.hit.match.get(name)
            if text and text.strip():
                _read_hole(binder, value, placed.cell, context, text)
        if element.right_values:
            _read_right(binder, element.right_values, placed.cell, context)
        if element.left is not None:
            _read_cells(binder, element.left, binder.sheet.left_of(placed.cell), placed.cell, context)
        if element.below is not None:
            _read_cells(binder, element.below, binder.sheet.below(placed.cell), placed.cell, context)


def _context(binder: SectionBinder, placed: _Placed, above: Sequence[str]) -> Context:
    context = binder.under(*dict.fromkeys((*above, placed.printed)))
    if (text := placed.hit.match.get("year")) is None:
        return context
    return replace(context, fiscal_year=printed_year(text, placed.cell, context, binder.gathered.findings))


def _read_right(binder: SectionBinder, values: Sequence[Value], label: Cell, context: Context) -> None:
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
        _read_cells(binder, first, binder.sheet.right_of(label), label, context)
        return
    if first.policy is not None:
        context = replace(context, record=context.numbers.loose())
    for value, cell in zip(values, _chain(binder, label), strict=False):
        _read_cells(binder, value, [cell], label, context)


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


def _read_cells(binder: SectionBinder, value: Value, cells: Sequence[Cell], label: Cell, context: Context) -> None:
    """Read the one cell that says something (or is struck through); running text may take several."""
    told = [cell for cell in cells if binder.is_value(cell) and (not cell.is_blank or cell.struck)]
    if value.mark is not None:
        _read_mark(binder, value, told, label, context)
        return
    if len(told) > 1 and value.narrative is None and not value.several:
        binder.report(too_many_values(context.label, told, 1))
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


def _read_hole(binder: SectionBinder, value: Value, cell: Cell, context: Context, text: str) -> None:
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
    cells = [cell for cell in band if not cell.is_blank]
    result = read_choice(value, cells, context)
    if not result.facts:
        binder.report(*_no_options(value, label, context))
    binder.claims.value(cell for cell in result.used if cell not in result.unread)
    binder.gathered.unread.extend(result.unread)
    binder.take(Reading(WELL, result.facts, result.findings))


def _no_options(value: Value, label: Cell, context: Context) -> list[Finding]:
    options = ", ".join(option.option for option in context.form.options(value))
    message = f"{context.label}: none of the options is printed: they were cut off, or the form has changed"
    return [Finding("options-missing", Severity.ERROR, message, expected=options, place=label.place)]


def _read_chosen(binder: SectionBinder, value: Value, cell: Cell, context: Context) -> None:
    """A cell that prints what was chosen, and nothing of what was not."""
    if cell.is_blank:
        return
    result = read_choice(value, [replace(cell, text=f"■{cell.text.strip()}")], context)
    if len(result.used) != 1 or result.unread:
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
