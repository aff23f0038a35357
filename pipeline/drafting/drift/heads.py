"""The header of a list beside the form's columns: which heading is which column, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.drafting.drift.trial import Trial
from pipeline.drafting.likeness import likeness
from pipeline.model.document import Cell
from pipeline.recognise.found import Head
from pipeline.recognise.headings import FoundHeader, bind_heads, headers
from pipeline.spec.labels import match_label
from pipeline.spec.listed import Slot
from pipeline.spec.sections import variants

ALIKE = 0.5
_SAME, _PLACE, _UNDER = 3.0, 0.4, 0.3


@dataclass(frozen=True)
class Header:
    """A list's header: its headings, those that are known, and the columns that the form has.

    ``low`` are headings that end above the header's last row, with nothing below them.
    """

    file: str
    found: FoundHeader
    heads: tuple[Head, ...]
    low: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.found.header.cells

    @property
    def slots(self) -> tuple[Slot, ...]:
        return self.found.listed.slots

    def above(self, cell: Cell) -> str | None:
        """What is printed above a heading, right over it."""
        number = next(n for n, c in enumerate(self.cells) if c is cell)
        return next((c.text for c in reversed(self.found.header.above[number]) if not c.is_blank), None)


@dataclass(frozen=True)
class HeadPair:
    """A column that isn't known by its heading, and the heading that stands for it; ``alike`` from 0 to 1."""

    slot: Slot
    cell: Cell
    alike: float


def find_header(trial: Trial) -> Header | None:
    """The header with most of the form's headings; the first of those that have as many."""
    found = [
        (file.name, grid, header)
        for file in trial.files
        for grid in file.document.grids
        if grid.aligned
        for header in headers(grid, trial.form)
    ]
    if not found:
        return None
    file, grid, best = max(found, key=lambda one: one[2].share)
    low = [cell for row in grid.rows[best.header.begins : best.header.ends - 1] for cell in row if not cell.is_blank]
    over = {cell.place for above in best.header.above for cell in above}
    alone = [cell for cell in low if cell.place not in over and cell.row_end < best.header.ends]
    return Header(file, best, bind_heads(best.header, best.listed), tuple(alone))


def pair_heads(header: Header) -> tuple[list[HeadPair], list[Slot], list[Cell]]:
    """Which unknown heading is which missing column; then the columns and the headings that are left."""
    have, known = {head.slot for head in header.heads}, {head.cell.place for head in header.heads}
    missing = [number for number in range(len(header.slots)) if number not in have]
    unknown = [cell for cell in header.cells if cell.place not in known]
    pairs = list(_aligned(header, missing, unknown))
    paired = {id(pair.slot) for pair in pairs}, {pair.cell.place for pair in pairs}
    left = [header.slots[number] for number in missing if id(header.slots[number]) not in paired[0]]
    return pairs, left, [cell for cell in unknown if cell.place not in paired[1]]


def _aligned(header: Header, missing: Sequence[int], unknown: Sequence[Cell]) -> Iterator[HeadPair]:
    """The best way to pair them without crossing; what is alike beats what only stands in its place."""
    scores = [[_score(header, number, cell) for cell in unknown] for number in missing]
    best = [[0.0] * (len(unknown) + 1) for _ in range(len(missing) + 1)]
    for row in reversed(range(len(missing))):
        for col in reversed(range(len(unknown))):
            pair = scores[row][col] + best[row + 1][col + 1] if scores[row][col] > 0 else 0.0
            best[row][col] = max(pair, best[row + 1][col], best[row][col + 1])
    row = col = 0
    while row < len(missing) and col < len(unknown):
        score = scores[row][col]
        if score > 0 and best[row][col] == score + best[row + 1][col + 1]:
            slot, cell = header.slots[missing[row]], unknown[col]
            yield HeadPair(slot, cell, _alike(slot, cell))
            row, col = row + 1, col + 1
        elif best[row][col] == best[row + 1][col]:
            row += 1
        else:
            col += 1


def _score(header: Header, number: int, cell: Cell) -> float:
    """How well a heading fits a column: by its words, by what is above it, and by the known columns around both."""
    slot = header.slots[number]
    alike, above = _alike(slot, cell), header.above(cell)
    under = slot.column.under
    same_above = (under is None) == (above is None) and (
        under is None or above is None or match_label(under, above) is not None
    )
    if match_label(slot.labels, cell.text) is not None:
        return _SAME + same_above
    if alike >= ALIKE:
        return 1.0 + alike + _UNDER * same_above
    return _PLACE + _UNDER * alike if same_above and _same_gap(header, number, cell) else 0.0


def _same_gap(header: Header, number: int, cell: Cell) -> bool:
    """True if the last known column before the heading is the last known before the column too."""
    before = [head for head in header.heads if head.slot < number]
    left = [head for head in header.heads if head.cell.col < cell.col]
    return (before[-1:] == left[-1:]) if before or left else True


def _alike(slot: Slot, cell: Cell) -> float:
    return max(likeness(label, cell.text) for label in variants(slot.labels))
