"""The format of a kept document: lines of JSON in a gzip stream, which ``parsed/README.md`` describes.

A line is a page, so that a volume of any length is written and read with no more than one page in memory.
"""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, overload

import msgspec
from msgspec import Struct

from pipeline.errors import HyokaError
from pipeline.model.document import Document, Grid

FORMAT = "hyoka-parsed"
VERSION = 1
"""Goes up with every change to what a line holds: files of another version are read anew."""
_LEVEL = 6
_CHUNK = 1024**2


class Damaged(HyokaError):
    """A kept document is not what was written; the file it came from has to be read again."""


class Header(Struct, frozen=True, kw_only=True):
    """The first line: what the file is, of which content, and how many lines follow."""

    format: str
    version: int
    sha256: str
    reader: str
    reader_version: str
    media_type: str
    encoding: str | None
    pages: int


_header = msgspec.json.Decoder(Header)
_grid = msgspec.json.Decoder(Grid)
_encoder = msgspec.json.Encoder()


def write_document(file: IO[bytes], sha256: str, document: Document) -> None:
    """Write a document, page by page.

    Raises:
        Damaged: it holds what JSON can't (half a character, a number that is none), so it can't be kept.
    """
    head = Header(
        format=FORMAT,
        version=VERSION,
        sha256=sha256,
        reader=document.reader,
        reader_version=document.reader_version,
        media_type=document.media_type,
        encoding=document.encoding,
        pages=len(document.grids),
    )
    # No name and no time in it: equal documents make equal files.
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, filename="", mtime=0) as lines:
        lines.write(_encoder.encode(head) + b"\n")
        for grid in document.grids:
            lines.write(_line(grid) + b"\n")


def read_document(path: Path, sha256: str) -> Document:
    """The document of this content in the file at ``path``. All of the file is checked before, page for page after.

    Raises:
        Damaged: it isn't there, isn't whole, or is of other content or another version of the format.
    """
    head = _checked(path)
    if (head.format, head.version, head.sha256) != (FORMAT, VERSION, sha256):
        raise Damaged(f"{path}: this is no {FORMAT} {VERSION} of {sha256}")
    return Document(_Pages(path, head.pages), head.reader, head.reader_version, head.media_type, head.encoding)


def _line(grid: Grid) -> bytes:
    """A page as JSON that gives back the same page."""
    try:
        line = _encoder.encode(grid)
        same = _grid.decode(line) == grid
    except (msgspec.MsgspecError, UnicodeError, TypeError, OverflowError) as error:
        raise Damaged(f"page {grid.page} can't be written as JSON: {error}") from error
    if not same:
        raise Damaged(f"page {grid.page} would not be read back as it was written")
    return line


def _checked(path: Path) -> Header:
    """The header of a file whose checksum holds and that has as many lines as the header says."""
    try:
        with gzip.open(path, "rb") as lines:
            head = _header.decode(lines.readline(_CHUNK))
            pages = 0
            while chunk := lines.read(_CHUNK):
                pages += chunk.count(b"\n")
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError, UnicodeError) as error:
        raise Damaged(f"{path}: {error}") from error
    if pages != head.pages:
        raise Damaged(f"{path}: {pages} pages, and {head.pages} were written")
    return head


class _Pages(Sequence[Grid]):
    """The pages of a kept document, read from disk each time they are walked."""

    __slots__ = ("_count", "_path")

    def __init__(self, path: Path, count: int) -> None:
        self._path, self._count = path, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Grid]:
        try:
            with gzip.open(self._path, "rb") as lines:
                lines.readline()
                for _ in range(self._count):
                    yield _grid.decode(lines.readline())
        except (OSError, EOFError, zlib.error, msgspec.MsgspecError, UnicodeError) as error:
            raise Damaged(f"{self._path}: {error}") from error

    @overload
    def __getitem__(self, index: int) -> Grid: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Grid, ...]: ...
    def __getitem__(self, index: int | slice) -> Grid | tuple[Grid, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(self._count)[index])
        return next(islice(self, range(self._count)[index], None))
