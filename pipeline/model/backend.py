"""How files are taken apart: choices that everything from the command line down to the readers passes on."""

from enum import StrEnum


class PdfBackend(StrEnum):
    """What reads PDF pages: ``pdfium`` is fast and is what all else is made for, ``pdfplumber`` is there to compare."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


class Ocr(StrEnum):
    """Which pages are recognised as pictures: those that are ``auto``, all PDF pages and pictures, or none."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"
