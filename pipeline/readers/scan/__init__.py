"""Pictures of sheets (scanned PDF pages, TIFF, PNG, JPEG) to grids of recognised cells.

What it takes to see and to read is imported when the first picture is met: nobody else waits for it.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model.backend import Ocr
from pipeline.model.document import Document, Grid
from pipeline.model.layout import NO_LAYOUTS, KnownLayouts

if TYPE_CHECKING:
    from pipeline.readers.scan.recogniser import Recogniser

__all__ = ["VERSION", "is_picture", "read_scan", "read_scanned_page", "version"]

VERSION = "ocr-3"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


def is_picture(data: bytes) -> bool:
    """True for the first bytes of a PNG, JPEG or TIFF file."""
    return data.startswith(_PICTURES)


def version(known: KnownLayouts, ocr: Ocr) -> str:
    """The version of what is made of pictures: it changes with what is known of forms, too."""
    parts = [VERSION, known.fingerprint] if known.fingerprint and ocr is not Ocr.NEVER else [VERSION]
    return ".".join(parts) if ocr is Ocr.AUTO else f"{'.'.join(parts)}-{ocr}"


def read_scan(data: bytes, known: KnownLayouts = NO_LAYOUTS, ocr: Ocr = Ocr.AUTO) -> Document:
    """Read a picture, or every page of a PDF as one; pages of ``known`` layouts are repaired by them.

    Raises:
        UnreadableFile: the file is too large, locked by a password, damaged, or has no pages.
    """
    from pipeline.readers.scan.document import read_scan as read

    return read(data, _recogniser(), known, version(known, ocr))


def read_scanned_page(data: bytes, number: int, known: KnownLayouts = NO_LAYOUTS) -> Grid:
    """Read the ``number``-th page of a PDF, from 1, as a picture."""
    from pipeline.readers.scan.document import read_scanned_page as read

    return read(data, number, _recogniser(), known)


@lru_cache(maxsize=1)
def _recogniser() -> "Recogniser":
    from pipeline.readers.scan.rapid import RapidRecogniser

    return RapidRecogniser.for_this_machine()
