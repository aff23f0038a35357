"""Characters that look alike in print, as classes: to ask whether a known text stands there, never for storing."""

from unicodedata import normalize

_CLASSES = """
-－−―‐–—ーｰ一─━ ~〜～∼ ・·•･‧ ,，、､ .． ;；:： ()（）〔〕[]［］【】 「｢ 」｣ '’‘`´ "“”
0O○〇◯oＯ 1lI|｜丨 カ力ヵ へヘ べベ ぺペ ロ口□ ニ二 ハ八 エ工ェ タ夕 ト卜 チ千 オ才ォ
ッツっつ ャヤ ゃや ュユ ゅゆ ョヨ ょよ ァア ィイ ゥウ ぁあ ぃい ぅう ぇえ ぉお ケヶ りリ
己已巳 末未 増增 収收 実實 日曰 托託 △▲∆Δ ×x✕X ✓レ☑
"""
_FIRST = {character: group[0] for group in _CLASSES.split() for character in group}


def alike(character: str) -> str:
    """The first of all characters that look like ``character``; nothing for white space."""
    folded = normalize("NFKC", character).strip()
    return _FIRST.get(character, _FIRST.get(folded, folded))


def alike_text(text: str) -> str:
    """``text`` with each character as ``alike`` has it."""
    return "".join(alike(character) for character in text)
