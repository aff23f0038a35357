"""Workbooks of Excel 97 to 2003 (.xls), by xlrd, cells as they are shown."""

from decimal import Decimal
from typing import Any

import xlrd

from pipeline.errors import UnreadableFile
from pipeline.model.finding import Severity
from pipeline.readers.workbook.formats import GENERAL, show_general, show_number, show_text
from pipeline.readers.workbook.raw import BOTTOM, LEFT, RIGHT, TOP, RawSheet

_LOCKED = "encrypted"


class XlsWorkbook:
    """A workbook in the binary format."""

    def __init__(self, data: bytes) -> None:
        try:
            self._book: Any = xlrd.open_workbook(
                file_contents=data, formatting_info=True, on_demand=True, logfile=_Silent()
            )
        except Exception as error:  # xlrd raises whatever its parser stumbles over
            locked = _LOCKED in str(error)
            why = (
                "is locked by a password; save a copy without one" if locked else f"is damaged ({error}); save it anew"
            )
            raise UnreadableFile(f"the workbook {why}") from error

    def __len__(self) -> int:
        return int(self._book.nsheets)

    def sheet(self, number: int) -> RawSheet:
        """The ``number``-th sheet from 0."""
        try:
            found = self._book.sheet_by_index(number)
        except Exception as error:
            raise UnreadableFile(f"sheet {number + 1} of the workbook is damaged ({error}); save it anew") from error
        sheet = RawSheet(found.name, hidden=bool(found.visibility))
        sheet.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells]
        sheet.hidden_rows = {row for row, info in found.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = {col for col, info in found.colinfo_map.items() if info.hidden}
        for row in range(found.nrows):
            for col in range(found.row_len(row)):
                self._cell(sheet, found, row, col)
        self._book.unload_sheet(number)
        return sheet

    def _cell(self, sheet: RawSheet, found: Any, row: int, col: int) -> None:
        cell = found.cell(row, col)
        style = self._book.xf_list[found.cell_xf_index(row, col)]
        if sides := _sides(style.border):
            sheet.borders[row, col] = sides
        if style.border.diag_line_style and (style.border.diag_up or style.border.diag_down):
            sheet.struck.add((row, col))
        text = self._shown(sheet, cell, style, (row, col))
        if cell.ctype == xlrd.XL_CELL_TEXT and (runs := found.rich_text_runlist_map.get((row, col))):
            text = self._without_struck(sheet, (row, col), text, [(0, style.font_index), *runs])
        if text.strip() and self._book.font_list[style.font_index].struck_out:
            sheet.note(
                "text-struck", Severity.WARNING, "this text is crossed out, so it was left out", (row, col), text
            )
            sheet.struck.add((row, col))
        elif text:
            sheet.texts[row, col] = text

    def _without_struck(self, sheet: RawSheet, spot: tuple[int, int], text: str, runs: list[tuple[int, int]]) -> str:
        """The text without the runs that are crossed out; each run is where it begins, and its font."""
        said, struck = "", ""
        for (begin, font), (end, _) in zip(runs, [*runs[1:], (len(text), 0)], strict=True):
            if self._book.font_list[font].struck_out:
                struck += text[begin:end]
            else:
                said += text[begin:end]
        if struck and said:
            message = "some words of the cell are crossed out, so they were left out; look at the cell"
            sheet.note("text-struck", Severity.WARNING, message, spot, struck)
        return said if struck and said else text

    def _shown(self, sheet: RawSheet, cell: Any, style: Any, spot: tuple[int, int]) -> str:
        known = self._book.format_map.get(style.format_key)
        code = GENERAL if known is None else known.format_str
        match cell.ctype:
            case xlrd.XL_CELL_TEXT:
                return show_text(str(cell.value), code).replace("\r\n", "\n")
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                value = Decimal(repr(float(cell.value)))
                text = show_number(value, code, from_1904=bool(self._book.datemode))
                if text is None:
                    message = f"the number format {code} is not known, so the plain number was taken; look at the cell"
                    text = show_general(value)
                    sheet.note("format-unknown", Severity.WARNING, message, spot, text)
                elif not text.strip():
                    message = "the cell's number format hides its number, so it was read as blank"
                    sheet.note("value-hidden", Severity.WARNING, message, spot, str(value))
                return text
            case xlrd.XL_CELL_BOOLEAN:
                return "TRUE" if cell.value else "FALSE"
            case xlrd.XL_CELL_ERROR:
                text = str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
                sheet.note("cell-error", Severity.ERROR, "the formula gave an error, so there is no value", spot, text)
                return text
            case _:
                return ""


def _sides(border: Any) -> int:
    drawn = (
        (border.left_line_style, LEFT),
        (border.right_line_style, RIGHT),
        (border.top_line_style, TOP),
        (border.bottom_line_style, BOTTOM),
    )
    return sum(side for style, side in drawn if style)


class _Silent:
    """Where xlrd's own remarks go."""

    def write(self, text: str) -> int:
        """Take them and say nothing."""
        return len(text)
