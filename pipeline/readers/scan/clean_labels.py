"""The pictures of the labels on clean sheets, for learning how a form prints them."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from pipeline.model.document import Cell, Grid
from pipeline.model.label_picture import DOTS_A_POINT, LabelPicture
from pipeline.model.place import Box
from pipeline.readers.grids.arrays import Floats
from pipeline.readers.scan.clean_scan import clean_page
from pipeline.readers.scan.known_labels import KnownLabels
from pipeline.readers.scan.label_pictures import dark, picture_of
from pipeline.readers.scan.seen import Seen, see
from pipeline.readers.scan.textlines import TextLine

_SAME = 4.0  # points: sides of a cell, as drawn and as seen, that differ less are one


def labels_on(form: str, data: bytes, grid: Grid, is_label: Callable[[str], bool]) -> Iterator[LabelPicture]:
    """The labels of a form among the cells of a ``grid`` that was read from the page of a clean file, a line each."""
    seen = see(clean_page(data, grid.page), grid.page)
    boxes = seen.boxes()
    for cell in grid.non_blank():
        if cell.box is None or not is_label(cell.text):
            continue
        for text, line in _by_lines(cell, _lines_in(cell.box, boxes, seen)):
            if (label := picture_of(form, text, line.crop, seen.text.scale)) is not None:
                yield label


def without_repeats(pictures: Iterable[LabelPicture]) -> list[LabelPicture]:
    """One picture of each label in each size: those that are told by one before them are left out."""
    kept: list[LabelPicture] = []
    for picture in pictures:
        alike = KnownLabels(tuple(one for one in kept if one.text == picture.text))
        if alike.likeliest(255 - dark(picture), DOTS_A_POINT) is None:
            kept.append(picture)
    return kept


def _lines_in(box: Box, boxes: Floats, seen: Seen) -> list[TextLine]:
    """The lines of the face that a cell is; of text outside all faces, which is its own box, those that lie in it."""
    sides = np.array((box.left, box.top, box.right, box.bottom))
    off = np.abs(boxes - sides).max(axis=1, initial=0)
    if len(off) and off.min() <= _SAME:
        return seen.lines.inside.get(int(off.argmin()), [])
    low, high = (sides[:2] - _SAME) * seen.text.scale, (sides[2:] + _SAME) * seen.text.scale
    outside = (line for line in seen.lines.outside if (low <= line.box[:2]).all() and (line.box[2:] <= high).all())
    return list(outside)


def _by_lines(cell: Cell, lines: list[TextLine]) -> Iterator[tuple[str, TextLine]]:
    """What each line of a label's cell says; nothing if its text is in other lines, or in pieces that don't fit."""
    rows: dict[int, list[TextLine]] = {}
    for line in lines:
        rows.setdefault(line.row, []).append(line)
    texts = cell.text.split("\n")
    if len(texts) != len(rows):
        return
    for text, pieces in zip(texts, rows.values(), strict=True):
        words = [text] if len(pieces) == 1 else text.split()
        if len(words) == len(pieces):
            yield from zip(words, pieces, strict=True)
