"""One page: from PDFium's handle to a grid."""

import numpy as np

from pipeline.model.document import Box, Cell, Grid, Place
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.arrays import Bools, Floats, Ints
from pipeline.readers.pdf.characters import Characters, read_characters
from pipeline.readers.pdf.drawing import read_painted
from pipeline.readers.pdf.faces import Faces, find_faces
from pipeline.readers.pdf.lattice import Lattice, build_lattice
from pipeline.readers.pdf.loose import find_segments
from pipeline.readers.pdf.owners import find_owners
from pipeline.readers.pdf.placing import with_segments
from pipeline.readers.pdf.rules import Drawing, read_rules
from pipeline.readers.pdf.space import upright
from pipeline.readers.pdf.text import cell_texts

_NARROW = 3.5  # a blank face thinner than this is the inside of a double rule
_NO_EDGES = np.empty(0)


def read_page(page: int, number: int) -> Grid:
    """Read the open page ``page``, the ``number``-th from 1."""
    space = upright(page)
    text_page = pdfium.load_text(page)
    try:
        characters = read_characters(text_page, space)
        drawing = read_rules(read_painted(page, space), space.width, space.height)
        return _grid(characters, drawing, number)
    finally:
        pdfium.close_text(text_page)


def _grid(characters: Characters, drawing: Drawing, number: int) -> Grid:
    lattice = build_lattice(drawing.level, drawing.upright)
    if lattice is None:
        lattice = Lattice(_NO_EDGES, _NO_EDGES, np.empty((0, 0), np.bool_), np.empty((0, 0), np.bool_))
        faces = Faces(np.empty((0, 4), np.intp), np.full((1, 1), -1))
    else:
        faces = find_faces(lattice)
    owners = find_owners(characters, lattice, faces)
    outside = np.flatnonzero(owners < 0)
    loose = find_segments(characters.boxes[outside])
    count = len(faces.spans)
    owners[outside] = loose.of_character + count
    texts = cell_texts(characters.codes, characters.boxes, owners)
    edges, new_rows, new_cols, spans = with_segments(lattice.rows, lattice.cols, loose.segments)
    struck = _struck(drawing.slanted, lattice, faces)
    return _assembled(
        number, lattice, faces, new_rows, new_cols, spans, loose.segments.boxes, texts, struck, len(edges.rows)
    )


def _struck(slanted: Floats, lattice: Lattice, faces: Faces) -> Bools:
    """Which faces a slanted stroke crosses from corner to corner."""
    struck = np.zeros(len(faces.spans), np.bool_)
    if not len(slanted) or not len(struck):
        return struck
    low, high = np.minimum(slanted[:, :2], slanted[:, 2:]), np.maximum(slanted[:, :2], slanted[:, 2:])
    middle = (low + high) / 2
    face = faces.at(lattice, middle[:, 0], middle[:, 1])
    inside = face >= 0
    r, c, r1, c1 = faces.spans[face[inside]].T
    width, height = lattice.cols[c1] - lattice.cols[c], lattice.rows[r1] - lattice.rows[r]
    size = (high - low)[inside]
    across = (size[:, 0] > 0.8 * width) & (size[:, 1] > 0.8 * height)
    struck[face[inside][across]] = True
    return struck


def _assembled(
    number: int, lattice: Lattice, faces: Faces, new_rows: Ints, new_cols: Ints, loose: Ints, loose_boxes: Floats,
    texts: dict[int, str], struck: Bools, height: int,
) -> Grid:  # fmt: skip
    rows: list[list[Cell]] = [[] for _ in range(height)]
    if len(faces.spans):
        r, c, r1, c1 = faces.spans.T
        boxes = np.stack((lattice.cols[c], lattice.rows[r], lattice.cols[c1], lattice.rows[r1]), axis=1)
        spans = np.stack((new_rows[r], new_cols[c], new_rows[r1], new_cols[c1]), axis=1)
        slim = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) < _NARROW
        for index, ((top, left, bottom, right), box, line, thin) in enumerate(
            zip(spans.tolist(), boxes.tolist(), struck.tolist(), slim.tolist(), strict=True)
        ):
            text = texts.get(index, "")
            if thin and not text:
                continue
            place = Place(number, top, left)
            rows[top].append(Cell(text, place, bottom - top, right - left, Box(*box), True, line))
    first = len(faces.spans)
    for index, ((top, left, bottom, right), box) in enumerate(zip(loose.tolist(), loose_boxes.tolist(), strict=True)):
        place = Place(number, top, left)
        rows[top].append(Cell(texts[first + index], place, bottom - top, right - left, Box(*box), False))
    for row in rows:
        row.sort(key=lambda cell: cell.place.col)
    return Grid(number, tuple(map(tuple, rows)), True)
