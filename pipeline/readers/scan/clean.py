"""Paper and ink: the page with even white paper, and which of its pixels are ink."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.readers.scan.pictures import Pixels

_STROKE = 6.0  # points: whatever dark is wider than this is ground and no stroke
_SAMPLE = 3
_DARKEST = 0.002  # of all pixels: the share that is surely ink, if anything is
_HALF = 0.5
_PALE = 215  # of 255: what is lighter than this is never ink


@dataclass(frozen=True, slots=True)
class Page:
    """A page on even paper: ``gray`` (255 is paper or whatever ground ink stands on), ``ground``, and what is ``ink``.

    ``ink`` is 1 where there is ink, 0 elsewhere; ``scale`` is pixels a point.
    """

    gray: Pixels
    ground: Pixels
    ink: Pixels
    scale: float


def even(gray: Pixels, scale: float) -> Page:
    """Take shades, stains and the colour of the paper out of a picture in gray."""
    size = 2 * round(_STROKE * scale / 2) + 1
    square = np.ones((size, size), np.uint8)
    ground = np.asarray(cv2.morphologyEx(gray, cv2.MORPH_CLOSE, square), np.uint8)
    ground = np.asarray(cv2.blur(ground, (size // 2 * 2 + 1,) * 2), np.uint8) if gray.std() > 0 else ground
    level = np.asarray(cv2.divide(gray, np.maximum(ground, 1), scale=255), np.uint8)
    ink = (level < _threshold(level)).astype(np.uint8)
    return Page(level, ground, ink, scale)


def _threshold(level: NDArray[np.uint8]) -> int:
    """Half way between the paper and the darkest ink."""
    darkest = float(np.quantile(level[::_SAMPLE, ::_SAMPLE], _DARKEST))
    return min(round(darkest + (255 - darkest) * _HALF), _PALE)
