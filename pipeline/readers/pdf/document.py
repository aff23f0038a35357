"""A PDF file as a document whose pages are read one by one."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import overload

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document, Grid
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.page import read_page

VERSION = "pdf-1"
_MAX_BYTES = 1024**3
_MAX_PAGES = 100_000
_WRONG_PASSWORD, _UNKNOWN_LOCK = 4, 5


def read_pdf(data: bytes) -> Document:
    """Read a PDF file; its pages are read anew each time the document's grids are walked.

    Raises:
        UnreadableFile: the file is no PDF, too large, locked by a password, damaged, or has no pages.
    """
    if len(data) > _MAX_BYTES:
        raise UnreadableFile(f"{len(data):,} bytes are too many for a PDF (limit {_MAX_BYTES:,}); split the file")
    document = _open(data)
    pages = len(document)
    document.close()
    if not pages:
        raise UnreadableFile("the PDF has no pages; export it again, or keep it out of the folder")
    if pages > _MAX_PAGES:
        raise UnreadableFile(f"the PDF says that it has {pages:,} pages (limit {_MAX_PAGES:,}); split the file")
    return Document(_Pages(data, pages), "pdf", VERSION, "application/pdf")


class _Pages(Sequence[Grid]):
    """The grids of a file's pages: only the page being walked is in memory."""

    __slots__ = ("_count", "_data")

    def __init__(self, data: bytes, count: int) -> None:
        self._data, self._count = data, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Grid]:
        return self._read(range(self._count))

    def __reversed__(self) -> Iterator[Grid]:
        return self._read(range(self._count)[::-1])

    @overload
    def __getitem__(self, index: int) -> Grid: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Grid, ...]: ...
    def __getitem__(self, index: int | slice) -> Grid | tuple[Grid, ...]:
        if isinstance(index, slice):
            return tuple(self._read(range(self._count)[index]))
        (grid,) = self._read((range(self._count)[index],))
        return grid

    def _read(self, pages: Sequence[int]) -> Iterator[Grid]:
        document = _open(self._data)
        try:
            handle = ctypes.cast(document.raw, ctypes.c_void_p).value or 0
            for page in pages:
                yield _page(handle, page + 1)
        finally:
            document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (_WRONG_PASSWORD, _UNKNOWN_LOCK):
            raise UnreadableFile("the PDF is locked by a password; save a copy without one") from None
        raise UnreadableFile(
            "the file begins like a PDF but is damaged or cut short; fetch it again, or save it anew with a PDF program"
        ) from None


def _page(document: int, number: int) -> Grid:
    page = pdfium.load_page(document, number - 1)
    if not page:
        finding = Finding(
            "page-unreadable",
            Severity.ERROR,
            f"page {number} can't be read: it is damaged, and nothing of it is in the result; save the file anew with a "
            "PDF program, or fetch it again",
            place=Place(number, 0, 0),
        )
        return Grid(number, (), True, (finding,))
    try:
        return read_page(page, number)
    finally:
        pdfium.close_page(page)
