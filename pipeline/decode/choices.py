"""Cells that print a list of options: each option as the form has it, its mark measured as ink left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.joined_signs import joined_boxes
from pipeline.decode.lines import Spot, line_height, spots
from pipeline.decode.signs import apart, find_sign, is_blank
from pipeline.model.change import replace
from pipeline.model.document import Box, Cell
from pipeline.normalize.fold import match_key

UNTOLD = "\ufffd"  # a mark that is there and can't be told
_MARK_LIKE = frozenset("○◯〇⚪●◉•◎□☐■☑☒✓✔レ✕×口ロ回図目日田国O0oQC@*＊・.")
_TICKS = frozenset("✓✔レ*＊◎")
_REACH, _GAP, _ROOM = 2.6, 0.3, 0.25  # of a character's height: from where to where left of an option its mark stands
_COVERED = 0.55  # of a cell's characters that are options or marks, if it is a list of options


@dataclass(frozen=True, slots=True)
class _Printed:
    """An option in a cell: its characters are the spots from ``start`` to ``end``."""

    option: str
    start: int
    end: int


def read_options(cell: Cell, groups: Sequence[tuple[str, ...]], page: Bitmap) -> Cell:
    """The cell with its options and their marks, if it prints the options of one of ``groups``; else as it is.

    A mark that can't be told becomes ``UNTOLD``.
    """
    printed = spots(cell)
    key = "".join(spot.character for spot in printed)
    best: tuple[_Printed, ...] = ()
    for options in groups:
        found = _find(key, options)
        if len(found) > 1 and _told(found) > _told(best) and _covers(found, printed):
            best = found
    if not best:
        return cell
    text = _text(cell, printed, best, page)
    return cell if text == cell.text else replace(cell, text=text, recognised=cell.recognised or cell.text)


def _told(found: Sequence[_Printed]) -> int:
    return sum(one.end - one.start for one in found)


def _covers(found: Sequence[_Printed], printed: Sequence[Spot]) -> bool:
    """True if options and what may be their marks are most of the cell; a narrative may name options, too."""
    inside = {index for one in found for index in range(one.start, one.end)}
    signs = sum(spot.character in _MARK_LIKE for index, spot in enumerate(printed) if index not in inside)
    return len(inside) + signs >= _COVERED * len(printed)


def _find(key: str, options: Sequence[str]) -> tuple[_Printed, ...]:
    """The options in a text, long ones first: 達成 is a part of おおむね達成."""
    free, there = key, frozenset(key)
    found = []
    for option in sorted(dict.fromkeys(options), key=len, reverse=True):
        wanted = match_key(option)
        slips = 0 if len(wanted) < 2 else max(1, len(wanted) // 4)
        if sum(character in there for character in wanted) < len(wanted) - slips:
            continue
        match = regex.search(f"(?b)(?:{regex.escape(wanted)}){{e<={slips}}}", free)
        if match is None or not match.group().strip("\0"):
            continue
        start, end = match.span()
        while start < end and free[start] in _MARK_LIKE and free[start] != wanted[0]:
            start += 1  # what a slip took for the option's own is its mark
        found.append(_Printed(option, start, end))
        free = free[:start] + "\0" * (end - start) + free[end:]
    return tuple(sorted(found, key=lambda one: one.start))


def _text(cell: Cell, printed: Sequence[Spot], found: Sequence[_Printed], page: Bitmap) -> str:
    """The cell's text with options as the form has them, each behind its mark."""
    pieces: list[tuple[int, str]] = []
    end = 0
    for one in found:
        mark, begins = _mark(cell, printed, one, end, page)
        first = printed[one.start]
        between = printed[end : one.start]
        pieces += [(spot.line, spot.character) for spot in between if not _is_of_mark(spot, first, begins)]
        pieces.append((first.line, f" {mark}{one.option}"))
        end = one.end
    pieces += [(spot.line, spot.character) for spot in printed[end:]]
    lines = groupby(pieces, key=lambda piece: piece[0])
    return "\n".join("".join(text for _, text in line).strip() for _, line in lines)


def _is_of_mark(spot: Spot, first: Spot, begins: float | None) -> bool:
    return begins is not None and begins <= spot.x < first.x


def _mark(cell: Cell, printed: Sequence[Spot], option: _Printed, before: int, page: Bitmap) -> tuple[str, float | None]:
    """The mark before an option, and where it begins in points; no mark, and None, if there is only white.

    The characters from ``before`` on are no option's, so they may be what was seen of the mark.
    """
    size, first = line_height(cell), printed[option.start]
    top, bottom = _extent(cell, printed[option.start : option.end], size)
    beside = [
        (index, spot)
        for index, spot in enumerate(printed)
        if spot.x < first.x - size / 2 and _overlaps(cell.lines[spot.line].box, top, bottom)
    ]
    seen = [spot for index, spot in beside if before <= index < option.start and spot.x > first.x - _REACH * size]
    left = max([first.x - _REACH * size, *(spot.x + size / 2 for _, spot in beside if spot not in seen)])
    left = left if cell.box is None or not cell.ruled else max(left, cell.box.left + 1)
    window = page.cut(Box(left, top, first.x - _GAP * size, bottom))
    bits = apart(window) | joined_boxes(window, size * page.scale)
    if not bits.size or is_blank(bits, size * page.scale):
        return "", None
    sign = find_sign(bits, size * page.scale)
    if sign is not None and sign.glyph is not None:
        return sign.glyph, left + sign.left / page.scale - size / 4
    read = [spot for spot in seen if spot.character in _TICKS]
    if read:
        return read[-1].character, read[-1].x - size / 4
    words = bool(seen) and all(spot.character not in _MARK_LIKE for spot in seen)
    return ("", None) if words else (UNTOLD, left)


def _extent(cell: Cell, option: Sequence[Spot], size: float) -> tuple[float, float]:
    """From where to where its mark may stand: beside all its lines if they make a block, else beside the first."""
    first = option[0]
    lines = {spot.line for spot in option if spot.x > first.x - size}
    if any(spot.x <= first.x - size for spot in option):
        lines = {first.line}
    boxes = [cell.lines[line].box for line in lines]
    return min(box.top for box in boxes) - _ROOM * size, max(box.bottom for box in boxes) + _ROOM * size


def _overlaps(line: Box, top: float, bottom: float) -> bool:
    return line.top < bottom and top < line.bottom
