"""Even paper: the page without shades, stains and the colour of its paper, its ink black."""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.readers.scan.parts import find_parts
from pipeline.readers.scan.pictures import Pixels

_STROKE = 6.0  # points: whatever dark is wider than this is ground and no stroke
WIDEST_MARK = 14.0  # points: so wide may a filled mark be (■ ●)
_GRAIN = 3  # pixels: finer unevenness is no shade
_SAMPLE = 3
_DARK = 100  # of 255: a fill that is darker has white letters on it
_FILL = 5.0  # points: no stroke is so wide
_FILL_LENGTH = 18.0  # points: a fill is longer, a filled mark (■ ●) isn't
_EDGE = 5  # pixels of a fill that stay dark, as the rule around it
_DARKEST = 0.002  # of all pixels: the share that is surely ink, if anything is
_SURELY_PAPER = 200.0  # of 255
_PALE = 0.7  # of the way from ink to paper: what is lighter is no ink


@dataclass(frozen=True, slots=True)
class Page:
    """A page on even paper: ``gray`` from 0 (ink) to 255 (paper, or whatever ground ink stands on) and ``ink``.

    ``ink`` is 1 where there is ink, 0 elsewhere; ``scale`` is pixels a point.
    """

    gray: Pixels
    ink: Pixels
    scale: float

    @property
    def height(self) -> float:
        return float(self.gray.shape[0] / self.scale)

    @property
    def width(self) -> float:
        return float(self.gray.shape[1] / self.scale)


def even(gray: Pixels, scale: float, widest: float = _STROKE) -> Page:
    """Take shades, stains and the colour of the paper out of a picture in gray, and make its ink black.

    What is dark for more than ``widest`` points both ways is ground.
    """
    gray = _with_light_fills(gray, scale, _FILL_LENGTH if widest > _STROKE else 0.0)
    size = 2 * round(widest * scale / 2) + 1
    smooth = cv2.medianBlur(gray, _GRAIN)
    ground = np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)), np.uint8)
    ground = np.maximum(ground, 1)
    level = np.asarray(cv2.divide(gray, ground, scale=255), np.uint8)
    level = _stretched(level)
    ink = (level < round(255 * _PALE)).astype(np.uint8)
    return Page(level, ink, scale)


def _stretched(gray: Pixels) -> Pixels:
    """Ink made black, and paper with its grain white."""
    sample = gray[::_SAMPLE, ::_SAMPLE]
    darkest = min(float(np.quantile(sample, _DARKEST)), _SURELY_PAPER)
    paper = max(float(np.median(sample)) - 1, darkest + 1)
    table = np.clip((np.arange(256) - darkest) * (255 / (paper - darkest)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, table), np.uint8)


def _with_light_fills(gray: Pixels, scale: float, longer: float) -> Pixels:
    """A picture with the dark fills in it inverted, so that white letters on them are dark; their edges stay rules.

    Only those ``longer`` than so many points, where filled marks are to stay.
    """
    dark = (gray < _DARK).astype(np.uint8)
    side = 2 * round(_FILL * scale / 2) + 1
    fills = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not np.asarray(fills).any():
        return gray
    # White letters are holes in their fill.
    letters = np.ones((3 * side, 3 * side), np.uint8)
    closed = cv2.morphologyEx(fills, cv2.MORPH_CLOSE, letters, borderType=cv2.BORDER_CONSTANT, borderValue=(0,))
    closed = _longer(np.asarray(closed, np.uint8), longer * scale)
    if not closed.any():
        return gray
    inner = np.asarray(cv2.erode(closed, np.ones((_EDGE, _EDGE), np.uint8)), np.bool_)
    lightened = gray.copy()
    lightened[inner] = 255 - gray[inner]
    return lightened


def _longer(fills: Pixels, least: float) -> Pixels:
    """The fills that are longer than ``least`` pixels one way or the other."""
    parts = find_parts(fills)
    long_ = parts.stats[:, 2:4].max(axis=1) > least
    long_[0] = False
    return np.asarray(long_[parts.labels], np.uint8)
