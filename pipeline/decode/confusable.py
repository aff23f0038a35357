"""Characters that print alike, each taken for one of its kind: for comparing what was read with what a form prints."""

from pipeline.normalize.fold import match_key

_ALIKE = (
    "ー一-―‐−－|｜丨",
    "二ニ=＝",
    "三ミ",
    "口ロ□",
    "力カ",
    "工エ",
    "ト卜T",
    "夕タ",
    "八ハ",
    "へヘ",
    "べベ",
    "ぺペ",
    "リり",
    "又ヌ",
    "才オ",
    "千干",
    "十+＋",
    "ノ/／",
    "〇○◯0OＯ０o",
    "1lIＩ１",
    "ャヤ", "ュユ", "ョヨ", "ッツ", "ァア", "ィイ", "ゥウ", "ェエ", "ォオ",
    "ゃや", "ゅゆ", "ょよ", "っつ",
    "増增", "検檢", "遣遺", "日曰", "末未", "士土", "己已巳",
)  # fmt: skip
_FIRST = str.maketrans({other: group[0] for group in _ALIKE for other in group[1:]})
WEAK = frozenset("・.。,、:;'\"()[]【】〔〕《》≪≫〈〉<>「」『』")
"""Signs so small, or so often lost, that a text is known without them; as match keys have them."""
_STRONG = str.maketrans(dict.fromkeys(WEAK, ""))


def strong(text: str) -> str:
    """The match key of a text without its weak signs."""
    return match_key(text).translate(_STRONG)


def likeness(text: str) -> str:
    """The strong characters of a text, each as the first of those that print like it."""
    return strong(text).translate(_FIRST)
