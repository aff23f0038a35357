"""The styles of an Office Open XML workbook that change what a cell says: number format, strike-through, diagonals."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from pipeline.readers.workbook.formats import GENERAL, format_code, show_general, show_number, show_text
from pipeline.readers.workbook.package import Package, XmlElement, local
from pipeline.readers.workbook.raw import BOTTOM, LEFT, RIGHT, TOP

T = TypeVar("T")
_SIDES = {"left": LEFT, "start": LEFT, "right": RIGHT, "end": RIGHT, "top": TOP, "bottom": BOTTOM}


@dataclass(frozen=True, slots=True)
class Style:
    """``code``: the number format, None if nobody defines it; ``crossed_out``: its letters; ``diagonal``: its cell.

    ``sides``: the borders that it draws.
    """

    code: str | None = GENERAL
    crossed_out: bool = False
    diagonal: bool = False
    sides: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows; ``unknown`` is the format that couldn't be followed."""

    text: str
    unknown: str | None = None


def read_styles(package: Package) -> tuple[Style, ...]:
    """The styles of a workbook by their number."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return ()
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    borders: list[tuple[bool, int]] = []
    for part in root:
        name = local(part)
        if name == "numFmts":
            codes = {int(each.get("numFmtId", "0")): each.get("formatCode", GENERAL) for each in part}
        elif name == "fonts":
            fonts = [_is_on(font, "strike") for font in part]
        elif name == "borders":
            borders = [(_has_diagonal(border), _sides(border)) for border in part]
    formats = next((part for part in root if local(part) == "cellXfs"), ())
    return tuple(
        Style(
            format_code(int(each.get("numFmtId", "0")), codes),
            _at(fonts, each.get("fontId"), False),
            *_at(borders, each.get("borderId"), (False, 0)),
        )
        for each in formats
    )


def show(value: str, style: Style, *, from_1904: bool) -> Shown:
    """What is shown for a number as the file has it."""
    try:
        number = Decimal(repr(float(value)))
    except (ValueError, InvalidOperation):
        return Shown(value)
    if not number.is_finite():
        return Shown(value)
    text = None if style.code is None else show_number(number, style.code, from_1904=from_1904)
    return Shown(show_general(number), style.code or "undefined") if text is None else Shown(text)


def show_words(text: str, style: Style) -> str:
    """What is shown for a text."""
    return text if style.code in {None, GENERAL, "@"} else show_text(text, style.code or GENERAL)


def _at(known: list[T], index: str | None, unknown: T) -> T:
    number = int(index or "0")
    return known[number] if number < len(known) else unknown


def _is_on(font: XmlElement, name: str) -> bool:
    return any(local(each) == name and each.get("val", "1") not in {"0", "false"} for each in font)


def _sides(border: XmlElement) -> int:
    return sum({_SIDES.get(local(each), 0) for each in border if each.get("style", "none") != "none"})


def _has_diagonal(border: XmlElement) -> bool:
    drawn = border.get("diagonalUp") in {"1", "true"} or border.get("diagonalDown") in {"1", "true"}
    return drawn and any(local(each) == "diagonal" and each.get("style", "none") != "none" for each in border)
