"""Tables for people: numbers whole and on the right, long text folded, Japanese characters two columns wide."""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

BYTE_ORDER_MARK = "\ufeff"
LONGEST = 60  # columns that a text gets before it is folded
_NARROWEST = 12
_PADDING = 3
_UNLIMITED = 10_000
# What a terminal would take for a command is shown as a box, and a tab, which upsets columns, as a space.
_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"} | {0x09: " "}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and whether numbers stand below it."""

    heading: str
    number: bool = False


def console(*, error: bool = False) -> Console:
    """Where tables go. Colours only on a terminal, and not with NO_COLOR; a pipe has no width that could cut."""
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else _UNLIMITED
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def clean(value: Any) -> str:
    """A value as text that can't do anything to a terminal; NULL is blank, bytes are in hex."""
    return "" if value is None else str(_text(value)).translate(_CONTROLS)


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print comma-separated values. A byte order mark tells Excel that they are UTF-8; a terminal gets none."""
    if not sys.stdout.isatty() and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        sys.stdout.write(BYTE_ORDER_MARK)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_text(value) for value in row] for row in rows)


def _text(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | bytearray | memoryview) else value


def guess_columns(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Column]:
    """Columns of a result that says nothing but its headings."""
    return [
        Column(heading, all(isinstance(row[i], int | float | Decimal | None) for row in rows))
        for i, heading in enumerate(headings)
    ]


def needed_width(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> int:
    """The width below which a table can't be read: every number whole, every text with a few characters a line."""
    total = 0
    for i, column in enumerate(columns):
        widest = max((_widest_line(clean(row[i])) for row in rows), default=0)
        widest = max(widest, cell_len(column.heading))
        total += _PADDING + (widest if column.number else min(widest, _NARROWEST))
    return total + 1


def print_table(
    to: Console, columns: Sequence[Column], rows: Sequence[Sequence[Any]], title: str | None = None
) -> None:
    """Print rows below headings."""
    if title:
        print_title(to, title)
    table = Table(header_style="bold")
    for i, column in enumerate(columns):
        widest = max((_widest_line(clean(row[i])) for row in rows), default=0)
        if column.number:
            table.add_column(Text(column.heading), justify="right", no_wrap=True, min_width=widest)
        else:
            table.add_column(Text(column.heading), overflow="fold", max_width=LONGEST)
    for row in rows:
        table.add_row(*(Text(clean(value)) for value in row))
    needed = needed_width(columns, rows)
    table.width = needed if needed > to.width else None  # wider than the terminal rather than without its numbers
    to.print(table, crop=False)


def print_pairs(to: Console, pairs: Iterable[tuple[str, Any]], title: str | None = None) -> None:
    """Print names with their values beside them; what has no value is left out."""
    said = [(name, clean(value)) for name, value in pairs if value is not None]
    width = max((cell_len(name) for name, _ in said), default=0)
    if title:
        print_title(to, title)
    for name, value in said:
        indented = value.replace("\n", "\n" + " " * (width + 2))
        line = Text(name + " " * (width - cell_len(name) + 2), style="dim", end="")
        to.print(line.append(indented, style="not dim"), soft_wrap=True)


def print_title(to: Console, title: str) -> None:
    """Print a heading."""
    to.print(Text(title, style="bold"), soft_wrap=True)


def _widest_line(text: str) -> int:
    return max((cell_len(line) for line in text.split("\n")), default=0)
