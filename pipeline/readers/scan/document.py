"""A scan as a document whose pages are read one by one."""

from collections.abc import Iterator, Sequence
from typing import overload

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document, Grid
from pipeline.model.layout import NO_LAYOUTS, KnownLayouts
from pipeline.readers.scan import VERSION, remarks
from pipeline.readers.scan.page import read_page
from pipeline.readers.scan.pictures import count_pages, media_type, read_picture
from pipeline.readers.scan.recogniser import Recogniser

_MAX_BYTES = 1024**3
_MAX_PAGES = 100_000


def read_scan(
    data: bytes, recogniser: Recogniser, known: KnownLayouts = NO_LAYOUTS, version: str = VERSION
) -> Document:
    """Read a scan (TIFF, PNG, JPEG, PDF); its pages are read anew each time the document's grids are walked.

    ``version`` is that of the document: of this reader, of what it knows, and of how it was told to read.

    Raises:
        UnreadableFile: the file is no scan, too large, locked by a password, damaged, or has no pages.
    """
    if len(data) > _MAX_BYTES:
        raise UnreadableFile(f"{len(data):,} bytes are too many for a scan (limit {_MAX_BYTES:,}); split the file")
    pages = count_pages(data)
    if not pages:
        raise UnreadableFile("the file has no pages; scan the sheet again, or keep the file out of the folder")
    if pages > _MAX_PAGES:
        raise UnreadableFile(f"the file says that it has {pages:,} pages (limit {_MAX_PAGES:,}); split it")
    return Document(_Pages(data, pages, recogniser, known), "ocr", version, media_type(data))


class _Pages(Sequence[Grid]):
    """The grids of a scan's pages: only the page being walked is in memory."""

    __slots__ = ("_count", "_data", "_known", "_recogniser")

    def __init__(self, data: bytes, count: int, recogniser: Recogniser, known: KnownLayouts) -> None:
        self._data, self._count, self._recogniser, self._known = data, count, recogniser, known

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Grid]:
        return map(self._read, range(self._count))

    @overload
    def __getitem__(self, index: int) -> Grid: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Grid, ...]: ...
    def __getitem__(self, index: int | slice) -> Grid | tuple[Grid, ...]:
        pages = range(self._count)[index]
        return tuple(map(self._read, pages)) if isinstance(pages, range) else self._read(pages)

    def _read(self, page: int) -> Grid:
        return read_scanned_page(self._data, page + 1, self._recogniser, self._known)


def read_scanned_page(data: bytes, number: int, recogniser: Recogniser, known: KnownLayouts = NO_LAYOUTS) -> Grid:
    """Read the ``number``-th page, from 1; one that can't be shown is a finding."""
    try:
        picture = read_picture(data, number)
    except UnreadableFile as error:
        return Grid(number, (), True, (remarks.unreadable(number, str(error)),))
    return read_page(picture, number, recogniser, known)
