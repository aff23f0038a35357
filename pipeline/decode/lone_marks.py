"""Cells with one sign in them and nothing else: a circle is told by its ink, where a recogniser may see a 0."""

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.lines import line_height
from pipeline.decode.signs import apart, find_sign
from pipeline.model.change import replace
from pipeline.model.document import Box, Cell

_MARKS = frozenset("○◯〇⚪●◉•◎□☐■☑☒OＯ\ufffd")
_LOOK_LIKE_MARKS = frozenset("0０oQCG@口ロ回日田")
_ROOM = 1.5  # points around the sign


def read_lone_mark(cell: Cell, page: Bitmap, *, may_be_a_word: bool = True) -> Cell:
    """The cell with its sign as the ink has it; as it is if it holds anything but one sign.

    A 0 and a 回 stay what they are where the cell ``may_be_a_word``, or a figure: only binding knows which hold none.
    """
    text = "".join(cell.text.split())
    is_one = len(text) == 1 and (text in _MARKS or (text in _LOOK_LIKE_MARKS and not may_be_a_word))
    if not is_one or len(cell.lines) != 1:
        return cell
    box, size = cell.lines[0].box, line_height(cell)
    around = Box(box.left - _ROOM, box.top - _ROOM, box.right + _ROOM, box.bottom + _ROOM)
    sign = find_sign(apart(page.cut(around)), size * page.scale)
    if sign is None or sign.glyph is None or sign.glyph == cell.text:
        return cell
    return replace(cell, text=sign.glyph, recognised=cell.text if cell.recognised is None else cell.recognised)
