"""The lines of text of a page: in every face, and outside all; each with the crop that a recogniser reads."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.faces import Faces
from pipeline.readers.grids.lattice import Lattice
from pipeline.readers.scan.clean import TextPage
from pipeline.readers.scan.cutting import BoxOfPixels, Row, cut, size_of
from pipeline.readers.scan.dashes import is_dash
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.stacks import around, laid_side_by_side, with_stacks

_LEAST = 1.3  # points: a sign is larger one way or the other
_LEAST_ALONE = 2.2  # points: no sign that stands alone is smaller
_FRINGE = 1.6  # points from the edge of a cell: no dash is printed there
_MARGIN = 0.12  # of the height of a line: paper left around it


@dataclass(frozen=True, slots=True)
class TextLine:
    """One crop to read: its box in pixels of the page, and what it shows.

    ``left`` is where the crop begins on the page; ``row`` counts the lines of its cell: pieces of one line have one
    number. ``stacked``: characters of a column, put side by side.
    """

    box: BoxOfPixels
    crop: Pixels
    left: int
    row: int
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class TextLines:
    """The lines in each face by its number, and those outside all faces."""

    inside: dict[int, list[TextLine]]
    outside: list[TextLine]


def find_lines(page: TextPage, lattice: Lattice, faces: Faces) -> TextLines:
    """All lines of text of a page without rules."""
    character = page.character
    least = _LEAST * page.scale
    inside: dict[int, list[TextLine]] = {}
    outside = page.ink.copy()
    for face, box in enumerate(_boxes(page, lattice, faces)):
        left, top, right, bottom = box
        ink = page.ink[top:bottom, left:right]
        if face >= faces.plain:
            ink = ink * _mask(page, lattice, faces, face, box)
        if ink.any():
            found = _lines(page, cut(ink, character, least), (left, top), box)
            told = any(
                size_of(line.box) >= _LEAST_ALONE * page.scale or is_dash(line.box, page.scale) for line in found
            )
            if told and not (len(found) == 1 and _is_of_rule(found[0].box, box, page.scale)):
                inside[face] = found
        outside[top:bottom, left:right] = 0
    whole = (0, 0, page.gray.shape[1], page.gray.shape[0])
    loose = cut(outside, character, _LEAST_ALONE * page.scale)
    return TextLines(inside, _lines(page, loose, (0, 0), whole))


def _is_of_rule(line: BoxOfPixels, face: BoxOfPixels, scale: float) -> bool:
    """True for what looks like a dash and lies at the upper or lower edge of its cell: the fringe of a rule."""
    edge = _FRINGE * scale
    return is_dash(line, scale) and (line[1] - face[1] < edge or face[3] - line[3] < edge)


def _boxes(page: TextPage, lattice: Lattice, faces: Faces) -> list[BoxOfPixels]:
    """The pixels of each face: of its bounding box, if it is no rectangle."""
    if not len(faces.spans):
        return []
    rows, cols = np.round(lattice.rows * page.scale), np.round(lattice.cols * page.scale)
    r, c, r1, c1 = faces.spans.T
    boxes = np.maximum(np.column_stack((cols[c], rows[r], cols[c1], rows[r1])), 0).astype(int)
    return [(left, top, right, bottom) for left, top, right, bottom in boxes.tolist()]


def _mask(page: TextPage, lattice: Lattice, faces: Faces, face: int, box: BoxOfPixels) -> Pixels:
    """1 for the pixels in a face's bounding box that are its own."""
    left, top, right, bottom = box
    y = (np.arange(top, bottom) + 0.5) / page.scale
    x = (np.arange(left, right) + 0.5) / page.scale
    owner = faces.owner[lattice.rows.searchsorted(y)[:, None], lattice.cols.searchsorted(x)]
    own: Pixels = (owner == face).astype(np.uint8)
    return own


def _lines(page: TextPage, rows: list[Row], corner: tuple[int, int], within: BoxOfPixels) -> list[TextLine]:
    """The crops of lines found in a region whose left top corner is ``corner``; paper is taken from ``within``."""
    x, y = corner
    found = []
    for number, row in enumerate(with_stacks(rows, page.character)):
        boxes = tuple((left + x, top + y, right + x, bottom + y) for left, top, right, bottom in row.pieces)
        if row.stacked:
            whole = around(boxes)
            found.append(TextLine(whole, laid_side_by_side(page.gray, boxes), whole[0], number, stacked=True))
        else:
            found += [TextLine(box, *_crop(page.gray, box, within), number) for box in boxes]
    return found


def _crop(gray: Pixels, box: BoxOfPixels, within: BoxOfPixels) -> tuple[Pixels, int]:
    """The pixels of a box with a little paper around it, and where they begin from the left."""
    margin = max(round(_MARGIN * (box[3] - box[1])), 2)
    left, top = max(box[0] - margin, within[0]), max(box[1] - margin, within[1])
    right, bottom = min(box[2] + margin, within[2]), min(box[3] + margin, within[3])
    return np.ascontiguousarray(gray[top:bottom, left:right]), left
