"""PDF files of nothing but pictures."""

from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def pdf_of(image: Image.Image, dots: float) -> bytes:
    """A PDF file of one page that a picture with ``dots`` pixels an inch fills."""
    width, height = image.width / dots * 72, image.height / dots * 72
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    canvas.drawImage(ImageReader(image), 0, 0, width, height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
