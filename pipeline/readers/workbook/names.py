"""Names of cells, rows and columns as a workbook shows them."""

import re
from collections.abc import Iterable

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


def column_name(col: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    while col >= 0:
        name = chr(ord("A") + col % 26) + name
        col = col // 26 - 1
    return name


def cell_name(row: int, col: int) -> str:
    """``B7`` for row 6, column 1."""
    return f"{column_name(col)}{row + 1}"


def place_of(name: str) -> tuple[int, int] | None:
    """Row and column, from 0, of ``B7`` or ``$B$7``; None for what is no cell."""
    found = _PLACE.fullmatch(name)
    if found is None:
        return None
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, col - 1


def joined(names: Iterable[str], most: int = 20) -> str:
    """Names with commas, the first ``most`` of them."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more
