"""Characters that look the same, told apart by what stands beside them: 一 and ー, へ and ヘ."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.scan.greedy import Character

# In both alphabets of kana, or a kanji and a kana: drawn alike by most fonts.
_ALIKE = {"一": "ー", "ー": "一", "へ": "ヘ", "ヘ": "へ", "べ": "ベ", "ベ": "べ", "ぺ": "ペ", "ペ": "ぺ"}
_LONG = "ー"


def told_apart(characters: Sequence[Character]) -> list[Character]:
    """``characters`` with each of a pair that looks alike as its neighbours have it.

    What the picture says, that it is one of the pair, keeps the score of both together.
    """
    told: list[Character] = []
    for index, character in enumerate(characters):
        other = _ALIKE.get(character.text)
        if other is None:
            told.append(character)
            continue
        before = told[-1].text if told else ""
        after = characters[index + 1].text if index + 1 < len(characters) else ""
        chosen = _chosen(character.text, before, after)
        together = min(1.0, character.score + character.score_of(other))
        told.append(replace(character, text=chosen, score=together))
    return told


def _chosen(read: str, before: str, after: str) -> str:
    """The member of its pair that fits between ``before`` and ``after``; ``read`` itself where nothing tells."""
    if read in "一ー":
        if _is_katakana(before) or (_is_hiragana(before) and _is_katakana(after)):
            return _LONG
        return "一" if read == "一" or (not _is_hiragana(before) and before) else read
    katakana = _is_katakana(before) or _is_katakana(after)
    hiragana = _is_hiragana(before) or _is_hiragana(after)
    if katakana == hiragana:
        return read
    return max(read, _ALIKE[read]) if katakana else min(read, _ALIKE[read])


def _is_katakana(character: str) -> bool:
    return bool(character) and ("ァ" <= character <= "ヺ" or character == _LONG)


def _is_hiragana(character: str) -> bool:
    return bool(character) and "ぁ" <= character <= "ゖ"
