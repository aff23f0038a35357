"""How a printed quantity is put together: words, sign, number, unit, words, notes; or two such with a dash between."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.normalize.fold import Folded, match_key
from pipeline.normalize.kanji import NUMERAL_CHARS
from pipeline.normalize.unit import is_noun, unit_keys
from pipeline.normalize.words import bracket_end

Span = tuple[int, int]
"""Start and end in a match key."""

# Letters and signs that are typed or recognised for digits and separators (Latin, Cyrillic, Greek): matched so that
# they can be named in a problem, never so that they are read.
_MISTAKEN = "OoQDlI|!SZBЗзОоБΟοЅІ'`\":;²³¹○◯"
ARABIC = re.compile(r"[.,]*[0-9][0-9.,]*")
MIXED = re.compile(rf"[.,]*(?!〇)[0-9{NUMERAL_CHARS}][0-9.,{NUMERAL_CHARS}]*")  # 〇 at the head is a circle
LOOSE = re.compile(rf"[.,{_MISTAKEN}]*[0-9][0-9.,{_MISTAKEN}]*")


def _keys(*lines: str) -> frozenset[str]:
    return frozenset(match_key(word) for line in lines for word in line.split())


_BEFORE = _keys(
    "約 およそ おおよそ 凡そ 概ね おおむね 大体 だいたい ほぼ 少なくとも 概算 推計 推定 見込み 見込 目標",
    "計 合計 小計 総計 純計 総 総数 全 各 うち 内 他 外 ほか 満 実 実数 実人数 延べ のべ 延 累計 累積 通算",
    "平均 最大 最小 最低 最高 上限 下限 年 年間 年平均 年に 月 月間 月平均 月に 週 週に 日 日平均",
    "毎 毎年 毎年度 毎月 毎週 毎日 毎回",
)
_AFTER = _keys(
    "程度 以上 以下 未満 超 を超える 超える 以内 以内に 前後 内外 弱 強 余 余り あまり くらい ぐらい 位 ほど 程 まで",
    "見込み 見込 の見込み 予定 の予定 目標 を目標 実績 達成 維持 を維持 以上を維持 以上維持",
    "延べ 延 のべ 累計 累積 平均 ずつ 分 相当",
)
# Words that a form prints around an empty space for a number.
_BEFORE_BLANK = _keys("約 およそ 概ね おおむね 計 合計 延べ のべ 延 年 年間 月 月間 週 日")
_AFTER_BLANK = _keys("程度 以上 以下 未満 以内 前後 見込み 見込")
_LONGEST_WORD = max(map(len, _BEFORE | _AFTER))
_FROM = "から"


@dataclass(slots=True)
class Part:
    """One number of a phrase, its sign and its unit."""

    number: Span
    sign: str
    unit: Span | None = None


@dataclass(slots=True)
class Phrase:
    """A cell taken apart: one number, or the two of a range with ``dash`` between; words and notes in printed order."""

    parts: list[Part] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    dash: Span | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The match keys of the units that may be printed here, and those that the form itself prints here."""

    units: frozenset[str]
    own: frozenset[str]
    longest: int

    @classmethod
    def of(cls, extra: Iterable[str]) -> "Vocabulary":
        """The known units and the form's own."""
        return _vocabulary(tuple(extra))

    def unit_end(self, key: str, pos: int) -> int | None:
        """The end of the longest unit at ``pos``, composed ones (人/年) too."""
        end = _longest(key, pos, self.units, self.longest)
        if end is None or key[end : end + 1] != "/":
            return end
        return _longest(key, end + 1, self.units, self.longest) or end


@lru_cache(maxsize=1024)
def _vocabulary(extra: tuple[str, ...]) -> Vocabulary:
    own = frozenset(match_key(unit) for unit in extra)
    units = unit_keys(own)
    return Vocabulary(units, own, max(map(len, units)))


