"""The cells of a section, and which labels of the form they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec import Struct

from pipeline.model.document import Cell
from pipeline.spec.form import Form
from pipeline.spec.sections import Section, variants
from pipeline.spec.template import Match
from pipeline.spec.values import Labels


class Labelled(Struct, frozen=True):
    """A cell and how it matches a label."""

    cell: Cell
    match: Match


@dataclass(slots=True)
class Area:
    """Some cells of a report that say something, in reading order, and the labels among them.

    ``hits`` are the labels that each of the ``cells`` may be.
    """

    cells: list[Cell] = field(default_factory=list)
    hits: list[Sequence[Labelled]] = field(default_factory=list)
    _labels: dict[str, list[Labelled]] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Sequence[Cell], form: Form) -> "Area":
        """The area of ``cells``, which are in reading order."""
        found = map(form.labels.matches, (cell.text for cell in cells))
        hits: list[Sequence[Labelled]] = [
            [Labelled(cell, match) for match in matches] if matches else ()
            for cell, matches in zip(cells, found, strict=True)
        ]
        return cls(list(cells), hits)

    def labelled(self, labels: Labels) -> list[Labelled]:
        """The cells that any variant of a label fits, in reading order."""
        known = self._labels
        if not known:
            for hits in self.hits:
                for hit in hits:
                    known.setdefault(hit.match.source, []).append(hit)
        if isinstance(labels, str):
            return known.get(labels, [])
        found = [hit for label in labels for hit in known.get(label, ())]
        return sorted(found, key=lambda hit: (hit.cell.place.page, hit.cell.row, hit.cell.col))


@dataclass(frozen=True, slots=True)
class SectionArea:
    """A section of the form, the cells that head it, and its area."""

    section: Section
    headings: tuple[Cell, ...]
    area: Area


@dataclass(frozen=True, slots=True)
class Areas:
    """The sections that were found, in the form's order; ``order`` is the order of their headings on the sheet."""

    found: tuple[SectionArea, ...]
    order: tuple[tuple[int, Cell], ...]
    outside: Area
    whole: Area


def find_areas(cells: Sequence[Cell], form: Form) -> Areas:
    """Divide the non-blank ``cells`` of a report (in reading order) among the sections of its form.

    A heading rules the cells below it, to the right as far as the next heading beside it, down to the next heading; on
    the next page it goes on.
    """
    whole = Area.of(cells, form)
    wanted = {source: index for index, section in enumerate(form.sections) for source in variants(section.heading)}
    headings = [(index, hit.cell) for source, index in wanted.items() for hit in whole.labelled(source)]
    headings.sort(key=lambda pair: (pair[1].place.page, pair[1].row, pair[1].col))
    bands = _bands(headings)
    areas: dict[int | None, Area] = defaultdict(Area)
    begins = [(band[0][1].place.page, min(heading.row for _, heading in band)) for band in bands]
    at = -1
    for cell, hits in zip(whole.cells, whole.hits, strict=True):
        place = cell.place
        while at + 1 < len(bands) and (place.page, place.row) >= begins[at + 1]:
            at += 1
        area = areas[_owner(bands[at], cell) if at >= 0 else None]
        area.cells.append(cell)
        area.hits.append(hits)
    found = tuple(
        SectionArea(section, tuple(cell for i, cell in headings if i == index), areas[index])
        for index, section in enumerate(form.sections)
        if any(i == index for i, _ in headings)
    )
    return Areas(found, tuple(headings), areas[None], whole)


_Band = list[tuple[int, Cell]]


def _bands(headings: Sequence[tuple[int, Cell]]) -> list[_Band]:
    """Headings that stand side by side, together."""
    bands = [[pair] for pair in headings[:1]]
    for (_, before), pair in pairwise(headings):
        beside = pair[1].place.page == before.place.page and pair[1].row < before.row_end
        if beside and pair[1].col >= before.col_end:
            bands[-1].append(pair)
        else:
            bands.append([pair])
    return bands


def _owner(band: _Band, cell: Cell) -> int:
    """The section of the heading that stands above ``cell``, or left above it."""
    owner = band[0][0]
    for index, heading in band[1:]:
        if _middle(cell, heading) >= _left(cell, heading):
            owner = index
    return owner


def _middle(cell: Cell, beside: Cell) -> float:
    if cell.box is not None and beside.box is not None:
        return (cell.box.left + cell.box.right) / 2
    return (cell.col + cell.col_end) / 2


def _left(cell: Cell, heading: Cell) -> float:
    return heading.box.left if cell.box is not None and heading.box is not None else float(heading.col)
