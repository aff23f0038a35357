"""Text as a browser shows it: white space collapsed, lines where it breaks them."""

import re

_WHITE = re.compile(r"[ \t\n\r\f]+")  # ASCII only: a full-width space is a sign like any other
_ENDS = " \u00a0"


class Words:
    """Collects the text of one block, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._space = False  # white space was seen, and is a space if anything follows on the line
        self._line_begins = True

    def add(self, text: str, *, preserved: bool = False) -> None:
        """Add text, its white space as it is if ``preserved``."""
        shown = text if preserved else _WHITE.sub(" ", text)
        core = shown if preserved else shown.strip(" ")
        if not preserved:
            self._space = self._space or shown.startswith(" ")
        if not core:
            return
        if self._space and not self._line_begins:
            self._pieces.append(" ")
        self._pieces.append(core)
        self._space = not preserved and shown.endswith(" ")
        self._line_begins = core.endswith("\n")

    def break_line(self) -> None:
        """Begin a new line."""
        self._pieces.append("\n")
        self._space, self._line_begins = False, True

    def take(self) -> str:
        """The text so far, without blank lines at its ends; begins anew."""
        text = "".join(self._pieces).strip("\n")
        self._pieces, self._space, self._line_begins = [], False, True
        return _plain_ends(text)


def _plain_ends(text: str) -> str:
    """No-break spaces at the ends only keep a cell from being empty: they are spaces."""
    core = text.strip(_ENDS)
    if len(core) == len(text):
        return text
    before = len(text) - len(text.lstrip(_ENDS))
    return " " * before + core + " " * (len(text) - before - len(core))
