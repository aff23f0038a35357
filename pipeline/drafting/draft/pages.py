"""A form's spec from samples on ruled pages: title, sections, and what stands in each."""

from collections.abc import Sequence
from typing import Any

from pipeline.bind.aligned.area import find_areas
from pipeline.drafting.draft.block import Block, printed
from pipeline.drafting.draft.columns import find_tables
from pipeline.drafting.draft.elements import draft_lines
from pipeline.drafting.draft.headings import find_headings, find_title
from pipeline.drafting.draft.labels import Samples
from pipeline.drafting.draft.notes import is_note
from pipeline.drafting.draft.parts import find_parts, page_numbers
from pipeline.drafting.draft.records import block_table, is_record_table, record_table
from pipeline.drafting.draft.samples import label_key
from pipeline.drafting.draft.year_tables import unit_words, year_table
from pipeline.drafting.words import guess
from pipeline.model.document import Cell
from pipeline.spec.form import Form
from pipeline.spec.sections import Section


def draft_pages(samples: Samples) -> dict[str, Any]:
    """The words of the form: title, decoration, lines and sections."""
    title = find_title(samples)
    headings = find_headings(samples, title.cell)
    again = [] if title.cell is None else samples.best.by_key[label_key(title.cell.text)]
    cells = [cell for cell in samples.best.cells if cell not in again]
    headings = [cell for cell in headings if cell not in again]
    if not headings:
        block = Block(samples, "", cells)
        return {**title.words, "sections": [_section(block, None)]}
    areas = find_areas(cells, _form_of(headings))
    outside = Block(samples, "", areas.outside.cells)
    decoration = [
        cell for cell in outside.labels() if not cell.ruled and not is_note(cell) and not _leads(outside, cell)
    ]
    outside.take(decoration)
    words: dict[str, Any] = dict(title.words)
    if len(again) > 1 and (first := next((cell for cell in outside.labels() if cell.ruled), None)) is not None:
        words["begins"] = printed(first)
    texts = [*dict.fromkeys(printed(cell) for cell in decoration), *page_numbers(samples)]
    if texts:
        words["decoration"] = texts
    if lines := draft_lines(outside, None):
        words["lines"] = lines
    words["sections"] = [
        {
            **_section(Block(samples, printed(head), _inside(found.area.cells, found.headings)), head),
            **({"again": True} if len(found.headings) > 1 else {}),
        }
        for found, head in ((found, found.headings[0]) for found in areas.found)
    ]
    return words


def _inside(cells: Sequence[Cell], headings: Sequence[Cell]) -> list[Cell]:
    heads = {cell.place for cell in headings}
    return [cell for cell in cells if cell.place not in heads]


def _leads(block: Block, cell: Cell) -> bool:
    return any(not c.is_blank and not block.is_label(c) for c in block.samples.sheet.right_of(cell))


def _form_of(headings: Sequence[Cell]) -> Form:
    """A form with nothing but these headings, to divide the page among them."""
    texts = list(dict.fromkeys(printed(cell) for cell in headings))
    unsaid: dict[str, Any] = {"title": [], "dated": None, "begins": None, "evidence": [], "preamble": []}
    sections = [Section(heading=text) for text in texts]
    return Form.model_construct(sections=sections, lines=[], decoration=[], listed=None, **unsaid)


def _section(block: Block, heading: Cell | None) -> dict[str, Any]:
    """One section in the spec language."""
    words: dict[str, Any] = {"heading": block.heading or "TODO"}
    parts = find_parts(block)
    if parts is not None:
        words |= {"again": True, "parts": parts.words}
        block.cells = parts.cells
        block.take(parts.used)
    unit = unit_words(block, heading)
    years: list[dict[str, Any]] = []
    records: list[dict[str, Any]] = []
    corners: list[str] = []
    for table in find_tables(block):
        if table.in_blocks:
            records.append(block_table(block, table, len(records) + 1))
        elif is_record_table(block, table):
            records.append(record_table(block, table, len(records) + 1))
        elif (drafted := year_table(block, table, len(years) + 1, unit)) is not None:
            years.append(drafted)
            corners.extend(printed(cell) for cell in table.before)
    lines = draft_lines(block, heading)
    notes = [cell for cell in block.labels() if not cell.ruled and is_note(cell)]
    stage = stage_of(block.heading, lines)
    return {
        **words,
        **({"evaluation": stage} if stage else {}),
        **({"decoration": list(dict.fromkeys([*corners, *map(printed, notes)]))} if corners or notes else {}),
        **({"lines": lines} if lines else {}),
        **({"year_tables": years} if years else {}),
        **({"record_tables": records} if records else {}),
    }


def stage_of(heading: str, lines: Sequence[Sequence[Any]]) -> dict[str, str] | None:
    """The verdict that a section holds: where grades or a direction stand in it."""
    verdict = any(_is_verdict(item) for line in lines for item in line)
    if not verdict:
        return None
    return {"stage": guess("sections", heading) or "first", "year": "after_sheet"}


def _is_verdict(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    words = [word for side in ("right", "below") for word in ([item[side]] if side in item else [])]
    flat = [word for each in words for word in (each if isinstance(each, list) else [each])]
    return any("evaluation" in word or "rating" in word for word in flat)
