"""How a sheet is drawn: what programs that make PDF files do in one way or another."""

from dataclasses import dataclass
from typing import Literal

Lines = Literal["strokes", "bars", "path"]
Font = Literal["kaku", "mincho", "embedded"]


@dataclass(frozen=True, slots=True)
class Style:
    """One way to draw.

    ``lines``: rules as strokes, as thin filled rectangles, or all in one path. ``turned``: the page is stored on its
    side, with /Rotate 90. ``open_sides``: tables have no outer rule on the left and right. ``double``: rules around a
    table are double. ``dashed``: rules inside a table are dashed. ``drawn_marks``: circles and boxes are paths.
    ``plain``: label cells aren't shaded. ``rule``: how thick rules are. ``stretch``: how wide letters are, of what they
    are by themselves; ``bold``: how thick a line runs around them.
    """

    lines: Lines = "strokes"
    turned: bool = False
    font: Font = "kaku"
    open_sides: bool = False
    double: bool = False
    dashed: bool = False
    drawn_marks: bool = False
    plain: bool = False
    rule: float = 0.7
    stretch: float = 1
    bold: float = 0
