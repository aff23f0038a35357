"""Gray pixels of a page in colour, without what was stamped on it in red."""

import cv2
import numpy as np

from pipeline.readers.scan.parts import find_parts
from pipeline.readers.scan.pictures import Picture, Pixels

_RED = 40  # of 255: so much redder than green or blue is red
_LARGE = 18.0  # points both ways: red letters are smaller, stamps are not
_PARTED = 2.0  # points: rules and letters that run through a stamp part it no further
_GRAY = 2  # dimensions


def gray_of(picture: Picture) -> Pixels:
    """The page in gray; where a red stamp is, its red is as good as white, and what is printed beneath stays."""
    pixels = picture.pixels
    if pixels.ndim == _GRAY:
        return pixels
    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    red, green, blue = cv2.split(pixels)
    redder = np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)
    mask = (redder > _RED).astype(np.uint8)
    if not mask.any():
        return gray
    least = _LARGE * picture.scale
    across = np.ones((round(_PARTED * picture.scale),) * 2, np.uint8)
    whole = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, across), np.uint8)
    for x, y, width, height, _ in find_parts(whole).stats[1:].tolist():
        if min(width, height) >= least:
            box = slice(max(y - 2, 0), y + height + 2), slice(max(x - 2, 0), x + width + 2)
            gray[box] = np.asarray(red)[box]
    return gray
