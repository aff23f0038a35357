"""A PDF file as a document whose pages are read one by one."""

import ctypes
from collections.abc import Collection, Iterator

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document, Grid
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.page import read_page

VERSION = "pdf-1"
_MAX_BYTES = 1024**3
_WRONG_PASSWORD = 4


def read_pdf(data: bytes) -> Document:
    """Read a PDF file; its pages are read anew each time the document's grids are walked.

    Raises:
        UnreadableFile: the file is too large, locked by a password, damaged, or has no pages.
    """
    if len(data) > _MAX_BYTES:
        raise UnreadableFile(f"{len(data):,} bytes are too many for a PDF (limit {_MAX_BYTES:,}); split the file")
    document = _open(data)
    pages = len(document)
    document.close()
    if not pages:
        raise UnreadableFile("the PDF has no pages; export it again, or keep it out of the folder")
    return Document(_Pages(data, pages), "pdf", VERSION, "application/pdf")


class _Pages(Collection[Grid]):
    """The grids of a file's pages: only the page being walked is in memory."""

    __slots__ = ("_count", "_data")

    def __init__(self, data: bytes, count: int) -> None:
        self._data, self._count = data, count

    def __len__(self) -> int:
        return self._count

    def __contains__(self, grid: object) -> bool:
        return any(grid == mine for mine in self)

    def __iter__(self) -> Iterator[Grid]:
        document = _open(self._data)
        try:
            handle = ctypes.cast(document.raw, ctypes.c_void_p).value or 0
            for number in range(1, self._count + 1):
                yield _page(handle, number)
        finally:
            document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == _WRONG_PASSWORD:
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
            f"page {number} can't be read: it is damaged; nothing of it is in the result. Save the file anew with a "
            "PDF program, or type the page's values in",
            place=Place(number, 0, 0),
        )
        return Grid(number, (), True, (finding,))
    try:
        return read_page(page, number)
    finally:
        pdfium.close_page(page)
