"""Signs of fonts that have their own codes: ticks, boxes and circles of Wingdings and its like."""

from functools import lru_cache

import numpy as np

from pipeline.readers.grids.arrays import Bools, Codes

UNKNOWN = 0xFFFD
_PRIVATE = 0xF000  # where fonts of signs put their 256 codes

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖", 0x9E: "・",
    0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0x99: "○", 0xA2: "■", 0xA3: "☐",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗"}
_SYMBOL = {0xB7: "•", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xAE: "→"}
_FONTS: tuple[tuple[str, dict[int, str]], ...] = (
    ("wingdings2", _WINGDINGS_2), ("wingdings3", {}), ("wingdings", _WINGDINGS), ("webdings", _WEBDINGS),
    ("symbol", _SYMBOL),
)  # fmt: skip


@lru_cache(maxsize=1024)
def signs_of(font: str) -> dict[int, str] | None:
    """The signs by code of a font with this name, None for fonts of letters."""
    name = font.lower().replace(" ", "").replace("-", "")
    return next((signs for part, signs in _FONTS if part in name), None)


def translated(codes: Codes, signs: dict[int, str]) -> Codes:
    """What ``codes`` of a font of signs mean; what isn't known stays if it can't be taken for a letter."""
    found = [_sign(code, signs) for code in codes.tolist()]
    return np.array(found, np.uint32)


def _sign(code: int, signs: dict[int, str]) -> int:
    low = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if low > 0xFF:
        return code
    if low in signs:
        return ord(signs[low])
    # PDFium knows the letters of Symbol itself, so what it gives for that font is right.
    return code if code > 0xFF or signs is _SYMBOL else UNKNOWN


def is_private(codes: Codes) -> Bools:
    """Which code points mean something in one font only."""
    private: Bools = ((codes >= 0xE000) & (codes <= 0xF8FF)) | (codes >= 0xF0000)
    return private
