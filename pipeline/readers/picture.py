"""A page of a PDF as a picture, as PDFium paints it."""

from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError

from pipeline.errors import UnreadableFile

_MOST_PIXELS = 100_000_000  # 400 MB; a page of A4 at 200 dots an inch has four million


def paint_page(data: bytes, number: int, dots: int) -> Image.Image:
    """The ``number``-th page, from 1, of the PDF file ``data`` with ``dots`` pixels an inch, as it is shown.

    Raises:
        UnreadableFile: the file or the page is damaged, or the page is larger than any sheet.
    """
    try:
        with PdfDocument(data) as document:
            page = document[number - 1]
            scale = dots / 72
            width, height = page.get_size()
            if width * height * scale**2 > _MOST_PIXELS:
                raise UnreadableFile(f"page {number} is too large for a picture: {width:,.0f} x {height:,.0f} points")
            picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return picture
    except PdfiumError as error:
        raise UnreadableFile(f"page {number} can't be painted: it is damaged; save the file anew") from error
