"""What reading has to say of a page: findings, each with what to do."""

from collections.abc import Iterator

from pipeline.model.document import Place
from pipeline.model.finding import Finding, Severity
from pipeline.readers.html.blocks import Said

_SHOWN = 80


def left_out(said: Said, place: Place) -> Iterator[Finding]:
    """Text that is in the page and isn't said: no one sees it, or it is struck through."""
    if said.hidden:
        yield Finding(
            "text-hidden",
            Severity.INFO,
            f"text that a browser doesn't show was left out: {_cut(said.hidden)}",
            actual=_cut(said.hidden),
            place=place,
        )
    if said.struck:
        is_partial = bool(said.text.strip())
        beside = "beside text that stays; look at the page" if is_partial else "and nothing else is said here"
        yield Finding(
            "text-struck",
            Severity.WARNING if is_partial else Severity.INFO,
            f"text that is struck through was left out, {beside}: {_cut(said.struck)}",
            actual=_cut(said.struck),
            place=place,
        )


def cells_overlap(place: Place, text: str) -> Finding:
    """Two cells have a slot of their table in common."""
    return Finding(
        "cells-overlap",
        Severity.WARNING,
        "the spans of the table's cells make this cell lie over another, so which row or column it belongs to is "
        "doubtful; look at the page",
        actual=_cut(text),
        place=place,
    )


def table_split(place: Place, text: str) -> Finding:
    """A cell reaches down beside a table that stands inside another cell."""
    return Finding(
        "table-split",
        Severity.WARNING,
        "this cell reaches down over rows that a table inside the table parts from it, and was cut there; what it says "
        "of those rows is lost: look at the page",
        actual=_cut(text),
        place=place,
    )


def encoding_misdeclared(label: str, encoding: str) -> Finding:
    """The page, or who sent it, names an encoding that it isn't in."""
    return Finding(
        "encoding-misdeclared",
        Severity.WARNING,
        f"the page is declared to be in {_cut(label)}, its bytes say {encoding}, and it was read as that; look whether "
        "its text is right",
        expected=_cut(label),
        actual=encoding,
        place=Place(1, 0, 0),
    )


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
