"""A sheet as a workbook: a worksheet a page, on the narrow columns that forms in workbooks are laid out with (方眼紙).

Every edge of every table is an edge of the worksheet's grid; a cell of a table is the cells between its edges, merged.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.paper.model import Beside, Block, Cell, Gap, Line, Page, Sheet, Table

Box = tuple[float, float, float, float]
_WHOLE, _THOUSANDS, _FRACTION = (
    re.compile(r"-?(?:0|[1-9]\d{0,2})"),
    re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+"),
    re.compile(r"\d+\.\d+"),
)
_PERCENT = re.compile(r"(\d+)(\.\d+)?%")
_THIN = Side(style="thin")


def as_excel(sheet: Sheet) -> bytes:
    """The sheet as an .xlsx file; figures are numbers, with the format that shows them as printed."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, page in enumerate(sheet.pages, start=1):
        _page(book.create_sheet(f"{number}"), page)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page(sheet: Worksheet, page: Page) -> None:
    boxes = list(_boxes(page.blocks, 0, 0))
    rights = sorted({round(edge, 2) for (left, _, right, _), _, _ in boxes for edge in (left, right)})
    bottoms = sorted({round(edge, 2) for (_, top, _, bottom), _, _ in boxes for edge in (top, bottom)})
    for (left, top, right, bottom), text, cell in boxes:
        col, col_end = rights.index(round(left, 2)) + 1, rights.index(round(right, 2)) + 1
        row, row_end = bottoms.index(round(top, 2)) + 1, bottoms.index(round(bottom, 2)) + 1
        _write(sheet, row, col, text)
        if cell is not None:
            _rule(sheet, (row, col, row_end, col_end), struck=cell.struck)
        if (row_end - row, col_end - col) != (1, 1):
            sheet.merge_cells(start_row=row, start_column=col, end_row=row_end - 1, end_column=col_end - 1)


def _rule(sheet: Worksheet, area: tuple[int, int, int, int], *, struck: bool) -> None:
    """Draw the borders of a cell, on every cell of the worksheet that it is made of."""
    top, left, bottom, right = area
    for row in range(top, bottom):
        for col in range(left, right):
            sheet.cell(row, col).border = Border(
                left=_THIN if col == left else None,
                right=_THIN if col == right - 1 else None,
                top=_THIN if row == top else None,
                bottom=_THIN if row == bottom - 1 else None,
                diagonal=_THIN if struck and (row, col) == (top, left) else None,
                diagonalDown=struck and (row, col) == (top, left),
            )


def _write(sheet: Worksheet, row: int, col: int, text: str) -> None:
    cell = sheet.cell(row, col)
    if _WHOLE.fullmatch(text):
        cell.value = int(text)
    elif _THOUSANDS.fullmatch(text):
        cell.value, cell.number_format = int(text.replace(",", "")), "#,##0"
    elif _FRACTION.fullmatch(text):
        cell.value, cell.number_format = float(text), "0." + "0" * len(text.partition(".")[2])
    elif found := _PERCENT.fullmatch(text):
        cell.value = float(text[:-1]) / 100
        cell.number_format = f"0{'.' + '0' * (len(found[2]) - 1) if found[2] else ''}%"
    elif text:
        cell.value = text


def _boxes(blocks: Iterable[Block], left: float, top: float) -> Iterator[tuple[Box, str, Cell | None]]:
    """Every cell and line with its box, its text, and the cell of a table."""
    for block in blocks:
        match block:
            case Line():
                starts = [left + at for at, _ in block.pieces]
                for start, end, (_, text) in zip(starts, [*starts[1:], starts[-1] + 10], block.pieces, strict=True):
                    yield (start, top, end, top + block.height), text, None
            case Table():
                yield from _cells(block, left, top)
            case Beside():
                for at, column in block.columns:
                    yield from _boxes(column, left + at, top)
            case Gap():
                pass
        top += _height(block)


def _cells(table: Table, left: float, top: float) -> Iterator[tuple[Box, str, Cell | None]]:
    across = [left + sum(table.widths[:number]) for number in range(len(table.widths) + 1)]
    down = [top + sum(table.row_heights[:number]) for number in range(len(table.row_heights) + 1)]
    for placed in table.placed():
        box = across[placed.col], down[placed.row], across[placed.col_end], down[placed.row_end]
        yield box, placed.cell.text, placed.cell


def _height(block: Block) -> float:
    match block:
        case Table():
            return sum(block.row_heights)
        case Beside():
            return max(sum(map(_height, column)) for _, column in block.columns)
        case _:
            return block.height
