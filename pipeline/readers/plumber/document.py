"""A PDF file as a document whose pages pdfplumber reads one by one."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, overload

from pipeline.errors import UnreadableFile
from pipeline.model.change import replace
from pipeline.model.document import Document, Grid
from pipeline.readers.pdf.remarks import page_unreadable
from pipeline.readers.plumber.lost import find_lost

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

VERSION = f"pdfplumber-{version('pdfplumber')}-1"  # theirs, and ours on top


def read_pdf(data: bytes) -> Document:
    """Read a PDF file; its pages are read anew each time the document's grids are walked.

    Raises:
        UnreadableFile: pdfplumber can't open the file, or it has no pages.
    """
    with _opened(data) as file:
        pages = len(file.pages)
    if not pages:
        raise UnreadableFile("the PDF has no pages; export it again, or keep it out of the folder")
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
        with _opened(self._data) as file:
            for page in pages:
                grid = _page(file, page)
                yield replace(grid, findings=(*grid.findings, *find_lost(self._data, file, page)))
                file.pages[page].close()


@contextmanager
def _opened(data: bytes) -> Iterator["PDF"]:
    # Taking 0.15 s, it is imported only where it is used.
    from pdfplumber.pdf import PDF
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of every colour that it doesn't understand
    try:
        file = PDF.open(BytesIO(data))
        file.pages  # noqa: B018 - counts them, which a damaged file may fail at
    except Exception as error:  # whatever the parser stumbles over: PdfminerException covers only some of it
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if type(cause).__name__ == "PDFPasswordIncorrect":
            raise UnreadableFile("the PDF is locked by a password; save a copy without one") from error
        said = f"{type(cause).__name__}: {cause}".rstrip(": ")
        raise UnreadableFile(
            f"pdfplumber can't open the file ({said}); read it by pdfium, fetch it again, or save it anew"
        ) from error
    with file:
        yield file


def _page(file: "PDF", index: int) -> Grid:
    from pipeline.readers.plumber.page import read_page

    try:
        return read_page(file.pages[index], index + 1)
    except Exception:  # a damaged page makes its parser raise anything
        return Grid(index + 1, (), True, (page_unreadable(index + 1),))
