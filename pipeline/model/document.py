"""What reading produces: a document of grids of cells, the same for every file format."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. ``page`` is 1-based; ``row`` and ``col`` are 0-based in the grid the reader made."""

    page: int
    row: int
    col: int

    def __str__(self) -> str:
        """Line and cell as people count them, from 1."""
        return f"{self.row + 1}:{self.col + 1}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed: ``text`` is unaltered, white space and all."""

    text: str
    place: Place

    @property
    def row(self) -> int:
        return self.place.row

    @property
    def col(self) -> int:
        return self.place.col

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one page, row by row.

    ``aligned`` says whether a column number means the same in every row: true of ruled pages and workbooks, false of
    text exports, where merged cells push the rest of a row aside.
    """

    page: int
    rows: tuple[tuple[Cell, ...], ...]
    aligned: bool

    def non_blank(self) -> Iterator[Cell]:
        """Every cell with something printed in it, in reading order."""
        for row in self.rows:
            for cell in row:
                if not cell.is_blank:
                    yield cell


@dataclass(frozen=True, slots=True)
class Document:
    """One input file after reading."""

    grids: tuple[Grid, ...]
    reader: str
    reader_version: str
    media_type: str
    encoding: str | None = None
