"""Stage 1, read: bytes to a document of grids. Nothing after this stage knows what file a grid came from."""

from pipeline.errors import UnreadableFile
from pipeline.model.backend import Ocr, PdfBackend
from pipeline.model.change import replace
from pipeline.model.document import Document
from pipeline.model.layout import NO_LAYOUTS, KnownLayouts
from pipeline.readers import html, pdf, plumber, scan, workbook
from pipeline.readers.packed import refuse_packed
from pipeline.readers.text import VERSION as TEXT_VERSION
from pipeline.readers.text import read_text

__all__ = ["read_document", "reader_version"]

# What a file begins with, for formats that no reader takes: said by name, because "binary" helps nobody.
_FOREIGN = (
    (b"PK\x03\x04", "an Office document that is no workbook, or one that was cut short"),
    (b"\xd0\xcf\x11\xe0", "an old Office document that is no workbook, or one that was cut short"),
    (b"MIME-Version:", "a web page in one file (.mht, or a workbook saved as such)"),
)
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # programs that send files put a few bytes before it, and every PDF viewer forgives that
_ARE_READ = "PDF, workbooks, HTML, tab-separated text, and pictures of sheets"


def read_document(
    data: bytes,
    pdf_backend: PdfBackend = PdfBackend.PDFIUM,
    ocr: Ocr = Ocr.AUTO,
    known: KnownLayouts = NO_LAYOUTS,
) -> Document:
    """Read one file's bytes with the reader that takes them, a PDF by ``pdf_backend``, pictures as ``ocr`` says.

    Pages of pictures that are ruled as one of the ``known`` layouts are repaired by it.

    Raises:
        UnreadableFile: no reader takes the file; the message says what it is and what to do.
    """
    if _PDF in data[:_PDF_WITHIN]:
        return _read_pdf(data, pdf_backend, ocr, known)
    if scan.is_picture(data):
        if ocr is Ocr.NEVER:
            raise UnreadableFile("this is a picture of a sheet, which --ocr never leaves out; read it with --ocr auto")
        return scan.read_scan(data, known, ocr)
    if workbook.is_workbook(data):
        return workbook.read_workbook(data)
    refuse_packed(data)
    for start, name in _FOREIGN:
        if data.startswith(start):
            raise UnreadableFile(f"this is {name}; this version reads {_ARE_READ}: export the sheet as one of them")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _XML_SPREADSHEET in data[:_PDF_WITHIN]:
        raise UnreadableFile("this is an XML spreadsheet of Excel 2003; open it with Excel and save it as .xlsx")
    if html.looks_like_html(data):
        return html.read_html(data)
    return read_text(data)


def _read_pdf(data: bytes, pdf_backend: PdfBackend, ocr: Ocr, known: KnownLayouts) -> Document:
    if ocr is Ocr.ALWAYS:
        return scan.read_scan(data, known, ocr)
    if pdf_backend is PdfBackend.PDFPLUMBER:
        return plumber.read_pdf(data)
    scanner = None if ocr is Ocr.NEVER else lambda number: scan.read_scanned_page(data, number, known)
    document = pdf.read_pdf(data, scanner)
    # Whether a page of it is a scan is known only when it is read: what reads scans had a hand in it.
    return replace(document, reader_version=f"{document.reader_version}+{scan.version(known, ocr)}")


def reader_version(
    pdf_backend: PdfBackend = PdfBackend.PDFIUM, ocr: Ocr = Ocr.AUTO, known: KnownLayouts = NO_LAYOUTS
) -> str:
    """The versions of what reading makes of a file: when one changes, files are read again."""
    pages = plumber.VERSION if pdf_backend is PdfBackend.PDFPLUMBER else pdf.VERSION
    return f"{TEXT_VERSION}+{html.VERSION}+{workbook.VERSION}+{pages}+{scan.version(known, ocr)}"
