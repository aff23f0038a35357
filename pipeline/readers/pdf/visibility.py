"""Which characters of a page can be seen, and which fonts they are in, asked once for each text object."""

from dataclasses import dataclass
from sys import byteorder

import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats, Ints, every
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.characters import Characters
from pipeline.readers.pdf.rendering import look_plain
from pipeline.readers.pdf.symbols import UNKNOWN, translated
from pipeline.readers.pdf.textobjects import TextObjects

_ALIKE = 12  # of 255: colours that differ less can't be told apart
_WHITE = 255
_DUST = 0.1  # points: a character smaller than this can't be seen


@dataclass(frozen=True, slots=True)
class Ground:
    """What text on ``page`` stands on: fills (boxes) with colours in order of painting, and pictures (boxes)."""

    page: int
    fills: Floats
    colours: Ints
    pictures: Floats


def find_hidden(characters: Characters, texts: TextObjects, ground: Ground) -> Bools:
    """Which characters nobody sees: not painted, in their ground's colour, too small, or beside the page."""
    left, top, right, bottom = characters.boxes.T
    x, y = (left + right) / 2, (top + bottom) / 2
    space = characters.space
    hidden: Bools = ~((x >= 0) & (y >= 0) & (x <= space.width) & (y <= space.height))
    hidden |= np.maximum(right - left, bottom - top) < _DUST
    grounds = {(_WHITE, _WHITE, _WHITE), *map(tuple, ground.colours.tolist())}
    if pdfium.INVISIBLE not in texts.modes and not _any_pale(texts.colours, grounds):
        return hidden
    # Text that is outlined, or painted with a pattern, has no colour of its own: it is seen.
    modes, handles = np.array(texts.modes, np.intp), np.array(texts.handles, np.intp)
    filled = modes == pdfium.FILLED
    unpainted = (modes == pdfium.INVISIBLE) | (filled & (texts.colours[:, 3] == 0))
    rgb = texts.colours[:, :3]
    pale = np.zeros(len(rgb), np.bool_)
    for colour in grounds:
        pale |= every(np.abs(rgb - colour) <= _ALIKE)
    doubtful = (unpainted | (pale & filled)).nonzero()[0]
    if not len(doubtful):
        return hidden
    objects = characters.objects()
    order = doubtful[np.argsort(handles[doubtful])]
    place = np.searchsorted(handles[order], objects)
    place[place == len(order)] = 0
    which = (handles[order][place] == objects).nonzero()[0]
    text = order[place[which]]
    hidden[which] |= unpainted[text]
    own = _on_own_colour(x[which], y[which], rgb[text], ground) & ~hidden[which]
    if own.any() and not space.turned:
        # What lies beneath may be drawn in ways not looked at (rounded, shaded, cut out): the picture knows.
        own[own] = look_plain(ground.page, space, characters.boxes[which[own]], rgb[text[own]])
    hidden[which[own]] = True
    return hidden


def _any_pale(colours: Ints, grounds: set[tuple[int, ...]]) -> bool:
    """True if any text has no paint, or a colour like one of ``grounds``: a page has few colours, each asked once."""
    distinct = set(colours.astype(np.uint8).view(np.uint32).ravel().tolist())
    for red, green, blue, alpha in (colour.to_bytes(4, byteorder) for colour in distinct):
        if not alpha or any(
            abs(red - r) <= _ALIKE and abs(green - g) <= _ALIKE and abs(blue - b) <= _ALIKE for r, g, b in grounds
        ):
            return True
    return False


def with_signs(characters: Characters, texts: TextObjects) -> Characters:
    """The characters with the signs of Wingdings and its like as what they look like, and what has no meaning so."""
    codes, unmapped = characters.codes, characters.unmapped
    if texts.signs:
        objects = characters.objects()
        codes, unmapped = codes.copy(), unmapped.copy()
        for font, table in texts.signs.items():
            of_font = [handle for handle, own in zip(texts.handles, texts.fonts, strict=True) if own == font]
            mine = np.isin(objects, of_font)
            codes[mine] = translated(codes[mine], table)
            unmapped[mine] = codes[mine] == UNKNOWN
    if unmapped.any():
        codes = np.where(unmapped, np.uint32(UNKNOWN), codes)
    elif codes is characters.codes:
        return characters
    return characters.read_as(codes, unmapped)


def _on_own_colour(x: Floats, y: Floats, colours: Ints, ground: Ground) -> Bools:
    """Which points, with these colours, lie on a ground of the same colour."""
    under = np.full(colours.shape, _WHITE)
    if len(ground.fills):
        on = _inside(x, y, ground.fills)
        last = on.shape[1] - 1 - np.argmax(on[:, ::-1], axis=1)
        filled = on.any(axis=1)
        under[filled] = ground.colours[last[filled]]
    same = every(np.abs(under - colours) <= _ALIKE)
    return same & ~_inside(x, y, ground.pictures).any(axis=1)


def _inside(x: Floats, y: Floats, boxes: Floats) -> Bools:
    left, top, right, bottom = boxes.T
    x, y = x[:, None], y[:, None]
    inside: Bools = (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
    return inside
