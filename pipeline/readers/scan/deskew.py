"""How far a page lies askew, by its rules or else its lines of text; and the page laid straight."""

import cv2
import numpy as np

from pipeline.readers.grids.arrays import Floats
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.pieces import find_ridges

_FINE_ENOUGH = 1.6  # pixels a point to measure with
_LONG = 40.0  # points: only ridges so long are measured
_ENOUGH = 200.0  # points of rules that agree
_AGREE = 0.15  # degrees
_MOST = 4.0  # degrees: a page that lies further askew was not scanned
_LEAST = 0.004  # degrees: less isn't worth a new picture
_COARSE = 1.0  # pixels a point to try angles with
_TRIED = 0.2  # degrees between the angles that are tried


def find_skew(gray: Pixels, scale: float) -> float:
    """The angle in degrees by which a page is turned clockwise, between -4 and 4; 0 if nothing tells."""
    factor = min(_FINE_ENOUGH / scale, 1.0)
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    level = _slopes(small, scale * factor)
    upright = _slopes(np.ascontiguousarray(small.T), scale * factor) * (-1, 1)
    angle = _agreed(np.concatenate((level, upright)))
    return angle if angle is not None else _by_text(small, scale * factor)


def straightened(pixels: Pixels, angle: float) -> Pixels:
    """A page in gray turned back by ``angle`` degrees around its middle; white comes in at its edges."""
    if abs(angle) < _LEAST:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), angle, 1.0)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(turned, np.uint8)


def _slopes(gray: Pixels, scale: float) -> Floats:
    """Angle in degrees and length in points of every long level ridge."""
    ridges = find_ridges(gray, scale)
    found = []
    for number in (np.flatnonzero(ridges.stats[1:, 2] >= _LONG * scale) + 1).tolist():
        _, weight = ridges.part(number)
        total = weight.sum(axis=0)
        there = total > 0
        x = np.flatnonzero(there).astype(np.float64)
        y = (weight * np.arange(len(weight))[:, None]).sum(axis=0)[there] / total[there]
        x -= x.mean()
        slope = float(x @ y / (x @ x))
        away = np.abs(y - y.mean() - slope * x)
        if np.quantile(away, 0.9) < 1:
            found.append((np.degrees(np.arctan(slope)), len(x) / scale))
    return np.array(found, np.float64).reshape(-1, 2)


def _agreed(slopes: Floats) -> float | None:
    """The angle that most of the length of rules has; None if too little of it agrees."""
    slopes = slopes[np.abs(slopes[:, 0]) <= _MOST]
    if not len(slopes):
        return None
    slopes = slopes[slopes[:, 0].argsort()]
    # Long rules tell the angle far better than short ones.
    weight = slopes[:, 1] ** 2
    middle = slopes[weight.cumsum().searchsorted(weight.sum() / 2), 0]
    near = np.abs(slopes[:, 0] - middle) < _AGREE
    if slopes[near, 1].sum() < _ENOUGH:
        return None
    exact = np.abs(slopes[:, 0] - middle) < _AGREE / 3
    return float(np.average(slopes[exact, 0], weights=slopes[exact, 1] ** 3))


def _by_text(gray: Pixels, scale: float) -> float:
    """The angle at which rows of pixels are most unlike one another: those of text lines and those between."""
    factor = min(_COARSE / scale, 1.0)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.asarray(255 - small, np.uint8)
    if not (ink > 64).any():
        return 0.0

    def sharpness(angle: float) -> float:
        height, width = ink.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = np.asarray(cv2.warpAffine(ink, matrix, (width, height)), np.float64).sum(axis=1)
        return float((np.diff(rows) ** 2).sum())

    angles = np.arange(-_MOST, _MOST + _TRIED / 2, _TRIED)
    best = float(max(angles.tolist(), key=sharpness))
    return float(max(np.arange(best - _TRIED, best + _TRIED, _TRIED / 8).tolist(), key=sharpness))
