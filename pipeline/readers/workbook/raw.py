"""What a workbook gives, whatever its file format: cells with what they show, and what is odd about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.errors import UnreadableFile
from pipeline.model.document import Cell, Grid, Place
from pipeline.model.finding import Finding, Severity
from pipeline.readers.workbook.names import cell_name, column_name, joined

Spot = tuple[int, int]
"""Row and column from 0."""
Area = tuple[int, int, int, int]
"""First row and column, last row and column, all from 0."""

MOST_CELLS = 1_000_000
LEFT, TOP, RIGHT, BOTTOM = 1, 2, 4, 8
_SIDES_OF_A_TABLE = 2  # a title right above a table has one drawn side, a table's own cell two at least


@dataclass(slots=True)
class RawSheet:
    """A sheet as its file says it.

    ``texts`` are what its cells show, blanks left out; ``borders`` the sides (LEFT, TOP …) that its cells draw.
    """

    name: str
    texts: dict[Spot, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    struck: set[Spot] = field(default_factory=set)
    borders: dict[Spot, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    hides_zeros: bool = False
    outside: list[str] = field(default_factory=list)
    odd: list[tuple[str, Severity, str, Spot, str]] = field(default_factory=list)

    def note(self, rule: str, severity: Severity, message: str, spot: Spot, actual: str) -> None:
        """Keep something odd about a cell."""
        self.odd.append((rule, severity, message, spot, actual))


def as_grid(sheet: RawSheet, page: int) -> Grid:
    """The sheet as a grid: of every row the cells up to the last that says something or is drawn, blank ones too.

    Where anything on the sheet has borders, cells without are text outside tables.

    Raises:
        UnreadableFile: it has too many cells.
    """
    widths: dict[int, int] = {}
    for row, col in (*sheet.texts, *sheet.struck, *sheet.borders):
        widths[row] = max(widths.get(row, 0), col + 1)
    last = max((row for row, _ in (*sheet.texts, *sheet.struck)), default=-1)
    areas = [_cut(area, last, max(widths.values(), default=0) - 1) for area in sheet.merged]
    _limit(sheet, sum((area[2] - area[0] + 1) * (area[3] - area[1] + 1) for area in areas))
    inside: dict[Spot, Area] = {}
    for area in areas:
        spots = [(row, col) for row in range(area[0], area[2] + 1) for col in range(area[1], area[3] + 1)]
        if any(spot in inside for spot in spots):
            message = "merged cells overlap others here, so these were read as if not merged; save the workbook anew"
            sheet.note("merged-twice", Severity.ERROR, message, area[:2], sheet.texts.get(area[:2], ""))
            continue
        for row in range(area[0], area[2] + 1):
            widths[row] = max(widths.get(row, 0), area[3] + 1)
        inside.update(dict.fromkeys(spots, area))
    _limit(sheet, sum(width for row, width in widths.items() if row <= last))
    covered: list[Spot] = []
    rows = []
    for row in range(last + 1):
        cells = []
        for col in range(widths.get(row, 0)):
            whole = inside.get((row, col))
            if whole is not None and whole[:2] != (row, col):
                if (row, col) in sheet.texts:
                    covered.append((row, col))
                continue
            cells.append(_cell(sheet, page, row, col, whole))
        rows.append(tuple(cells))
    return Grid(page, tuple(rows), True, tuple(_findings(sheet, page, covered)))


def _cut(area: Area, row: int, col: int) -> Area:
    """A merged area, cut off where the sheet ends."""
    top, left, bottom, right = area
    return top, left, max(top, min(bottom, row)), max(left, min(right, col))


def _limit(sheet: RawSheet, cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnreadableFile(
            f"the sheet {sheet.name} covers more than {MOST_CELLS:,} cells; take out what stands far off, or split it"
        )


def _cell(sheet: RawSheet, page: int, row: int, col: int, area: Area | None) -> Cell:
    down, across = (1, 1) if area is None else (area[2] - row + 1, area[3] - col + 1)
    text = sheet.texts.get((row, col), "")
    struck = (row, col) in sheet.struck and not text.strip()
    ruled = not sheet.borders or _drawn_sides(sheet, row, col, down, across) >= _SIDES_OF_A_TABLE
    return Cell(text, Place(page, row, col), down, across, ruled=ruled, struck=struck)


def _drawn_sides(sheet: RawSheet, row: int, col: int, down: int, across: int) -> int:
    """How many sides of a cell are drawn, by itself or by its neighbours."""
    draws = sheet.borders.get
    rows, cols, bottom, right = range(row, row + down), range(col, col + across), row + down - 1, col + across - 1
    return sum(
        (
            any(draws((r, col), 0) & LEFT or draws((r, col - 1), 0) & RIGHT for r in rows),
            any(draws((r, right), 0) & RIGHT or draws((r, right + 1), 0) & LEFT for r in rows),
            any(draws((row, c), 0) & TOP or draws((row - 1, c), 0) & BOTTOM for c in cols),
            any(draws((bottom, c), 0) & BOTTOM or draws((bottom + 1, c), 0) & TOP for c in cols),
        )
    )


def _findings(sheet: RawSheet, page: int, covered: Iterable[Spot]) -> Iterable[Finding]:
    for rule, severity, message, (row, col), actual in sheet.odd:
        at = cell_name(row, col)
        yield Finding(rule, severity, f"{sheet.name}!{at}: {message}", actual=actual, place=Place(page, row, col))
    for row, col in covered:
        message = (
            f"{sheet.name}!{cell_name(row, col)}: this text lies under merged cells, so nobody sees it; it was left out"
        )
        text = sheet.texts[row, col]
        yield Finding("text-covered", Severity.WARNING, message, actual=text, place=Place(page, row, col))
    rows = sorted({row for row, _ in sheet.texts} & sheet.hidden_rows)
    columns = sorted({col for _, col in sheet.texts} & sheet.hidden_columns)
    if rows or columns:
        which = joined([*(f"row {row + 1}" for row in rows), *(f"column {column_name(col)}" for col in columns)])
        message = f"{sheet.name}: hidden rows or columns hold text, and were read like the others: {which}"
        yield Finding("hidden-cells", Severity.WARNING, message, place=Place(page, 0, 0))
    if sheet.hidden and sheet.texts:
        message = f"the sheet {sheet.name} is hidden, and was read like the others; look whether it counts"
        yield Finding("sheet-hidden", Severity.WARNING, message, place=Place(page, 0, 0))
    for text in sheet.outside:
        message = f"{sheet.name}: text in a shape or text box belongs to no cell, so nothing was read from it"
        yield Finding("text-outside-cells", Severity.WARNING, message, actual=text, place=Place(page, 0, 0))
