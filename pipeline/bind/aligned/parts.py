"""The blocks of a section that speak of one part of the project each (細事業)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.bind.aligned.area import Area, SectionArea
from pipeline.bind.aligned.sheet import Sheet
from pipeline.bind.claims import Claims
from pipeline.bind.context import Context, Gathered
from pipeline.bind.findings import label_missing
from pipeline.model.document import Cell
from pipeline.model.facts import Part
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key
from pipeline.normalize.wrapping import unwrapped
from pipeline.spec.sections import variants


@dataclass(frozen=True, slots=True)
class Block:
    """The area of one part, the cell that names it, and its number on the sheet, from 1."""

    area: Area
    near: Cell
    ordinal: int


def find_blocks(found: SectionArea, sheet: Sheet, claims: Claims, context: Context, gathered: Gathered) -> list[Block]:
    """The blocks of a section, from one label that begins them to the next; a part's own fact is kept."""
    word = found.section.parts
    if word is None:
        return []
    starts = [hit.cell for hit in found.area.labelled(word.label)]
    if not starts:
        gathered.findings.append(label_missing(variants(word.label)[0], found.headings[0]))
    blocks = []
    for ordinal, (start, area) in enumerate(_between(starts, found.area), start=1):
        claims.label(start)
        if word.numbered:
            _number(start, area.cells, ordinal, claims, gathered)
        gathered.facts.append(_part(start, ordinal, sheet, claims, context))
        blocks.append(Block(area, start, ordinal))
    return blocks


def _between(starts: Sequence[Cell], area: Area) -> Iterator[tuple[Cell, Area]]:
    """Each start with what stands from its row to the next start's, over pages."""
    keys = [(start.place.page, start.row) for start in starts]
    rows = [(cell.place.page, cell.place.row) for cell in area.cells]
    for start, begin, end in zip(starts, keys, [*keys[1:], None], strict=True):
        inside = slice(bisect_left(rows, begin), len(rows) if end is None else bisect_left(rows, end))
        yield start, Area(area.cells[inside], area.hits[inside])


def _number(start: Cell, cells: Sequence[Cell], ordinal: int, claims: Claims, gathered: Gathered) -> None:
    """The cell left of the block that counts it; a number that doesn't follow the one before is a finding."""
    beside = [cell for cell in cells if cell.row == start.row and cell.col < start.col]
    for cell in beside:
        key = match_key(cell.text)
        if not key.isdecimal():
            continue
        claims.label(cell)
        if int(key) != ordinal:
            gathered.findings.append(_out_of_sequence(cell, ordinal))
        return


def _part(start: Cell, ordinal: int, sheet: Sheet, claims: Claims, context: Context) -> Part:
    names = [cell for cell in sheet.right_of(start) if not cell.is_blank]
    claims.value(names[:1])
    name = names[0] if names else start
    label = " > ".join((*context.labels, start.text.strip()))
    text = unwrapped(name.text) if names else None
    return Part(place=name.place, raw=name.text, label=label, ordinal=ordinal, name=text, part=ordinal)


def _out_of_sequence(cell: Cell, ordinal: int) -> Finding:
    message = "the parts aren't numbered in sequence: one is missing, or a page; they were counted as printed"
    return Finding("part-missing", Severity.ERROR, message, str(ordinal), cell.text.strip(), place=cell.place)
