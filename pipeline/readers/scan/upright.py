"""A page as it is meant to be read: turned upright, laid straight, in gray."""

import cv2
import numpy as np

from pipeline.readers.scan.deskew import find_skew, straightened
from pipeline.readers.scan.pictures import Picture, Pixels
from pipeline.readers.scan.recogniser import Recogniser


def upright(picture: Picture, recogniser: Recogniser) -> Pixels:
    """The gray pixels of a page, upright and straight."""
    gray = picture.pixels
    if gray.ndim > 2:
        gray = np.asarray(cv2.cvtColor(gray, cv2.COLOR_RGB2GRAY), np.uint8)
    return straightened(gray, find_skew(gray, picture.scale))
