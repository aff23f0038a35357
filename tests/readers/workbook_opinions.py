"""What other programs read in a workbook, and why a cell of ours says something else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from pipeline.model.document import Grid

Spot = tuple[int, int]
Area = tuple[int, int, int, int]
SAME, ROUNDED, FORMATTED, WHITE = "the same", "rounded as shown", "as its format shows it", "white space only"
_NUMBER = re.compile(r"[^0-9.]")


@dataclass(frozen=True)
class Opinion:
    """The values of a sheet by place, and its merged areas."""

    values: dict[Spot, object]
    merged: frozenset[Area]


def by_calamine(data: bytes) -> list[Opinion]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    found = []
    for number in range(len(book.sheet_names)):
        sheet = book.get_sheet_by_index(number)
        rows = sheet.to_python(skip_empty_area=False)
        values = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}
        areas = frozenset((*first, *last) for first, last in sheet.merged_cell_ranges or [])
        found.append(Opinion(dict(values), areas))
    return found


def by_openpyxl(data: bytes) -> list[Opinion]:
    found = []
    for sheet in load_workbook(BytesIO(data), data_only=True, rich_text=False).worksheets:
        cells = (cell for row in sheet.iter_rows() for cell in row if cell.value not in {None, ""})
        values = {(cell.row - 1, cell.column - 1): cell.value for cell in cells}
        areas = (a.bounds for a in sheet.merged_cells.ranges)
        merged = frozenset((top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in areas)
        found.append(Opinion(values, merged))
    return found


def ours(grid: Grid) -> Opinion:
    cells = [cell for row in grid.rows for cell in row]
    values: dict[Spot, object] = {(cell.row, cell.col): cell.text for cell in cells if cell.text}
    areas = ((c.row, c.col, c.row_end - 1, c.col_end - 1) for c in cells if (c.row_span, c.col_span) != (1, 1))
    return Opinion(values, frozenset(areas))


def differences(mine: Opinion, other: Opinion) -> Iterator[tuple[Spot, str]]:
    """Of every cell that either has, why they differ, or that they don't; a difference nobody can name fails."""
    for spot in mine.values.keys() | other.values.keys():
        shown, value = mine.values.get(spot, ""), other.values.get(spot, "")
        cause = why(str(shown), value)
        if cause is None:
            raise AssertionError(f"{spot}: we show {shown!r}, the other reads {value!r}")
        yield spot, cause


def why(shown: str, value: object) -> str | None:
    """Why a cell shows what it does, of which another program says that it holds ``value``; None if nothing says so."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return SAME if shown == text else WHITE if not shown.strip() and not text.strip() else None
    if isinstance(value, bool):
        return SAME if shown == str(value).upper() else None
    if isinstance(value, int | float):
        return _why_number(shown, Decimal(repr(value)))
    if isinstance(value, date | datetime | time | timedelta):
        return FORMATTED if shown and shown in _written(value) else None
    return None


def _why_number(shown: str, value: Decimal) -> str | None:
    """By the digits alone: whatever stands around them, they must be the number to the digits that are shown."""
    digits = _NUMBER.sub("", shown)
    if not digits or digits.count(".") > 1:
        return None
    percent = 2 if shown.endswith("%") else 0
    read = Decimal(digits).scaleb(-percent)
    negative = shown.startswith(("-", "△", "▲", "("))
    if negative != (value < 0) and read:
        return None
    last = Decimal(1).scaleb(-len(digits.partition(".")[2]) - percent)
    if abs(read - abs(value)) > last / 2 + abs(value) * Decimal("1e-14"):
        return None
    plain = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", shown) is not None
    return SAME if plain and read == abs(value) else ROUNDED if plain else FORMATTED


def _written(value: date | time | timedelta) -> set[str]:
    """The ways that the tests write a day or a time."""
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return {f"{minutes // 60}:{minutes % 60:02d}"}
    if isinstance(value, time):
        return {f"{value.hour}:{value.minute:02d}"}
    era = f"R{value.year - 2018}" if (value.year, value.month) >= (2019, 5) else f"H{value.year - 1988}"
    return {f"{value.year}/{value.month}/{value.day}", f"{era}.{value.month}.{value.day}"}
