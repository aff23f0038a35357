"""What the controls of a form say when it is filled in: boxes, lists, text."""

from lxml import etree

# For radio buttons too: a ring (○) would be read as a mark that chooses, and ◉ would turn every ○ of the sheet into
# one that doesn't.
_CHECKED, _UNCHECKED = "☑", "☐"
# Buttons, what isn't shown at all, and what is shown as something other than its text.
_SILENT = frozenset(("button", "color", "file", "hidden", "image", "password", "range", "reset", "submit"))


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
