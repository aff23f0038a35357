"""A workbook as a document whose sheets are read one by one."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Protocol, overload

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document, Grid
from pipeline.readers.workbook.ods import OdsWorkbook
from pipeline.readers.workbook.ooxml import OoxmlWorkbook
from pipeline.readers.workbook.package import BROKEN
from pipeline.readers.workbook.raw import RawSheet, as_grid
from pipeline.readers.workbook.xls import XlsWorkbook

VERSION = "excel-2"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_XLS = "application/vnd.ms-excel"
_MAIN = (b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml", b"sheet.macroEnabled.main+xml")
_MOST_TYPES = 16 * 1024**2


class Workbook(Protocol):
    """An open workbook of any file format."""

    def __len__(self) -> int: ...
    def sheet(self, number: int) -> RawSheet:
        """The ``number``-th sheet from 0."""
        ...


def is_workbook(data: bytes) -> bool:
    """Whether a file's content is a workbook, as far as its directory tells."""
    if data.startswith(_OLD):
        return _LOCKED in data or any(name in data for name in _STREAMS)
    return data.startswith(b"PK\x03\x04") and _media_type(data) is not None


def read_workbook(data: bytes) -> Document:
    """Read a workbook; its sheets are read anew each time the document's grids are walked.

    Raises:
        UnreadableFile: it is damaged, locked by a password, too large, or of a kind that isn't read.
    """
    if data.startswith(_OLD):
        if _LOCKED in data:
            raise UnreadableFile("the workbook is locked by a password; save a copy without one")
        return Document(_Sheets(XlsWorkbook(data)), "excel", VERSION, _XLS)
    media_type = _media_type(data) or _OOXML
    if media_type == _ODS:
        return Document(_Sheets(OdsWorkbook(data)), "excel", VERSION, media_type)
    if "xlsb" in media_type:
        raise UnreadableFile("this is a binary workbook (.xlsb), whose number formats are not read; save it as .xlsx")
    return Document(_Sheets(OoxmlWorkbook(data)), "excel", VERSION, media_type)


class _Sheets(Sequence[Grid]):
    """The grids of a workbook's sheets: only the one being walked is in memory."""

    __slots__ = ("_book",)

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def __len__(self) -> int:
        return len(self._book)

    def __iter__(self) -> Iterator[Grid]:
        return map(self._grid, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Grid: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Grid, ...]: ...
    def __getitem__(self, index: int | slice) -> Grid | tuple[Grid, ...]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return tuple(map(self._grid, numbers))
        return self._grid(numbers)

    def _grid(self, number: int) -> Grid:
        try:
            return as_grid(self._book.sheet(number), number + 1)
        except (ValueError, KeyError, IndexError) as error:
            raise UnreadableFile(f"sheet {number + 1} of the workbook is damaged ({error}); save it anew") from error


def _says_workbook(package: zipfile.ZipFile) -> bool:
    """Whether the list of types names a workbook, whatever the workbook's own name."""
    name = "[Content_Types].xml"
    if name not in package.namelist() or package.getinfo(name).file_size > _MOST_TYPES:
        return False
    types = package.read(name)
    return any(kind in types for kind in _MAIN)


def _media_type(data: bytes) -> str | None:
    """The media type of a zipped workbook; None for any other zip."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
            if "xl/workbook.bin" in names:
                return f"{_XLS}.sheet.binary.macroEnabled.12 (xlsb)"
            if "xl/workbook.xml" in names or _says_workbook(package):
                return _MACROS if "xl/vbaProject.bin" in names else _OOXML
            if "mimetype" in names and package.getinfo("mimetype").file_size < 1000:
                found = package.read("mimetype").decode("ascii", "replace").strip()
                return found if found == _ODS else None
    except (*BROKEN, ValueError):
        return _OOXML if b"xl/" in data or b"[Content_Types].xml" in data else None
    return None
