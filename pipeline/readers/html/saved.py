"""A page as a program fetched it, with the header of the server's answer before it (``wget --save-headers``)."""

import re
from dataclasses import dataclass

_ANSWER = re.compile(rb"HTTP/[0-9.]{1,3} [0-9]{3}[^\r\n]{0,200}\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_LONGEST = 64 * 1024
_CHARSET = re.compile(
    rb"""^content-type[ \t]*:[^\r\n]*?charset[ \t]*=[ \t]*["']?([^\s"';]+)""", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of a page, and the encoding that its server named."""

    page: bytes
    charset: str | None = None


def without_header(data: bytes) -> Answer:
    """The page by itself; the same bytes where no header stands before them."""
    if _ANSWER.match(data) is None:
        return Answer(data)
    end = _END.search(data, 0, _LONGEST)
    if end is None:
        return Answer(data)
    charset = _CHARSET.search(data, 0, end.start())
    return Answer(data[end.end() :], charset and charset[1].decode("latin-1"))
