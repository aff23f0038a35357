"""Pages of PDF files as pixels, with what a degrader has to know of them: where rules run, and where text stands."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from pipeline.readers.grids.lattice import join
from pipeline.readers.pdf.drawing import read_painted
from pipeline.readers.pdf.rules import read_rules
from pipeline.readers.pdf.space import upright
from tests.scans.geometry import Points, Transform, scaled

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
_SHORTEST = 12.0  # points: what is shorter is the side of a box to tick
_THICKEST = 3.0  # points: a rule, double ones by halves
_INK = 16  # of 255: pixels that differ less are the same
_DEEP = 15  # forms within forms


@dataclass(frozen=True, slots=True)
class PageImage:
    """A clean page.

    ``grey`` is all of it, ``colour`` the same in red, green, blue; ``ground`` is what is left without its text and its
    rules. ``text``: pixels that text inks. ``level`` and ``upright``: its rules, rows of position, from, to in points.
    """

    file: str
    number: int
    width: float
    height: float
    dpi: int
    grey: Pixels
    colour: Pixels
    ground: Pixels
    text: Mask
    level: Points
    upright: Points

    @property
    def transform(self) -> Transform:
        """From points on the page, as it is shown, to its pixels."""
        return scaled(self.grey.shape[1] / self.width, self.grey.shape[0] / self.height)


def page_count(data: bytes) -> int:
    """How many pages a PDF file has."""
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def rasterise(file: str, data: bytes, dpi: int, numbers: range | None = None) -> Iterator[PageImage]:
    """The pages of a PDF file, one by one; ``numbers`` are those wanted, from 1."""
    for number in numbers or range(1, page_count(data) + 1):
        yield rasterise_page(file, data, number, dpi)


def rasterise_page(file: str, data: bytes, number: int, dpi: int) -> PageImage:
    """The ``number``-th page, from 1, of a PDF file."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        colour = _painted(page, dpi)
    with pypdfium2.PdfDocument(data) as document:  # anew, for a page that was shown or turned stays as it is
        page = document[number - 1]
        for each in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEP)):
            raw.FPDFTextObj_SetTextRenderMode(each.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        bare = cv2.cvtColor(_painted(page, dpi), cv2.COLOR_RGB2GRAY).astype(np.uint8)
    grey = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    level, upright_ = _rules(data, number)
    return PageImage(
        file, number, width, height, dpi, grey, colour, _without_rules(bare, dpi), _differs(grey, bare), level, upright_
    )


def _painted(page: pypdfium2.PdfPage, dpi: int) -> Pixels:
    pixels: Pixels = page.render(scale=dpi / 72).to_numpy()[:, :, 2::-1].copy()
    return pixels


def _differs(one: Pixels, other: Pixels) -> Mask:
    return cv2.absdiff(one, other) > _INK


def _without_rules(bare: Pixels, dpi: int) -> Pixels:
    """White and shades alone: what is dark and thinner than a rule may be is filled from beside it."""
    side = 2 * round(_THICKEST * dpi / 72) + 1
    return cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(np.uint8)


def _rules(data: bytes, number: int) -> tuple[Points, Points]:
    """What the PDF reader takes for rules, and is long enough for one of a table."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        handle = ctypes.cast(page.raw, ctypes.c_void_p).value or 0
        space = upright(handle)
        drawing = read_rules(read_painted(handle, space), space.width, space.height)
    level, upright_ = (join(rules) for rules in (drawing.level, drawing.upright))
    return level[level[:, 2] - level[:, 1] > _SHORTEST], upright_[upright_[:, 2] - upright_[:, 1] > _SHORTEST]
