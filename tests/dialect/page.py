"""A page as rows of tagged pieces, before any text export: what stands in which column, and which fact it is."""

from dataclasses import dataclass
from enum import Enum

from pipeline.model.change import replace
from tests.dialect.said import Said


class Role(Enum):
    """What a piece is to whoever filled in the form."""

    LABEL = "label"
    VALUE = "value"
    TEXT = "text"
    MARKS = "marks"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell. ``tags`` name the facts it states; a blank has none."""

    text: str
    role: Role
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``slots`` is the column where the row's values begin, where they may have drifted; else None."""

    pieces: tuple[Piece, ...] = ()
    slots: int | None = None
    movable: bool = False

    def width(self, columns: int) -> "Row":
        """Padded with blanks to ``columns``."""
        return replace(self, pieces=self.pieces + (BLANK,) * (columns - len(self.pieces)))


BLANK = Piece("", Role.BLANK)
GAP = Row()
RULE = Row((Piece("-" * 24, Role.TEXT), Piece("--", Role.TEXT)))


def label(text: str, *tags: str) -> Piece:
    """A label of the form; with tags where a fact stands in it."""
    return Piece(text, Role.LABEL, tags)


def value(text: str | Said | None, *tags: str) -> Piece:
    """A short value: a number, a code, a date, a name."""
    if text is None or text == "":
        return BLANK
    return Piece(text.text if isinstance(text, Said) else text, Role.VALUE, tags)


def prose(text: str | None, *tags: str) -> Piece:
    """Running text, which no mutation touches."""
    return Piece(text, Role.TEXT, tags) if text else BLANK


def marks(text: str, *tags: str) -> Piece:
    """Options with their marks."""
    return Piece(text, Role.MARKS, tags) if text else BLANK


def row(*pieces: Piece, slots: int | None = None, movable: bool = False) -> Row:
    """A row of pieces."""
    return Row(pieces, slots, movable)
