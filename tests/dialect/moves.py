"""What may differ between sheets without any fact changing: drift, widths, spaces, blank lines, rules."""

from dataclasses import dataclass
from random import Random

from pipeline.model.change import replace
from tests.dialect.page import BLANK, GAP, RULE, Piece, Role, Row
from tests.dialect.style import WIDE


@dataclass(frozen=True, slots=True)
class Moves:
    """How much of each: probabilities a row or a cell."""

    whole: float = 0.0
    values: float = 0.0
    wide: float = 0.0
    wide_labels: float = 0.0
    spaces: float = 0.0
    blank_lines: float = 0.0
    rules: float = 0.0
    trimmed: bool = False

    @staticmethod
    def some(rng: Random) -> "Moves":
        """A file that has some of these, seldom all."""

        def maybe(most: float) -> float:
            return most if rng.random() < 0.4 else 0.0

        return Moves(
            whole=maybe(0.3),
            values=maybe(0.3),
            wide=rng.choice((0.0, 0.0, 0.5, 1.0)),
            wide_labels=maybe(0.5),
            spaces=maybe(0.1),
            blank_lines=maybe(0.1),
            rules=maybe(0.05),
            trimmed=rng.random() < 0.3,
        )


def move(rows: list[Row], rng: Random, moves: Moves) -> list[Row]:
    """The rows with every change that ``moves`` asks for."""
    found: list[Row] = []
    for row in rows:
        moved = row
        if row.movable and rng.random() < moves.whole:
            moved = shift_whole(moved, rng)
        if row.slots is not None and rng.random() < moves.values:
            moved = shift_values(moved, rng)
        found.append(replace(moved, pieces=tuple(typed(piece, rng, moves) for piece in moved.pieces)))
        if rng.random() < moves.blank_lines:
            found.append(GAP)
        if rng.random() < moves.rules:
            found.append(RULE)
    return found


def shift_whole(row: Row, rng: Random) -> Row:
    """Label and values one or two columns left or right, as far as there is room."""
    by = rng.choice((-2, -1, 1, 2))
    pieces = row.pieces
    if by > 0:
        return replace(row, pieces=(BLANK,) * by + pieces, slots=None if row.slots is None else row.slots + by)
    room = next((at for at, piece in enumerate(pieces) if piece.text), 0)
    cut = min(-by, room)
    return replace(row, pieces=pieces[cut:], slots=None if row.slots is None else row.slots - cut)


def shift_values(row: Row, rng: Random) -> Row:
    """The row's values one or two columns away from where they stood, the label staying."""
    if row.slots is None:
        return row
    head, tail = row.pieces[: row.slots], row.pieces[row.slots :]
    room = 0
    while room < len(head) and not head[len(head) - 1 - room].text:
        room += 1
    by = rng.choice((-2, -1, 1, 2))
    if by > 0:
        return replace(row, pieces=(*head, *(BLANK,) * by, *tail), slots=row.slots + by)
    cut = min(-by, max(room - (len(head) == room), 0))
    return replace(row, pieces=(*head[: len(head) - cut], *tail), slots=row.slots - cut)


def typed(piece: Piece, rng: Random, moves: Moves) -> Piece:
    """Full-width digits and punctuation, spaces inside a label."""
    if piece.role is Role.VALUE and rng.random() < moves.wide:
        return replace(piece, text=piece.text.translate(WIDE))
    if piece.role is not Role.LABEL:
        return piece
    text = piece.text
    if rng.random() < moves.wide_labels:
        text = text.translate(WIDE)
    if len(text) > 1 and rng.random() < moves.spaces:
        at = rng.randrange(1, len(text))
        if not (text[at - 1].isdigit() and text[at].isdigit()):
            text = text[:at] + rng.choice((" ", "　")) + text[at:]
    return replace(piece, text=text)


def settle_width(row: Row, rng: Random, moves: Moves) -> Row:
    """Trailing blanks trimmed, or some more of them."""
    pieces = row.pieces
    while pieces and not pieces[-1].text and moves.trimmed:
        pieces = pieces[:-1]
    if not moves.trimmed and pieces and rng.random() < 0.1:
        pieces = (*pieces, BLANK)
    return replace(row, pieces=pieces)
