"""The files that scans are made of: synthetic sheets in several looks, and the real ones where they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from pipeline.model.change import replace
from tests.paper.fonts import embedded_font
from tests.paper.model import Beside, Block, Cell, Sheet, Table
from tests.paper.pdf import as_pdf
from tests.paper.samples import FILES
from tests.paper.style import Style
from tests.real_pdf.database import REAL
from tests.scans import filled

_FILES = 3  # of random sheets for each form
_PAGES = 3  # of a random file, where a page is a sheet


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is drawn; ``size`` of its letters, of what the sheet says; ``signs``: marks by others."""

    name: str
    style: Style
    size: float = 1
    signs: tuple[tuple[str, str], ...] = ()


# The font is embedded in all of them, so that pages look the same on every machine.
LOOKS = (
    Look("drawn", Style(font="embedded", drawn_marks=True)),
    Look("narrow", Style(font="embedded", lines="bars", plain=True, rule=0.4, stretch=0.88, bold=0.14), 0.94),
    Look("thick", Style(font="embedded", lines="path", double=True, rule=1.1), 1, (("■", "☑"), ("□", "☐"))),
)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A PDF file whose text layer is the truth."""

    name: str
    data: bytes
    real: bool


def synthetic_files(seed: int = 0, files: int = _FILES) -> list[SheetFile]:
    """The sample sheets, and ``files`` random ones of each form that is filled in by chance, in every look.

    Raises:
        FileNotFoundError: the font to embed isn't installed.
    """
    if embedded_font() is None:
        raise FileNotFoundError("synthetic sheets need the font of matplotlib-fontja: install the extra 'notebooks'")
    made = [(name.split("/")[1], sheet()) for name, (sheet, _) in FILES.items()]
    for number in range(files):
        makers: Mapping[str, Callable[[Random], Sheet]] = {
            "goals": lambda rng: filled.goal_sheets(rng, _PAGES),
            "items": filled.item_sheets,
            "boxes": lambda rng: filled.box_sheets(rng, _PAGES),
        }
        made += [(f"{name}-{number + 1}", make(Random(f"{seed}:{name}:{number}"))) for name, make in makers.items()]
    return [SheetFile(f"{name}/{look.name}", draw(sheet, look), real=False) for name, sheet in made for look in LOOKS]


def real_files(folder: Path = REAL) -> list[SheetFile]:
    """The real PDF files; none where they aren't."""
    return [
        SheetFile(path.relative_to(folder).with_suffix("").as_posix(), path.read_bytes(), real=True)
        for path in sorted(folder.rglob("*.pdf"))
    ]


def real_or_skip(folder: Path = REAL) -> list[SheetFile]:
    """The real PDF files for a test, which is skipped where they aren't."""
    found = real_files(folder)
    if not found:
        pytest.skip(f"the real sheets are not here: no PDF in {folder}; set HYOKA_REAL to a folder that has some")
    return found


def draw(sheet: Sheet, look: Look) -> bytes:
    """The sheet as a PDF file in a look."""
    return as_pdf(Sheet(tuple(replace(page, blocks=_blocks(page.blocks, look)) for page in sheet.pages)), look.style)


def _blocks(blocks: Sequence[Block], look: Look) -> tuple[Block, ...]:
    return tuple(_block(block, look) for block in blocks)


def _block(block: Block, look: Look) -> Block:
    match block:
        case Table():
            return replace(block, rows=tuple(tuple(_cell(cell, look) for cell in row) for row in block.rows))
        case Beside():
            return Beside(tuple((at, _blocks(column, look)) for at, column in block.columns))
        case _:
            return block


def _cell(cell: Cell, look: Look) -> Cell:
    text = cell.text
    for sign, other in look.signs:
        text = text.replace(sign, other)
    return replace(cell, text=text, size=cell.size * look.size)
