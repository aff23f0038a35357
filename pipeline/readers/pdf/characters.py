"""The characters of a page, each with the box that its advance and line height make."""

import ctypes
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.arrays import Codes, Floats, Ints
from pipeline.readers.pdf.space import Space

_BLANKS = np.array([0xA0, 0x3000, 0x200B, 0xFEFF], np.uint32)
_HYPHEN = "\x02"
_NOT_A_CHARACTER = "\ufffe"
# PDFium's line box of a glyph is this much off the median only if it is wrong or the glyph is of another size.
_TOO_TALL, _TOO_FLAT = 1.6, 0.55


@dataclass(frozen=True, slots=True)
class Characters:
    """Everything on a page that isn't white space, in the order of the file.

    ``codes`` are code points; ``boxes`` are left, top, right, bottom as displayed, in points; ``indices`` are PDFium's
    own numbers for them in the text page ``handle``, which must still be open when the ink is asked for.
    """

    codes: Codes
    boxes: Floats
    indices: Ints
    handle: int
    space: Space

    def __len__(self) -> int:
        return len(self.codes)

    def ink(self, which: Ints) -> Floats:
        """The ink boxes of some characters (left, top, right, bottom as displayed), NaN where PDFium has none."""
        return self.space.boxes(_ink(self.handle, self.indices[which]))


def read_characters(handle: int, space: Space) -> Characters:
    """Read the text page ``handle``; spaces are dropped, printed or made up by PDFium: gaps say more."""
    count = pdfium.count_characters(handle)
    if count <= 0:
        return Characters(np.empty(0, np.uint32), np.empty((0, 4)), np.empty(0, np.intp), handle, space)
    codes = np.frombuffer(_text(handle, count).encode("utf-32-le", "surrogatepass"), np.uint32)
    solid = codes > 32
    if codes.max() >= 0x7F:
        solid &= ~np.isin(codes, _BLANKS)
    kept = np.flatnonzero(solid)
    boxes = _boxes(handle, kept)
    return Characters(codes[kept], space.boxes(boxes), kept, handle, space)


def _text(handle: int, count: int) -> str:
    """One code point for each of PDFium's characters."""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = pdfium.all_text(handle, 0, count, ctypes.addressof(buffer))
    text = buffer.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
    if len(text) == count and _HYPHEN not in text and _NOT_A_CHARACTER not in text and "\0" not in text:
        return text
    # Characters are missing or stand for others (a hyphen at a line's end): ask for each.
    codes = map(pdfium.character_code, repeat(handle, count), range(count))
    return "".join(_sign(code) for code in codes)


def _sign(code: int) -> str:
    if code == 2:
        return "-"
    return chr(code) if 0 < code < 0x110000 and code != 0xFFFE else "\ufffd"


def _boxes(handle: int, indices: Ints) -> Floats:
    """Advance boxes (left, bottom, right, top in PDF space), ink boxes where PDFium's advance box is wrong."""
    count = len(indices)
    raw = np.empty((count, 4), np.float32)
    at = raw.ctypes.data
    pdfium.each(pdfium.advance_box, repeat(handle, count), indices.tolist(), range(at, at + 16 * count, 16))
    boxes = raw[:, [0, 3, 2, 1]].astype(np.float64)
    height = boxes[:, 3] - boxes[:, 1]
    usual = np.median(height) if count else 1.0
    odd = np.flatnonzero((height > _TOO_TALL * usual) | (height < _TOO_FLAT * usual))
    if len(odd):
        # In vertical fonts PDFium forgets the text's scale, in rotated text it loses the box: the ink's is right.
        ink = _ink(handle, indices[odd])
        tall = ink[:, 3] - ink[:, 1]
        off = np.abs(ink + ink[:, [2, 3, 0, 1]] - boxes[odd] - boxes[odd][:, [2, 3, 0, 1]])
        wrong = (off[:, 0] > 0.5 * tall) | (off[:, 1] > 1.2 * tall) | (height[odd] < 0.1)
        boxes[odd[wrong]] = ink[wrong]
    return boxes


def _ink(handle: int, indices: Ints) -> Floats:
    """Ink boxes: left, bottom, right, top in PDF space."""
    count = len(indices)
    raw = np.full((count, 4), np.nan)
    at, end = raw.ctypes.data, raw.ctypes.data + 32 * count
    corners = (range(at + 8 * i, end, 32) for i in range(4))
    pdfium.each(pdfium.ink_box, repeat(handle, count), indices.tolist(), *corners)
    return raw[:, [0, 2, 1, 3]]
