"""The lattices of a clean file's pages, for learning how a form is ruled: of PDF pages as drawn, of scans as seen."""

from collections.abc import Iterator

from pipeline.errors import UnreadableFile
from pipeline.readers import scan
from pipeline.readers.grids.lattice import TooManyRules, build_lattice
from pipeline.readers.grids.learned import CleanPage
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.drawing import read_painted
from pipeline.readers.pdf.file import OpenFile
from pipeline.readers.pdf.rules import read_rules
from pipeline.readers.pdf.space import upright

_PDF = b"%PDF-"
_PDF_WITHIN = 1024


def clean_pages(data: bytes) -> Iterator[CleanPage]:
    """The pages of a PDF or a scan, one by one; a PDF page on which nothing is drawn is looked at as a scan.

    Raises:
        UnreadableFile: the file is neither, or damaged.
    """
    try:
        if _PDF in data[:_PDF_WITHIN]:
            yield from _of_pdf(data)
        elif scan.is_picture(data):
            from pipeline.readers.scan.clean_scan import scanned_pages

            yield from scanned_pages(data)
        else:
            raise UnreadableFile("a geometry is learned from PDF files and scans; this is neither")
    except TooManyRules as error:
        raise UnreadableFile("a page has more rules than any sheet has; learn from another file") from error


def _of_pdf(data: bytes) -> Iterator[CleanPage]:
    with OpenFile(data) as file:
        for number in range(pdfium.count_pages(file.handle)):
            page = pdfium.load_page(file.handle, number)
            if not page:
                raise UnreadableFile(f"page {number + 1} is damaged; learn from another file")
            try:
                space = upright(page)
                drawing = read_rules(read_painted(page, space), space.width, space.height)
            finally:
                pdfium.close_page(page)
            if len(drawing.level):
                lattice, _ = build_lattice(drawing.level, drawing.upright)
                yield CleanPage(space.width, space.height, lattice)
            else:
                from pipeline.readers.scan.clean_scan import scanned_page

                yield scanned_page(data, number + 1)
