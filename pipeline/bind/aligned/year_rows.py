"""Where the rows of a year table are: labels left of the figures, between its headings and the next table's."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.findings import label_missing
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.sections import RowGroup, YearRow, variants
from pipeline.spec.values import Labels


class TableRow(Struct, frozen=True):
    """A row of the table: its label's cell, and the labels of the groups around it with the unit they print."""

    row: YearRow
    cell: Cell
    groups: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True, slots=True)
class Extent:
    """Where rows may be: left of the first figure, in rows from ``top`` to before ``bottom``, on one page."""

    page: int
    top: int
    bottom: float
    left_of: int

    def holds(self, cell: Cell) -> bool:
        """True if a row's label may stand in this cell."""
        here = cell.place.page == self.page and cell.col_end <= self.left_of
        return here and self.top < cell.row_end and cell.row < self.bottom


@dataclass(frozen=True, slots=True)
class _Group:
    word: RowGroup
    cell: Cell
    unit: str | None


def place_rows(binder: SectionBinder, rows: Sequence[YearRow | RowGroup], extent: Extent) -> Iterator[TableRow]:
    """The rows within ``extent``, their labels claimed; one that is missing is an error finding."""
    yield from _place(binder, rows, extent, None, (), None)


def _place(
    binder: SectionBinder,
    rows: Sequence[YearRow | RowGroup],
    extent: Extent,
    within: Cell | None,
    labels: tuple[str, ...],
    unit: str | None,
) -> Iterator[TableRow]:
    groups = {id(row): _group(binder, row, extent, within) for row in rows if isinstance(row, RowGroup)}
    inside = [group.cell for group in groups.values() if group is not None]
    for row in rows:
        if isinstance(row, RowGroup):
            group = groups[id(row)]
            if group is not None:
                path = (*labels, group.cell.text)
                yield from _place(binder, row.rows, extent, group.cell, path, group.unit or unit)
        elif row.any is not None:
            own = [other.label for other in rows if isinstance(other, YearRow) and other.label is not None]
            known = {match_key(label) for labels_of_row in own for label in variants(labels_of_row)}
            yield from (TableRow(row, cell, labels, unit) for cell in _any(binder, row.any, extent, within, known))
        elif (found := _find(binder, row.label or "", extent, within, inside)) is not None:
            yield TableRow(row, found[0], labels, found[1] or unit)
        elif not row.optional:
            binder.report(label_missing(row.name, within or binder.near))


def _group(binder: SectionBinder, row: RowGroup, extent: Extent, within: Cell | None) -> _Group | None:
    found = _find(binder, row.group, extent, within, ())
    if found is None:
        binder.report(label_missing(variants(row.group)[0], within or binder.near))
        return None
    return _Group(row, *found)


def _find(
    binder: SectionBinder, label: Labels, extent: Extent, within: Cell | None, groups: Sequence[Cell]
) -> tuple[Cell, str | None] | None:
    """A label's cell, in its group and in no other, and the unit it prints; it is claimed."""
    for hit in binder.area.labelled(label):
        cell = hit.cell
        if not binder.claims.is_free(cell) or not extent.holds(cell):
            continue
        if (within is None or _is_inside(cell, within)) and not any(_is_inside(cell, group) for group in groups):
            binder.claims.label(cell)
            return cell, hit.match.get("unit")
    return None


def _is_inside(cell: Cell, group: Cell) -> bool:
    """True for a label in the rows of a group, right of the group's own label."""
    return group.row <= cell.row and cell.row_end <= group.row_end and cell.col > group.col


def _any(
    binder: SectionBinder, times: int, extent: Extent, within: Cell | None, known: Collection[str]
) -> Iterator[Cell]:
    """The rows of a group whose labels the sheet fills in; figures without a label stay unread, and are reported.

    A label with one of the form's own (``known``) in it is two rows of which the line between is gone.
    """
    if within is None:
        return
    beside = [c for c in binder.sheet.right_of(within) if extent.holds(c) and binder.is_value(c)]
    for cell in beside[:times]:
        key = match_key(cell.text)
        if key and not any(label in key for label in known):
            binder.claims.label(cell)
            yield cell
