"""The title of the samples, and the headings of their sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.draft.labels import Samples
from pipeline.drafting.draft.notes import NUMBERED, is_note
from pipeline.drafting.likeness import YEAR, has_year, with_years_open
from pipeline.drafting.words import guess
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key

_HEAD = 15  # cells at the top of a sheet among which its title is


@dataclass(frozen=True)
class Title:
    """The cell of a title, and the words of the spec that recognise the form by it."""

    cell: Cell | None
    words: dict[str, Any]


def find_title(samples: Samples) -> Title:
    """The text with a year at the head of the sheets; where no title has one, the first label, and a label that has."""
    labels = [cell for cell in samples.best.cells if samples.is_label(cell)]
    head = labels[:_HEAD]
    dated = [cell for cell in head if has_year(cell.text) and _is_alone(cell, samples)]
    if dated:
        cell = max(dated, key=lambda c: (not c.ruled, len(match_key(c.text))))
        return Title(cell, title_words(cell.text))
    first = next((cell for cell in head if _is_alone(cell, samples)), None)
    if first is None:
        return Title(None, {"title": "TODO {sheet_year}"})
    known = next((cell for cell in labels if has_year(cell.text)), None)
    words: dict[str, Any] = {"title": match_key(first.text)}
    if known is None:
        return Title(first, {"title": f"TODO {{sheet_year}}{match_key(first.text)}"})
    budget = next((cell for cell in labels if has_year(cell.text) and guess("basis", cell.text) == "budget"), None)
    key = "sheet_year" if budget is not None else "evaluated_year"
    words["dated"] = with_years_open((budget or known).text, key)
    return Title(first, words)


def find_headings(samples: Samples, title: Cell | None) -> list[Cell]:
    """The cells that head sections, in reading order."""
    return [
        cell for cell in samples.best.cells if samples.is_label(cell) and cell is not title and _heads(cell, samples)
    ]


def title_words(text: str) -> dict[str, Any]:
    """A printed title as the spec has it: its year a hole, of the sheet or of what it evaluates."""
    found = YEAR.search(match_key(text))
    behind = match_key(text)[found.end() :] if found is not None else ""
    return {"title": with_years_open(text, "evaluated_year" if guess("evaluated_titles", behind) else "sheet_year")}


def _is_alone(cell: Cell, samples: Samples) -> bool:
    """True for a text outside tables, or a cell that leads to no value."""
    if not cell.ruled:
        return not is_note(cell)
    return not samples.sheet.right_of(cell)


def _heads(cell: Cell, samples: Samples) -> bool:
    if is_note(cell) or _values(samples.sheet.right_of(cell) if cell.ruled else _right_in_row(cell, samples), samples):
        return False
    numbered = NUMBERED.match(cell.text.strip()) is not None
    if not cell.ruled:
        return numbered or (_is_first(cell, samples) and _stands_on_table(cell, samples) and not _is_top(cell, samples))
    # In a workbook text beside a table counts as ruled; alone in its row it may be a heading all the same.
    alone = not samples.sheet.right_of(cell) and not samples.sheet.left_of(cell)
    if numbered:
        return alone or _is_row_of_headings(cell, samples)
    return alone and not has_year(cell.text) and not _right_in_row(cell, samples)


def _is_row_of_headings(cell: Cell, samples: Samples) -> bool:
    """True if all that is printed in a row is numbered, and nothing reaches into it from above, as beside options."""
    row = [c for c in samples.best.cells if c.place.page == cell.place.page and c.row <= cell.row < c.row_end]
    return all(samples.is_label(c) and NUMBERED.match(c.text.strip()) for c in row if not c.is_blank)


def _right_in_row(cell: Cell, samples: Samples) -> list[Cell]:
    return [c for c in samples.best.cells if c.place.page == cell.place.page and c.row == cell.row and c.col > cell.col]


def _values(cells: Sequence[Cell], samples: Samples) -> list[Cell]:
    return [cell for cell in cells if not samples.is_label(cell) and not cell.is_blank]


def _is_first(cell: Cell, samples: Samples) -> bool:
    """True if nothing stands left of it on its line."""
    same = [c for c in samples.best.cells if c.place.page == cell.place.page and c.row == cell.row]
    return min(same, key=lambda c: c.col) is cell


def _stands_on_table(cell: Cell, samples: Samples) -> bool:
    """True if the next row below is one of a table."""
    below = [c for c in samples.best.cells if c.place.page == cell.place.page and c.row > cell.row]
    return bool(below) and min(below, key=lambda c: c.row).ruled


def _is_top(cell: Cell, samples: Samples) -> bool:
    """True for what stands above all tables of its page: it belongs to the title."""
    page = [c for c in samples.best.cells if c.place.page == cell.place.page and c.ruled]
    return not page or min(c.row for c in page) > cell.row
