"""The ways of taking a PDF apart that are timed, each from bytes to its end."""

import ctypes
from collections.abc import Callable, Mapping
from io import BytesIO

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry

LOOP, OURS, READER, PLUMBER = "loop", "ours", "reader", "pdfplumber"
Way = Callable[[bytes], object]


def ways(registry: Registry) -> Mapping[str, Way]:
    """What is timed, by name; ``registry`` are the forms, loaded before."""
    return {
        LOOP: character_loop,
        OURS: lambda data: read_source(read_document(data), registry),
        READER: lambda data: list(read_document(data).grids),
        PLUMBER: extract_tables,
    }


def character_loop(data: bytes) -> int:
    """The least that a program in Python does: ask pypdfium2's public bindings for each character and its box."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    characters = 0
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            count = pdfium.FPDFText_CountChars(text)
            for index in range(count):
                pdfium.FPDFText_GetUnicode(text, index)
                pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            characters += count
            text.close()
            page.close()
    return characters


def extract_tables(data: bytes) -> list[object]:
    """What a user of pdfplumber writes."""
    tables: list[object] = []
    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            tables += page.extract_tables()
            page.close()
    return tables
