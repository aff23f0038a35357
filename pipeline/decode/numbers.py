"""A cell of numbers read once more, among digits, separators, signs, units, and words that stand for no value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from re import compile as pattern

from pipeline.decode.alike import alike_text
from pipeline.decode.automaton import Grammar, Part, either, one_of, optional, repeated, sequence, text
from pipeline.decode.ctc import Scored, best_texts
from pipeline.decode.emissions import Emission, emissions
from pipeline.model.ink import Step

_COMMON = "% 人 件 回 日 円 千円 百万円 か所 カ所 ヶ所 箇所 団体 世帯 台 校 冊 時間"
COMMON_UNITS = tuple(_COMMON.split())
_NO_VALUE = "未定 なし 無し 該当なし 未実施 集計中 調整中 皆減 皆増 - /"
WORDS = tuple(_NO_VALUE.split())
_DIGITS = "0123456789"
_SIGNS = "△▲-+±"
# Print of the left is told as the character on the right. A letter is no part of a number: it was a digit.
_READ_AS = {
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    **dict.fromkeys("OoＯｏ", "0"),
    **dict.fromkeys("lIＩｌ", "1"),
    **dict.fromkeys("，、､;；:：'’‘`", ","),
    **dict.fromkeys("．・·•", "."),
    **dict.fromkeys("-－−―‐–—ーｰ一", "-"),
    **dict.fromkeys("∆Δ", "△"),
    **{mark: mark for mark in "▲○◯〇●"},  # signs and marks that only look like others: a ○ is no nought
    **dict.fromkeys("〜～∼", "~"),
    **dict.fromkeys(" \u3000", ""),
    **dict(zip("（）％＋／", "()%+/", strict=True)),
}
# How much of what looks like a comma may be a point, and the reverse: in print of one bit they are often the same spot.
_COMMA_OR_POINT = 0.002
# How often a number that may be read as grouped, by a point for a comma, does have three decimals. Together the two
# leave a sharp 12.345 undecided, which is what it is, and a blurred one a 12,345.
_THREE_DECIMALS = 0.003
# How often ink that looks like a point between two figures is none.
_POINT_UNREAD = 1e-4
# How often an amount of yen or of thousands has decimals, and how often three or more of them.
_BROKEN_AMOUNT, _SMALL_BROKEN_AMOUNT = 1e-2, 1e-5
# How often a cell that shows anything at all is blank but for specks.
_SPECKS = 0.05
_ELSEWHERE = 1e-3  # how often a cell of numbers says something that is no number
_SAME_VALUE = str.maketrans({",": None, "▲": "△"})
_MAYBE_GROUPED = pattern(r"(?<![0-9])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")
_MANY_DECIMALS = pattern(r"\.[0-9]{3}")
_CONSIDERED = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell may say, in half-width characters, and how probable that is among all it may say (0 to 1)."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class NumberCell:
    """The readings of a cell, the likeliest first; ``raw`` is what it says if it may say anything.

    Readings that differ only in separators, or in △ for ▲, are one. What the probabilities lack to 1 is that the cell
    says something else.
    """

    readings: tuple[Reading, ...]
    raw: str

    @property
    def margin(self) -> float:
        """By how much the first reading is more probable than the second, or than being something else."""
        first, *others = (*(reading.probability for reading in self.readings), 0.0)
        return first - max([*others, 1.0 - sum(reading.probability for reading in self.readings)])


def read_number(
    steps: Sequence[Step], units: Iterable[str] = (), most: int = 5, *, whole: bool = False, points: int = 0
) -> NumberCell:
    """What a cell of numbers says. ``units`` are those the form prints for it, besides ``COMMON_UNITS``.

    ``whole``: it is an amount that hardly ever has decimals. ``points``: how many commas and points its ink
    shows at least.
    """
    raw = best_texts(emissions(steps), most=1)[0].text
    known = tuple(dict.fromkeys((*units, *COMMON_UNITS)))
    grammar = _grammar(known)
    seen = [_mixed(emission) for emission in emissions(steps, _read_as)]
    inside = [
        Scored(one.text, one.score + _prior(one.text, points, whole=whole))
        for one in best_texts(seen, grammar, _CONSIDERED)
    ]
    free = best_texts(seen, most=4)
    outside = [Scored(one.text, one.score + log(_ELSEWHERE)) for one in free if not grammar.matches(one.text)]
    outside += [
        Scored(one.text, one.score + log(_POINT_UNREAD / 2)) for one in free[:1] if _points_in(one.text) < points
    ]
    if not inside:
        return NumberCell((), raw)
    highest = max(one.score for one in (*inside, *outside))
    weights: dict[str, float] = {}
    print_of: dict[str, str] = {}
    for one in inside:
        value = one.text.translate(_SAME_VALUE)
        weights[value] = weights.get(value, 0.0) + exp(one.score - highest)
        print_of.setdefault(value, one.text)
    total = sum(weights.values()) + sum(exp(one.score - highest) for one in outside)
    readings = [Reading(_printed(print_of[value], known), weight / total) for value, weight in weights.items()]
    return NumberCell(tuple(sorted(readings, key=lambda reading: -reading.probability)[:most]), raw)


def _read_as(character: str) -> str:
    known = _READ_AS.get(character)
    return alike_text(character) if known is None else known


def _mixed(emission: Emission) -> Emission:
    """``emission`` with a comma and a point being a little of each other."""
    comma, point = (emission.characters.get(character, 0.0) for character in ",.")
    if not comma and not point:
        return emission
    both = {",": comma + _COMMA_OR_POINT * point, ".": point + _COMMA_OR_POINT * comma}
    return Emission(emission.blank, {**emission.characters, **both})


def _prior(number: str, points: int, *, whole: bool) -> float:
    """The logarithm of how often a number printed like this is meant."""
    if not number:
        return log(_SPECKS)
    prior = log(_THREE_DECIMALS) if _MAYBE_GROUPED.search(number) else 0.0
    if whole and "." in number:
        prior += log(_SMALL_BROKEN_AMOUNT if _MANY_DECIMALS.search(number) else _BROKEN_AMOUNT)
    if _points_in(number) < points:
        prior += log(_POINT_UNREAD)
    return prior


def _points_in(number: str) -> int:
    return sum(map(number.count, ",."))


def _printed(number: str, units: Sequence[str]) -> str:
    """``number`` with its words as they are printed, not as characters that look like them."""
    for word in sorted((*units, *WORDS), key=len, reverse=True):
        folded = _folded(word)
        if folded != word and number.endswith(folded):
            return number.removesuffix(folded) + word
    return number


def _folded(word: str) -> str:
    return "".join(_read_as(character) for character in word)


@lru_cache(maxsize=256)
def _grammar(units: tuple[str, ...]) -> Grammar:
    """Numbers with what may stand around them, and words for no value; a blank cell too."""
    digit = one_of(_DIGITS)
    group = sequence(one_of(","), digit, digit, digit)
    grouped = sequence(digit, optional(digit, optional(digit)), repeated(group))
    whole = either(grouped, repeated(digit))
    decimals = optional(one_of("."), repeated(digit))
    number = sequence(optional(one_of(_SIGNS)), whole, decimals)
    unit = optional(either(*(text(_folded(name)) for name in units)))
    before = optional(either(*(text(_folded(word)) for word in ("約", "年", "年間", "延べ"))))
    after = optional(either(*(text(_folded(word)) for word in ("程度", "以上", "以下", "未満"))))
    quantity: Part = sequence(before, number, unit, optional(one_of("~"), number, unit), after)
    bracketed = sequence(one_of("("), number, unit, one_of(")"))
    words = either(*(text(_folded(word)) for word in WORDS))
    return Grammar.of(optional(either(sequence(quantity, optional(bracketed)), sequence(bracketed, unit), words)))
