"""Which library takes a PDF apart: a choice that everything from the command line down to the readers passes on."""

from enum import StrEnum


class PdfBackend(StrEnum):
    """What reads PDF pages: ``pdfium`` is fast and is what all else is made for, ``pdfplumber`` is there to compare."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
