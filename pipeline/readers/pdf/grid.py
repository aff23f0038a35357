"""Cells from faces and loose segments, each with its place on the lattice of the page."""

from dataclasses import dataclass

import numpy as np

from pipeline.model.document import Box, Cell
from pipeline.model.place import Place
from pipeline.readers.pdf.arrays import Bools, Floats, Ints
from pipeline.readers.pdf.faces import Faces
from pipeline.readers.pdf.lattice import Lattice
from pipeline.readers.pdf.placing import Placement, Segments

_NARROW = 3.5  # a blank face thinner than this, in points, is the inside of a double rule
_STROKE = 8.0  # a slanted stroke shorter than this strikes nothing out
_WHOLE = 0.8  # of a cell's width and height: a stroke that reaches so far crosses it
_SLACK = 2.5  # a stroke may end so far inside the cells that it crosses


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything on a page stands: a cell's number is that of its face, after them those of the segments."""

    page: int
    lattice: Lattice
    faces: Faces
    segments: Segments
    placement: Placement

    def place(self, cell: int) -> Place:
        """The place of a cell by its number."""
        after_faces = cell - len(self.faces.spans)
        if after_faces >= 0:
            row, col = self.placement.segments[after_faces, :2].tolist()
        else:
            r, c = self.faces.spans[cell, :2].tolist()
            row, col = int(self.placement.new_rows[r]), int(self.placement.new_cols[c])
        return Place(self.page, row, col)


def make_rows(layout: Layout, texts: dict[int, str], struck: Bools) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a page row by row; ``texts`` and ``struck`` go by the cells' numbers."""
    page, placement = layout.page, layout.placement
    rows: list[list[Cell]] = [[] for _ in range(len(placement.rows))]
    if len(layout.faces.spans):
        boxes, spans = _of_faces(layout)
        slim = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) < _NARROW
        for cell, ((top, left, bottom, right), box, line, thin) in enumerate(
            zip(spans.tolist(), boxes.tolist(), struck.tolist(), slim.tolist(), strict=True)
        ):
            text = texts.get(cell, "")
            if text or not thin:
                place = Place(page, top, left)
                rows[top].append(Cell(text, place, bottom - top, right - left, Box(*box), True, line))
        for row in {row for row, *_ in spans[layout.faces.plain :].tolist()}:
            rows[row].sort(key=lambda cell: cell.place.col)
    first = len(layout.faces.spans)
    for cell, ((top, left, bottom, right), box) in enumerate(
        zip(placement.segments.tolist(), layout.segments.boxes.tolist(), strict=True), first
    ):
        rows[top].append(Cell(texts[cell], Place(page, top, left), bottom - top, right - left, Box(*box), False))
    return tuple(map(tuple, rows))


def _of_faces(layout: Layout) -> tuple[Floats, Ints]:
    """The boxes of the faces in points, and their spans on the page's edges."""
    lattice, placement = layout.lattice, layout.placement
    r, c, r1, c1 = layout.faces.spans.T
    boxes = np.stack((lattice.cols[c], lattice.rows[r], lattice.cols[c1], lattice.rows[r1]), axis=1)
    new_rows, new_cols = placement.new_rows, placement.new_cols
    return boxes, np.stack((new_rows[r], new_cols[c], new_rows[r1], new_cols[c1]), axis=1)


def find_struck(slanted: Floats, lattice: Lattice, faces: Faces) -> Bools:
    """Which faces a slanted stroke (x0, y0, x1, y1) crosses out: the one it fills, or all that lie along it."""
    struck = np.zeros(len(faces.spans), np.bool_)
    strokes = slanted[np.hypot(*(slanted[:, 2:] - slanted[:, :2]).T) > _STROKE]
    if not len(strokes) or not len(struck):
        return struck
    low, high = np.minimum(strokes[:, :2], strokes[:, 2:]), np.maximum(strokes[:, :2], strokes[:, 2:])
    r, c, r1, c1 = faces.spans.T
    start = np.stack((lattice.cols[c], lattice.rows[r]), axis=1)
    stop = np.stack((lattice.cols[c1], lattice.rows[r1]), axis=1)
    inside = ((start > low[:, None] - _SLACK) & (stop < high[:, None] + _SLACK)).all(axis=2)
    struck[inside.any(axis=0)] = True
    middle = (low + high) / 2
    face = faces.at(lattice, middle[:, 0], middle[:, 1])
    whole = (high - low > _WHOLE * (stop - start)[face]).all(axis=1) & (face >= 0)
    struck[face[whole]] = True
    return struck
