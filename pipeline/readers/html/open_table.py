"""A table while it is being read: which group, row and cell is open."""

from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.html.blocks import Block, Flow, Table, TableCell
from pipeline.readers.html.look import Look
from pipeline.readers.html.tables import Span, place_cells


@dataclass(frozen=True, slots=True)
class _Told:
    """A cell that has ended."""

    span: Span
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class _Group:
    """Rows that belong together; ``kind`` is the name of their element, blank where they have none."""

    kind: str
    rows: list[list[_Told]] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """The parts of a table so far. ``outer`` is what the table stands in, and what stands in it outside its cells.

    Each part ends where the next of its kind begins, whether its own end was written or not.
    """

    element: etree._Element
    outer: Flow
    look: Look
    cell: Flow | None = None
    _groups: list[_Group] = field(default_factory=list)
    _group: etree._Element | None = None
    _row: etree._Element | None = None
    _cell: etree._Element | None = None
    _in_group: bool = False
    _in_row: bool = False
    _span: Span = field(default_factory=Span)
    _group_look: Look | None = None
    _row_look: Look | None = None

    @property
    def flow(self) -> Flow:
        """Where text goes now."""
        return self.outer if self.cell is None else self.cell

    @property
    def look_of_rows(self) -> Look:
        """What a row inherits."""
        return self._group_look or self.look

    @property
    def look_of_cells(self) -> Look:
        """What a cell inherits."""
        return self._row_look or self.look_of_rows

    def start_group(self, element: etree._Element | None, look: Look | None) -> None:
        """``<thead>``, ``<tbody>``, ``<tfoot>``, or a row outside them."""
        self._end_row()
        self._groups.append(_Group("" if element is None else str(element.tag)))
        self._group, self._group_look, self._in_group = element, look, True

    def start_row(self, element: etree._Element | None, look: Look | None) -> None:
        """``<tr>``, or a cell outside one."""
        self._end_row()
        if not self._in_group:
            self.start_group(None, None)
        self._groups[-1].rows.append([])
        self._row, self._row_look, self._in_row = element, look, True

    def start_cell(self, element: etree._Element, span: Span) -> None:
        """``<td>`` and ``<th>``."""
        self.end_cell()
        if not self._in_row:
            self.start_row(None, None)
        self.cell, self._cell, self._span = Flow(), element, span

    def end(self, element: etree._Element) -> None:
        """End what ``element`` began, unless it has ended already."""
        if element is self._cell:
            self.end_cell()
        elif element is self._row:
            self._end_row()
        elif element is self._group:
            self._end_row()
            self._group, self._group_look, self._in_group = None, None, False

    def end_cell(self) -> None:
        """End the open cell, if there is one."""
        if self.cell is not None:
            self.cell.end_block()
            self._groups[-1].rows[-1].append(_Told(self._span, tuple(self.cell.blocks)))
        self.cell, self._cell = None, None

    def _end_row(self) -> None:
        self.end_cell()
        self._row, self._row_look, self._in_row = None, None, False

    def table(self) -> Table:
        """The whole table, once it has ended.

        Raises:
            UnreadableFile: its spans make it too large.
        """
        self.end_cell()
        groups = [group.rows for group in self._shown()]
        spots = place_cells([[[cell.span for cell in row] for row in rows] for rows in groups])
        told = [cell for rows in groups for row in rows for cell in row]
        cells = [
            TableCell(spot.row, spot.col, spot.row_span, spot.col_span, cell.blocks, spot.overlaps)
            for spot, cell in zip(spots, told, strict=True)
        ]
        return Table(tuple(cells), sum(map(len, groups)))

    def _shown(self) -> list[_Group]:
        """The groups from top to bottom: the first head and the first foot have their places wherever they stand."""
        head = next((group for group in self._groups if group.kind == "thead"), None)
        foot = next((group for group in self._groups if group.kind == "tfoot"), None)
        return sorted(self._groups, key=lambda group: (group is not head) + (group is foot))
