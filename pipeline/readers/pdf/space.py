"""From the PDF's coordinates to those of the page as it is shown."""

import ctypes
from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Floats
from pipeline.readers.pdf import pdfium

_Box = ctypes.c_float * 4


@dataclass(frozen=True, slots=True)
class Space:
    """Where the visible page lies in PDF space: its left and top edge, its width and height, all in points.

    ``turned``: the objects on it had to be turned, so PDFium can't draw it any more.
    """

    left: float
    top: float
    width: float
    height: float
    turned: bool = False

    def boxes(self, boxes: Floats) -> Floats:
        """Left, bottom, right, top in PDF space to left, top, right, bottom as displayed, y down."""
        shown = np.empty_like(boxes)
        shown[:, 0] = boxes[:, 0] - self.left
        shown[:, 1] = self.top - boxes[:, 3]
        shown[:, 2] = boxes[:, 2] - self.left
        shown[:, 3] = self.top - boxes[:, 1]
        return shown

    def points(self, points: Floats) -> Floats:
        """Points (x, y) in PDF space to points as displayed."""
        shown: Floats = points * (1.0, -1.0) + (-self.left, self.top)
        return shown


def upright(page: int) -> Space:
    """The space of an open page. If it is shown turned its objects are turned first, so do this before reading them."""
    box = _Box()
    pdfium.page_box(page, ctypes.addressof(box))
    left, top, right, bottom = box
    turn = pdfium.page_rotation(page) % 4
    if not turn:
        return Space(left, top, right - left, top - bottom)
    # Clockwise by 90, 180, 270 degrees, the lower left corner of what is shown put to (0, 0).
    matrix = np.array(
        (
            (0, -1, 1, 0, -bottom, right),
            (-1, 0, 0, -1, right, top),
            (0, 1, -1, 0, top, -left),
        )[turn - 1],
        np.float32,
    )
    asked = pdfium.ready(page)
    for number in range(pdfium.count_objects(page)):
        pdfium.transform_object(pdfium.page_object(asked, number), matrix.ctypes.data)
    width, height = (top - bottom, right - left) if turn % 2 else (right - left, top - bottom)
    return Space(0.0, height, width, height, turned=True)
