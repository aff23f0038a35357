"""The header row of a list: which of its cells is which column of the spec.

A heading that the form has once is known by its words. Where headings repeat (the same columns for every year), only
their order tells them apart, so they count only where all of them stand in a row just as the form has them: with one
gone or added, figures would be read under another year. A heading below words that the spec doesn't have is none that
is known: they may say another year, or another unit.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell, Grid
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.recognise.found import Head
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label
from pipeline.spec.listed import Listed, Slot
from pipeline.spec.sections import variants

ENOUGH, _NEARLY_ALL = 0.5, 0.8  # of a list's headings: a row with fewer is no header of it


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
            tuple(cell for cell in cells if cell.row_end <= row and cell.col < low.col_end and low.col < cell.col_end)
            for low in lowest
        ]
        return cls(tuple(lowest), tuple(above), begins, row + 1)


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """A row that has enough of a list's headings; ``share`` is how many of them."""

    form: Form
    listed: Listed
    row: int
    header: HeaderRow
    share: float


def headers(grid: Grid, form: Form) -> Iterator[FoundHeader]:
    """Every row that is a header of the form's list, from top to bottom."""
    listed = form.listed
    if listed is None:
        return
    labels, matches = {variants(slot.labels) for slot in listed.slots}, form.labels.matches
    wanted = {label for slot in listed.slots for label in variants(slot.labels)}
    # A heading may be merged down to the last header row from any row above.
    words = [{match.source for cell in row for match in matches(cell.text)} & wanted for row in grid.rows]
    for row in range(len(grid.rows)):
        near = set().union(*words[max(0, row - listed.levels + 1) : row + 1])
        if len(near) < ENOUGH * len(labels):
            continue
        found = header_at(grid, form, row)
        fitting = sum(not wanted.isdisjoint(m.source for m in matches(cell.text)) for cell in found.header.cells)
        # On a sheet, where every label has its value beside it, half of a row is labels at most.
        if found.share >= _NEARLY_ALL or (found.share >= ENOUGH and fitting * 2 > len(found.header.cells)):
            yield found


def header_at(grid: Grid, form: Form, row: int) -> FoundHeader:
    """The row as the header of the form's list, whatever it has of its headings."""
    listed = form.listed
    assert listed is not None  # noqa: S101 - only lists have headers
    header = HeaderRow.at(grid, row, listed.levels)
    slots = listed.slots
    # By their words alone: a header that stands otherwise than in the form is a header still, with errors.
    printed = {_kind(slot) for slot in slots if any(match_label(slot.labels, cell.text) for cell in header.cells)}
    return FoundHeader(form, listed, row, header, len(printed) / len(set(map(_kind, slots))))


def bind_heads(header: HeaderRow, listed: Listed) -> tuple[Head, ...]:
    """The headings that are known for certain, from left to right."""
    slots = listed.slots
    fits = [
        [slot for slot in range(len(slots)) if _fits(header, number, cell, slots[slot], listed)]
        for number, cell in enumerate(header.cells)
    ]
    found = dict(_whole_run(fits, slots))
    taken = set(found.values())
    times = Counter(slot for slots_of_cell in fits for slot in slots_of_cell)
    for cell, own in enumerate(fits):
        if cell not in found and len(own) == 1 and times[own[0]] == 1 and own[0] not in taken:
            found[cell] = own[0]
    heads = [_head(header, cell, found[cell], slots) for cell in sorted(found)]
    return tuple(head for head in heads if not _of_one_year(head, heads, slots))


def header_findings(header: HeaderRow, listed: Listed, heads: Sequence[Head]) -> Iterator[Finding]:
    """An error finding for every heading that is missing, and for every one that isn't known."""
    known, have = {head.cell.place for head in heads}, {head.slot for head in heads}
    near = header.cells[0]
    for number, slot in enumerate(listed.slots):
        if number not in have:
            label = variants(slot.labels)[0]
            message = (
                f"the column {label} is not where the form has it: it was left out, or columns that repeat for every "
                "year don't stand as in the form, so none of them was read; compare the header with the spec"
            )
            yield Finding("label-missing", Severity.ERROR, message, expected=label, place=near.place)
    for cell in (*header.cells, *unknown_above(header, listed)):
        if cell.place not in known:
            message = "the list has a column that the form's spec doesn't, or more often: the form has changed"
            yield Finding("heading-unknown", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def unknown_above(header: HeaderRow, listed: Listed) -> list[Cell]:
    """The cells above headings that the spec doesn't have there."""
    above = {cell.place: cell for cells in header.above for cell in cells}
    under = [slot.column.under for slot in listed.slots if slot.column.under is not None]
    return [
        cell
        for cell in above.values()
        if not _is_silent(cell, listed) and not any(match_label(labels, cell.text) for labels in under)
    ]


def _kind(slot: Slot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What tells a heading from others: columns of one kind are told apart by their order alone."""
    return variants(slot.labels), variants(slot.column.under or [])


def _whole_run(fits: Sequence[Sequence[int]], slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """Cells and slots where the form's repeated columns stand whole, and in just one place."""
    repeated = Counter(map(_kind, slots))
    numbers = [number for number, slot in enumerate(slots) if repeated[_kind(slot)] > 1]
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


def _fits(header: HeaderRow, number: int, cell: Cell, slot: Slot, listed: Listed) -> bool:
    # One that reaches further down heads rows that are taken for reports: the header has more rows than the form's.
    if match_label(slot.labels, cell.text) is None or cell.row_end != header.ends:
        return False
    said = [above for above in header.above[number] if not _is_silent(above, listed)]
    under = slot.column.under
    if under is None:
        return not said
    return bool(said) and all(
        match_label(under, above.text) is not None and above.col <= cell.col and cell.col_end <= above.col_end
        for above in said
    )


def _is_silent(cell: Cell, listed: Listed) -> bool:
    return bool(listed.above) and match_label(listed.above, cell.text) is not None


def _head(header: HeaderRow, cell: int, slot: int, slots: Sequence[Slot]) -> Head:
    labels, under = slots[slot].labels, slots[slot].column.under
    here = match_label(labels, header.cells[cell].text)
    over = (match_label(under, above.text) for above in header.above[cell]) if under is not None else ()
    matches = [match for match in (here, *over) if match is not None]
    year = next((text for match in matches if (text := match.get("year"))), None)
    return Head(slot, header.cells[cell], header.above[cell], year)


def _of_one_year(head: Head, heads: Sequence[Head], slots: Sequence[Slot]) -> bool:
    """Whether another column of the same kind prints the same year: which of them counts, nobody knows."""
    kind, year = _kind(slots[head.slot]), _year_key(head)
    if year is None:
        return False
    return any(other is not head and _kind(slots[other.slot]) == kind and _year_key(other) == year for other in heads)


def _year_key(head: Head) -> int | str | None:
    if head.year is None:
        return None
    reading = parse_fiscal_year(head.year)
    return match_key(head.year) if reading is None or reading.year is None else reading.year
