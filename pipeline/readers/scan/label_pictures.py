"""From a line of a clean sheet to the picture of a label, and back to pixels."""

import cv2
import numpy as np

from pipeline.model.label_picture import DOTS_A_POINT, LabelPicture
from pipeline.readers.scan.pictures import Pixels

INK = 178  # of 255: what is darker is ink


def close(crop: Pixels) -> tuple[int, int, int, int] | None:
    """The box of a crop's ink; None for blank paper."""
    ink = crop < INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def dark(picture: LabelPicture) -> Pixels:
    """The rows of a picture: 255 for ink, 0 for paper."""
    bits = np.frombuffer(picture.bits, np.uint8).reshape(picture.height, -1)
    return np.unpackbits(bits, axis=1, count=picture.width) * np.uint8(255)


def picture_of(form: str, text: str, crop: Pixels, scale: float) -> LabelPicture | None:
    """How a line of a clean sheet of ``form`` looks; None if it is blank, or too small to tell anything by it."""
    ink = close(crop)
    if ink is None:
        return None
    left, top, right, bottom = ink
    size = round((right - left) / scale * DOTS_A_POINT), round((bottom - top) / scale * DOTS_A_POINT)
    if min(size) < DOTS_A_POINT:
        return None
    gray = cv2.resize(crop[top:bottom, left:right], size, interpolation=cv2.INTER_AREA)
    bits = np.packbits(np.asarray(gray) < INK, axis=1)
    return LabelPicture(form, text, *size, bits.tobytes())
