"""Which encoding a page is in: what it says of itself, believed only as far as its bytes bear it out.

A byte order mark decides, then what the server said, then what the page says, each decoded strictly; then the strict
decision that text files get. Two legacy encodings often pass for one another, so a declaration gives way where the
bytes plainly say something else.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import UnreadableFile
from pipeline.readers.encoding import DecodedText, decode_text
from pipeline.readers.encoding import strict as decode_strictly
from pipeline.readers.html.jis import decode_iso_2022_jp
from pipeline.readers.html.saved import without_header

# Labels as the WHATWG encoding standard has them. Western ones aren't here: every byte is a letter in them, so they
# would turn any page into nonsense without an error, and servers say them of pages they know nothing about.
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "cp932": "shift_jis shift-jis sjis x-sjis csshiftjis ms932 ms_kanji windows-31j cp932",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese euc_jp",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "utf-16-le": "utf-16-le utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16-be utf-16be unicodefffe",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_WIDE = b"\x1b$"
_SEARCHED = 64 * 1024  # bytes; a declaration stands in the head
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta\b[^<>]*", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset[ \t\r\n]{0,99}=[ \t\r\n]{0,99}["']?[ \t\r\n]{0,99}([^\s"'/>;]+)""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml\b[^>]{0,200}?encoding[ \t\r\n]{0,99}=[ \t\r\n]{0,99}["']([^"'>]+)["']""", re.IGNORECASE)
# Only what no text export begins with: those may well have `<input type=checkbox>` in a cell.
_FIRST = """
    article base body center div font form frameset h[1-6] head header html link main meta p script section style table
    title
"""
_START = re.compile(rf"<(?:!doctype\s+html|{'|'.join(_FIRST.split())})(?![-\w])", re.IGNORECASE)
_BEFORE = re.compile(r"\s+|<!--.*?-->|<\?xml.*?\?>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """A page's text, the name of its encoding, and the declarations that were wrong."""

    text: str
    encoding: str
    misdeclared: tuple[str, ...] = ()


def looks_like_html(data: bytes) -> bool:
    """True if a file begins as a page of HTML does, after a byte order mark, white space and comments."""
    start = without_header(data).page[:_SEARCHED]
    encoding = "utf-16" if start.startswith(_MARKS[1:]) else _unmarked(start) or "utf-8-sig"
    text = start.decode(encoding, errors="ignore")
    position = 0
    while found := _BEFORE.match(text, position):
        position = found.end()
    return _START.match(text, position) is not None


def decode_page(data: bytes, charset: str | None = None) -> DecodedPage:
    """Decode a page strictly; ``charset`` is what the server said of it.

    Raises:
        UnreadableFile: the bytes are text neither in a declared encoding nor in one that text files may be in.
    """
    if data.startswith(_MARKS):
        decoded, wide = decode_text(data), data.startswith(_MARKS[1:])
        said = [charset] if wide and charset else [] if wide else list(_declared(data, charset))
        return _page(decoded, [label for label in said if not _means(label, decoded.encoding)])
    wrong: list[str] = []
    for label in _declared(data, charset):
        decoded_as = _as_declared(data, label)
        if decoded_as is not None:
            return _page(decoded_as, wrong)
        wrong.append(label)
    seven_bits = decode_iso_2022_jp(data) if _WIDE in data else None
    decoded = decode_text(data) if seven_bits is None else DecodedText(seven_bits, "iso2022_jp")
    return _page(decoded, wrong if seven_bits is not None or not data.isascii() else [])


def _page(decoded: DecodedText, wrong: list[str]) -> DecodedPage:
    return DecodedPage(decoded.text, decoded.encoding, tuple(dict.fromkeys(wrong)))


def _declared(data: bytes, charset: str | None) -> Iterator[str]:
    """What server and page say, in the order in which they count."""
    if charset and charset.strip():
        yield charset.strip()
    if wide := _unmarked(data):
        yield wide
    head = _COMMENT.sub(b"", data[:_SEARCHED])
    for tag in _META.finditer(head):
        if found := _CHARSET.search(tag.group()):
            label = found.group(1).decode("latin-1")
            # A page that can be searched for ASCII is not in UTF-16, whatever it says: browsers take it as UTF-8.
            yield "utf-8" if (_codec(label) or "").startswith("utf-16") else label
            return
    if found := _XML.search(head[:1024]):
        yield found.group(1).decode("latin-1")


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: its first tag shows it, as each sign of ASCII has a zero beside it."""
    return next((codec for begins, codec in _UNMARKED if data.startswith(begins)), None)


def _codec(label: str) -> str | None:
    return _CODECS.get(label.strip().lower())


def _means(label: str, encoding: str) -> bool:
    """True if ``label`` names the encoding that a byte order mark gave."""
    return (_codec(label) or "")[:6].rstrip("-") == encoding[:6].rstrip("-")


def _as_declared(data: bytes, label: str) -> DecodedText | None:
    """The page in the encoding that ``label`` names; None if it isn't text in it, or plainly text in another."""
    codec = _codec(label)
    text = None if codec is None else _decode(data, codec)
    if codec is None or text is None:
        return None
    if codec in ("cp932", "euc_jp"):
        try:
            plain = decode_text(data)
        except UnreadableFile:
            plain = None  # the bytes alone don't settle it; the declaration does
        if plain is not None and plain.text != text:
            return None
    return DecodedText(text, codec)


def _decode(data: bytes, codec: str) -> str | None:
    if codec == "iso2022_jp":
        return decode_iso_2022_jp(data)
    text = decode_strictly(data, codec)
    # Almost any bytes are ideographs in UTF-16, but only a page has tags.
    return None if text is None or (codec.startswith("utf-16") and "<" not in text) else text
