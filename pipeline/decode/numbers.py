"""Cells of figures, read among digits, separators, signs and units alone.

What only a separator can be is one (``1;713`` is 1,713); where two readings are left (``12,345`` and ``12.345``), both
come back with their probabilities. A cell that says something else in words is left as it was read.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

import regex

from pipeline.decode.ctc import Spelling, spell
from pipeline.model.ink import Line, Step
from pipeline.model.quantity import Status
from pipeline.model.recognised import Reading
from pipeline.normalize.number import parse_quantity

_FOLDED = str.maketrans(
    dict(zip("０１２３４５６７８９，．（）％～〜＋", "0123456789,.()%~~+", strict=True))
    | dict.fromkeys("－−―‐‑–—ー一ｰ", "-")
    | dict.fromkeys("、、，'’;；:：・･", ",")
    | dict.fromkeys(" \u3000", "")
)
_NUMBER = r"[△▲\-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?"
_UNITS = (
    "%",
    "人",
    "円",
    "千円",
    "万円",
    "百万円",
    "件",
    "回",
    "日",
    "時間",
    "か所",
    "箇所",
    "ヶ所",
    "世帯",
    "団体",
    "校",
    "台",
    "本",
    "冊",
    "点",
    "名",
    "戸",
    "社",
    "店",
    "施設",
    "㎡",
    "m",
    "km",
    "kg",
    "t",
)
_BEFORE, _AFTER = ("約", "年", "延べ", "計"), ("程度", "以上", "以下", "未満", "以内")
_WORDS = ("-", "未定", "なし", "無し", "無", "皆減", "皆増", "調整中", "未集計", "--", "---")
_MOST = 6
_WIDTH = 24
_DECIMAL_THOUSAND = 0.02  # what 12.345 is worth beside 12,345: figures of three decimals are rare
_THREE_DECIMALS = regex.compile(r"\.[0-9]{3}(?![0-9])")
_SURE = {Status.VALUE, Status.NONE, Status.UNDECIDED}


def read_number(lines: Sequence[Line], units: Sequence[str] = ()) -> list[Reading]:
    """The readings of a cell as a figure, the likeliest first; none if it says something else.

    ``units`` are those that may be printed behind the figure, besides common ones.
    """
    raw = "\n".join(line.text for line in lines)
    steps = _steps(lines)
    grammar = _grammar(tuple(units))
    spelled = [
        one for one in spell(steps, grammar.may_begin, folding=_FOLDED, width=_WIDTH) if grammar.is_whole(one.text)
    ]
    if not spelled:
        return []
    plain = raw.translate(_FOLDED).replace("\n", "")
    if not grammar.is_whole(plain) and _says_something(raw, units):
        return []
    return _weighed(spelled)


def _says_something(raw: str, units: Sequence[str]) -> bool:
    """True for a figure in words that the grammar here doesn't know, and the sheet's reader does."""
    quantity = parse_quantity(raw, units)
    return quantity is not None and quantity.status in _SURE


def _weighed(spelled: Sequence[Spelling]) -> list[Reading]:
    weights = {
        one.text: math.exp(one.log_probability - spelled[0].log_probability)
        * (_DECIMAL_THOUSAND if _THREE_DECIMALS.search(one.text) else 1.0)
        for one in spelled
    }
    total = sum(weights.values())
    readings = [Reading(text, weight / total) for text, weight in weights.items()]
    return sorted(readings, key=lambda reading: -reading.probability)[:_MOST]


def _steps(lines: Sequence[Line]) -> tuple[Step, ...]:
    """The steps of all lines as of one, a blank between."""
    apart = Step("", (), 1.0, 0.0)
    return tuple(step for line in lines for step in (*line.steps, apart))


class _Grammar:
    """What a figure may look like."""

    def __init__(self, units: Sequence[str]) -> None:
        unit = "|".join(
            regex.escape(text.translate(_FOLDED)) for text in sorted({*units, *_UNITS}, key=len, reverse=True)
        )
        before, after = "|".join(_BEFORE), "|".join(_AFTER)
        one = rf"{_NUMBER}(?:{unit})?(?:{after})?"
        words = "|".join(map(regex.escape, _WORDS))
        self._pattern = regex.compile(rf"(?:{before})?{one}(?:~{one})?(?:\({one}\))?|\({one}\)|(?:{words})(?:{unit})?")

    def may_begin(self, text: str) -> bool:
        return self._pattern.fullmatch(text, partial=True) is not None

    def is_whole(self, text: str) -> bool:
        return self._pattern.fullmatch(text) is not None


@lru_cache(maxsize=256)
def _grammar(units: tuple[str, ...]) -> _Grammar:
    return _Grammar(units)
