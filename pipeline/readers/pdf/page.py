"""One page: from PDFium's handle to a grid."""

from functools import lru_cache

import numpy as np

from pipeline.model.document import Grid
from pipeline.model.finding import Finding
from pipeline.readers.grids.arrays import NO_BOXES, Floats
from pipeline.readers.grids.faces import Faces, find_faces
from pipeline.readers.grids.grid import Layout, find_struck, make_rows
from pipeline.readers.grids.lattice import Lattice, TooManyRules, build_lattice, empty_lattice
from pipeline.readers.grids.placing import with_segments
from pipeline.readers.pdf import pdfium, remarks
from pipeline.readers.pdf.characters import Characters, read_characters
from pipeline.readers.pdf.crossed import find_crossed
from pipeline.readers.pdf.directions import find_directions, find_steps, upright_runs
from pipeline.readers.pdf.drawing import read_painted
from pipeline.readers.pdf.loose import find_segments
from pipeline.readers.pdf.marks import find_marks
from pipeline.readers.pdf.owners import find_owners
from pipeline.readers.pdf.raised import with_raised
from pipeline.readers.pdf.rules import Drawing, read_rules
from pipeline.readers.pdf.space import upright
from pipeline.readers.pdf.text import cell_texts
from pipeline.readers.pdf.textobjects import read_text_objects
from pipeline.readers.pdf.visibility import Ground, find_hidden, with_signs

_MOST_OBJECTS = 200_000
_MOSTLY = 0.5  # of a page: pictures that cover more are a scan
_REMEMBERED_RULES = 1000  # of a page: what more make takes too much memory to be kept
_NEARLY_ALL = 0.9  # of the characters: if so many are hidden, they were recognised on a scan


def read_page(page: int, number: int) -> Grid:
    """Read the open page ``page``, the ``number``-th from 1."""
    objects = pdfium.count_objects(page)
    if objects > _MOST_OBJECTS:
        finding = remarks.page_too_complex(number, f"{objects:,} objects", without="anything on it")
        return Grid(number, (), True, (finding,))
    space = upright(page)
    painted = read_painted(page, space)
    texts = read_text_objects(painted.texts)
    drawing = read_rules(painted, space.width, space.height)
    text_page = pdfium.load_text(page)
    try:
        characters = with_signs(read_characters(text_page, space), texts)
        ground = Ground(page, drawing.fills, drawing.fill_colours, painted.pictures)
        hidden = find_hidden(characters, texts, ground)
        unseen = characters.some(hidden) if hidden.any() else None
        nothing_seen = hidden.sum() >= _NEARLY_ALL * len(hidden)
        if nothing_seen and remarks.covered(painted.pictures, space.width, space.height) > _MOSTLY:
            finding = remarks.page_is_picture(number, with_text=unseen is not None)
            return Grid(number, (), True, (finding,))
        return _grid(number, drawing, characters if unseen is None else characters.some(~hidden), unseen)
    finally:
        pdfium.close_text(text_page)


def _grid(number: int, drawing: Drawing, characters: Characters, unseen: Characters | None) -> Grid:
    findings: list[Finding] = []
    lattice, squares, faces = _tables(number, drawing, findings)
    around = NO_BOXES
    if len(squares) or len(drawing.rounds) or len(drawing.ticks) or len(drawing.fills):
        marks = find_marks(drawing, squares, characters.codes, characters.boxes, lattice, faces)
        around = marks.around
        if len(marks.codes):
            kept = np.ones(len(characters), np.bool_)
            kept[marks.dropped] = False
            characters = characters.some(kept).added(marks.codes, marks.boxes)
    crossed = find_crossed(drawing.level, lattice, characters.boxes)
    left_out = characters.some(crossed) if crossed.any() else None
    if left_out is not None:
        characters = characters.some(~crossed)
    owners = find_owners(characters, lattice, faces)
    characters = with_raised(characters, owners)
    steps = find_steps(characters.boxes)
    outside = owners < 0
    runs = upright_runs(characters, steps, outside)
    loose = find_segments(characters.boxes[outside], runs[outside])
    owners[outside] = loose.of_character + len(faces.spans)
    directions = find_directions(characters, steps, owners)
    texts = cell_texts(characters.codes, characters.boxes, owners, directions)
    placement = with_segments(lattice.rows, lattice.cols, loose.segments)
    struck = find_struck(drawing.slanted, lattice, faces)
    layout = Layout(number, lattice, faces, loose.segments, placement)
    rows = make_rows(layout, texts, struck)
    findings += remarks.unmapped_glyphs(characters, owners, texts, layout)
    findings += remarks.circles(around, characters, owners, layout)
    if unseen is not None:
        findings += remarks.hidden_texts(unseen, layout)
    if left_out is not None:
        findings += remarks.crossed_texts(left_out, layout)
    return Grid(number, rows, True, tuple(findings))


def _tables(number: int, drawing: Drawing, findings: list[Finding]) -> tuple[Lattice, Floats, Faces]:
    """The page's lattice, its small squares, and the faces of the lattice."""
    rules = len(drawing.level) + len(drawing.upright)
    make = _tables_of if rules <= _REMEMBERED_RULES else _tables_of.__wrapped__
    try:
        return make(drawing.level.tobytes(), drawing.upright.tobytes())
    except TooManyRules:
        findings.append(remarks.page_too_complex(number, f"{rules:,} rules", without="its tables"))
        lattice = empty_lattice()
        return lattice, NO_BOXES, find_faces(lattice)


@lru_cache(maxsize=16)
def _tables_of(level: bytes, upright: bytes) -> tuple[Lattice, Floats, Faces]:
    """The tables of rules, remembered: sheets filled in on one form have the very same rules, page after page."""
    lattice, squares = build_lattice(_rules(level), _rules(upright))
    return lattice, squares, find_faces(lattice)


def _rules(data: bytes) -> Floats:
    return np.frombuffer(data).reshape(-1, 3)
