"""What PDFium has painted on a page, fetched in bulk: paths, pictures, and the handles of the text objects."""

from dataclasses import dataclass
from itertools import chain, compress, repeat
from typing import Any

import numpy as np

from pipeline.readers.grids.arrays import NO_BOXES, NO_INDICES, Bools, Floats, Ints, every
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.calls import ask_floats, ask_integers, ready
from pipeline.readers.pdf.space import Space

_WHITE = 250
_RECTANGLE = 5  # points: four and the first again
_LEVELS = 8  # forms within forms: more is a loop or a trick

_IS_TEXT, _IS_PATH, _IS_IMAGE, _IS_FORM = (
    bytes(kind == one for kind in range(256))
    for one in (pdfium.OBJECT_TEXT, pdfium.OBJECT_PATH, pdfium.OBJECT_IMAGE, pdfium.OBJECT_FORM)
)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Painted:
    """A page's painted paths in two kinds, as displayed in points, y down; ``*_order`` is the order of painting.

    ``bars`` are the boxes of plain filled rectangles. All other paths are given point by point: ``points`` (x, y),
    ``kinds`` (PDFium's segment types) and ``path``, the row of ``lined`` (its outline is seen), ``filled`` and
    ``colours`` (of the fill: red, green, blue) that a point belongs to. White lines are taken for unseen.
    ``pictures`` are boxes, ``texts`` the handles of the text objects.
    """

    bars: Floats
    bar_colours: Ints
    bar_order: Ints
    points: Floats
    kinds: Ints
    path: Ints
    lined: Bools
    filled: Bools
    colours: Ints
    order: Ints
    pictures: Floats
    texts: list[int]


@dataclass(frozen=True, slots=True)
class _Objects:
    """A page's objects: paths, and for each the index of the form matrix that applies (-1: none); text; pictures.

    Handles are ready to be asked with; those of text objects are numbers, because characters name them.
    """

    paths: list[Any]
    forms: list[int]
    matrices: list[Matrix]
    texts: list[int]
    pictures: list[Any]


def read_painted(page: int, space: Space) -> Painted:
    """Everything painted on the open ``page``."""
    objects = _objects(page)
    pictures = space.boxes(_bounds(objects.pictures)) if objects.pictures else NO_BOXES
    paths = objects.paths
    modes = ask_integers(pdfium.path_mode, paths, words=2)
    fills, filled = _colours(pdfium.fill_colour, paths, modes[:, 0] != 0)
    lined = modes[:, 1] != 0
    if lined.any():
        strokes, lined = _colours(pdfium.stroke_colour, paths, lined)
        lined &= ~is_white(strokes)
    lengths = np.array(list(map(pdfium.count_segments, paths)), np.intp)
    formed = np.array(objects.forms, np.intp)
    bar = filled & ~lined & (lengths == _RECTANGLE) & (formed < 0)
    bars = bar.nonzero()[0]
    boxes = space.boxes(_bounds(list(compress(paths, bar.tolist())))) if len(bars) else NO_BOXES
    others = ((filled | lined) & ~bar & (lengths > 1)).nonzero()[0]
    points, kinds, path = NO_BOXES[:, :2], NO_INDICES, NO_INDICES
    if len(others):
        some = [paths[i] for i in others.tolist()]
        points, kinds, path = _points(some, lengths[others], formed[others], objects, space)
    return Painted(
        boxes, fills[bars], bars, points, kinds, path, lined[others], filled[others], fills[others], others,
        pictures, objects.texts,
    )  # fmt: skip


def is_white(colours: Ints) -> Bools:
    """Which of some colours (red, green, blue) can't be told from white."""
    return every(colours > _WHITE)


