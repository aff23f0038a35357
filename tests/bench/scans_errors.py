"""How much of a page a way reads right, whatever it gives back: cells, or texts somewhere on the scan."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model.document import Cell, Grid
from tests.bench.scans_pages import Prepared
from tests.bench.scans_ways import Piece
from tests.scans.placing import aligned, overlaps
from tests.scans.texts import characters_wrong, folded

_SAME = 0.5
_BOXES = str.maketrans("", "", "■□☑☐☒✓○●◯")


@dataclass(frozen=True, slots=True)
class Errors:
    """Characters of all cells, and cells that hold nothing but a number."""

    characters: int = 0
    wrong: int = 0
    numbers: int = 0
    exact: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.characters + other.characters, self.wrong + other.wrong, self.numbers + other.numbers,
            self.exact + other.exact,
        )  # fmt: skip


def errors_of_cells(page: Prepared, pieces: Sequence[Piece]) -> Errors:
    """Of cells in points, laid over the true ones as a whole."""
    cells = _cells(page.truth)
    if not pieces or not cells:
        return _counted(cells, [""] * len(cells))
    true, seen = _corners(cells), np.array([piece[1:] for piece in pieces])
    overlap = overlaps(true, aligned(true, seen))
    best = overlap.argmax(axis=1)
    texts = [pieces[one][0] if overlap[at, one] >= _SAME else "" for at, one in enumerate(best.tolist())]
    return _counted(cells, texts)


def errors_of_texts(page: Prepared, pieces: Sequence[Piece]) -> Errors:
    """Of texts in pixels: each of their characters belongs to the smallest true cell that it stands in."""
    cells = _cells(page.truth)
    boxes = _corners(cells)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) if len(cells) else np.empty(0)
    back = page.transform.inverse()
    texts = [""] * len(cells)
    for text, left, top, right, bottom in sorted(pieces, key=lambda piece: (piece[2] + piece[4], piece[1])):
        count = len(text)
        across = left + (right - left) * (np.arange(count) + 0.5) / max(count, 1)
        down = np.full(count, (top + bottom) / 2)
        if bottom - top > 2 * (right - left) and count > 1:  # upright
            across, down = np.full(count, (left + right) / 2), top + (bottom - top) * (np.arange(count) + 0.5) / count
        for sign, (x, y) in zip(text, back.points(np.column_stack((across, down))).tolist(), strict=True):
            inside = (boxes[:, 0] <= x) & (x < boxes[:, 2]) & (boxes[:, 1] <= y) & (y < boxes[:, 3])
            if inside.any():
                texts[int(np.where(inside, areas, np.inf).argmin())] += sign
    return _counted(cells, texts)


def _cells(grid: Grid) -> list[Cell]:
    return [cell for row in grid.rows for cell in row if cell.box is not None]


def _corners(cells: Sequence[Cell]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    boxes = [cell.box for cell in cells if cell.box is not None]
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)


def _counted(cells: Sequence[Cell], texts: Sequence[str]) -> Errors:
    total = Errors()
    for cell, text in zip(cells, texts, strict=True):
        true, read = (each.translate(_BOXES) for each in (cell.text, text))
        number = any(map(str.isdigit, folded(true))) and not folded(true).strip("0123456789,.%▲-()")
        exact = number and folded(true) == folded(read)
        total += Errors(len(folded(true)), characters_wrong(true, read), int(number), int(exact))
    return total
