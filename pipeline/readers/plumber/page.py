"""One page of pdfplumber's as a grid: its cells on the lattice that their own sides make."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pdfplumber.page import Page
from pdfplumber.utils.text import extract_text

from pipeline.model.document import Box, Cell, Grid
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.readers.grids.arrays import NO_BOXES, Bools, Floats, Ints
from pipeline.readers.grids.placing import with_segments
from pipeline.readers.pdf.remarks import covered, page_is_picture
from pipeline.readers.plumber.loose import LooseText, find_loose

_SAME = 1.0  # sides of cells closer than this, in points, are one edge
_SLANTED = 2.0  # a line that goes further both ways is no rule
_CROSSED = 0.8  # of a cell's width and height: a line that reaches so far strikes it out
_MOSTLY = 0.5  # of a page: pictures that cover more are a scan


@dataclass(frozen=True, slots=True)
class _Seen:
    """What pdfplumber finds: boxes (left, top, right, bottom) and texts of cells, and the text outside them."""

    cells: Floats
    texts: list[str]
    struck: Bools
    loose: LooseText


def read_page(page: Page, number: int) -> Grid:
    """Read ``page``, the ``number``-th from 1."""
    if page.cropbox != page.mediabox:
        page = page.crop(page.cropbox, strict=False)
    if not page.chars and covered(_boxes(page.images, page), float(page.width), float(page.height)) > _MOSTLY:
        return Grid(number, (), True, (page_is_picture(number, with_text=False),))
    cells = [cell for table in page.find_tables() for cell in table.cells]
    cells = sorted(dict.fromkeys(cells), key=lambda cell: (cell[1], cell[0]))
    boxes = np.array(cells, np.float64).reshape(-1, 4)
    chars = page.chars
    texts, free = _texts(boxes, chars)
    strokes = _boxes([line for line in (*page.lines, *page.curves) if _is_slanted(line)], page)
    corner = np.array([page.bbox[0], page.bbox[1]] * 2, np.float64)
    loose = find_loose([char for char, is_free in zip(chars, free, strict=True) if is_free])
    loose = LooseText(loose.boxes - corner, loose.lines, loose.texts)
    boxes = boxes - corner
    rows = _rows(number, _Seen(boxes, texts, _struck(boxes, strokes), loose))
    return Grid(number, rows, True, tuple(_unmapped(rows)))


def _texts(boxes: Floats, chars: list[dict[str, Any]]) -> tuple[list[str], Bools]:
    """The text of each cell as ``Table.extract`` has it, of characters whose middle is in it; and who is in none."""
    middles = _middles(chars)
    free = np.ones(len(chars), np.bool_)
    texts = []
    for box in boxes:
        inside = ((middles >= box[:2]) & (middles < box[2:])).all(axis=1)
        free &= ~inside
        within = [chars[index] for index in np.flatnonzero(inside).tolist()]
        texts.append(extract_text(within) if within else "")
    return texts, free


def _middles(chars: list[dict[str, Any]]) -> Floats:
    sides = [(char["x0"] + char["x1"], char["top"] + char["bottom"]) for char in chars]
    return np.array(sides, np.float64).reshape(-1, 2) / 2


def _boxes(things: list[dict[str, Any]], page: Page) -> Floats:
    """The boxes of pdfplumber's objects on the page as it is shown."""
    left, top = page.bbox[:2]
    found = [(o["x0"] - left, o["top"] - top, o["x1"] - left, o["bottom"] - top) for o in things]
    return np.array(found, np.float64).reshape(-1, 4)


def _is_slanted(line: dict[str, Any]) -> bool:
    points = line.get("pts") or ()
    return len(points) == 2 and bool(line["width"] > _SLANTED and line["height"] > _SLANTED)


def _struck(boxes: Floats, strokes: Floats) -> Bools:
    """Which cells a slanted line crosses from side to side."""
    if not len(boxes) or not len(strokes):
        return np.zeros(len(boxes), np.bool_)
    shared = np.minimum(boxes[:, None, 2:], strokes[:, 2:]) - np.maximum(boxes[:, None, :2], strokes[:, :2])
    size = boxes[:, None, 2:] - boxes[:, None, :2]
    return np.asarray(np.any(np.all(shared > _CROSSED * size, axis=2), axis=1), np.bool_)


def _rows(number: int, seen: _Seen) -> tuple[tuple[Cell, ...], ...]:
    tops, left = _edges(seen.cells[:, 1::2]), _edges(seen.cells[:, ::2])
    placement = with_segments(tops, left, seen.loose.segments())
    rows: list[list[Cell]] = [[] for _ in range(len(placement.rows))]
    spans = np.stack(
        (
            placement.new_rows[_nearest(tops, seen.cells[:, 1])],
            placement.new_cols[_nearest(left, seen.cells[:, 0])],
            placement.new_rows[_nearest(tops, seen.cells[:, 3])],
            placement.new_cols[_nearest(left, seen.cells[:, 2])],
        ),
        axis=1,
    ) if len(seen.cells) else np.empty((0, 4), np.intp)  # fmt: skip
    for (row, col, end, stop), box, text, struck in zip(
        spans.tolist(), seen.cells.tolist(), seen.texts, seen.struck.tolist(), strict=True
    ):
        rows[row].append(Cell(text, Place(number, row, col), end - row, stop - col, Box(*box), True, struck))
    for (row, col, end, stop), box, text in zip(
        placement.segments.tolist(), seen.loose.boxes.tolist(), seen.loose.texts, strict=True
    ):
        rows[row].append(Cell(text, Place(number, row, col), end - row, stop - col, Box(*box), False))
    return tuple(tuple(sorted(row, key=lambda cell: cell.col)) for row in rows)


def _edges(sides: Floats) -> Floats:
    """The positions of ``sides``, each once."""
    found = np.unique(sides)
    if not len(found):
        return NO_BOXES[:, 0]
    first = np.concatenate(([True], np.diff(found) > _SAME))
    edges: Floats = found[first]
    return edges


def _nearest(edges: Floats, positions: Floats) -> Ints:
    found: Ints = np.abs(edges[:, None] - positions).argmin(axis=0)
    return found


def _unmapped(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[Finding]:
    """Cells with glyphs that the file gives no character for: pdfplumber writes ``(cid:7)``."""
    for cell in (cell for row in rows for cell in row if "(cid:" in cell.text):
        yield Finding(
            "glyph-unmapped",
            Severity.ERROR,
            "glyphs can't be read: the PDF draws them but doesn't say which characters they are; look at the page and "
            "correct the value, or ask for the file saved with another font",
            expected="characters with a meaning in Unicode",
            actual=" ".join(cell.text.split())[:80],
            place=cell.place,
        )
