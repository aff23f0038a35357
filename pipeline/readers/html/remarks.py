"""What reading has to say of a page: findings, each with what to do."""

from collections.abc import Iterator

from pipeline.model.document import Place
from pipeline.model.finding import Finding, Severity
from pipeline.readers.html.blocks import Said
from pipeline.readers.html.stylesheet import StyleSheets

_SHOWN = 80
_TOP = Place(1, 0, 0)


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


def picture_unread(place: Place, names: str) -> Finding:
    """A cell shows a picture and no text."""
    return Finding(
        "picture-unread",
        Severity.WARNING,
        f"this cell shows a picture ({_cut(names)}) and nothing that can be read: if it stands for a mark or a figure, "
        "write that into the page instead, or give the picture an alt text",
        actual=_cut(names),
        place=place,
    )


def frame_unread(address: str) -> Finding:
    """The page shows another page within itself."""
    return Finding(
        "frame-unread",
        Severity.INFO,
        f"the page shows another one in a frame, which isn't read with it: {_cut(address)}; if the sheet is there, "
        "save that page, too",
        actual=_cut(address),
        place=_TOP,
    )


def styles_unread(sheets: StyleSheets) -> Iterator[Finding]:
    """What style sheets may do to the page that reading can't know."""
    if sheets.unread:
        yield Finding(
            "style-unread",
            Severity.WARNING,
            "the page's style sheet hides, strikes through or adds text by rules that aren't understood; text was "
            f"read as if they weren't there: {_cut(', '.join(sheets.unread))}; look at the page",
            actual=_cut(", ".join(sheets.unread)),
            place=_TOP,
        )
    if sheets.elsewhere:
        yield Finding(
            "style-elsewhere",
            Severity.INFO,
            "style sheets that aren't in the page weren't looked at; text that only they hide or strike through was "
            f"read: {_cut(', '.join(sheets.elsewhere))}",
            actual=_cut(", ".join(sheets.elsewhere)),
            place=_TOP,
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
        place=_TOP,
    )


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
