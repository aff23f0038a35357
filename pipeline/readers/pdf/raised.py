"""Small raised digits (67 with a footnote's 1): written as such, so that no number takes them for its own."""

import numpy as np

from pipeline.readers.grids.arrays import Bools, Codes, Floats, Ints
from pipeline.readers.pdf.characters import Characters

_SMALL = 0.75  # of the height of the character before it
_RAISED = 0.12  # of that height: how far its foot stands above the other's
_BESIDE = 0.6  # of that height: how far apart they may stand
_RAISED_DIGITS = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_RAISED_CODES = {ord(plain): ord(raised) for plain, raised in _RAISED_DIGITS.items()} | {
    ord(plain) + 0xFEE0: ord(raised) for plain, raised in _RAISED_DIGITS.items()
}
_ZERO, _NINE, _WIDE = ord("0"), ord("9"), 0xFEE0


def with_raised(characters: Characters, owners: Ints) -> Characters:
    """The characters with raised digits as code points of their own; ``owners`` is the cell of each."""
    boxes, codes = characters.boxes, characters.codes
    small = _small_digits(codes, boxes, owners)
    if not small.any():
        return characters
    changed = codes.copy()
    for which in np.flatnonzero(small).tolist():
        if _is_raised(which, boxes, owners, small):
            changed[which] = _RAISED_CODES[int(codes[which])]
    return characters.read_as(changed, characters.unmapped)


def _small_digits(codes: Codes, boxes: Floats, owners: Ints) -> Bools:
    """Digits smaller than most of the page, and than the tallest character of their cell: few pages have any."""
    count = len(codes)
    height = boxes[:, 3] - boxes[:, 1]
    small: Bools = height < _SMALL * np.partition(height, count // 2)[count // 2] if count else np.zeros(0, np.bool_)
    if not small.any():
        return small
    plain = np.where(codes >= _ZERO + _WIDE, codes - _WIDE, codes)
    small &= (plain >= _ZERO) & (plain <= _NINE)
    tallest = np.zeros(int(owners.max()) + 2)  # the last is for what stands in no cell
    np.maximum.at(tallest, owners, height)
    small &= height < _SMALL * tallest[owners]
    return small


def _is_raised(which: int, boxes: Floats, owners: Ints, small: Bools) -> bool:
    """True if the next larger character left of a digit stands lower, and no other character is between them."""
    left, top, _, bottom = boxes[which].tolist()
    height = bottom - top
    near = (owners == owners[which]) & (boxes[:, 0] < left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    near[which] = False
    before = np.flatnonzero(near)
    if not len(before):
        return False
    last = int(before[boxes[before, 2].argmax()])
    if small[last] and abs(boxes[last, 3] - bottom) < _RAISED * height:
        return _is_raised(last, boxes, owners, small)
    tall = float(boxes[last, 3] - boxes[last, 1])
    higher = boxes[last, 3] - bottom > _RAISED * tall
    return bool(height < _SMALL * tall and higher and left - boxes[last, 2] < _BESIDE * tall)
