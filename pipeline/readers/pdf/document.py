"""A PDF file as a document whose pages are read one by one."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from pipeline.errors import UnreadableFile
from pipeline.model.change import replace
from pipeline.model.document import Document, Grid
from pipeline.readers.pdf import annotations, pdfium
from pipeline.readers.pdf.file import OpenFile
from pipeline.readers.pdf.page import read_page
from pipeline.readers.pdf.remarks import fields_undrawn, page_unreadable

VERSION = "pdf-1"
_MAX_BYTES = 1024**3
_MAX_PAGES = 100_000
_MOSTLY = 1 / 3  # of a page's filled cells: if so many hold glyphs without a meaning, its text is broken
PageScanner = Callable[[int], Grid]
"""Reads the page of a number, from 1, as a picture."""
_AT_ONCE = 50  # pages: PDFium keeps what it has parsed until the document is closed, about a megabyte a page


def read_pdf(data: bytes, scanner: PageScanner | None = None) -> Document:
    """Read a PDF file; its pages are read anew each time the document's grids are walked.

    ``scanner`` reads the pages that are pictures, and those whose text is broken; without it they are findings.

    Raises:
        UnreadableFile: the file is no PDF, too large, locked by a password, damaged, or has no pages.
    """
    if len(data) > _MAX_BYTES:
        raise UnreadableFile(f"{len(data):,} bytes are too many for a PDF (limit {_MAX_BYTES:,}); split the file")
    file = OpenFile(data)
    pages = pdfium.count_pages(file.handle)
    if not pages:
        raise UnreadableFile("the PDF has no pages; export it again, or keep it out of the folder")
    if pages > _MAX_PAGES:
        raise UnreadableFile(f"the PDF says that it has {pages:,} pages (limit {_MAX_PAGES:,}); split the file")
    return Document(_Pages(data, pages, file, scanner), "pdf", VERSION, "application/pdf")


class _Pages(Sequence[Grid]):
    """The grids of a file's pages: only the page being walked is in memory. The first walk begins with ``file``."""

    __slots__ = ("_count", "_data", "_file", "_scanner")

    def __init__(self, data: bytes, count: int, file: OpenFile, scanner: PageScanner | None) -> None:
        self._data, self._count, self._scanner = data, count, scanner
        self._file: OpenFile | None = file

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
        for start in range(0, len(pages), _AT_ONCE):
            with self._opened() as file:
                for page in pages[start : start + _AT_ONCE]:
                    grid = _page(file.handle, page + 1)
                    yield grid if self._scanner is None or not _is_for_eyes(grid) else self._scanner(page + 1)

    def _opened(self) -> OpenFile:
        file, self._file = self._file, None
        return file or OpenFile(self._data)


def _is_for_eyes(grid: Grid) -> bool:
    """True for a page that only its picture tells: a scan, or text in glyphs that mean nothing."""
    rules = [finding.rule for finding in grid.findings]
    broken = rules.count("glyph-unmapped")
    return "page-is-picture" in rules or (broken > 0 and broken >= _MOSTLY * sum(1 for _ in grid.non_blank()))


def _page(document: int, number: int) -> Grid:
    page = pdfium.load_page(document, number - 1)
    values: list[str] = []
    if page and pdfium.count_annotations(page) and (kinds := annotations.kinds(page)):
        values = annotations.undrawn_fields(page) if pdfium.ANNOTATION_FIELD in kinds else []
        page = annotations.flatten(document, page, number - 1)
    if not page:
        return Grid(number, (), True, (page_unreadable(number),))
    try:
        grid = read_page(page, number)
    finally:
        pdfium.close_page(page)
    return replace(grid, findings=(*grid.findings, fields_undrawn(number, values))) if values else grid
