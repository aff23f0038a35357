"""Our cells against pdfplumber's, and the cause of every difference.

The page itself is the judge of boxes: a cell that only one of the two has must be drawn if it is ours, and must not be
if it is theirs. Texts are compared by their characters; what one has and the other hasn't needs a cause.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import pdfplumber
from numpy.typing import NDArray

from pipeline.model.backend import PdfBackend
from pipeline.model.document import Box, Cell, Grid
from pipeline.readers import read_document
from tests.real_pdf.ink import ENOUGH, PaintedPage

SAME = 0.75  # of their union that two boxes of one cell share at least
_CLOSE = 3.0  # points: an inner cell so close to a side of the outer one cuts a corner or a side out of it
_SPILT = 0.3  # points that a character stands out of its cell
_OVER = 1.0  # points between characters printed on each other

SIDE_NOT_DRAWN = "a side of pdfplumber's cell isn't drawn"
TEXT_ALONG_SIDE = "a line of text runs along a side of pdfplumber's cell"
DRAWN = "our cell is drawn and pdfplumber hasn't got it"
INNER_OF_L = "pdfplumber repeats the text of cells that an L-shaped cell surrounds"
NESTED = "pdfplumber repeats the text of a table nested in a cell"
SPILLING = "a character reaches over a side of its cell"
OVERPRINTED = "characters printed twice for bold"
ORDER = "the same characters in another reading order"


@dataclass
class Differences:
    """What comparing found. ``unexplained`` are complaints: differences without a cause."""

    pages: int = 0
    ours: int = 0
    theirs: int = 0
    matched: int = 0
    texts: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"{self.pages} pages, {self.ours} cells of ours, {self.theirs} of pdfplumber's, {self.matched} matched"
        return "\n".join([f"{counts}, {self.texts} with text", *(f"  {n:5} {what}" for what, n in self.causes.items())])


def compare_file(data: bytes, name: str, differences: Differences) -> None:
    """Read a PDF by both and put what differs into ``differences``."""
    ours, theirs = read_document(data).grids, read_document(data, PdfBackend.PDFPLUMBER).grids
    for one, other in zip(ours, theirs, strict=True):
        compare_pages(data, name, (one, other), differences)


def compare_pages(data: bytes, name: str, grids: tuple[Grid, Grid], differences: Differences) -> None:
    """Compare ruled cells of a page: ours, theirs."""
    ours, theirs = (_ruled(grid) for grid in grids)
    number = grids[0].page
    pairs = _match(ours, theirs)
    differences.pages += 1
    differences.ours += len(ours)
    differences.theirs += len(theirs)
    differences.matched += len(pairs)
    where = f"{name} page {number}"
    if len(pairs) < max(len(ours), len(theirs)):
        page = PaintedPage(data, number)
        lone = [cell for i, cell in enumerate(ours) if i not in pairs]
        _judge_ours(page, lone, where, differences)
        taken = set(pairs.values())
        _judge_theirs(page, [cell for j, cell in enumerate(theirs) if j not in taken], where, differences)
    glyphs: list[Glyph] | None = None
    for i, j in pairs.items():
        said, heard = squashed(ours[i].text), squashed(theirs[j].text)
        differences.texts += bool(said or heard)
        if said == heard:
            continue
        glyphs = _glyphs(data, number) if glyphs is None else glyphs
        cause = text_cause(ours[i], theirs[j], ours, glyphs)
        if cause is None:
            differences.unexplained.append(f"{where}: ours {said!r}, pdfplumber's {heard!r} at {ours[i].place}")
        else:
            differences.causes[cause] += 1


def squashed(text: str) -> str:
    """``text`` for comparing: NFKC, without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _ruled(grid: Grid) -> list[Cell]:
    return [cell for row in grid.rows for cell in row if cell.ruled]


def box_of(cell: Cell) -> Box:
    """The box, which every cell of a PDF has."""
    assert cell.box is not None
    return cell.box


def _array(cells: Sequence[Cell]) -> NDArray[np.float64]:
    boxes = [(box.left, box.top, box.right, box.bottom) for box in map(box_of, cells)]
    return np.array(boxes, np.float64).reshape(-1, 4)


