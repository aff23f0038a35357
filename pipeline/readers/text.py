"""Tab-separated text: one grid a file, a row a line, and no trust in its columns.

Text exports drop merged cells, so a row's values may stand left or right of the heading they belong to: the grid says
``aligned=False`` and leaves it to the forms' arithmetic to settle.
"""

from pipeline.errors import UnreadableFile
from pipeline.model.document import Cell, Document, Grid, Place
from pipeline.readers.encoding import decode_text

VERSION = "text-1"
# A markdown rule under a heading row (`-----<tab>--`, `| --- | :-: |`): drawn, not said. One dash alone says "none".
_RULE_SIGNS = frozenset("-=|:+ \t\u3000")
_MAX_BYTES = 64 * 1024 * 1024


def read_text(data: bytes) -> Document:
    """Read a tab-separated text file.

    Raises:
        UnreadableFile: the file is empty, too large for a text export, or not text.
    """
    if not data.strip():
        raise UnreadableFile("the file is empty; export it again, or keep it out of the folder")
    if len(data) > _MAX_BYTES:
        raise UnreadableFile(
            f"{len(data):,} bytes are too many for a text export (limit {_MAX_BYTES:,}); split the file"
        )
    decoded = decode_text(data)
    if not decoded.text.strip():
        raise UnreadableFile("the file holds nothing but blanks; export it again, or keep it out of the folder")
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = tuple(_row(number, line) for number, line in enumerate(lines))
    grid = Grid(page=1, rows=rows, aligned=False)
    return Document((grid,), "text", VERSION, "text/tab-separated-values", decoded.encoding)


def _row(number: int, line: str) -> tuple[Cell, ...]:
    if ("--" in line or "==" in line) and _RULE_SIGNS.issuperset(line):
        return ()
    return tuple(Cell(text, Place(1, number, col)) for col, text in enumerate(line.split("\t")))
