"""The text objects of a page: what is known of text before its characters are."""

import ctypes
from dataclasses import dataclass

import numpy as np

from pipeline.readers.grids.arrays import Ints
from pipeline.readers.pdf import pdfium
from pipeline.readers.pdf.calls import ask_floats, ask_integers, ready
from pipeline.readers.pdf.symbols import signs_of

_Name = ctypes.c_char * 128
_NO_WIDTH = 0.01
_OUTLINED = 2
_IDENTITY = np.array((1, 0, 0, 1, 0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class TextObjects:
    """Handle, render mode, colour (red, green, blue, alpha) and font of each; ``signs`` by font, for fonts of signs.

    There may be thousands, and most pages need no more than to know that nothing about them is special: so they are
    kept as they come.
    """

    handles: list[int]
    modes: list[int]
    colours: Ints
    fonts: list[int]
    signs: dict[int, dict[int, str]]


def read_text_objects(handles: list[int]) -> TextObjects:
    """Ask text objects, before the text page is loaded: it would leave some out."""
    asked = ready(handles)
    modes = list(map(pdfium.text_render_mode, asked))
    colours = ask_integers(pdfium.fill_colour, asked, words=4)
    fonts = [font or 0 for font in map(pdfium.text_font, asked)]
    different = set(fonts)
    absent = {font for font in different if font and not pdfium.font_is_embedded(font)}
    if absent:
        _keep_from_being_lost([handle for handle, font in zip(handles, fonts, strict=True) if font in absent])
    signs = {font: found for font in different if (found := signs_of(_font_name(font))) is not None}
    return TextObjects(handles, modes, colours, fonts, signs)


def _keep_from_being_lost(handles: list[int]) -> None:
    """Widen text of fonts that neither the file nor this machine has.

    A glyph without an outline has no width for PDFium, and it leaves text without width out of the text page: single
    letters and turned lines. An outlined object counts as wide as its line, and only reading sees this copy of it.
    """
    bounds = ask_floats(pdfium.object_bounds, ready(handles), words=4, addresses=4)
    for handle, box in zip(handles, bounds.tolist(), strict=True):
        if box[2] - box[0] < _NO_WIDTH:
            pdfium.set_text_render_mode(handle, _OUTLINED)
            pdfium.transform_object(handle, _IDENTITY.ctypes.data)


def _font_name(font: int) -> str:
    buffer = _Name()
    if not font or pdfium.font_name(font, ctypes.addressof(buffer), len(buffer)) > len(buffer):
        return ""
    return buffer.value.decode("utf-8", "replace")