def _match(ours: Sequence[Cell], theirs: Sequence[Cell]) -> dict[int, int]:
    """Which cell of theirs has the box of each of ours."""
    if not ours or not theirs:
        return {}
    one, other = _array(ours), _array(theirs)
    low = np.maximum(one[:, None, :2], other[:, :2])
    high = np.minimum(one[:, None, 2:], other[:, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2)
    both = (one[:, 2:] - one[:, :2]).prod(axis=1)[:, None] + (other[:, 2:] - other[:, :2]).prod(axis=1) - shared
    likeness = shared / both
    return {i: int(row.argmax()) for i, row in enumerate(likeness) if row.max() > SAME}


def _judge_ours(page: PaintedPage, cells: Sequence[Cell], where: str, differences: Differences) -> None:
    for cell in cells:
        drawn = page.drawn(box_of(cell))
        if drawn.ink >= ENOUGH:
            differences.causes[DRAWN] += 1
        else:
            differences.unexplained.append(f"{where}: our cell {cell.place} isn't drawn: {drawn}, {cell.box}")


def _judge_theirs(page: PaintedPage, cells: Sequence[Cell], where: str, differences: Differences) -> None:
    for cell in cells:
        drawn = page.drawn(box_of(cell))
        if drawn.ink < ENOUGH:
            differences.causes[SIDE_NOT_DRAWN] += 1
        elif drawn.line < ENOUGH:
            differences.causes[TEXT_ALONG_SIDE] += 1
        else:
            differences.unexplained.append(f"{where}: pdfplumber's cell {cell.box} is drawn, and we haven't got it")


@dataclass(frozen=True)
class Glyph:
    """A character as pdfplumber has it, and its box."""

    text: str
    box: Box

    def crosses(self, box: Box) -> bool:
        """Whether it is partly inside ``box`` and partly outside."""
        mine = self.box
        apart = mine.right <= box.left or mine.left >= box.right or mine.bottom <= box.top or mine.top >= box.bottom
        return not apart and not _inside(mine, box, _SPILT)


def _inside(inner: Box, outer: Box, slack: float) -> bool:
    return (
        inner.left >= outer.left - slack
        and inner.top >= outer.top - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def _glyphs(data: bytes, number: int) -> list[Glyph]:
    with pdfplumber.open(BytesIO(data)) as file:
        left, top = file.pages[number - 1].bbox[:2]
        return [
            Glyph(squashed(c["text"]), Box(c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top))
            for c in file.pages[number - 1].chars
        ]


def text_cause(our: Cell, their: Cell, cells: Sequence[Cell], glyphs: Sequence[Glyph]) -> str | None:
    """Why the two texts of one cell differ; None where nothing explains all of it. ``cells`` are all of ours."""
    said, heard = Counter(squashed(our.text)), Counter(squashed(their.text))
    missing, extra = said - heard, heard - said
    if not missing and not extra:
        return ORDER
    box = box_of(our)
    inner = [cell for cell in cells if cell is not our and _inside(box_of(cell), box, _CLOSE)]
    repeated = sum((Counter(squashed(cell.text)) for cell in inner), Counter[str]())
    if not missing and extra == repeated:
        return NESTED if all(_is_amid(box_of(cell), box) for cell in inner) else INNER_OF_L
    if not missing and all(_doubled(text, box, glyphs) >= n for text, n in extra.items()):
        return OVERPRINTED
    spilling = Counter(glyph.text for glyph in glyphs if glyph.crosses(box))
    return SPILLING if not (missing + extra) - spilling else None


def _is_amid(inner: Box, outer: Box) -> bool:
    return _inside(inner, outer, -_CLOSE)


def _doubled(text: str, box: Box, glyphs: Sequence[Glyph]) -> int:
    """How many characters ``text`` in a box are printed over another."""
    same = [g.box for g in glyphs if g.text == text and _inside(g.box, box, _CLOSE)]
    return sum(
        any(abs(one.left - other.left) < _OVER and abs(one.top - other.top) < _OVER for other in same[:n])
        for n, one in enumerate(same)
    )
