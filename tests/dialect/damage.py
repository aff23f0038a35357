"""A sheet spoiled in one place, by seed: rows cut, swapped, merged, letters for digits, marks too many.

Every function gives the spoiled file and the tags whose facts nobody can tell any more: those are not expected.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from pipeline.model.change import replace
from tests.dialect.page import BLANK, Piece, Role, Row, label, row, value
from tests.dialect.render import Rendered


@dataclass(frozen=True, slots=True)
class Damaged:
    """A spoiled file; ``gone`` are tags of facts that can't be known, ``what`` says what was done."""

    rendered: Rendered
    gone: frozenset[str]
    what: str


Damage = Callable[[Rendered, Random], Damaged]


def _with(rendered: Rendered, rows: Sequence[Row], what: str, gone: Sequence[str] = ()) -> Damaged:
    return Damaged(replace(rendered, rows=tuple(rows)), frozenset(gone), what)


def _tags(rows: Sequence[Row]) -> list[str]:
    return [tag for each in rows for piece in each.pieces for tag in piece.tags]


def _filled(rendered: Rendered) -> list[int]:
    return [at for at, each in enumerate(rendered.rows) if any(piece.text for piece in each.pieces)]


def cut_off(rendered: Rendered, rng: Random) -> Damaged:
    """The rest of the file is missing, from a row on."""
    at = rng.randrange(1, len(rendered.rows))
    return _with(rendered, rendered.rows[:at], f"cut off before row {at}", _tags(rendered.rows[at:]))


def cut_in_row(rendered: Rendered, rng: Random) -> Damaged:
    """The rest of the file is missing, from a cell on."""
    at = rng.choice(_filled(rendered))
    kept = rng.randrange(len(rendered.rows[at].pieces))
    short = Row(rendered.rows[at].pieces[:kept])
    gone = _tags([Row(rendered.rows[at].pieces[kept:]), *rendered.rows[at + 1 :]])
    return _with(rendered, [*rendered.rows[:at], short], f"cut off in row {at}, cell {kept}", gone)


def swap_rows(rendered: Rendered, rng: Random) -> Damaged:
    """Two neighbouring rows change places."""
    filled = _filled(rendered)
    at = rng.randrange(len(filled) - 1)
    one, other = filled[at], filled[at + 1]
    rows = list(rendered.rows)
    rows[one], rows[other] = rows[other], rows[one]
    return _with(rendered, rows, f"rows {one} and {other} swapped")


def delete_row(rendered: Rendered, rng: Random) -> Damaged:
    """A row is missing."""
    at = rng.choice(_filled(rendered))
    rows = [each for number, each in enumerate(rendered.rows) if number != at]
    return _with(rendered, rows, f"row {at} deleted: {_shown(rendered.rows[at])}", _tags([rendered.rows[at]]))


def repeat_row(rendered: Rendered, rng: Random) -> Damaged:
    """A row is there twice."""
    at = rng.choice(_filled(rendered))
    return _with(
        rendered, [*rendered.rows[: at + 1], *rendered.rows[at:]], f"row {at} twice: {_shown(rendered.rows[at])}"
    )


def _shown(row_: Row) -> str:
    return " | ".join(piece.text[:20] for piece in row_.pieces)


def _edit(rendered: Rendered, at: int, pieces: Sequence[Piece]) -> list[Row]:
    return [replace(each, pieces=tuple(pieces)) if n == at else each for n, each in enumerate(rendered.rows)]


def lose_heading(rendered: Rendered, rng: Random) -> Damaged:
    """A section's heading is blank."""
    headings = [
        at for at in _filled(rendered) if rendered.rows[at].pieces[0].text[:1] in set("①②③④⑤⑥⑦⑧⑨事対活経成今平令")
    ]
    at = rng.choice(headings)
    pieces = rendered.rows[at].pieces
    return _with(rendered, _edit(rendered, at, (BLANK, *pieces[1:])), f"heading lost: {pieces[0].text[:30]}")


def merge_cells(rendered: Rendered, rng: Random) -> Damaged:
    """Two neighbouring cells are one, joined by a space."""
    at, pieces = _row_with(rendered, rng, lambda p: len([x for x in p if x.text]) > 1)
    filled = [n for n, piece in enumerate(pieces) if piece.text]
    n = rng.randrange(len(filled) - 1)
    one, other = filled[n], filled[n + 1]
    both = replace(
        pieces[one], text=f"{pieces[one].text} {pieces[other].text}", tags=(*pieces[one].tags, *pieces[other].tags)
    )
    merged = (*pieces[:one], both, *pieces[one + 1 : other], *pieces[other + 1 :])
    return _with(rendered, _edit(rendered, at, merged), f"cells merged in row {at}: {both.text[:80]!r}")


def _row_with(
    rendered: Rendered, rng: Random, test: Callable[[tuple[Piece, ...]], bool]
) -> tuple[int, tuple[Piece, ...]]:
    at = rng.choice([n for n, each in enumerate(rendered.rows) if test(each.pieces)])
    return at, rendered.rows[at].pieces


def _piece_of(rendered: Rendered, rng: Random, test: Callable[[Piece], bool]) -> tuple[int, int, Piece]:
    found = [
        (at, n, p) for at, each in enumerate(rendered.rows) for n, p in enumerate(each.pieces) if p.text and test(p)
    ]
    return rng.choice(found)


