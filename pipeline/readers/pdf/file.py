"""An open PDF file, closed in time whatever happens."""

import atexit
from types import TracebackType
from typing import Self
from weakref import WeakSet

from pipeline.errors import UnreadableFile
from pipeline.readers.pdf import pdfium

_LOCKED = (4, 5)  # the errors of PDFium for a wrong password and for a lock it doesn't know


class OpenFile:
    """A document open in PDFium: ``handle`` until it is closed, by hand, at the end of a ``with``, or when let go."""

    __slots__ = ("__weakref__", "_data", "handle")

    def __init__(self, data: bytes) -> None:
        """Open the file in ``data``.

        Raises:
            UnreadableFile: it is locked by a password or damaged.
        """
        self.handle: int = pdfium.load_document(data, len(data), None) or 0
        self._data = data  # PDFium reads on in it, so it must not go
        if self.handle:
            _open.add(self)
            return
        if pdfium.last_error() in _LOCKED:
            raise UnreadableFile("the PDF is locked by a password; save a copy without one")
        raise UnreadableFile(
            "the file begins like a PDF but is damaged or cut short; fetch it again, or save it anew with a PDF program"
        )

    def close(self) -> None:
        """Give back what PDFium holds; the second time nothing happens."""
        handle, self.handle = self.handle, 0
        if handle:
            pdfium.close_document(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


_open: WeakSet[OpenFile] = WeakSet()


@atexit.register
def _close_all() -> None:
    """Close what a walk left half way holds: pypdfium2 ends PDFium before Python lets such things go."""
    for file in tuple(_open):
        file.close()
