"""What is seen on a page before anything is read: its rules, its cells, and the lines of text in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model.finding import Finding
from pipeline.model.layout import KnownLayout
from pipeline.readers.grids.arrays import NO_BOXES, Floats
from pipeline.readers.grids.faces import Faces, find_faces
from pipeline.readers.grids.grid import find_struck
from pipeline.readers.grids.lattice import Lattice, TooManyRules, build_lattice, empty_lattice
from pipeline.readers.scan import remarks
from pipeline.readers.scan.clean import TextPage, without_rules
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.pieces import find_pieces
from pipeline.readers.scan.registration import with_known
from pipeline.readers.scan.rules import Rules, find_rules
from pipeline.readers.scan.slants import find_slanted
from pipeline.readers.scan.textlines import TextLines, find_lines

_CROSSES = 0.7  # of a cell's width and height: a stroke loses its ends to the rules that they touch


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's cells, those of them that are ``struck`` out, and all lines of its ``text``, inside and outside."""

    lattice: Lattice
    faces: Faces
    struck: set[int]
    text: TextPage
    lines: TextLines
    findings: tuple[Finding, ...]

    def boxes(self) -> Floats:
        """Left, top, right and bottom of each face in points."""
        top, left, bottom, right = self.faces.spans.T
        rows, cols = self.lattice.rows, self.lattice.cols
        boxes: Floats = np.column_stack((cols[left], rows[top], cols[right], rows[bottom]))
        return boxes


def see(page: Page, number: int, layouts: Sequence[KnownLayout] = ()) -> Seen:
    """Look at the ``number``-th page; if it is ruled as one of ``layouts``, its broken walls are put back."""
    pieces = find_pieces(page.gray, page.scale)
    rules, findings = with_known(find_rules(page, pieces), page, number, layouts, pieces)
    try:
        lattice, _ = build_lattice(rules.level[:, :3], rules.upright[:, :3])
    except TooManyRules:
        findings = (*findings, remarks.too_complex(number, len(rules.level) + len(rules.upright)))
        rules, lattice = Rules(NO_BOXES, NO_BOXES), empty_lattice()
    faces = find_faces(lattice)
    text = without_rules(page, rules)
    slanted = find_slanted(text)
    struck = find_struck(slanted.strokes, lattice, faces, _CROSSES)
    return Seen(lattice, faces, struck, text, find_lines(slanted.rest, lattice, faces), findings)
