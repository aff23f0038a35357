"""What a page is made of, before it has rows and columns: blocks of text, and tables whose cells hold blocks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import decimal

from pipeline.readers.html.look import Look
from pipeline.readers.html.text import Words


@dataclass(frozen=True, slots=True)
class Said:
    """The text of a block; ``struck`` and ``hidden`` are what was left out of it, ``pictures`` those without words."""

    text: str
    struck: str = ""
    hidden: str = ""
    pictures: str = ""


_NOTHING = Said("")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its slots in its table; ``overlaps``: another cell has one of them too."""

    row: int
    col: int
    row_span: int
    col_span: int
    blocks: "tuple[Block, ...]"
    overlaps: bool = False

    @property
    def row_end(self) -> int:
        return self.row + self.row_span

    @property
    def holds_table(self) -> bool:
        """True for the cell of a table that is there for the layout."""
        return any(isinstance(block, Table) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ``rows`` rows; its cells row by row."""

    cells: tuple[TableCell, ...]
    rows: int


Block = Said | Table
_RAISED = {"super": "⁰¹²³⁴⁵⁶⁷⁸⁹", "sub": "₀₁₂₃₄₅₆₇₈₉"}


def _raised(text: str, how: str) -> str:
    """Digits above or below the line as such: the mark of a footnote must not become a digit of its figure."""
    if not text.strip().isdecimal():
        return text
    return "".join(_RAISED[how][decimal(sign)] if sign.isdecimal() else sign for sign in text)


def joined(blocks: Iterable[Block]) -> Said:
    """The text blocks of a cell as one, a line each."""
    said = [block for block in blocks if isinstance(block, Said)]
    return Said(
        "\n".join(block.text for block in said if block.text),
        "\n".join(block.struck for block in said if block.struck),
        "\n".join(block.hidden for block in said if block.hidden),
        "\n".join(block.pictures for block in said if block.pictures),
    )


@dataclass(slots=True)
class Flow:
    """Collects the blocks of a cell, or of the page outside its tables."""

    blocks: list[Block] = field(default_factory=list)
    _said: Words = field(default_factory=Words)
    _struck: Words = field(default_factory=Words)
    _hidden: Words = field(default_factory=Words)
    _pictures: list[str] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        """Add text that looks like ``look``."""
        words = self._hidden if look.hidden else self._struck if look.struck else self._said
        words.add(_raised(text, look.raised) if look.raised else text, preserved=look.preserved)

    def break_line(self, look: Look) -> None:
        """``<br>``."""
        (self._hidden if look.hidden else self._struck if look.struck else self._said).break_line()

    def hide(self, text: str) -> None:
        """Note text that no one sees."""
        self._hidden.add(f" {text} ")

    def show(self, picture: str, look: Look) -> None:
        """Note a picture that nothing is said of, by its name."""
        if not look.hidden:
            self._pictures.append(picture)

    def end_block(self) -> None:
        """What follows begins on a line of its own."""
        struck, hidden = self._struck.take(), self._hidden.take()
        pictures = "\n".join(self._pictures)
        self._pictures.clear()
        said = Said(self._said.take(), struck if struck.strip() else "", hidden if hidden.strip() else "", pictures)
        if said != _NOTHING:
            self.blocks.append(said)

    def add_table(self, table: Table) -> None:
        """Add a table that has ended."""
        self.end_block()
        self.blocks.append(table)
