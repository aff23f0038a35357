"""Which gaps in a line are spaces: PDF files often have none, or some that nobody sees."""

import numpy as np

from pipeline.readers.grids.arrays import Bools, Codes, Floats

WIDE = 0.28  # of the height: a gap this wide is a space
_BETWEEN_LATIN = 0.16  # of the height: between letters of the Latin alphabet a space is narrower


def spaces(codes: Codes, boxes: Floats) -> Bools:
    """For each character but the first, whether there is a space before it; boxes are left, top, right, bottom."""
    lower = codes | 0x20
    latin = (lower >= ord("a")) & (lower <= ord("z"))
    share = np.where(latin[1:] & latin[:-1], _BETWEEN_LATIN, WIDE)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    wide: Bools = gap > share * (boxes[1:, 3] - boxes[1:, 1])
    return wide


def is_wide(gap: float, height: float, before: int, after: int) -> bool:
    """The same for one gap between two characters (code points), the second of this height."""
    return gap > WIDE * height or (
        gap > _BETWEEN_LATIN * height and ord("a") <= before | 0x20 <= ord("z") and ord("a") <= after | 0x20 <= ord("z")
    )
