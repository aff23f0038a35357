"""How an element looks, as far as that decides what it says: hidden, struck through, white space kept, a block.

What counts is the element's name, its ``hidden``, its ``style``, and the style sheets that stand in the page.
"""

from dataclasses import dataclass

from lxml import etree

from pipeline.model.change import replace
from pipeline.readers.html.css import read_declarations
from pipeline.readers.html.stylesheet import StyleSheets

_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p
    plaintext pre search section summary table tbody td tfoot th thead tr ul xmp
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_STRIKING = frozenset(("s", "del", "strike"))
_PRESERVING = frozenset(("pre", "listing", "xmp", "plaintext"))
_SHOWN_AS_BLOCK = frozenset(("block", "flex", "grid", "list-item", "table", "table-row", "table-cell", "flow-root"))
_UNSEEN = frozenset(("hidden", "collapse"))
_RAISING = {"sup": "super", "sub": "sub"}


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text inherits. ``raised``: ``super`` or ``sub``, where it stands above or below the line."""

    hidden: bool = False
    struck: bool = False
    preserved: bool = False
    raised: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What is declared of an element, as far as it matters here; blank where nothing is."""

    display: str = ""
    visibility: str = ""
    decoration: str = ""
    white_space: str = ""
    vertical_align: str = ""


_UNSTYLED = Style()


def style_of(element: etree._Element, sheets: StyleSheets) -> Style:
    """What ``sheets`` and the element's own ``style`` declare: an important declaration counts before others."""
    own, ruled = read_declarations(element.get("style") or ""), sheets.declared(element)
    if not own and not ruled:
        return _UNSTYLED
    found = {**ruled.normal, **own.normal, **ruled.important, **own.important}
    decoration = found.get("text-decoration-line") or found.get("text-decoration", "")
    return Style(
        found.get("display", ""),
        found.get("visibility", ""),
        decoration,
        found.get("white-space", ""),
        found.get("vertical-align", ""),
    )


def is_dropped(element: etree._Element, style: Style) -> bool:
    """True if a browser makes no room for the element, nor for what is in it."""
    if style.display:
        return style.display == "none"
    is_closed = element.tag == "dialog" and element.get("open") is None
    return element.get("hidden") is not None or is_closed or (element.tag == "tr" and style.visibility == "collapse")


def is_block(element: etree._Element, style: Style) -> bool:
    """True if lines break before and after the element."""
    return style.display in _SHOWN_AS_BLOCK or (element.tag in _BLOCKS and not style.display.startswith("inline"))


def look_of(element: etree._Element, style: Style, inherited: Look) -> Look:
    """What the element's text looks like inside one that looks like ``inherited``."""
    look = inherited
    if style.visibility:
        look = replace(look, hidden=style.visibility in _UNSEEN)
    if "line-through" in style.decoration or (element.tag in _STRIKING and not style.decoration):
        look = replace(look, struck=True)
    if style.white_space:
        look = replace(look, preserved=style.white_space.startswith("pre") or style.white_space == "break-spaces")
    elif element.tag in _PRESERVING:
        look = replace(look, preserved=True)
    raised = style.vertical_align or _RAISING.get(str(element.tag), "")
    if raised in ("super", "sub", "baseline"):
        look = replace(look, raised="" if raised == "baseline" else raised)
    return look
