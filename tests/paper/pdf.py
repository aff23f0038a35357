"""A sheet as a PDF file, drawn in one of many styles."""

from collections.abc import Callable, Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tests.paper.fonts import font_name
from tests.paper.model import Beside, Block, Gap, Line, Page, Sheet, Table
from tests.paper.pen import Pen
from tests.paper.style import Style

PLAIN = Style()


def as_pdf(sheet: Sheet, style: Style | Callable[[int], Style] = PLAIN, *, compress: bool = True) -> bytes:
    """The bytes of the file, the same each time; ``style`` may be one for each page, by its index."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=int(compress))
    for number, page in enumerate(sheet.pages):
        chosen = style(number) if callable(style) else style
        _page(canvas, page, chosen)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, page: Page, style: Style) -> None:
    canvas.setPageSize((page.width, page.height))  # as it is shown: reportlab itself turns the box of a turned page
    canvas.setPageRotation(90 if style.turned else 0)
    if style.turned:
        canvas.transform(0, 1, -1, 0, page.height, 0)
    pen = Pen(canvas, page.height, font_name(style.font), style)
    end = _blocks(pen, page.blocks, page.margin, page.margin)
    if end > page.height - page.margin:
        raise ValueError(f"the page ends at {page.height - page.margin:.0f}, and what is on it at {end:.0f}")
    if page.footer:
        pen.line(page.footer, (page.width - 9 * len(page.footer)) / 2, page.height - page.margin / 2, 9)


def _blocks(pen: Pen, blocks: Iterable[Block], left: float, top: float) -> float:
    """Draw blocks one below the other; where the last one ends."""
    for block in blocks:
        match block:
            case Line():
                for at, text in block.pieces:
                    pen.line(text, left + at, top + block.height - 5, block.size)
                top += block.height
            case Table():
                top = pen.table(block, left, top)
            case Beside():
                top = max(_blocks(pen, column, left + at, top) for at, column in block.columns)
            case Gap():
                top += block.height
    return top
