"""Which encoding a text file is in, decided strictly: never with replacement characters, never by guessing.

A byte order mark decides; then strict UTF-8, because other encodings almost never pass for it; then the two Japanese
legacy encodings, where the text that both accept is taken from the one that gives plausible Japanese.
"""

import codecs
import unicodedata
from dataclasses import dataclass

from pipeline.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp932", "euc_jp")
# ① Ⅱ ㈱ of the vendors' EUC-JP and the signs of JIS X 0213 share the rows that JIS X 0208 leaves free, without a clash;
# from row 89 on, and in three bytes, vendors and JIS X 0213 have different ideographs at the same places.
_FIRST_FREE, _FIRST_CONTESTED = 0xA2, 0xF9
# A file of Japanese text has far fewer rare characters than this; a file in another encoding far more.
_TOO_STRANGE = 0.3
_CLEARLY = 0.1
_END_OF_FILE = "\x1a"  # DOS programs end a text with Ctrl-Z


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text and the name of the encoding it was in."""

    text: str
    encoding: str


def decode_text(data: bytes) -> DecodedText:
    """Decode ``data`` strictly.

    Raises:
        UnreadableFile: the bytes are no text in UTF-8, UTF-16 with a mark, cp932 or EUC-JP, or fit two of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    text = strict(data, "utf-8")
    if text is not None and (text.isascii() or _has_japanese(text)):
        return DecodedText(text, "utf-8")
    return _legacy(data)


def _marked(data: bytes, encoding: str) -> DecodedText:
    text = strict(data, encoding)
    if text is None:
        raise UnreadableFile(
            f"the file begins with the mark of {encoding} but is not text in it; save it again as UTF-8"
        )
    return DecodedText(text, encoding)


def _legacy(data: bytes) -> DecodedText:
    decoded = [DecodedText(text, name) for name in _LEGACY if (text := strict(data, name)) is not None]
    candidates = [candidate for candidate in decoded if _strangeness(candidate.text) <= _TOO_STRANGE]
    if not candidates:
        where = _first_bad_byte(data)
        raise UnreadableFile(
            f"not text in UTF-8, UTF-16 with a byte order mark, cp932 (Shift_JIS) or EUC-JP: byte {where} fits none of "
            "them, or what they give is not Japanese; if it is text, save it as UTF-8, else keep it out of the folder"
        )
    candidates.sort(key=lambda candidate: _strangeness(candidate.text))
    if len(candidates) > 1 and _strangeness(candidates[1].text) - _strangeness(candidates[0].text) < _CLEARLY:
        raise UnreadableFile("the bytes read equally well as cp932 and as EUC-JP; save the file as UTF-8")
    return candidates[0]


def _has_japanese(text: str) -> bool:
    """True if the text has any sign beyond the alphabets of Europe: two bytes of EUC-JP may pass for Latin letters."""
    return any(c >= "\u2010" for c in text)


def strict(data: bytes, encoding: str) -> str | None:
    """The text if every byte of it is text in the encoding, else None."""
    try:
        text = data.decode(encoding, errors=_EUC_ERRORS if encoding == "euc_jp" else "strict")
    except UnicodeDecodeError:
        return None
    text = text.rstrip(_END_OF_FILE)
    return None if any(map(_is_control, text)) else text


def _beyond_jis_x_0208(error: UnicodeError) -> tuple[str, int]:
    """Take two bytes that the plain codec lacks, where only one character can be meant; all else is an error."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    two = error.object[error.start : error.start + 2]
    if len(two) == 2 and _FIRST_FREE <= two[0] < _FIRST_CONTESTED:
        return two.decode("euc_jis_2004"), error.start + 2
    raise error


_EUC_ERRORS = "hyoka-beyond-jis-x-0208"
codecs.register_error(_EUC_ERRORS, _beyond_jis_x_0208)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cn"} and character not in "\t\r\n\f"


def _strangeness(text: str) -> float:
    """Share of characters that running Japanese text hardly has: half-width katakana, rare ideographs, private use."""
    letters = [c for c in text if not c.isspace() and ord(c) > 0x7F]
    strange = sum(0xFF61 <= ord(c) <= 0xFF9F or not _is_everyday(c) for c in letters)
    return strange / max(len(letters), 1)


def _is_everyday(character: str) -> bool:
    """True for kana, punctuation, full-width forms, and the ideographs of JIS level 1 (3,000 in daily use)."""
    if unicodedata.category(character) == "Co":
        return False
    if not "\u4e00" <= character <= "\u9fff":
        return True
    try:
        code = character.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and code[0] < 0xD0


def _first_bad_byte(data: bytes) -> int:
    """The furthest byte that any encoding got to: where the trouble is, 1-based."""
    reached = [1]
    for encoding in ("utf-8", *_LEGACY):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            reached.append(error.start + 1)
        else:
            bad = next((i for i, c in enumerate(text) if _is_control(c)), len(text))
            reached.append(len(text[:bad].encode(encoding)) + 1)
    return max(reached)
