"""Words that stand in a cell instead of a value (未定, なし, －), and signs that a cell is damaged."""

import re

from pipeline.model.quantity import Status

_UNDECIDED = re.compile(
    r"(?:現在|今後|別途)?(?:未定|未確定|未集計|未算定|要検討|要調整|今後検討"
    r"|(?:調整|検討|算定|協議|集計|精査|積算|調査|確認|計算)中)(?:です)?。?"
)
_NONE = re.compile(
    r"(?:特に|該当|設定|実績|対象|予定|予算|目標|計画)?(?:なし|無し|無)。?|該当(?:し)?ない|N/A|n/a|-+|/+|\\+|[╱╲∖⧵]+"
)
_EXCEL_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|##+|Err:[0-9]{3}")
_BRACKETS = dict(zip("([{〔【〈《≪「<", ")]}〕】〉》≫」>", strict=True))


def stands_for_no_value(key: str) -> Status | None:
    """``none`` for －, なし, ／ …, ``undecided`` for 未定, 調整中 …; None for anything else. ``key`` is a match key."""
    if _UNDECIDED.fullmatch(key):
        return Status.UNDECIDED
    if _NONE.fullmatch(key):
        return Status.NONE
    return None


def damage(text: str) -> str | None:
    """Why ``text`` (raw or key) can't be trusted: spreadsheet errors, ``####``, replacement characters; or None."""
    if "\ufffd" in text:
        return "holds a character that was lost in decoding (U+FFFD)"
    found = _EXCEL_ERROR.search(text)
    if found:
        return f"holds {found.group()}, which a spreadsheet prints instead of a value"
    return None


def bracket_end(key: str, start: int) -> int | None:
    """The index after the bracket that closes the one at ``key[start]``; None if there is none. Nesting counts."""
    closing = _BRACKETS.get(key[start : start + 1])
    if closing is None:
        return None
    opening, depth = key[start], 0
    for index in range(start, len(key)):
        if key[index] == opening:
            depth += 1
        elif key[index] == closing:
            depth -= 1
            if depth == 0:
                return index + 1
    return None


def is_word_char(char: str) -> bool:
    """Kana and kanji: what words are made of (々 and ー included)."""
    if "\u3041" <= char <= "\u30ff":
        return char != "・"
    return "\u3400" <= char <= "\u9fff" or char in "々〆" or "\U00020000" <= char <= "\U0003ffff"
