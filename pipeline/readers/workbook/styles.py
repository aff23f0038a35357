"""The styles of an Office Open XML workbook that change what a cell says: number format, strike-through, diagonals."""

from dataclasses import dataclass
from typing import TypeVar

from pipeline.readers.workbook.formats import GENERAL, format_code
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


def read_styles(package: Package, name: str) -> tuple[Style, ...]:
    """The styles of a workbook by their number."""
    root = package.xml(name)
    if root is None:
        return ()
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    borders: list[tuple[bool, int]] = []
    for part in root:
        kind = local(part)
        if kind == "numFmts":
            codes = {int(each.get("numFmtId", "0")): each.get("formatCode", GENERAL) for each in part}
        elif kind == "fonts":
            fonts = [_is_on(font, "strike") for font in part]
        elif kind == "borders":
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


def _at(known: list[T], index: str | None, unknown: T) -> T:
    number = int(index or "0")
    return known[number] if 0 <= number < len(known) else unknown


def _is_on(font: XmlElement, name: str) -> bool:
    return any(local(each) == name and each.get("val", "1") not in {"0", "false"} for each in font)


def _sides(border: XmlElement) -> int:
    return sum({_SIDES.get(local(each), 0) for each in border if each.get("style", "none") != "none"})


def _has_diagonal(border: XmlElement) -> bool:
    drawn = border.get("diagonalUp") in {"1", "true"} or border.get("diagonalDown") in {"1", "true"}
    return drawn and any(local(each) == "diagonal" and each.get("style", "none") != "none" for each in border)
