"""A page with its cells coloured by what was read from them."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.bind.claims import Role
from pipeline.errors import HyokaError
from pipeline.model.change import replace
from pipeline.model.document import Cell, Document, Grid, Ink
from pipeline.model.place import Place
from pipeline.readers.picture import paint_page
from pipeline.run.roles import cell_roles
from pipeline.spec.registry import Registry

_DOTS = 160  # pixels an inch
_SCALE = _DOTS / 72
_LEGEND = 44  # pixels above the page
_DARK, _PALE = 128, 0.25  # what is lighter than the one keeps this much of its shade
_UNREAD, _BLANK = "unread", "blank"
Colour = tuple[int, int, int]


class _Ink(NamedTuple):
    """How a cell is shown: the colour of its outline, its tint (white: none), the outline's width in pixels."""

    line: Colour
    tint: Colour
    width: int


_WHITE = (255, 255, 255)
# Colours that people with a colour deficiency can tell apart (Okabe and Ito); tints are light, for text to stay black.
_INKS = {
    Role.LABEL.value: _Ink((0, 114, 178), (222, 238, 250), 2),
    Role.VALUE.value: _Ink((0, 140, 100), (216, 244, 230), 2),
    Role.DECORATION.value: _Ink((130, 130, 130), (236, 236, 236), 2),
    _UNREAD: _Ink((213, 62, 0), (255, 216, 196), 4),
    _BLANK: _Ink((205, 205, 205), _WHITE, 1),
}
_KNEE = 255 - (255 - _DARK) * _PALE
_SHADES = [round(grey / _DARK * _KNEE if grey < _DARK else 255 - (255 - grey) * _PALE) for grey in range(256)]


class NoPicture(HyokaError):
    """There is no picture of what was asked for, or no place to put it."""


def write_picture(document: Document, data: bytes, number: int, registry: Registry, path: Path) -> None:
    """Write the ``number``-th page of a PDF or scan, from 1, as a PNG file that shows what became of each cell.

    Raises:
        NoPicture: the file has no pages that can be drawn, has no such page, or the picture can't be written.
        UnreadableFile: the file or the page is damaged.
    """
    if document.reader not in {"pdf", "ocr"}:
        raise NoPicture("only a page of a PDF or of a scan can be drawn, and this file is none: leave out --image")
    if document.reader == "ocr":
        document = replace(document, grids=tuple(document.grids))  # recognised once
    pages = len(document.grids)
    if not 1 <= number <= pages:
        has = "has one page" if pages == 1 else f"has pages 1 to {pages}"
        raise NoPicture(f"--image {number}: there is no such page; the file {has}")
    picture = draw_page(document, data, number, registry)
    try:
        picture.save(path, "PNG", dpi=(_DOTS, _DOTS))
    except OSError as error:
        raise NoPicture(f"{path}: can't be written: {error.strerror or error}; choose another by --output") from error


def draw_page(document: Document, data: bytes, number: int, registry: Registry) -> Image.Image:
    """The page with its cells coloured, a legend above it."""
    grid = document.grids[number - 1]
    page = paint_page(data, number, _DOTS) if grid.ink is None else _scanned(grid.ink)
    kinds = _kinds(grid, cell_roles(document, registry))
    shown = _outlined(page, kinds)
    whole = Image.new("RGB", (shown.width, shown.height + _LEGEND), _WHITE)
    whole.paste(shown, (0, _LEGEND))
    counts = Counter(kind for _, kind in kinds)
    _legend(ImageDraw.Draw(whole), counts, f"page {number} of {len(document.grids)}", whole.width)
    return whole


def _scanned(ink: Ink) -> Image.Image:
    """A page as it was recognised: upright, straight, in black and white."""
    bits = bytes(byte ^ 0xFF for byte in ink.bits)
    size = round(ink.width / ink.scale * _SCALE), round(ink.height / ink.scale * _SCALE)
    return Image.frombytes("1", (ink.width, ink.height), bits).convert("L").resize(size, Image.Resampling.LANCZOS)


def _kinds(grid: Grid, roles: dict[Place, Role]) -> list[tuple[Cell, str]]:
    """Each cell with the name of how it is shown, larger cells before those that stand in them."""
    found = []
    for cell in (cell for row in grid.rows for cell in row):
        role = roles.get(cell.place)
        kind = role.value if role is not None else _BLANK if cell.is_blank else _UNREAD
        found.append((cell, kind))
    return sorted(found, key=lambda pair: -_area(pair[0]))


def _area(cell: Cell) -> float:
    box = cell.box
    return 0 if box is None else (box.right - box.left) * (box.bottom - box.top)


def _outlined(page: Image.Image, kinds: Iterable[tuple[Cell, str]]) -> Image.Image:
    """The page seen through a sheet of tints: what is dark on either stays dark, so no text is covered.

    The page's own colours go, or they would mix with the tints and tell something else.
    """
    sheet = Image.new("RGB", page.size, _WHITE)
    draw = ImageDraw.Draw(sheet)
    for cell, kind in kinds:
        if cell.box is None:
            continue
        ink = _INKS[kind]
        grow = -1 if cell.ruled else 2  # within the cell's own rules; around text that has none
        left, top = round(cell.box.left * _SCALE) - grow, round(cell.box.top * _SCALE) - grow
        right, bottom = round(cell.box.right * _SCALE) + grow, round(cell.box.bottom * _SCALE) + grow
        if right <= left or bottom <= top:
            continue
        draw.rectangle((left, top, right, bottom), fill=ink.tint, outline=ink.line, width=ink.width)
        if cell.struck:
            draw.line((left, top, right, bottom), ink.line, 1)
            draw.line((left, bottom, right, top), ink.line, 1)
    return ImageChops.multiply(page.convert("L").point(_SHADES).convert("RGB"), sheet)


def _legend(draw: ImageDraw.ImageDraw, counts: Counter[str], title: str, width: int) -> None:
    font = ImageFont.load_default(20)
    side, middle, x = 20, _LEGEND // 2, 16
    for kind, ink in _INKS.items():
        box = (x, middle - side // 2, x + side, middle + side // 2)
        draw.rectangle(box, fill=ink.tint, outline=ink.line, width=ink.width)
        text = f"{kind} {counts[kind]:,}"
        draw.text((x + side + 8, middle), text, (40, 40, 40), font, anchor="lm")
        x += side + 8 + round(draw.textlength(text, font)) + 28
    draw.text((width - 16, middle), title, (110, 110, 110), font, anchor="rm")
    draw.line((0, _LEGEND - 1, width, _LEGEND - 1), (180, 180, 180), 1)
