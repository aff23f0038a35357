"""Cells from faces and loose segments, each with its place on the lattice of the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from types import MappingProxyType

from pipeline.model.document import Box, Cell, Line
from pipeline.model.place import Place
from pipeline.readers.grids.arrays import Floats
from pipeline.readers.grids.faces import Faces
from pipeline.readers.grids.lattice import Lattice
from pipeline.readers.grids.placing import Placement, Segments

_NO_LINES: Mapping[int, tuple[Line, ...]] = MappingProxyType({})
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


def make_rows(
    layout: Layout, texts: dict[int, str], struck: set[int], lines: Mapping[int, tuple[Line, ...]] = _NO_LINES
) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a page row by row; ``texts``, ``struck`` and ``lines`` go by the cells' numbers."""
    page, placement, faces = layout.page, layout.placement, layout.faces
    rows: list[list[Cell]] = [[] for _ in range(len(placement.rows))]
    first = len(faces.spans)
    if first:
        # A face's sides are looked up in lists: for a hundred cells that is quicker than arrays of them all.
        ys, xs = layout.lattice.rows.tolist(), layout.lattice.cols.tolist()
        new_rows, new_cols = placement.new_rows.tolist(), placement.new_cols.tolist()
        for cell, (r, c, r1, c1) in enumerate(faces.spans.tolist()):
            text = texts.get(cell, "")
            x, y, x1, y1 = xs[c], ys[r], xs[c1], ys[r1]
            if text or not (x1 - x < _NARROW or y1 - y < _NARROW):
                top, left = new_rows[r], new_cols[c]
                rows[top].append(
                    Cell(
                        text,
                        Place(page, top, left),
                        new_rows[r1] - top,
                        new_cols[c1] - left,
                        Box(x, y, x1, y1),
                        True,
                        cell in struck,
                        lines.get(cell, ()),
                    )
                )
        for r in set(faces.spans[faces.plain :, 0].tolist()):
            rows[new_rows[r]].sort(key=lambda cell: cell.place.col)
    for cell, ((top, left, bottom, right), box) in enumerate(
        zip(placement.segments.tolist(), layout.segments.boxes.tolist(), strict=True), first
    ):
        rows[top].append(
            Cell(
                texts[cell],
                Place(page, top, left),
                bottom - top,
                right - left,
                Box(*box),
                False,
                lines=lines.get(cell, ()),
            )
        )
    return tuple(map(tuple, rows))


def find_struck(slanted: Floats, lattice: Lattice, faces: Faces, whole: float = _WHOLE) -> set[int]:
    """Which faces a slanted stroke (x0, y0, x1, y1) crosses out: the one it fills, or all that lie along it.

    ``whole``: the share of a face's width and height that a stroke reaches over if it crosses it.
    """
    if not len(slanted) or not len(faces.spans):
        return set()
    struck: set[int] = set()
    xs, ys = lattice.cols.tolist(), lattice.rows.tolist()
    for x0, y0, x1, y1 in slanted.tolist():
        if hypot(x1 - x0, y1 - y0) <= _STROKE:
            continue
        left, right = min(x0, x1), max(x0, x1)
        top, bottom = min(y0, y1), max(y0, y1)
        # Faces from edges and to edges within the stroke's box: few, so the units in between name them.
        r, r1 = bisect_right(ys, top - _SLACK), bisect_left(ys, bottom + _SLACK)
        c, c1 = bisect_right(xs, left - _SLACK), bisect_left(xs, right + _SLACK)
        inside = set(faces.owner[r + 1 : r1, c + 1 : c1].ravel().tolist())
        middle = int(faces.owner[bisect_left(ys, (top + bottom) / 2), bisect_left(xs, (left + right) / 2)])
        for face in inside | {middle}:
            if face < 0:
                continue
            fr, fc, fr1, fc1 = faces.spans[face].tolist()
            along = r <= fr and fr1 < r1 and c <= fc and fc1 < c1
            wide, high = xs[fc1] - xs[fc], ys[fr1] - ys[fr]
            if along or (face == middle and right - left > whole * wide and bottom - top > whole * high):
                struck.add(face)
    return struck
