"""Workbooks of Excel 97 to 2003 (.xls), by xlrd, cells as they are shown."""

from collections.abc import Sequence
from typing import Any

import xlrd

from pipeline.errors import UnreadableFile
from pipeline.readers.workbook.formats import GENERAL
from pipeline.readers.workbook.raw import BOTTOM, LEFT, MOST_CELLS, RIGHT, TOP, RawSheet, Spot
from pipeline.readers.workbook.shown import error, number, put, words
from pipeline.readers.workbook.styles import Style

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
        if sum(map(found.row_len, range(found.nrows))) > MOST_CELLS:
            raise UnreadableFile(f"the sheet {found.name} has more than {MOST_CELLS:,} cells; split the workbook")
        sheet = RawSheet(found.name, hidden=bool(found.visibility))
        sheet.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells]
        sheet.hidden_rows = {row for row, info in found.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = {col for col, info in found.colinfo_map.items() if info.hidden}
        sheet.hides_zeros = not found.show_zero_values
        for row in range(found.nrows):
            for col in range(found.row_len(row)):
                self._cell(sheet, found, row, col)
        self._book.unload_sheet(number)
        return sheet

    def _cell(self, sheet: RawSheet, found: Any, row: int, col: int) -> None:
        cell, look = found.cell(row, col), self._book.xf_list[found.cell_xf_index(row, col)]
        known = self._book.format_map.get(look.format_key)
        style = Style(
            GENERAL if known is None else known.format_str,
            bool(self._book.font_list[look.font_index].struck_out),
            bool(look.border.diag_line_style and (look.border.diag_up or look.border.diag_down)),
            _sides(look.border),
        )
        runs = [(0, look.font_index), *found.rich_text_runlist_map.get((row, col), ())]
        put(sheet, (row, col), self._shown(sheet, (row, col), cell, style, runs), style)

    def _shown(self, sheet: RawSheet, spot: Spot, cell: Any, style: Style, runs: Sequence[tuple[int, int]]) -> str:
        match cell.ctype:
            case xlrd.XL_CELL_TEXT:
                text = str(cell.value).replace("\r\n", "\n")
                return words(sheet, spot, *self._by_strike(text, runs, style), style)
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                return number(sheet, spot, repr(cell.value), style, from_1904=bool(self._book.datemode))
            case xlrd.XL_CELL_BOOLEAN:
                return "TRUE" if cell.value else "FALSE"
            case xlrd.XL_CELL_ERROR:
                return error(sheet, spot, str(xlrd.error_text_from_code.get(cell.value, "#ERR")))
            case _:
                return ""

    def _by_strike(self, text: str, runs: Sequence[tuple[int, int]], style: Style) -> tuple[str, str]:
        """What a text says, and the words of it that are crossed out; a run is where it begins, and its font."""
        if style.crossed_out or len(runs) == 1:
            return text, ""
        parts = ["", ""]
        for (begin, font), end in zip(runs, [*(start for start, _ in runs[1:]), len(text)], strict=True):
            parts[bool(self._book.font_list[font].struck_out)] += text[begin:end]
        return parts[0], parts[1]


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