def _objects(page: int) -> _Objects:
    found = _Objects([], [], [], [], [])
    count = pdfium.count_objects(page)
    todo = [(list(map(pdfium.page_object, repeat(pdfium.ready(page), count), range(count))), -1, 0)]
    while todo:
        handles, form, depth = todo.pop()
        asked = ready(handles)
        # A page may have thousands of objects, but they are of few kinds: one pass for each kind, by a string of flags.
        kinds = bytes(map(pdfium.object_type, asked))
        found.texts.extend(compress(handles, kinds.translate(_IS_TEXT)))
        paths = list(compress(asked, kinds.translate(_IS_PATH)))
        found.paths.extend(paths)
        found.forms.extend(repeat(form, len(paths)))
        if pdfium.OBJECT_IMAGE in kinds:
            found.pictures.extend(compress(asked, kinds.translate(_IS_IMAGE)))
        if pdfium.OBJECT_FORM in kinds and depth < _LEVELS:
            for handle in compress(handles, kinds.translate(_IS_FORM)):
                found.matrices.append(_form_matrix(handle, found.matrices[form] if form >= 0 else None))
                inner = pdfium.count_form_objects(handle)
                members = list(map(pdfium.form_object, repeat(handle, inner), range(inner)))
                todo.append((members, len(found.matrices) - 1, depth + 1))
    return found


def _form_matrix(handle: int, outer: Matrix | None) -> Matrix:
    (own,) = ask_floats(pdfium.object_matrix, ready([handle]), words=6, addresses=1).tolist()
    a, b, c, d, e, f = own
    if outer is None:
        return a, b, c, d, e, f
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def _bounds(objects: list[Any]) -> Floats:
    """Left, bottom, right, top of objects in PDF space."""
    return ask_floats(pdfium.object_bounds, objects, words=4, addresses=4)


def _colours(function: pdfium.Function, paths: list[Any], which: Bools) -> tuple[Ints, Bools]:
    """Colours (red, green, blue) of the paths that are painted so, and which of them can be seen through nothing."""
    if which.all():
        asked = ask_integers(function, paths, words=4)
        return asked[:, :3], asked[:, 3] > 0
    colours = np.zeros((len(paths), 4), np.intp)
    if which.any():
        colours[which] = ask_integers(function, list(compress(paths, which.tolist())), words=4)
    return colours[:, :3], colours[:, 3] > 0


def _points(
    paths: list[Any], lengths: Ints, formed: Ints, objects: _Objects, space: Space
) -> tuple[Floats, Ints, Ints]:
    """The points of many paths, one after the other: as displayed, what each is, and the row of its path."""
    sizes = lengths.tolist()
    owners, numbers = chain.from_iterable(map(repeat, paths, sizes)), chain.from_iterable(map(range, sizes))
    segments = ready(list(map(pdfium.path_segment, owners, numbers)))
    raw = ask_floats(pdfium.segment_point, segments, words=2, addresses=2)
    kinds = np.full(len(segments), pdfium.SEGMENT_LINE, np.intp)
    kinds[lengths.cumsum() - lengths] = pdfium.SEGMENT_MOVE
    # A path of two points is a line; the longer ones have to be asked.
    longer = np.repeat(lengths > 2, lengths)
    if longer.any():
        kinds[longer] = list(map(pdfium.segment_type, compress(segments, longer.tolist())))
    path = np.repeat(np.arange(len(paths)), lengths)
    matrices = ask_floats(pdfium.object_matrix, paths, words=6, addresses=1)
    # Most programs draw all of a page by one matrix.
    points = _transformed(raw, matrices[:1] if (matrices == matrices[0]).all() else matrices[path])
    if objects.matrices:
        inside = formed[path]
        for form in np.unique(inside[inside >= 0]).tolist():
            members = inside == form
            points[members] = _transformed(points[members], np.array([objects.matrices[form]]))
    return space.points(points), kinds, path


def _transformed(points: Floats, matrices: Floats) -> Floats:
    """Points (x, y) by matrices (a, b, c, d, e, f): one for all of them, or one for each."""
    found: Floats = points[:, :1] * matrices[:, :2] + points[:, 1:] * matrices[:, 2:4] + matrices[:, 4:]
    return found
