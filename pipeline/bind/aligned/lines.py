"""Lines of a spec on an aligned sheet: labels side by side, each with what stands right of, left of or below it."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from pipeline.bind.aligned.area import Labelled
from pipeline.bind.aligned.line_values import read_cells, read_hole, read_right
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.context import Context, printed_year
from pipeline.bind.findings import label_missing
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.spec.sections import Element, LineItem, Records, variants
from pipeline.spec.template import is_year_hole


class _Placed(Struct, frozen=True):
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
    before: Cell | None = None
    for line in lines:
        found = _place(binder, line, before, unclear)
        placed.append(found)
        # Labels that only group others may stand anywhere beside these, so they say nothing of the order.
        if any(one.element.says_something for one in found):
            before = found[0].cell
    every = [one for line in placed for one in line]
    bare = [one.cell for one in every if not one.element.says_something]
    for one in every:
        if not one.element.says_something and not one.hit.match.holes:
            continue
        leading = [cell for cell in bare if _leads(cell, one.cell)] if bare else bare
        if len(leading) > 1:
            leading = [cell for cell in leading if not any(_hides(other, cell) for other in leading)]
        _read(binder, one, leading)


def _leads(bare: Cell, cell: Cell) -> bool:
    """True if a label without values stands left of another, over all its rows, or above it, over all its columns."""
    place, here = bare.place, cell.place
    if place.page != here.page or bare is cell:
        return False
    if place.col + bare.col_span <= here.col:
        return place.row <= here.row and here.row + cell.row_span <= place.row + bare.row_span
    if place.row + bare.row_span <= here.row:
        return place.col <= here.col and here.col + cell.col_span <= place.col + bare.col_span
    return False


def _hides(other: Cell, bare: Cell) -> bool:
    """True if one label stands right of another over all its rows: what follows is its own, not the other's."""
    return other is not bare and bare.col_end <= other.col and other.row <= bare.row and bare.row_end <= other.row_end


def _read(binder: SectionBinder, placed: _Placed, bare: Sequence[Cell]) -> None:
    """What stands in the label's holes, and where it leads to."""
    element, context = placed.element, _context(binder, placed, bare)
    for name, value in element.holds.items():
        text = placed.hit.match.get(name)
        if text and text.strip():
            read_hole(binder, value, placed.cell, context, text)
    if element.right_values:
        read_right(binder, element.right_values, placed.cell, context)
    if element.left is not None:
        read_cells(binder, element.left, placed.cell, binder.sheet.left_of(placed.cell), context)
    if element.below is not None:
        cells = binder.sheet.below(placed.cell)
        mine = [cell for cell in cells if not _is_below_others(binder, cell, placed.cell)]
        read_cells(binder, element.below, placed.cell, mine, context)


def _is_below_others(binder: SectionBinder, cell: Cell, label: Cell) -> bool:
    """True for a cell that stands below another label too: whose it is, nobody can tell."""
    above = binder.sheet.above(cell)
    return any(other is not label and not other.is_blank and not binder.is_value(other) for other in above)


def _context(binder: SectionBinder, placed: _Placed, bare: Sequence[Cell]) -> Context:
    context = binder.under(*(cell.text for cell in bare), placed.printed)
    if (text := placed.hit.match.get("year")) is None:
        return context
    findings = binder.gathered.findings
    return replace(context, fiscal_year=printed_year(text, placed.cell, context, findings, may_be_blank=True))


def _unclear(binder: SectionBinder, lines: Sequence[Sequence[LineItem]]) -> set[tuple[str, ...]]:
    """Labels that begin several lines, but aren't printed that often: which one is gone is anybody's guess."""
    firsts = [variants(_element(line[0]).label) for line in lines if line and not isinstance(line[0], Records)]
    if len(set(firsts)) == len(firsts):
        return set()
    return {
        labels
        for labels in firsts
        if (times := firsts.count(labels)) > 1 and len(binder.area.labelled(list(labels))) != times
    }


def _element(item: LineItem) -> Element:
    if isinstance(item, Records):
        return item.each[0]
    return _bare(item) if isinstance(item, str) else item


@lru_cache(maxsize=4096)
def _bare(label: str) -> Element:
    return Element(label=label)


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
    return [hit for hit in free if before is None or _position(hit.cell) > _position(before)]


def _position(cell: Cell) -> tuple[int, int, int]:
    return cell.place.page, cell.row, cell.col


def _is_beside(left: Cell, cell: Cell) -> bool:
    same_page = left.place.page == cell.place.page
    return same_page and cell.col >= left.col_end and cell.row < left.row_end and left.row < cell.row_end


def _no_records(binder: SectionBinder) -> Finding:
    message = "records that repeat along a line can't be read from an aligned sheet yet; write a record table instead"
    return Finding("spec-unsupported", Severity.ERROR, message, place=binder.near.place)
