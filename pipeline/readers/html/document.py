"""A page of HTML as a document of one grid."""

from lxml import etree

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document, Grid
from pipeline.readers.html import remarks
from pipeline.readers.html.encoding import decode_page
from pipeline.readers.html.layout import PAGE, Layout
from pipeline.readers.html.parse import parse_page
from pipeline.readers.html.saved import without_header
from pipeline.readers.html.stylesheet import sheets_of
from pipeline.readers.html.walk import walk_page

VERSION = "html-2"
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
    answer = without_header(data)
    decoded = decode_page(answer.page, charset or answer.charset)
    root = parse_page(decoded.text)
    sheets, frames = sheets_of(root), _frames(root)
    layout = Layout()
    layout.add(walk_page(root, sheets))
    rows = layout.rows
    if not any(rows):
        shown = f"shows other pages in frames ({', '.join(frames[:5])})" if frames else "may be filled by a script"
        raise UnreadableFile(
            f"the page itself has neither a table nor text: it {shown}; open it in a browser and save what it shows"
        )
    about = [
        *(remarks.encoding_misdeclared(label, decoded.encoding) for label in decoded.misdeclared),
        *remarks.styles_unread(sheets),
        *map(remarks.frame_unread, frames),
    ]
    grid = Grid(PAGE, rows, aligned=True, findings=(*about, *layout.findings))
    return Document((grid,), "html", VERSION, "text/html", decoded.encoding)


def _frames(root: etree._Element) -> list[str]:
    """The addresses of the pages that a page shows within itself."""
    addresses = ((frame.get("src") or "").strip() for frame in root.iter("frame", "iframe"))
    return list(dict.fromkeys(address for address in addresses if address and not address.startswith("about:")))
