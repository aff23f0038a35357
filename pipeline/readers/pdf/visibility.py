"""Which characters of a page can be seen, and which fonts they are in, asked once for each text object."""

import ctypes
from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.arrays import Bools, Codes, Floats, Ints
from pipeline.readers.pdf.characters import Characters
from pipeline.readers.pdf.symbols import UNKNOWN, signs_of, translated

_ALIKE = 12  # of 255: colours that differ less can't be told apart
_WHITE = 255
_NAME = 128


@dataclass(frozen=True, slots=True)
class Ground:
    """What text stands on: fills (boxes) with colours in order of painting, and pictures (boxes)."""

    fills: Floats
    colours: Ints
    pictures: Floats


def find_hidden(characters: Characters, texts: list[int], ground: Ground) -> Bools:
    """Which characters nobody sees: painted with nothing, in the colour of their ground, or beside the page."""
    x, y = _middles(characters.boxes)
    space = characters.space
    hidden: Bools = (x < 0) | (y < 0) | (x > space.width) | (y > space.height)
    modes = np.fromiter(map(pdfium.text_render_mode, texts), np.intp, len(texts))
    colours = np.zeros((len(texts), 4), np.uint32)
    at, end = colours.ctypes.data, colours.ctypes.data + 16 * len(texts)
    pdfium.each(pdfium.fill_colour, texts, *(range(at + 4 * i, end, 16) for i in range(4)))
    # Text that is outlined only, or painted with a pattern, has no colour of its own: it is seen.
    unpainted = (modes == pdfium.INVISIBLE) | ((modes == 0) & (colours[:, 3] == 0))
    grounds = np.unique(np.concatenate((ground.colours, [[_WHITE] * 3])), axis=0)
    rgb = colours[:, :3].astype(np.intp)
    pale = np.zeros(len(texts), np.bool_)
    for colour in grounds:
        pale |= (np.abs(rgb - colour) <= _ALIKE).all(axis=1)
    doubtful = np.flatnonzero(unpainted | (pale & (modes == 0)))
    if not len(doubtful):
        return hidden
    objects = characters.objects()
    handles = np.array(texts, np.intp)
    order = doubtful[np.argsort(handles[doubtful])]
    place = np.searchsorted(handles[order], objects)
    place[place == len(order)] = 0
    of_doubtful = handles[order][place] == objects
    which = np.flatnonzero(of_doubtful)
    text = order[place[which]]
    hidden[which] |= unpainted[text] | _on_own_colour(x[which], y[which], rgb[text], ground)
    return hidden


def with_signs(characters: Characters, texts: list[int]) -> Characters:
    """The characters with the signs of Wingdings and its like as what they look like."""
    fonts = np.fromiter((font or 0 for font in map(pdfium.text_font, texts)), np.intp, len(texts))
    signs = {font: found for font in set(fonts.tolist()) if (found := signs_of(_font_name(font))) is not None}
    codes, unmapped = characters.codes, characters.unmapped
    if signs:
        objects = characters.objects()
        codes, unmapped = codes.copy(), unmapped.copy()
        for font, table in signs.items():
            mine = np.isin(objects, np.array(texts, np.intp)[fonts == font])
            codes[mine] = translated(codes[mine], table)
            unmapped[mine] = codes[mine] == UNKNOWN
    if unmapped.any():
        codes = np.where(unmapped, np.uint32(UNKNOWN), codes)
    elif codes is characters.codes:
        return characters
    return _with(characters, codes, unmapped)


def _with(characters: Characters, codes: Codes, unmapped: Bools) -> Characters:
    return Characters(codes, characters.boxes, characters.indices, unmapped, characters.handle, characters.space)


def _font_name(font: int) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    if not font or pdfium.font_name(font, ctypes.addressof(buffer), _NAME) > _NAME:
        return ""
    return buffer.value.decode("utf-8", "replace")


def _on_own_colour(x: Floats, y: Floats, colours: Ints, ground: Ground) -> Bools:
    """Which points, with these colours, lie on a ground of the same colour."""
    under = np.full(colours.shape, _WHITE)
    if len(ground.fills):
        on = _inside(x, y, ground.fills)
        last = on.shape[1] - 1 - np.argmax(on[:, ::-1], axis=1)
        filled = on.any(axis=1)
        under[filled] = ground.colours[last[filled]]
    same: Bools = (np.abs(under - colours) <= _ALIKE).all(axis=1)
    return same & ~_inside(x, y, ground.pictures).any(axis=1)


def _inside(x: Floats, y: Floats, boxes: Floats) -> Bools:
    left, top, right, bottom = boxes.T
    x, y = x[:, None], y[:, None]
    inside: Bools = (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
    return inside


def _middles(boxes: Floats) -> tuple[Floats, Floats]:
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
