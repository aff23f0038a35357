"""What lies on a page without being part of it: fields filled in, stamps, circles and notes put there by hand."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.readers.pdf import pdfium

# PDFium's numbers for what is seen in print: free text, lines and shapes, stamps, ink, fields of forms.
_SHOWN = frozenset((3, 4, 5, 6, 7, 8, 13, 15, pdfium.ANNOTATION_FIELD))
_EMPTY = 2  # bytes of PDFium's texts that say nothing: their end


def kinds(page: int) -> set[int]:
    """The kinds of annotation on the open ``page`` that people see, by PDFium's numbers."""
    found = set()
    for number in range(pdfium.count_annotations(page)):
        with _annotation(page, number) as annotation:
            if annotation:
                found.add(pdfium.annotation_kind(annotation))
    return found & _SHOWN


def undrawn_fields(page: int) -> list[str]:
    """The values of fields that were filled in, but are drawn by nothing in the file."""
    values = []
    for number in range(pdfium.count_annotations(page)):
        with _annotation(page, number) as annotation:
            if annotation and pdfium.annotation_kind(annotation) == pdfium.ANNOTATION_FIELD:
                drawn = pdfium.annotation_appearance(annotation, 0, None, 0) > _EMPTY
                value = "" if drawn else _value(annotation)
                if value:
                    values.append(value)
    return values


def flatten(document: int, page: int, index: int) -> int:
    """Make what lies on a page part of it, in memory only; the page is closed and opened anew, 0 if it can't be."""
    pdfium.flatten_page(page, 0)
    pdfium.close_page(page)
    again: int | None = pdfium.load_page(document, index)
    return again or 0


@contextmanager
def _annotation(page: int, number: int) -> Iterator[int]:
    annotation: int | None = pdfium.load_annotation(page, number)
    try:
        yield annotation or 0
    finally:
        if annotation:
            pdfium.close_annotation(annotation)


def _value(annotation: int) -> str:
    size = pdfium.annotation_text(annotation, b"V", None, 0)
    buffer = ctypes.create_string_buffer(size + _EMPTY)
    pdfium.annotation_text(annotation, b"V", ctypes.addressof(buffer), size)
    return buffer.raw[: max(size - _EMPTY, 0)].decode("utf-16-le", "replace")