def scan(folded: Folded, numeral: re.Pattern[str], vocabulary: Vocabulary) -> Phrase | None:
    """Take the whole of a cell apart, numbers being what ``numeral`` matches; None if anything is left over."""
    key, phrase = folded.key, Phrase()
    pos = _part(key, 0, numeral, vocabulary, phrase)
    if pos is not None and pos < len(key):
        phrase.dash = _dash(key, pos)
        pos = phrase.dash and _part(key, phrase.dash[1], numeral, vocabulary, phrase)
    return phrase if pos == len(key) else None


def placeholder(folded: Folded, vocabulary: Vocabulary) -> bool:
    """Whether only a unit stands here, its number not filled in: ``人``, ``約　　人``, ``年　回``.

    After a word white space must have been left for the number: 全校 and 各地区 are words. So is 事業, unless the form
    prints it as this value's unit.
    """
    key = folded.key
    if vocabulary.unit_end(key, 0) == len(key):
        return not is_noun(key) or key in vocabulary.own
    word = _longest(key, 0, _BEFORE_BLANK, _LONGEST_WORD)
    start = word if word is not None and folded.gap(word - 1) else 0
    end = vocabulary.unit_end(key, start)
    if end is None or is_noun(key[start:end]):
        return False
    return end == len(key) or _longest(key, end, _AFTER_BLANK, _LONGEST_WORD) == len(key)


def _part(key: str, pos: int, numeral: re.Pattern[str], vocabulary: Vocabulary, phrase: Phrase) -> int | None:
    """Read words, sign, number, unit, words and notes from ``pos`` on; the index after them, None without a number."""
    start = pos
    pos = _before(key, pos, phrase)
    sign = key[pos : pos + 1] if _sign_fits(key, start, pos) else ""
    pos += len(sign)
    currency = (pos, pos + 1) if key[pos : pos + 1] == "¥" else None
    found = numeral.match(key, pos + (currency is not None))
    if found is None:
        return None
    part = Part(found.span(), sign, currency)
    phrase.parts.append(part)
    return _after(key, found.end(), vocabulary, phrase, part)


def _before(key: str, pos: int, phrase: Phrase) -> int:
    """The words, and the brackets without digits, before a number; the index after them."""
    while True:
        word = _longest(key, pos, _BEFORE, _LONGEST_WORD)
        note = bracket_end(key, pos) if word is None else None
        if word is not None:
            phrase.words.append((pos, word))
        elif note is not None and not any(c.isnumeric() for c in key[pos:note]):
            phrase.notes.append((pos, note))
        else:
            return pos
        pos = word or note or pos


def _sign_fits(key: str, start: int, pos: int) -> bool:
    """Whether a sign stands at ``pos``. ``-`` after a word or a dash may be a dash between a label and its number."""
    char = key[pos : pos + 1]
    if char in ("-", "+"):
        return pos == start and (pos == 0 or key[pos - 1] == "~")
    return char in ("△", "▲")


def _after(key: str, pos: int, vocabulary: Vocabulary, phrase: Phrase, part: Part) -> int:
    """Unit, words and notes after a number; the index after them. What follows is the caller's affair."""
    while pos < len(key):
        end = vocabulary.unit_end(key, pos) if part.unit is None else None
        if end is not None:
            part.unit = (pos, end)
        elif (end := _longest(key, pos, _AFTER, _LONGEST_WORD)) is not None:
            phrase.words.append((pos, end))
        elif (end := len(key) if key[pos] == "※" else bracket_end(key, pos)) is None:
            break
        elif part.unit is None and key[pos + 1 : end - 1] in vocabulary.units:
            part.unit = (pos + 1, end - 1)
        else:
            phrase.notes.append((pos, end))
        pos = end
    return pos


def _dash(key: str, pos: int) -> Span | None:
    """What makes a range of two numbers: 60~120, 60-120, 60から120."""
    if key[pos] in "~-":
        return pos, pos + 1
    return (pos, pos + len(_FROM)) if key.startswith(_FROM, pos) else None


def _longest(key: str, pos: int, words: frozenset[str], longest: int) -> int | None:
    """The end of the longest of ``words`` at ``pos``."""
    for end in range(min(len(key), pos + longest), pos, -1):
        if key[pos:end] in words:
            return end
    return None
