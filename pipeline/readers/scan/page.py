"""One scanned page: from its pixels to a grid."""

import numpy as np

from pipeline.model.document import Grid
from pipeline.model.finding import Finding
from pipeline.model.ink import Ink
from pipeline.model.layout import NO_LAYOUTS, KnownLayouts
from pipeline.readers.grids.arrays import NO_BOXES
from pipeline.readers.grids.grid import Layout, make_rows
from pipeline.readers.grids.placing import Segments, with_segments
from pipeline.readers.scan import remarks
from pipeline.readers.scan.evened import WIDEST_MARK, Page, even
from pipeline.readers.scan.known_labels import ready
from pipeline.readers.scan.pictures import Picture
from pipeline.readers.scan.recogniser import Recogniser
from pipeline.readers.scan.said import recognise, text_of
from pipeline.readers.scan.seen import see
from pipeline.readers.scan.textlines import TextLine
from pipeline.readers.scan.upright import upright

_TOO_DARK = 0.4  # of a page: no sheet has so much ink
_COARSEST = 1.7  # pixels a point: with fewer no small character can be told


def read_page(picture: Picture, number: int, recogniser: Recogniser, known: KnownLayouts = NO_LAYOUTS) -> Grid:
    """Read the ``number``-th page, from 1, by what is ``known`` of forms' pages.

    If it is ruled as one of them, its broken walls are put back; labels are told by how they look on a clean sheet.
    """
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
    seen = see(page, number, known.layouts)
    findings += seen.findings
    lattice, faces = seen.lattice, seen.faces
    if not seen.lines.inside and not seen.lines.outside:
        findings.append(remarks.no_text(number))
    cells, outside = recognise(seen.lines, len(faces.spans), picture.scale, recogniser, ready(known.labels))
    segments = _segments(outside, picture.scale)
    layout = Layout(number, lattice, faces, segments, with_segments(lattice.rows, lattice.cols, segments))
    texts = {cell: text_of(found) for cell, found in cells.items()}
    said = {cell: tuple(line for _, line in found) for cell, found in cells.items()}
    rows = make_rows(layout, texts, seen.struck, said)
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
