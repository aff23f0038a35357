"""The characters of a page, each with the box that its advance and line height make."""

from dataclasses import dataclass
from itertools import repeat

import numpy as np

from pipeline.readers.grids.arrays import Bools, Codes, Floats, Ints
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.calls import ask_doubles, ask_floats
from pipeline.readers.pdf.space import Space

_SOLID = np.ones(0x10001, np.bool_)
_SOLID[[*range(33), 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF]] = False
_HYPHEN, _SOFT_HYPHEN = 0x2, 0xAD
_ITSELF = np.ones(0x10000, np.bool_)  # by unit of UTF-16
_ITSELF[[0, _HYPHEN, _SOFT_HYPHEN, 0xFFFD, 0xFFFE, *range(0xD800, 0xE000)]] = False
# PDFium's line box of a glyph is this much off the median only if it is wrong or the glyph is of another size.
_TOO_TALL, _TOO_FLAT = 1.6, 0.55
_FLAT_INK = 0.2  # of its width
NOT_IN_FILE = -1


@dataclass(frozen=True, slots=True)
class Characters:
    """Everything on a page that isn't white space, in the order of the file.

    ``codes`` are code points; ``boxes`` are left, top, right, bottom as displayed, in points; ``indices`` are PDFium's
    own numbers for them in the text page ``handle``, which must be open as long as more is asked for, NOT_IN_FILE for
    characters that reading put there; ``unmapped`` are those that the file gives no meaning, only a glyph.
    """

    codes: Codes
    boxes: Floats
    indices: Ints
    unmapped: Bools
    handle: int
    space: Space

    def __len__(self) -> int:
        return len(self.codes)

    def ink(self, which: Ints) -> Floats:
        """The ink boxes of some characters (left, top, right, bottom as displayed), NaN where there is none."""
        return self.space.boxes(_ink(self.handle, self.indices[which]))

    def objects(self) -> Ints:
        """The handles of the text objects that the characters belong to."""
        found = map(pdfium.character_object, repeat(self.handle, len(self)), self.indices.tolist())
        return np.array([handle or 0 for handle in found], np.intp)

    def angle(self, which: int) -> float:
        """How a character is turned, clockwise as displayed, in radians from 0 to 2 pi."""
        angle: float = pdfium.character_angle(self.handle, int(self.indices[which]))
        return angle

    def some(self, which: Bools) -> "Characters":
        """Those that ``which`` says."""
        kept = self.codes[which], self.boxes[which], self.indices[which], self.unmapped[which]
        return Characters(*kept, self.handle, self.space)

    def read_as(self, codes: Codes, unmapped: Bools) -> "Characters":
        """With other code points."""
        return Characters(codes, self.boxes, self.indices, unmapped, self.handle, self.space)

    def added(self, codes: Codes, boxes: Floats) -> "Characters":
        """With signs at the end that aren't characters in the file."""
        return Characters(
            np.concatenate((self.codes, codes)),
            np.concatenate((self.boxes, boxes)),
            np.concatenate((self.indices, np.full(len(codes), NOT_IN_FILE))),
            np.concatenate((self.unmapped, np.zeros(len(codes), np.bool_))),
            self.handle,
            self.space,
        )


def read_characters(handle: int, space: Space) -> Characters:
    """Read the text page ``handle``; spaces are dropped, printed or made up by PDFium: gaps say more."""
    count = max(pdfium.count_characters(handle), 0)
    codes = _codes(handle, count)
    pages = repeat(pdfium.ready(handle), count)
    flags = bytes(map(pdfium.character_unmapped, pages, range(count)))
    unmapped = (np.frombuffer(flags, np.uint8) != 0) | (codes == 0)
    kept = (_SOLID[np.minimum(codes, len(_SOLID) - 1)] | unmapped).nonzero()[0]
    found = Characters(codes[kept], _boxes(handle, kept, space), kept, unmapped[kept], handle, space)
    return _without_empty_glyphs(found) if found.unmapped.any() else found


def _without_empty_glyphs(characters: Characters) -> Characters:
    """A glyph without a meaning and without ink is a space."""
    which = characters.unmapped.nonzero()[0]
    ink = characters.ink(which)
    empty = (ink[:, 2] - ink[:, 0] < 0.01) & (ink[:, 3] - ink[:, 1] < 0.01)
    kept = np.ones(len(characters), np.bool_)
    kept[which[empty]] = False
    return characters.some(kept)


def _codes(handle: int, count: int) -> Codes:
    """One code point for each of PDFium's characters."""
    units = np.empty(count + 1, np.uint16)
    written = pdfium.all_text(handle, 0, count, units.ctypes.data)
    units = units[: max(0, written - 1)]
    if len(units) == count and _ITSELF[units].all():
        return units.astype(np.uint32)
    # Characters are missing, stand for others (a hyphen at a line's end) or are of two units: ask for each.
    codes = np.array(list(map(pdfium.character_code, repeat(handle, count), range(count))), np.uint32)
    codes[(codes == _HYPHEN) | (codes == _SOFT_HYPHEN)] = ord("-")
    codes[(codes == 0xFFFE) | (codes == 0xFFFD) | (codes > 0x10FFFF)] = 0
    return codes


def _boxes(handle: int, indices: Ints, space: Space) -> Floats:
    """Advance boxes (left, top, right, bottom as displayed), ink boxes where PDFium's advance box is wrong."""
    count = len(indices)
    pages = [pdfium.ready(handle)] * count
    boxes = ask_floats(pdfium.advance_box, pages, indices.tolist(), words=4, addresses=1)
    boxes *= (1.0, -1.0, 1.0, -1.0)
    boxes += (-space.left, space.top, -space.left, space.top)
    if not count:
        return boxes
    height = boxes[:, 3] - boxes[:, 1]
    usual = np.partition(height, count // 2)[count // 2]
    odd = ((height > _TOO_TALL * usual) | (height < _TOO_FLAT * usual)).nonzero()[0]
    if len(odd):
        # In vertical fonts PDFium forgets the text's scale, and its box lies beside the glyph: the ink's is right.
        ink = space.boxes(_ink(handle, indices[odd]))
        tall = ink[:, 3] - ink[:, 1]
        off = np.abs(ink + ink[:, [2, 3, 0, 1]] - boxes[odd] - boxes[odd][:, [2, 3, 0, 1]])
        wrong = (off[:, 0] > 0.5 * tall) | (off[:, 1] > 1.2 * tall)
        # A font that isn't installed has ink of no height: that is no reason to believe it.
        wrong &= tall > np.maximum(0.01, _FLAT_INK * (ink[:, 2] - ink[:, 0]))
        boxes[odd[wrong]] = ink[wrong]
    return boxes


def _ink(handle: int, indices: Ints) -> Floats:
    """Ink boxes: left, bottom, right, top in PDF space."""
    pages = [pdfium.ready(handle)] * len(indices)
    boxes = ask_doubles(pdfium.ink_box, pages, indices.tolist(), words=4, failed=np.nan)
    return boxes[:, [0, 2, 1, 3]]
