"""What elements say that is no text in them: boxes, lists and fields that are filled in, pictures."""

import re

from lxml import etree

# For radio buttons too: a ring (○) would be read as a mark that chooses, and ◉ would turn every ○ of the sheet into
# one that doesn't.
_CHECKED, _UNCHECKED = "☑", "☐"
# Buttons, what isn't shown at all, and what is shown as something other than its text.
_SILENT = frozenset(("button", "color", "file", "hidden", "image", "password", "range", "reset", "submit"))

_SMALLEST = 6  # pixels: of a picture that anybody could tell from white
_PIXELS = re.compile(r"\s*([0-9]{1,4})(?:\.[0-9]*)?\s*(?:px)?\s*")


def is_spacer(element: etree._Element) -> bool:
    """True for a picture that is too small to be seen: pages are laid out with them."""
    sides = (_PIXELS.fullmatch(element.get(name) or "") for name in ("width", "height"))
    return any(side is not None and int(side[1]) < _SMALLEST for side in sides)


def picture_name(element: etree._Element) -> str:
    """What a picture is called: the last part of its address."""
    address = (element.get("src") or "").strip()
    return str(element.tag) if not address or address.startswith("data:") else address.rpartition("/")[2]


def said_by_input(element: etree._Element) -> str:
    """The sign for a box, the value of a field; blank for a button."""
    kind = (element.get("type") or "text").strip().lower()
    if kind in ("checkbox", "radio"):
        return _UNCHECKED if element.get("checked") is None else _CHECKED
    return "" if kind in _SILENT else (element.get("value") or "").replace("\n", "")


def said_by_select(element: etree._Element) -> str:
    """The text of the option that is chosen, a line each if there may be several.

    Where none is marked, a list that drops down shows the first that can be chosen.
    """
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if element.get("multiple") is None:
        chosen = chosen[-1:]
        if not chosen and (element.get("size") or "1").strip() in ("0", "1"):
            chosen = [option for option in options if option.get("disabled") is None][:1]
    return "\n".join(_words(option) for option in chosen)


def said_by_textarea(element: etree._Element) -> str:
    """The text, less the line end that follows the tag."""
    return "".join(element.itertext()).removeprefix("\n")


def _words(option: etree._Element) -> str:
    words = option.get("label") or "".join(option.itertext())
    return " ".join(words.strip(" \t\n\r\f").split("\n"))
