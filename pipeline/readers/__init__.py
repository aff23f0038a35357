"""Stage 1, read: bytes to a document of grids. Nothing after this stage knows what file a grid came from."""

from pipeline.errors import UnreadableFile
from pipeline.model.backend import PdfBackend
from pipeline.model.document import Document
from pipeline.readers import html, pdf, plumber, workbook
from pipeline.readers.packed import refuse_packed
from pipeline.readers.text import VERSION as TEXT_VERSION
from pipeline.readers.text import read_text

__all__ = ["read_document", "reader_version"]

# What a file begins with, for formats that no reader takes: said by name, because "binary" helps nobody.
_FOREIGN = (
    (b"PK\x03\x04", "an Office document that is no workbook, or one that was cut short"),
    (b"\xd0\xcf\x11\xe0", "an old Office document that is no workbook, or one that was cut short"),
    (b"MIME-Version:", "a web page in one file (.mht, or a workbook saved as such)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
)
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # programs that send files put a few bytes before it, and every PDF viewer forgives that


def read_document(data: bytes, pdf_backend: PdfBackend = PdfBackend.PDFIUM) -> Document:
    """Read one file's bytes with the reader that takes them, a PDF by ``pdf_backend``.

    Raises:
        UnreadableFile: no reader takes the file; the message says what it is and what to do.
    """
    if _PDF in data[:_PDF_WITHIN]:
        return plumber.read_pdf(data) if pdf_backend is PdfBackend.PDFPLUMBER else pdf.read_pdf(data)
    if workbook.is_workbook(data):
        return workbook.read_workbook(data)
    refuse_packed(data)
    for start, name in _FOREIGN:
        if data.startswith(start):
            raise UnreadableFile(
                f"this is {name}; this version reads PDF, workbooks, HTML and tab-separated text: "
                "export the sheet as one of them"
            )
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _XML_SPREADSHEET in data[:_PDF_WITHIN]:
        raise UnreadableFile("this is an XML spreadsheet of Excel 2003; open it with Excel and save it as .xlsx")
    if html.looks_like_html(data):
        return html.read_html(data)
    return read_text(data)


def reader_version(pdf_backend: PdfBackend = PdfBackend.PDFIUM) -> str:
    """The versions of what reading makes of a file: when one changes, files are read again."""
    return (
        f"{TEXT_VERSION}+{html.VERSION}+{workbook.VERSION}"
        f"+{plumber.VERSION if pdf_backend is PdfBackend.PDFPLUMBER else pdf.VERSION}"
    )
