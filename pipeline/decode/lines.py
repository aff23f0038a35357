"""Where the characters of recognised lines stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell
from pipeline.model.ink import Line, Step
from pipeline.normalize.fold import match_key

_AS_TALL = 0.5  # of the tallest line


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed character of a cell: the number of its line, and the middle of it in points from the page's left."""

    character: str
    line: int
    x: float


def spots(cell: Cell) -> tuple[Spot, ...]:
    """The characters of a cell in reading order, white space left out."""
    return tuple(
        Spot(character, number, x)
        for number, line in enumerate(cell.lines)
        for character, x in zip(line.text, character_places(line), strict=True)
        if match_key(character)
    )


def character_places(line: Line) -> tuple[float, ...]:
    """The middle of each character of a line's text in points; spread evenly where its steps don't tell."""
    read = _likeliest(line.steps)
    bare = [index for index, character in enumerate(line.text) if not character.isspace()]
    if len(read) == len(line.text):
        return tuple(x for _, x in read)
    if len(bare) == len(without := [x for character, x in read if not character.isspace()]):
        known = dict(zip(bare, without, strict=True))
        return tuple(known.get(index, without[0] if without else line.box.left) for index in range(len(line.text)))
    width = (line.box.right - line.box.left) / max(len(line.text), 1)
    return tuple(line.box.left + (index + 0.5) * width for index in range(len(line.text)))


def _likeliest(steps: tuple[Step, ...]) -> list[tuple[str, float]]:
    """The likeliest characters, equal neighbours taken as one, and the middle of their steps."""
    read: list[tuple[str, list[float]]] = []
    before = ""
    for step in steps:
        best = step.characters[0] if step.characters and step.scores[0] > step.blank else ""
        if best and best == before:
            read[-1][1].append(step.x)
        elif best:
            read.append((best, [step.x]))
        before = best
    return [(character, sum(places) / len(places)) for character, places in read]


def line_height(cell: Cell) -> float:
    """The height of a character in a cell in points: that of its lowest line; 0 without lines."""
    return min((line.box.bottom - line.box.top for line in cell.lines), default=0.0)


def without_dirt(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a cell with a figure, without those far smaller than its tallest both ways."""
    tall = max((line.box.bottom - line.box.top for line in lines), default=0.0)
    return tuple(line for line in lines if max(_size(line)) >= _AS_TALL * tall)


def without_low(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a cell without those so low that they may be rows of specks; none are left if none is."""
    tall = max((line.box.bottom - line.box.top for line in lines), default=0.0)
    kept = tuple(line for line in lines if line.box.bottom - line.box.top >= _AS_TALL * tall)
    return kept if len(kept) < len(lines) else ()


def _size(line: Line) -> tuple[float, float]:
    return line.box.right - line.box.left, line.box.bottom - line.box.top
