"""The geometry of a report's pages: what stands beside, below and above a cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.change import replace
from pipeline.model.document import Cell, Grid


class _Page:
    """The cells of one page by the edges they begin and end at."""

    def __init__(self, grid: Grid) -> None:
        # A blank cell outside tables is the white space of a worksheet.
        self.cells = tuple(cell for row in grid.rows for cell in row if cell.ruled or not cell.is_blank)
        self.by_left: dict[int, list[Cell]] = defaultdict(list)
        self.by_right: dict[int, list[Cell]] = defaultdict(list)
        self.by_top: dict[int, list[Cell]] = defaultdict(list)
        self.by_bottom: dict[int, list[Cell]] = defaultdict(list)
        self._columns: dict[tuple[int, int], dict[int, list[Cell]]] = {}
        self._edges: dict[tuple[int, int], dict[int, list[Cell]]] = {}
        for cell in self.cells:
            place = cell.place
            self.by_left[place.col].append(cell)
            self.by_right[place.col + cell.col_span].append(cell)
            self.by_top[place.row].append(cell)
            self.by_bottom[place.row + cell.row_span].append(cell)

    def beside(self, by_edge: dict[int, list[Cell]], edge: int, cell: Cell) -> list[Cell]:
        """The cells that have an edge (of ``by_left`` or ``by_right``) in some row of ``cell``, from top to bottom."""
        rows = self._edges.get((id(by_edge), edge))
        if rows is None:
            rows = self._edges[id(by_edge), edge] = {}
            for other in by_edge.get(edge, ()):
                for row in range(other.place.row, other.place.row + other.row_span):
                    rows.setdefault(row, []).append(other)
        if cell.row_span == 1:
            return rows.get(cell.place.row, [])
        found = {id(o): o for row in range(cell.place.row, cell.row_end) for o in rows.get(row, ())}
        return list(found.values())

    def column(self, col: int, end: int) -> dict[int, list[Cell]]:
        """The cells that lie within some columns, from left to right, by every row that they cover."""
        known = self._columns.get((col, end))
        if known is None:
            known = self._columns[col, end] = {}
            for left in range(col, end):
                for cell in self.by_left.get(left, ()):
                    if cell.place.col + cell.col_span <= end:
                        for row in range(cell.place.row, cell.place.row + cell.row_span):
                            known.setdefault(row, []).append(cell)
        return known


class Sheet:
    """All pages of a report; every answer is in reading order and on the page of the cell asked about."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        parts: dict[int, Grid] = {}
        for grid in grids:
            same = parts.get(grid.page)
            parts[grid.page] = grid if same is None else replace(grid, rows=(*same.rows, *grid.rows))
        self._pages = {page: _Page(grid) for page, grid in parts.items()}

    def cells(self) -> Iterator[Cell]:
        """Every cell, blank ones too."""
        for page in self._pages.values():
            yield from page.cells

    def right_of(self, cell: Cell) -> list[Cell]:
        """The cells that touch ``cell`` on its right, from top to bottom.

        Text outside tables touches nothing: of it, and right of it, the nearest in the same rows.
        """
        page = self._pages[cell.place.page]
        touching = page.beside(page.by_left, cell.col_end, cell)
        if touching:
            return touching
        beyond = [
            c for c in page.cells if c.col >= cell.col_end and _share_rows(cell, c) and not (cell.ruled and c.ruled)
        ]
        nearest = min((other.col for other in beyond), default=0)
        return [other for other in beyond if other.col == nearest]

    def left_of(self, cell: Cell) -> list[Cell]:
        """The cells that touch ``cell`` on its left."""
        page = self._pages[cell.place.page]
        return page.beside(page.by_right, cell.col, cell)

    def below(self, cell: Cell) -> list[Cell]:
        """The cells that touch ``cell`` from below."""
        page = self._pages[cell.place.page]
        return [other for other in page.by_top.get(cell.row_end, ()) if _share_columns(cell, other)]

    def above(self, cell: Cell) -> list[Cell]:
        """The cells that touch ``cell`` from above."""
        page = self._pages[cell.place.page]
        return [other for other in page.by_bottom.get(cell.row, ()) if _share_columns(cell, other)]

    def band(self, cell: Cell) -> list[Cell]:
        """The cells right of ``cell``, anywhere within its rows."""
        page = self._pages[cell.place.page]
        left, bottom = cell.col_end, cell.row_end
        return [
            other
            for row in range(cell.place.row, bottom)
            for other in page.by_top.get(row, ())
            if other.place.col >= left and row + other.row_span <= bottom
        ]

    def crossing(self, row_of: Cell, column_of: Cell, top: int = 0) -> list[Cell]:
        """The cells on the first row of ``row_of`` that lie within the columns of ``column_of``, from left to right.

        ``top``: the first row that counts, where ``row_of`` begins above it.
        """
        row = max(row_of.place.row, top)
        return self._pages[row_of.place.page].column(column_of.col, column_of.col_end).get(row, [])

    def starting(self, page: int, row: int) -> list[Cell]:
        """The cells whose first row is ``row``."""
        return self._pages[page].by_top.get(row, [])

    def rows_below(self, page: int, row: int) -> list[int]:
        """The rows from ``row`` on in which cells begin."""
        return sorted(top for top in self._pages[page].by_top if top >= row)


def reading_order(cells: Iterable[Cell]) -> list[Cell]:
    """``cells`` by page, then from top to bottom, then from left to right."""
    return sorted(cells, key=lambda cell: (cell.place.page, cell.row, cell.col))


def _share_rows(one: Cell, other: Cell) -> bool:
    return one.row < other.row_end and other.row < one.row_end


def _share_columns(one: Cell, other: Cell) -> bool:
    left, its_left = one.place.col, other.place.col
    return left < its_left + other.col_span and its_left < left + one.col_span
