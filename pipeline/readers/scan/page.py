"""One scanned page: from its pixels to a grid."""

from collections.abc import Sequence

import numpy as np

from pipeline.model.document import Grid
from pipeline.model.finding import Finding
from pipeline.model.ink import Ink
from pipeline.model.layout import KnownLayout
from pipeline.readers.grids.arrays import NO_BOXES
from pipeline.readers.grids.faces import find_faces
from pipeline.readers.grids.grid import Layout, find_struck, make_rows
from pipeline.readers.grids.lattice import TooManyRules, build_lattice, empty_lattice
from pipeline.readers.grids.placing import Segments, with_segments
from pipeline.readers.scan import remarks
from pipeline.readers.scan.clean import without_rules
from pipeline.readers.scan.evened import WIDEST_MARK, Page, even
from pipeline.readers.scan.pictures import Picture
from pipeline.readers.scan.pieces import find_pieces
from pipeline.readers.scan.recogniser import Recogniser
from pipeline.readers.scan.registration import with_known
from pipeline.readers.scan.rules import Rules, find_rules
from pipeline.readers.scan.said import recognise, text_of
from pipeline.readers.scan.slants import find_slanted
from pipeline.readers.scan.textlines import TextLine, find_lines
from pipeline.readers.scan.upright import upright

_TOO_DARK = 0.4  # of a page: no sheet has so much ink
_COARSEST = 1.7  # pixels a point: with fewer no small character can be told


def read_page(picture: Picture, number: int, recogniser: Recogniser, layouts: Sequence[KnownLayout] = ()) -> Grid:
    """Read the ``number``-th page, from 1; if it is ruled as one of ``layouts``, its broken walls are put back."""
    findings: list[Finding] = []
    if picture.scale < _COARSEST:
        findings.append(remarks.too_coarse(number, picture.scale))
    gray = upright(picture, recogniser)
    page = even(gray, picture.scale)
    if not page.ink.any():
        return Grid(number, (), True, (*findings, remarks.nothing_on_page(number)), _ink(page))
    dark = float(page.ink.mean())
    if dark > _TOO_DARK:
        return Grid(number, (), True, (*findings, remarks.too_dark(number, dark)), _ink(page))
    pieces = find_pieces(page.gray, page.scale)
    rules, said_of_rules = with_known(find_rules(page, pieces), page, number, layouts, pieces)
    findings += said_of_rules
    try:
        lattice, _ = build_lattice(rules.level[:, :3], rules.upright[:, :3])
    except TooManyRules:
        findings.append(remarks.too_complex(number, len(rules.level) + len(rules.upright)))
        rules, lattice = Rules(NO_BOXES, NO_BOXES), empty_lattice()
    faces = find_faces(lattice)
    text = without_rules(page, rules)
    slanted = find_slanted(text)
    struck = find_struck(slanted.strokes, lattice, faces)
    lines = find_lines(slanted.rest, lattice, faces)
    if not lines.inside and not lines.outside:
        findings.append(remarks.no_text(number))
    cells, outside = recognise(lines, len(faces.spans), picture.scale, recogniser)
    segments = _segments(outside, picture.scale)
    layout = Layout(number, lattice, faces, segments, with_segments(lattice.rows, lattice.cols, segments))
    texts = {cell: text_of(found) for cell, found in cells.items()}
    said = {cell: tuple(line for _, line in found) for cell, found in cells.items()}
    rows = make_rows(layout, texts, struck, said)
    return Grid(number, rows, True, tuple(findings), _ink(even(gray, picture.scale, WIDEST_MARK)))


def _segments(outside: list[TextLine], scale: float) -> Segments:
    """The pieces of text outside all tables, as boxes in points."""
    if not outside:
        return Segments(NO_BOXES, np.empty(0, np.intp))
    boxes = np.array([line.box for line in outside], np.float64) / scale
    return Segments(boxes, np.array([line.row for line in outside], np.intp))


def _ink(page: Page) -> Ink:
    height, width = page.ink.shape
    return Ink(width, height, page.scale, np.packbits(page.ink, axis=1).tobytes())
