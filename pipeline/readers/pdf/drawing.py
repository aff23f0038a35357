"""What PDFium has painted on a page, fetched in bulk: paths, pictures, and the handles of the text objects."""

from dataclasses import dataclass
from itertools import chain, compress, repeat

import numpy as np

from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.arrays import Bools, Floats, Ints, every
from pipeline.readers.pdf.space import Space

_WHITE = 250
_RECTANGLE = 5  # points: four and the first again
_LEVELS = 8  # forms within forms: more is a loop or a trick

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
    """The handles of a page's objects, and for paths the index of the form matrix that applies (-1: none)."""

    paths: list[int]
    forms: list[int]
    matrices: list[Matrix]
    texts: list[int]
    pictures: list[int]


def read_painted(page: int, space: Space) -> Painted:
    """Everything painted on the open ``page``."""
    objects = _objects(page)
    pictures = space.boxes(_bounds(objects.pictures))
    paths = objects.paths
    count = len(paths)
    modes = np.zeros((count, 2), np.int32)
    at, end = modes.ctypes.data, modes.ctypes.data + 8 * count
    pdfium.each(pdfium.path_mode, paths, range(at, end, 8), range(at + 4, end, 8))
    fills, filled = _colours(pdfium.fill_colour, paths, modes[:, 0] != 0)
    strokes, lined = _colours(pdfium.stroke_colour, paths, modes[:, 1] != 0)
    lined &= ~is_white(strokes)
    lengths = np.fromiter(map(pdfium.count_segments, paths), np.intp, count)
    formed = np.array(objects.forms, np.intp)
    bar = filled & ~lined & (lengths == _RECTANGLE) & (formed < 0)
    bars = np.flatnonzero(bar)
    boxes = space.boxes(_bounds([paths[i] for i in bars.tolist()]))
    others = np.flatnonzero((filled | lined) & ~bar & (lengths > 1))
    points, kinds, path = _points([paths[i] for i in others.tolist()], lengths[others], formed[others], objects, space)
    return Painted(
        boxes, fills[bars], bars, points, kinds, path, lined[others], filled[others], fills[others], others,
        pictures, objects.texts,
    )  # fmt: skip


def is_white(colours: Ints) -> Bools:
    """Which of some colours (red, green, blue) can't be told from white."""
    return every(colours > _WHITE)


def _objects(page: int) -> _Objects:
    found = _Objects([], [], [], [], [])
    todo: list[tuple[list[int], int, int]] = []
    count = pdfium.count_objects(page)
    todo.append((list(map(pdfium.page_object, repeat(page, count), range(count))), -1, 0))
    while todo:
        handles, form, depth = todo.pop()
        for handle, kind in zip(handles, map(pdfium.object_type, handles), strict=True):
            if kind == pdfium.OBJECT_TEXT:
                found.texts.append(handle)
            elif kind == pdfium.OBJECT_PATH:
                found.paths.append(handle)
                found.forms.append(form)
            elif kind == pdfium.OBJECT_IMAGE:
                found.pictures.append(handle)
            elif kind == pdfium.OBJECT_FORM and depth < _LEVELS:
                found.matrices.append(_form_matrix(handle, found.matrices[form] if form >= 0 else None))
                inner = pdfium.count_form_objects(handle)
                members = list(map(pdfium.form_object, repeat(handle, inner), range(inner)))
                todo.append((members, len(found.matrices) - 1, depth + 1))
    return found


def _form_matrix(handle: int, outer: Matrix | None) -> Matrix:
    raw = np.empty(6, np.float32)
    pdfium.object_matrix(handle, raw.ctypes.data)
    a, b, c, d, e, f = raw.tolist()
    if outer is None:
        return a, b, c, d, e, f
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def _bounds(handles: list[int]) -> Floats:
    """Left, bottom, right, top of objects in PDF space."""
    count = len(handles)
    raw = np.zeros((count, 4), np.float32)
    at, end = raw.ctypes.data, raw.ctypes.data + 16 * count
    pdfium.each(pdfium.object_bounds, handles, *(range(at + 4 * i, end, 16) for i in range(4)))
    return raw.astype(np.float64)


def _colours(function: pdfium.Function, paths: list[int], which: Bools) -> tuple[Ints, Bools]:
    """Colours (red, green, blue) of the paths that are painted so, and which of them can be seen through nothing."""
    raw = np.zeros((len(paths), 4), np.uint32)
    at = raw.ctypes.data
    rows = np.flatnonzero(which).tolist()
    starts = [at + 16 * row for row in rows]
    parts = ([start + 4 * part for start in starts] for part in range(4))
    pdfium.each(function, [paths[row] for row in rows], *parts)
    return raw[:, :3].astype(np.intp), which & (raw[:, 3] > 0)


def _points(
    paths: list[int], lengths: Ints, formed: Ints, objects: _Objects, space: Space
) -> tuple[Floats, Ints, Ints]:
    """The points of many paths, one after the other: as displayed, what each is, and the row of its path."""
    count = int(lengths.sum())
    sizes = lengths.tolist()
    owners, numbers = chain.from_iterable(map(repeat, paths, sizes)), chain.from_iterable(map(range, sizes))
    segments = list(map(pdfium.path_segment, owners, numbers))
    raw = np.empty((count, 2), np.float32)
    at, end = raw.ctypes.data, raw.ctypes.data + 8 * count
    pdfium.each(pdfium.segment_point, segments, range(at, end, 8), range(at + 4, end, 8))
    kinds = np.full(count, pdfium.SEGMENT_LINE, np.intp)
    kinds[np.cumsum(lengths) - lengths] = pdfium.SEGMENT_MOVE
    # A path of two points is a line; the longer ones have to be asked.
    longer = np.repeat(lengths > 2, lengths)
    kinds[longer] = list(map(pdfium.segment_type, compress(segments, longer.tolist())))
    own = np.empty((len(paths), 6), np.float32)
    at = own.ctypes.data
    pdfium.each(pdfium.object_matrix, paths, range(at, at + 24 * len(paths), 24))
    path = np.repeat(np.arange(len(paths)), lengths)
    points = _transformed(raw.astype(np.float64), own.astype(np.float64)[path])
    inside = formed[path]
    for form in np.unique(inside[inside >= 0]).tolist():
        members = inside == form
        points[members] = _transformed(points[members], np.array([objects.matrices[form]]))
    return space.points(points), kinds, path


def _transformed(points: Floats, matrices: Floats) -> Floats:
    x, y = points[:, 0], points[:, 1]
    a, b, c, d, e, f = matrices.T
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)
