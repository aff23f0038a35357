"""Reading order where lines lie beside one another at different heights: by cutting along the white between blocks.

Few cells need it and they have few characters, so this counts on plain lists: for so few, arrays cost more than they
save.
"""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from pipeline.readers.grids.arrays import Codes, Floats
from pipeline.readers.pdf.gaps import WIDE, is_wide

_OVERLAP = 0.3  # of the lower one's height: lines that share more belong to one band
CLOSE = 0.7  # of the height: lines closer than this may be beside one another
_SMALL = 0.75  # of the usual height: a smaller character makes no line of its own
_ONE_LINE = 0.35  # of the height: characters whose middles are no further apart are one line

_Glyph = tuple[float, float, float, float, int]  # left, top, right, bottom, code
_LEFT, _TOP = itemgetter(0), itemgetter(1)


def read_blocks(codes: Codes, boxes: Floats) -> str:
    """The text of characters: bands from top to bottom, in a band blocks from left to right, each read by itself."""
    return _read(list(zip(*boxes.T.tolist(), codes.tolist(), strict=True)))


def _read(glyphs: list[_Glyph]) -> str:
    return "\n".join(map(_band, _bands(glyphs)))


def _bands(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Characters that overlap vertically, directly or by others between them, top to bottom."""
    band: list[_Glyph] = []
    reached = 0.0
    for glyph in sorted(glyphs, key=_TOP):
        _, top, _, bottom, _ = glyph
        if band and top > reached - _OVERLAP * (bottom - top):
            yield band
            band = []
        reached = max(reached, bottom) if band else bottom
        band.append(glyph)
    yield band


def _band(glyphs: list[_Glyph]) -> str:
    lines = _lines(glyphs)
    if len(lines) > 1:
        blocks = list(_blocks(glyphs))
        if _side_by_side(lines, blocks):
            return " ".join(map(_read, blocks))
    return "\n".join(map(_line, lines))


def _lines(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """The lines from top to bottom; a small raised or lowered sign goes with the nearest line."""
    heights = [bottom - top for _, top, _, bottom, _ in glyphs]
    middles = [(top + bottom) / 2 for _, top, _, bottom, _ in glyphs]
    least = _SMALL * sorted(heights)[len(heights) // 2]
    full = sorted((one for one, height in enumerate(heights) if height >= least), key=middles.__getitem__)
    line = [0] * len(glyphs)
    number = 0
    for before, one in pairwise(full):
        if middles[one] - middles[before] > _ONE_LINE * min(heights[one], heights[before]):
            number += 1
        line[one] = number
    if len(full) < len(glyphs):
        for one, height in enumerate(heights):
            if not height >= least:
                line[one] = line[min(full, key=lambda other: abs(middles[one] - middles[other]))]
    found: list[list[_Glyph]] = [[] for _ in range(number + 1)]
    for glyph, of in zip(glyphs, line, strict=True):
        found[of].append(glyph)
    return found


def _side_by_side(lines: list[list[_Glyph]], blocks: list[list[_Glyph]]) -> bool:
    """True if two lines are too close to follow one another and no block has both: they are of different blocks."""
    block = {glyph: number for number, those in enumerate(blocks) for glyph in those}
    for one, other in pairwise(lines):
        apart = _mean_middle(other) - _mean_middle(one)
        lowest = min(bottom - top for _, top, _, bottom, _ in (*one, *other))
        if apart < CLOSE * lowest and {block[glyph] for glyph in one}.isdisjoint(block[glyph] for glyph in other):
            return True
    return False


def _mean_middle(glyphs: list[_Glyph]) -> float:
    return sum((top + bottom) / 2 for _, top, _, bottom, _ in glyphs) / len(glyphs)


def _blocks(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Characters between which no white runs from top to bottom, left to right."""
    block: list[_Glyph] = []
    reached = 0.0
    for glyph in sorted(glyphs, key=_LEFT):
        left, top, right, bottom, _ = glyph
        if block and left > reached + WIDE * (bottom - top):
            yield block
            block = []
        reached = max(reached, right) if block else right
        block.append(glyph)
    yield block


def _line(glyphs: list[_Glyph]) -> str:
    """The characters of one line from left to right."""
    first, *others = sorted(glyphs, key=_LEFT)
    said = [chr(first[4])]
    before = first
    for glyph in others:
        left, top, _, bottom, code = glyph
        if is_wide(left - before[2], bottom - top, before[4], code):
            said.append(" ")
        said.append(chr(code))
        before = glyph
    return "".join(said)
