"""Keys for matching. Stored text is never folded: a key is only compared, and leads back to the text it came from.

Source of the rules: Unicode NFKC (UAX #15), less the foldings that would change what a text says (① is not 1, Ⅱ is not
II, 10² is not 102), plus those that NFKC lacks but typists mix freely (dashes, waves, middle dots).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, decomposition, normalize

_DASHES = "-‐‑‒–—―⁃−─━﹘﹣－⸺⸻"
_WAVES = "~～〜∼∽〰⁓˜"
_DOTS = "・･·•‧∙⋅"
_ONE_FOR_ONE = {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_WAVES, "~"), **dict.fromkeys(_DOTS, "・")}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_LONG_VOWEL = "ー"
_KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
_STRAY_LONG_VOWELS = re.compile(rf"(?<![{_KANA}])ー+")
# Ranges that NFKC would turn into plain digits, letters or words: enclosed and parenthesised (⑴ ㈱ ㊀), Roman numerals,
# hours and days (㍘ ㏠), months (㋀), eras (㍻ ㋿), and numbers in circles beyond the BMP.
_KEPT = (
    (0x2150, 0x218B),
    (0x2460, 0x24FF),
    (0x2776, 0x2793),
    (0x3200, 0x32FF),
    (0x3358, 0x3370),
    (0x337B, 0x337F),
    (0x33E0, 0x33FE),
    (0x1F100, 0x1F2FF),
)
_KEPT_FORMS = ("<circle>", "<fraction>")
_RAISED_FORMS = ("<super>", "<sub>")
_DIGITS = re.compile(r"[0-9]{2,}")
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xFFE5: 0xA5}


@dataclass(frozen=True, slots=True)
class Folded:
    """A match key and the way back: ``key[i]`` came from ``text[origin[i]]``."""

    key: str
    origin: tuple[int, ...]
    text: str

    def printed(self, start: int, end: int) -> str:
        """The raw text, stripped, that ``key[start:end]`` came from, with the white space inside it."""
        if start >= end:
            return ""
        return _strip(self.text[self.origin[start] : self._end(end)])

    def gap(self, index: int) -> bool:
        """Whether white space stands in the text between ``key[index]`` and the next character of the key."""
        if not 0 <= index < len(self.key) - 1:
            return False
        between = self.text[self.origin[index] + 1 : self.origin[index + 1]]
        return any(_is_space(c) for c in between)

    def torn_digits(self) -> bool:
        """Whether white space tears digits apart (``平成1 8年``), so that they may be two numbers.

        Digits spaced out evenly, with white space on both sides too (``平成 1 8 年``), are one number.
        """
        for run in _DIGITS.finditer(self.key):
            inside = [self.gap(i) for i in range(run.start(), run.end() - 1)]
            if any(inside) and not (all(inside) and self.gap(run.start() - 1) and self.gap(run.end() - 1)):
                return True
        return False

    def _end(self, end: int) -> int:
        """Where in ``text`` the characters of ``key[:end]`` end: where the next one with another origin begins."""
        last = self.origin[end - 1]
        return next((self.origin[i] for i in range(end, len(self.key)) if self.origin[i] > last), len(self.text))


def match_key(text: str) -> str:
    """``text`` as a key for matching: ``平成　１８ 年度`` -> ``平成18年度``. Case stays, and so do ① and Ⅱ."""
    key = _plain_key(text)
    return fold_by_context(text).key if key is None else key


def fold(text: str) -> Folded:
    """``text`` with its match key and the origin of each of the key's characters."""
    key = _plain_key(text)
    if key is None:
        return fold_by_context(text)
    if len(key) == len(text):
        return Folded(key, tuple(range(len(key))), text)
    return Folded(key, tuple([index for index, char in enumerate(text) if char not in _PLAIN.dropped]), text)


def fold_by_context(text: str) -> Folded:
    """``fold`` for any text, a character at a time: right always, and slow. What is quicker must say the same."""
    chars: list[tuple[str, int]] = []
    before = ""
    for index, char in enumerate(text):
        for piece in _pieces(char, before):
            if _is_space(piece):
                continue
            piece = _in_context(piece, before)
            chars.append((piece, index))
            before = piece
    composed = _compose(chars)
    return Folded("".join(c for c, _ in composed), tuple(i for _, i in composed), text)


class _NotPlain(Exception):
    """A character that folds to several, or to what depends on its neighbours."""


class _PlainTable(dict[int, int | None]):
    """What characters fold to that fold one for one, wherever they stand, or vanish; filled as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped: set[str] = set()

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        if decomposition(char).startswith(_RAISED_FORMS):
            raise _NotPlain
        pieces = [piece for piece in _fold_char(char) if not _is_space(piece)]
        if len(pieces) > 1 or any(combining(piece) for piece in pieces):
            raise _NotPlain
        if not pieces:
            self.dropped.add(char)
        self[code] = ord(pieces[0]) if pieces else None
        return self[code]


_PLAIN = _PlainTable()


def _plain_key(text: str) -> str | None:
    """The match key of a text of which each character folds one for one or vanishes; None for any other text."""
    try:
        key = text.translate(_PLAIN)
    except _NotPlain:
        return None
    return _STRAY_LONG_VOWELS.sub(_as_dashes, key) if _LONG_VOWEL in key else key


def _as_dashes(found: re.Match[str]) -> str:
    return "-" * len(found.group())


def fold_width(text: str) -> str:
    """``text`` with full-width digits, letters, punctuation and spaces made half-width, one for one; all else stays."""
    return text.translate(_WIDTH)


def _pieces(char: str, before: str) -> str:
    """What one character folds to, the context of raised digits in mind: ``m²`` is m2, but ``10²`` is not 102."""
    if decomposition(char).startswith(_RAISED_FORMS):
        return normalize("NFKC", char) if before.isascii() and before.isalpha() else char
    return _fold_char(char)


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    """What one character folds to wherever it stands."""
    if any(low <= ord(char) <= high for low, high in _KEPT) or decomposition(char).startswith(_KEPT_FORMS):
        return char
    plain = _ONE_FOR_ONE.get(char)
    if plain is not None:
        return plain
    return "".join(_ONE_FOR_ONE.get(c, c) for c in normalize("NFKC", char))


def _in_context(piece: str, before: str) -> str:
    """A long-vowel mark is one only after kana (サービス); elsewhere (``10ー20``, alone) it was typed for a dash."""
    if piece == _LONG_VOWEL and not _is_kana(before):
        return "-"
    return piece


def _compose(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Put combining marks on the character before them (``カ`` + dakuten -> ``ガ``); the origin is that character's."""
    if not any(combining(c) for c, _ in chars):
        return chars
    groups: list[tuple[list[str], int]] = []
    for char, index in chars:
        if combining(char) and groups:
            groups[-1][0].append(char)
        else:
            groups.append(([char], index))
    return [(c, index) for group, index in groups for c in normalize("NFC", "".join(group))]


def _is_kana(char: str) -> bool:
    """Hiragana and katakana, their marks and iteration signs included; not the middle dot."""
    return bool(char) and ("\u3041" <= char <= "\u309f" or "\u30a1" <= char <= "\u30fa" or "\u30fc" <= char <= "\u30ff")


def _is_space(char: str) -> bool:
    return char.isspace() or char in _INVISIBLE


def _strip(text: str) -> str:
    """``text`` without white space and invisible characters at its ends."""
    start, end = 0, len(text)
    while start < end and _is_space(text[start]):
        start += 1
    while end > start and _is_space(text[end - 1]):
        end -= 1
    return text[start:end]
