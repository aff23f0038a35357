"""How a page looks, for the few questions that what is drawn can't answer."""

import ctypes
from math import ceil

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats, Ints
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.space import Space

_SCALE = 2.0  # pixels a point
_MOST = 4000  # pixels a side
_WHITE = 0xFFFFFFFF
_CLOSE = 24  # of 255: two colours that differ less look the same
_OTHERS = 0.03  # of a box: pixels of another colour that may be of what stands beside it
_EDGE = 0.2  # of a box on each side isn't looked at: a rule may run there


def look_plain(page: int, space: Space, boxes: Floats, colours: Ints) -> Bools:
    """Which boxes (left, top, right, bottom as displayed) show nothing but their colour (red, green, blue)."""
    picture, scale = _picture(page, space)
    height, width = picture.shape[:2]
    found = np.zeros(len(boxes), np.bool_)
    inner = boxes + (boxes[:, [2, 3, 0, 1]] - boxes) * _EDGE
    pixels = np.clip(np.nan_to_num(inner * scale), 0, max(width, height)).astype(np.intp)
    for one, ((left, top, right, bottom), colour) in enumerate(zip(pixels.tolist(), colours, strict=True)):
        part = picture[top : max(bottom, top + 1), left : max(right, left + 1)].astype(np.intp)
        other = (np.abs(part - colour) > _CLOSE).any(axis=2)
        found[one] = other.size == 0 or other.mean() <= _OTHERS
    return found


def _picture(page: int, space: Space) -> tuple["np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", float]:
    """The page in rows of pixels (red, green, blue), and how many of them make a point."""
    scale = min(_SCALE, _MOST / max(space.width, space.height, 1))
    width, height = ceil(space.width * scale), ceil(space.height * scale)
    bitmap = pdfium.create_bitmap(width, height, 0)
    try:
        pdfium.fill_bitmap(bitmap, 0, 0, width, height, _WHITE)
        pdfium.render_page(bitmap, page, 0, 0, width, height, 0, 0)
        stride = pdfium.bitmap_stride(bitmap)
        raw = ctypes.string_at(pdfium.bitmap_buffer(bitmap), stride * height)
    finally:
        pdfium.destroy_bitmap(bitmap)
    rows = np.frombuffer(raw, np.uint8).reshape(height, stride)[:, : 4 * width]
    return rows.reshape(height, width, 4)[:, :, 2::-1], scale
