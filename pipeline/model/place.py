"""Where something stands in a document."""

from msgspec import Struct


class Box(Struct, frozen=True):
    """A rectangle on a page as it is shown, in points (1/72 inch) from its left and top edge."""

    left: float
    top: float
    right: float
    bottom: float


class Place(Struct, frozen=True):
    """Where something stands. ``page`` is 1-based; ``row`` and ``col`` are 0-based in the grid the reader made."""

    page: int
    row: int
    col: int

    def __str__(self) -> str:
        """Line and cell as people count them, from 1."""
        return f"{self.row + 1}:{self.col + 1}"
