"""What the lines of a page say, cell by cell."""

from collections.abc import Iterator, Sequence

from pipeline.model.ink import Line, Step
from pipeline.model.place import Box
from pipeline.readers.scan.bullets import with_bullet
from pipeline.readers.scan.dashes import as_dash
from pipeline.readers.scan.known_labels import KnownLabels
from pipeline.readers.scan.passed_over import with_unread
from pipeline.readers.scan.recogniser import RecognisedLine, Recogniser
from pipeline.readers.scan.textlines import TextLine, TextLines

Found = tuple[TextLine, Line]


def recognise(
    lines: TextLines, faces: int, scale: float, recogniser: Recogniser, labels: KnownLabels
) -> tuple[dict[int, list[Found]], list[TextLine]]:
    """What was recognised in each cell, by its number, and the pieces outside: after the ``faces``, each is a cell.

    What says nothing is dirt, and no cell. ``labels`` are told without the ``recogniser``.
    """
    cells: dict[int, list[Found]] = {}
    every: list[tuple[int | None, TextLine]] = []
    for face, inside in lines.inside.items():
        dash = as_dash(inside[0].box, scale) if len(inside) == 1 else None
        if dash is not None:
            cells[face] = [(inside[0], _line(inside[0], dash, scale))]
        else:
            every += [(face, line) for line in inside]
    every += [(None, line) for line in lines.outside]
    outside: list[Found] = []
    for (cell, line), said in zip(every, _said([line for _, line in every], scale, recogniser, labels), strict=True):
        if said is not None:
            (outside if cell is None else cells.setdefault(cell, [])).append((line, _line(line, said, scale)))
    cells.update((number, [found]) for number, found in enumerate(outside, faces))
    return cells, [line for line, _ in outside]


def _said(
    lines: Sequence[TextLine], scale: float, recogniser: Recogniser, labels: KnownLabels
) -> Iterator[RecognisedLine | None]:
    """What each line says; None for dirt."""
    told = labels.told([line.crop for line in lines], scale)
    unknown = [line.crop for line, label in zip(lines, told, strict=True) if label is None]
    read = iter(recogniser.read(unknown) if unknown else [])
    for line, label in zip(lines, told, strict=True):
        yield label or with_unread(line.crop, with_bullet(line.crop, next(read)), scale)


def _line(line: TextLine, said: RecognisedLine, scale: float) -> Line:
    """A line with its places in points of the page."""
    left, top, right, bottom = (side / scale for side in line.box)
    start, width = line.left / scale, line.crop.shape[1] / scale
    if line.stacked:
        start, width = (left + right) / 2, 0.0
    steps = tuple(Step(step.characters, step.scores, step.blank, start + step.x * width) for step in said.steps)
    return Line(said.text, said.score, Box(left, top, right, bottom), steps)


def text_of(found: list[tuple[TextLine, Line]]) -> str:
    """The text of a cell: its lines below one another, pieces of one line with a space between."""
    rows: dict[int, list[str]] = {}
    for line, said in found:
        rows.setdefault(line.row, []).append(_upright_word(said.text) if line.stacked else said.text)
    return "\n".join(" ".join(filter(None, texts)) for texts in rows.values())


def _upright_word(text: str) -> str:
    """A label set upright is one word; figures and marks below one another are several."""
    word = "".join(text.split())
    return word if 2 * sum(map(str.isalpha, word)) >= len(word) else "\n".join(word)
