"""Truth to bytes: the two pages, moved about and typed as some seed has it, in some encoding."""

from dataclasses import dataclass
from random import Random

from tests.dialect.moves import Moves, move, settle_width
from tests.dialect.page import Piece, Row
from tests.dialect.sheet_page import sheet
from tests.dialect.style import PLAIN, Style, style
from tests.dialect.summary_page import summary
from tests.dialect.truth import Truth

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jis_2004", "euc_jp")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file: its rows of pieces, and the bytes they make."""

    rows: tuple[Row, ...]
    encoding: str
    newline: str
    style: Style

    @property
    def text(self) -> str:
        """The whole text."""
        return self.newline.join("\t".join(piece.text for piece in row.pieces) for row in self.rows)

    @property
    def data(self) -> bytes:
        """The file's bytes; UTF-8 where the encoding asked for hasn't a character of the text."""
        try:
            return self.text.encode(self.encoding)
        except UnicodeEncodeError:
            return self.text.encode("utf-8")

    def places(self) -> dict[str, tuple[int, int]]:
        """Row and column of the first piece that states each tag."""
        found: dict[str, tuple[int, int]] = {}
        for at, row in enumerate(self.rows):
            for col, piece in enumerate(row.pieces):
                for tag in piece.tags:
                    found.setdefault(tag, (at, col))
        return found

    def printed(self) -> dict[str, list[str]]:
        """The text of each tag's pieces, in reading order."""
        found: dict[str, list[str]] = {}
        for piece in self.pieces():
            for tag in piece.tags:
                found.setdefault(tag, []).append(piece.text)
        return found

    def pieces(self) -> list[Piece]:
        """Every piece."""
        return [piece for row in self.rows for piece in row.pieces]


def as_real(truth: Truth) -> Rendered:
    """The truth in exactly the real sheet's layout and typing."""
    return Rendered((*summary(truth, PLAIN), *sheet(truth, PLAIN)), "utf-8", "\n", PLAIN)


def render(truth: Truth, seed: int, moves: Moves | None = None) -> Rendered:
    """The truth in a layout and typing chosen by ``seed``."""
    rng = Random(seed * 7919 + 1)
    chosen = style(rng)
    rows = [*summary(truth, chosen), *sheet(truth, chosen)]
    asked = moves or Moves.some(rng)
    moved = [settle_width(row, rng, asked) for row in move(rows, rng, asked)]
    return Rendered(tuple(moved), rng.choice(ENCODINGS), rng.choice(("\n", "\r\n")), chosen)
