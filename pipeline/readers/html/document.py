"""A page of HTML as a document of one grid."""

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document, Grid
from pipeline.readers.html.encoding import decode_page
from pipeline.readers.html.layout import PAGE, Layout
from pipeline.readers.html.parse import parse_page
from pipeline.readers.html.remarks import encoding_misdeclared
from pipeline.readers.html.walk import walk_page

VERSION = "html-1"
_MAX_BYTES = 64 * 1024 * 1024


def read_html(data: bytes, charset: str | None = None) -> Document:
    """Read a page of HTML; ``charset`` is the encoding that its server named, where one did.

    Raises:
        UnreadableFile: the page is empty, too large, not text, nested too deep, or says nothing.
    """
    if len(data) > _MAX_BYTES:
        raise UnreadableFile(f"{len(data):,} bytes are too many for a page (limit {_MAX_BYTES:,}); split the file")
    if not data.strip():
        raise UnreadableFile("the file is empty; save the page again, or keep it out of the folder")
    decoded = decode_page(data, charset)
    layout = Layout()
    layout.add(walk_page(parse_page(decoded.text)))
    rows = layout.rows
    if not any(rows):
        raise UnreadableFile(
            "the page has neither a table nor text: it may be a frame, or filled by a script; open it in a browser and "
            "save what is shown there"
        )
    misdeclared = tuple(encoding_misdeclared(label, decoded.encoding) for label in decoded.misdeclared)
    grid = Grid(PAGE, rows, aligned=True, findings=(*misdeclared, *layout.findings))
    return Document((grid,), "html", VERSION, "text/html", decoded.encoding)
