"""What reading produces: a document of grids of cells, the same for every file format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from pipeline.model.finding import Finding
from pipeline.model.ink import Ink, Line
from pipeline.model.place import Box, Place

__all__ = ["Box", "Cell", "Document", "Grid", "Ink", "Line", "Place"]


class Cell(Struct, frozen=True):
    """One cell as printed: ``text`` is unaltered, white space and all.

    A cell covers ``row_span`` rows and ``col_span`` columns of its grid; one that isn't a rectangle covers those of its
    bounding box, and smaller cells stand inside it. ``ruled`` is False for text outside every table. ``struck``: a
    diagonal line crosses the cell (斜線), so there is nothing to say in it. ``lines``: what was recognised in the cell
    of a scan, from top to bottom; where its ``text`` was then read differently, as its form has it, ``recognised`` is
    the text as first read.
    """

    text: str
    place: Place
    row_span: int = 1
    col_span: int = 1
    box: Box | None = None
    ruled: bool = True
    struck: bool = False
    lines: tuple[Line, ...] = ()
    recognised: str | None = None

    @property
    def row(self) -> int:
        return self.place.row

    @property
    def col(self) -> int:
        return self.place.col

    @property
    def row_end(self) -> int:
        """The row after its last one."""
        return self.place.row + self.row_span

    @property
    def col_end(self) -> int:
        """The column after its last one."""
        return self.place.col + self.col_span

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one page, row by row: a cell is in the row where it begins.

    ``aligned`` says whether a column number means the same in every row: true of ruled pages and workbooks, false of
    text exports, where merged cells push the rest of a row aside. ``findings`` are what reading itself has to say of
    the page (a glyph that no font names). ``ink`` is the page itself, of a scan.
    """

    page: int
    rows: tuple[tuple[Cell, ...], ...]
    aligned: bool
    findings: tuple[Finding, ...] = ()
    ink: Ink | None = None

    def non_blank(self) -> Iterator[Cell]:
        """Every cell with something printed in it, in reading order."""
        for row in self.rows:
            for cell in row:
                if not cell.is_blank:
                    yield cell


@dataclass(frozen=True, slots=True)
class Document:
    """One input file after reading. A volume's ``grids`` may be made page by page, anew each time they are walked."""

    grids: Sequence[Grid]
    reader: str
    reader_version: str
    media_type: str
    encoding: str | None = None
