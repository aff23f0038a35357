"""What comes again on a sheet: the blocks of a section, each about a part of the project; page numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.draft.block import Block, printed
from pipeline.drafting.draft.labels import Samples
from pipeline.drafting.words import guess
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.number import is_bare_number

_MOSTLY = 0.6  # of a section's labels must come as often as one another
_PAGE_NUMBER = re.compile(r"([-/・(<]*)[0-9]+([-/・)>]*)")


@dataclass(frozen=True)
class Parts:
    """The word for the blocks, the cells of the first of them, and those that count them."""

    words: dict[str, Any]
    cells: list[Cell]
    used: list[Cell]


def find_parts(block: Block) -> Parts | None:
    """The blocks of a section that comes in several; None if it doesn't."""
    labels = list(block.labels())
    times = Counter(printed(cell) for cell in labels)
    often = [key for key, count in times.items() if count > 1]
    if not often or len(often) < _MOSTLY * len(times):
        return None
    usual, _ = Counter(times[key] for key in often).most_common(1)[0]
    first = next((cell for cell in labels if times[printed(cell)] == usual), None)
    if usual < 2 or first is None or sum(times[key] == usual for key in times) < _MOSTLY * len(times):
        return None
    again = [cell for cell in labels if printed(cell) == printed(first)]
    start, end = _position(first), _position(again[1])
    row_start = (start[0], start[1], -1)
    row_end = (end[0], end[1], -1)
    inside = [cell for cell in block.cells if row_start <= _position(cell) < row_end]
    counters = [c for c in block.samples.sheet.left_of(first) if is_bare_number(c.text)]
    named = next((c for c in labels if c in inside and _is_name(c)), first)
    words = {"label": printed(named), **({"numbered": True} if counters else {})}
    name = block.samples.sheet.right_of(named)
    return Parts(words, inside, [*counters, named, *name])


def page_numbers(samples: Samples) -> Iterator[str]:
    """What stands around the numbers at the foot of pages, the number itself a hole."""
    found = set()
    for grid in samples.best.grids:
        last = [cell for cell in grid.non_blank() if not cell.ruled][-1:]
        for cell in last:
            match = _PAGE_NUMBER.fullmatch(match_key(cell.text))
            if match is not None and (match[1] or match[2]) and not samples.is_label(cell):
                found.add(f"{match[1]}{{page}}{match[2]}")
    yield from sorted(found)


def _is_name(cell: Cell) -> bool:
    word = guess("values", cell.text) or {}
    return word.get("report") == "project_name"


def _position(cell: Cell) -> tuple[int, int, int]:
    return cell.place.page, cell.place.row, cell.place.col
