"""Workbooks made for a test, and what reading makes of them."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.document import Cell, Grid
from pipeline.readers import read_document

Fill = Callable[[Worksheet], object]


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(*fills: Fill) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, fill in enumerate(fills, start=1):
        fill(book.create_sheet(f"表{number}"))
    return saved(book)


def replaced(data: bytes, parts: dict[str, str]) -> bytes:
    """The workbook with some of its parts replaced, or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as package:
        for name in old.namelist():
            if name not in parts:
                package.writestr(name, old.read(name))
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def grid(data: bytes) -> Grid:
    (found,) = read_document(data).grids
    return found


def texts(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


def rules(found: Grid) -> list[str]:
    return [finding.rule for finding in found.findings]


def cell(found: Grid, name: str) -> Cell:
    col, row = ord(name[0]) - ord("A"), int(name[1:]) - 1
    return next(c for r in found.rows for c in r if (c.row, c.col) == (row, col))
