"""How an element looks, as far as that decides what it says: hidden, struck through, white space kept, a block.

Only what stands in the element itself counts: its name, its ``hidden``, its ``style``. Style sheets aren't read.
"""

from dataclasses import dataclass

from lxml import etree

from pipeline.model.change import replace

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


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text inherits."""

    hidden: bool = False
    struck: bool = False
    preserved: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """The declarations of an element's own ``style`` that matter here; blank where it has none."""

    display: str = ""
    visibility: str = ""
    decoration: str = ""
    white_space: str = ""


def style_of(element: etree._Element) -> Style:
    """Read an element's ``style``: the last declaration of a property counts, an important one before others."""
    written = element.get("style")
    if not written:
        return Style()
    found: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in written.lower().split(";"):
        name, _, value = declaration.partition(":")
        bare = value.replace("!important", " ").strip()
        (found if bare == value.strip() else important)[name.strip()] = bare
    found |= important
    decoration = found.get("text-decoration-line") or found.get("text-decoration", "")
    return Style(found.get("display", ""), found.get("visibility", ""), decoration, found.get("white-space", ""))


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
    return look
