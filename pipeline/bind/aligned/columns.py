"""The headings of a table: kinds of columns, some with a second heading above, found on one row of the sheet."""

from collections.abc import Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.findings import label_missing
from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.wrapping import unwrapped
from pipeline.spec.labels import match_label
from pipeline.spec.sections import variants
from pipeline.spec.template import Match
from pipeline.spec.values import Labels


class Kind(Protocol):
    """A kind of column as a spec describes it."""

    @property
    def label(self) -> Labels: ...
    @property
    def under(self) -> Labels | None: ...
    @property
    def times(self) -> int: ...


KindT = TypeVar("KindT", bound=Kind)


class Column(Struct, Generic[KindT], frozen=True, dict=True):
    """One heading: its cell, the heading above it if the spec names one, and what their holes took."""

    kind: KindT
    cell: Cell
    above: Cell | None
    holes: tuple[tuple[str, str], ...]

    def hole(self, name: str) -> str | None:
        """What a hole of either heading took."""
        return dict(self.holes).get(name)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The headings as printed, the upper one first, without the breaks of narrow cells."""
        return tuple(unwrapped(cell.text) for cell in (self.above, self.cell) if cell is not None)


def find_columns(
    binder: SectionBinder, kinds: Sequence[KindT], used: Sequence[Cell] = ()
) -> tuple[Column[KindT], ...] | None:
    """The columns of a table, from left to right, their headings claimed; None, with findings, if one is missing.

    They end on one row, each kind as often as the spec says: the first such row without a cell in ``used``. A kind may
    head the others from the row above them (項目 over the years). With a heading gone or added, cells would be read
    under their neighbours', so nothing below is.
    """
    found = [column for kind in kinds for column in _of_kind(binder, kind)]
    rows = sorted({(column.cell.place.page, column.cell.row_end) for column in found})
    best: tuple[Column[KindT], ...] = ()
    taken = {(cell.place.page, cell.row_end) for cell in used}
    for page, bottom in (row for row in rows if row not in taken):
        here = [column for column in found if (column.cell.place.page, column.cell.row_end) == (page, bottom)]
        here.extend(_over(here, found))
        if all(sum(column.kind is kind for column in here) == kind.times for kind in kinds):
            columns = tuple(sorted(here, key=lambda column: (column.cell.col, column.cell.row)))
            binder.claims.label(*(column.cell for column in columns))
            binder.claims.label(*(column.above for column in columns if column.above is not None))
            return columns
        best = max(best, tuple(here), key=len)
    for kind in kinds:
        times = sum(column.kind is kind for column in best)
        if times != kind.times:
            binder.report(_headings_missing(kind, times, best[0].cell if best else binder.near))
    return None


def strange_headings(binder: SectionBinder, columns: Sequence[Column[KindT]]) -> list[Finding]:
    """An error finding for every heading between the table's own that the spec doesn't have."""
    first, last = columns[0].cell, columns[-1].cell
    return [
        _strange(cell)
        for cell in binder.sheet.starting(first.place.page, first.row)
        if first.col < cell.col < last.col and not cell.is_blank and binder.claims.is_free(cell)
    ]


def _over(here: Sequence[Column[KindT]], found: Sequence[Column[KindT]]) -> list[Column[KindT]]:
    """The headings of other kinds that stand right above some of these, and are wider."""
    kinds = {id(column.kind) for column in here}
    others = [column for column in found if id(column.kind) not in kinds]
    return [column for column in others if any(_stands_over(column.cell, other.cell) for other in here)]


def _stands_over(cell: Cell, other: Cell) -> bool:
    same_page = cell.place.page == other.place.page
    return same_page and cell.row_end == other.row and cell.col <= other.col and other.col_end <= cell.col_end


def _of_kind(binder: SectionBinder, kind: KindT) -> list[Column[KindT]]:
    columns = []
    for hit in binder.area.labelled(kind.label):
        if kind.under is None:
            columns.append(Column(kind, hit.cell, None, hit.match.holes))
            continue
        above = _above(binder, hit.cell, kind.under)
        if above is not None:
            columns.append(Column(kind, hit.cell, above[0], (*above[1].holes, *hit.match.holes)))
    return columns


def _above(binder: SectionBinder, cell: Cell, under: Labels) -> tuple[Cell, Match] | None:
    for above in binder.sheet.above(cell):
        match = match_label(under, above.text)
        if match is not None and above.col <= cell.col and cell.col_end <= above.col_end:
            return above, match
    return None


def _headings_missing(kind: Kind, found: int, near: Cell) -> Finding:
    if kind.times == 1 and found == 0:
        return label_missing(variants(kind.label)[0], near)
    label = variants(kind.label)[0]
    message = f"{found} headings {label} where the form has {kind.times}: what stands below them can't be told apart"
    return Finding("label-missing", Severity.ERROR, message, str(kind.times), str(found), place=near.place)


def _strange(cell: Cell) -> Finding:
    message = "the table has a heading that the form's spec doesn't: the form has changed; nothing below it was read"
    return Finding("heading-unknown", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)
