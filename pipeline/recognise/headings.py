"""The header row of a list: which of its cells is which column of the spec.

A heading that the form has once is known by its words. Where headings repeat (the same columns for every year), only
their order tells them apart, so they count only where all of them stand in a row just as the form has them: with one
gone or added, figures would be read under another year.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell, Grid
from pipeline.model.finding import Finding, Severity
from pipeline.recognise.found import Head
from pipeline.spec.labels import match_label
from pipeline.spec.listed import Slot
from pipeline.spec.sections import variants


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header of a list: its lowest cells from left to right, for each those above it, outermost first.

    ``begins`` and ``ends``: its first row and the row after its last.
    """

    cells: tuple[Cell, ...]
    above: tuple[tuple[Cell, ...], ...]
    begins: int
    ends: int

    @classmethod
    def at(cls, grid: Grid, row: int, levels: int) -> "HeaderRow":
        """The header whose last row is ``row``."""
        begins = max(0, row - levels + 1)
        cells = [cell for rows in grid.rows[begins : row + 1] for cell in rows if not cell.is_blank]
        lowest = sorted((cell for cell in cells if cell.row_end > row), key=lambda cell: cell.col)
        above = [
            tuple(cell for cell in cells if cell.row_end <= row and cell.col <= low.col < cell.col_end)
            for low in lowest
        ]
        return cls(tuple(lowest), tuple(above), begins, row + 1)


def bind_heads(header: HeaderRow, slots: Sequence[Slot]) -> tuple[Head, ...]:
    """The headings that are known for certain, from left to right."""
    fits = [
        [slot for slot in range(len(slots)) if _fits(header, cell, slots[slot])] for cell in range(len(header.cells))
    ]
    run = _whole_run(fits, slots)
    found = dict(run)
    taken = set(found.values())
    times = Counter(slot for slots_of_cell in fits for slot in slots_of_cell)
    for cell, own in enumerate(fits):
        if cell not in found and len(own) == 1 and times[own[0]] == 1 and own[0] not in taken:
            found[cell] = own[0]
    return tuple(_head(header, cell, found[cell], slots) for cell in sorted(found))


def header_findings(header: HeaderRow, slots: Sequence[Slot], heads: Sequence[Head]) -> Iterator[Finding]:
    """An error finding for every heading that is missing, and for every one that isn't known."""
    known, have = {head.cell.place for head in heads}, {head.slot for head in heads}
    near = header.cells[0]
    for number, slot in enumerate(slots):
        if number not in have:
            label = variants(slot.labels)[0]
            message = (
                f"the column {label} is not where the form has it: it was left out, or columns that repeat for every "
                "year don't stand as in the form, so none of them was read; compare the header with the spec"
            )
            yield Finding("label-missing", Severity.ERROR, message, expected=label, place=near.place)
    for cell in header.cells:
        if cell.place not in known:
            message = "the list has a column that the form's spec doesn't, or more often: the form has changed"
            yield Finding("heading-unknown", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def _whole_run(fits: Sequence[Sequence[int]], slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """Cells and slots where the form's repeated columns stand whole, and in just one place."""
    repeated = Counter(variants(slot.labels) for slot in slots)
    numbers = [number for number, slot in enumerate(slots) if repeated[variants(slot.labels)] > 1]
    if not numbers:
        return []
    first, last = numbers[0], numbers[-1]
    length = last - first + 1
    whole = [
        start
        for start in range(len(fits) - length + 1)
        if all(first + step in fits[start + step] for step in range(length))
    ]
    # Cells that look like repeated columns outside the run would say that there are more of them than the form has.
    if len(whole) != 1:
        return []
    start = whole[0]
    stray = [cell for cell, own in enumerate(fits) if not start <= cell < start + length and set(own) & set(numbers)]
    return [] if stray else [(start + step, first + step) for step in range(length)]


def _fits(header: HeaderRow, cell: int, slot: Slot) -> bool:
    if match_label(slot.labels, header.cells[cell].text) is None:
        return False
    under = slot.column.under
    return under is None or any(match_label(under, above.text) is not None for above in header.above[cell])


def _head(header: HeaderRow, cell: int, slot: int, slots: Sequence[Slot]) -> Head:
    labels, under = slots[slot].labels, slots[slot].column.under
    here = match_label(labels, header.cells[cell].text)
    over = (match_label(under, above.text) for above in header.above[cell]) if under is not None else ()
    matches = [match for match in (here, *over) if match is not None]
    year = next((text for match in matches if (text := match.get("year"))), None)
    return Head(slot, header.cells[cell], header.above[cell], year)