def _replaced(rendered: Rendered, at: int, n: int, piece: Piece) -> list[Row]:
    pieces = rendered.rows[at].pieces
    return _edit(rendered, at, (*pieces[:n], piece, *pieces[n + 1 :]))


def lose_value(rendered: Rendered, rng: Random) -> Damaged:
    """A value is blank."""
    at, n, piece = _piece_of(rendered, rng, lambda p: p.role is Role.VALUE and bool(p.tags))
    return _with(rendered, _replaced(rendered, at, n, BLANK), f"value lost: {piece.text} {piece.tags}", piece.tags)


def letter_for_digit(rendered: Rendered, rng: Random) -> Damaged:
    """A digit became a letter, as scanning and typing do."""
    at, n, piece = _piece_of(rendered, rng, lambda p: p.role is Role.VALUE and any(c in "0123456789" for c in p.text))
    where = rng.choice([i for i, c in enumerate(piece.text) if c in "0123456789"])
    text = piece.text[:where] + rng.choice("OlIoBS|D") + piece.text[where + 1 :]
    gone = piece.tags if any(tag.rsplit(".", 1)[-1] in TEXTS for tag in piece.tags) else ()
    return _with(rendered, _replaced(rendered, at, n, replace(piece, text=text)), f"{piece.text} -> {text}", gone)


TEXTS = {
    "project_name",
    "department",
    "group",
    "telephone",
    "department_code",
    "project_code",
    "account",
    "legal_basis0",
    "legal_basis1",
    "related_plan0",
    "related_plan1",
    "related_project0",
    "related_project1",
    "environment.code",
    "reform0",
    "reform1",
    "policy0",
    "policy1",
    "policy2",
    "policy3",
    "code",
    "evaluator",
}


def misspell(rendered: Rendered, rng: Random) -> Damaged:
    """One letter of a label is another."""
    at, n, piece = _piece_of(rendered, rng, lambda p: p.role is Role.LABEL and len(p.text) > 1)
    where = rng.randrange(len(piece.text))
    text = piece.text[:where] + rng.choice("末罔〇来値額年合績") + piece.text[where + 1 :]
    gone = piece.tags if piece.text[where].isdigit() else ()
    return _with(rendered, _replaced(rendered, at, n, replace(piece, text=text)), f"label {piece.text} -> {text}", gone)


def strange_row(rendered: Rendered, rng: Random) -> Damaged:
    """A row that the form doesn't have."""
    at = rng.choice(_filled(rendered))
    name = rng.choice(
        ("補正予算", "基金繰入金", "他会計負担金", "非正規職員人件費", "中間目標", "参考値", "備考", "国庫補助基本額")
    )
    number = f"{rng.randint(1, 99_999):,}"
    lead = [BLANK] * rng.randrange(3)
    cells = [value(number), value(f"{rng.randint(1, 99_999):,}")][: rng.randint(1, 2)]
    new = row(*lead, label(name), *[BLANK] * rng.randrange(3), *cells)
    return _with(rendered, [*rendered.rows[: at + 1], new, *rendered.rows[at + 1 :]], f"after row {at}: {_shown(new)}")


def strange_option(rendered: Rendered, rng: Random) -> Damaged:
    """An option that the form doesn't have, at the end of a list."""
    at, n, piece = _piece_of(rendered, rng, lambda p: p.role is Role.MARKS and " " in p.text.strip())
    mark = rng.choice(("", "* ", '<input type="checkbox"/> ', '<input checked="" type="checkbox"/> '))
    text = f"{piece.text} {mark}{rng.choice(('抜本的見直し', '民間移管', '継続審議'))}"
    return _with(rendered, _replaced(rendered, at, n, replace(piece, text=text)), f"option added: {text[-60:]}")


def slip_value(rendered: Rendered, rng: Random) -> Damaged:
    """A value stands in the blank cell beside it."""

    def beside(pieces: tuple[Piece, ...]) -> list[tuple[int, int]]:
        return [
            (n, n + by)
            for n, p in enumerate(pieces)
            for by in (-1, 1)
            if p.role is Role.VALUE and p.tags and 0 <= n + by < len(pieces) and not pieces[n + by].text
        ]

    at, pieces = _row_with(rendered, rng, lambda p: bool(beside(p)))
    one, other = rng.choice(beside(pieces))
    moved = list(pieces)
    moved[one], moved[other] = moved[other], moved[one]
    return _with(rendered, _edit(rendered, at, moved), f"slipped {other - one}: {_shown(rendered.rows[at])}")


def split_cell(rendered: Rendered, rng: Random) -> Damaged:
    """A tab inside running text."""
    at, n, piece = _piece_of(rendered, rng, lambda p: p.role is Role.TEXT and len(p.text) > 10)
    where = rng.randrange(2, len(piece.text) - 2)
    pieces = rendered.rows[at].pieces
    halves = (replace(piece, text=piece.text[:where]), Piece(piece.text[where:], Role.TEXT))
    return _with(rendered, _edit(rendered, at, (*pieces[:n], *halves, *pieces[n + 1 :])), f"tab in {piece.text[:40]}")


DAMAGES: dict[str, Damage] = {
    one.__name__: one
    for one in (
        cut_off,
        cut_in_row,
        swap_rows,
        delete_row,
        repeat_row,
        lose_heading,
        merge_cells,
        lose_value,
        letter_for_digit,
        misspell,
        strange_row,
        strange_option,
        slip_value,
        split_cell,
    )
}
