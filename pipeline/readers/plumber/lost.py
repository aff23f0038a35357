"""Text that pdfplumber passes over without a word, as it does with fonts whose encoding it has no table for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pypdfium2

from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_ENOUGH = 0.98  # of the characters that PDFium finds: the two take ligatures and hyphens apart differently


def find_lost(data: bytes, file: "PDF", index: int) -> Iterator[Finding]:
    """A finding if pdfplumber finds fewer characters on a page (``index`` from 0) than PDFium does."""
    try:
        found = sum(not char["text"].isspace() for char in file.pages[index].chars)
        with pypdfium2.PdfDocument(data) as document:
            printed = len("".join(document[index].get_textpage().get_text_range().split()))
    except Exception:  # one of the two can't take the page apart, and that was said
        return
    if found < _ENOUGH * printed:
        yield Finding(
            "text-lost",
            Severity.ERROR,
            "pdfplumber doesn't find all characters that are printed on this page; read the file by pdfium",
            expected=f"{printed:,} characters",
            actual=f"{found:,} characters",
            place=Place(index + 1, 0, 0),
        )
