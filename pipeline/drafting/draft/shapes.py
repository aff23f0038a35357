"""What values look like over all samples: figures, years, dates, marks, grades, words of a list, running text."""

import re
from collections.abc import Sequence
from typing import Any

from pipeline.drafting.words import TODO, doubted, guess, is_certain, value_meaning
from pipeline.model.quantity import Status
from pipeline.normalize.date import parse_date
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import MARK_PATTERN, find_mark
from pipeline.normalize.number import is_bare_number
from pipeline.normalize.words import stands_for_no_value

_LONG = 25
_MOSTLY = 0.9  # of texts that begin with a code: a few may have none
_GRADE = re.compile(r"[A-ZＡ-Ｚ][.．:：]")
_PERIOD = re.compile(r"(.*年度?)[~～](.*年度?)")
_MARK = re.compile(MARK_PATTERN)
_ENDS = {"completed", "ended", "abolished", "suspended"}
_FEW = 10  # words that a list of options has at most, where the sheet prints only the chosen one
_TYPES = {"year", "date", "number", "code"}
_BARE = " 　⇒→、,・"
_EMPTY_BRACKETS = re.compile(r"\s*[(（\[［〔][\s　]*[)）\]］〕]?\s*$")


def shape(texts: Sequence[str]) -> str:
    """What the texts are, all of them: blank, mark, options, period, date, year, code, number, grade or else text."""
    told = [text.strip() for text in texts if text.strip()]
    told = [text for text in told if stands_for_no_value(match_key(text)) is None]
    if not told:
        return "blank"
    for name, fits in _SHAPES:
        if all(fits(text) for text in told):
            return name
    return "text"


def is_mark(text: str) -> bool:
    """True for a mark and nothing else."""
    sign = text.strip()
    found = find_mark(sign, 0)
    return sign == "◎" or (found is not None and found[1] == len(sign))


def options_in(text: str) -> list[str]:
    """The options that a text prints with a mark each."""
    parts = (_EMPTY_BRACKETS.sub("", part.strip(_BARE)) for part in _MARK.split(" ".join(text.split()))[1:])
    return [_closed(part).strip(_BARE) for part in parts if part.strip(_BARE)]


def _closed(text: str) -> str:
    """The text without a bracket at its end that was opened before it (⇒ (□拡充 □縮小))."""
    return text[:-1] if text[-1:] in {")", "）"} and text.count("(") + text.count("（") == 0 else text


def _has_options(text: str) -> bool:
    return len(options_in(text)) > 0 and _MARK.match(text.strip().lstrip("(（")) is not None


def _is_year(text: str) -> bool:
    reading = parse_fiscal_year(text)
    return reading is not None and reading.status is Status.VALUE and not is_bare_number(text)


def _is_date(text: str) -> bool:
    reading = parse_date(text)
    return reading is not None and reading.status is Status.VALUE and "日" in text


def _is_code(text: str) -> bool:
    key = match_key(text)
    return key.isascii() and key.replace("-", "").isalnum() and key[:1] == "0" and len(key) > 1


_SHAPES = (
    ("mark", is_mark),
    ("options", _has_options),
    ("period", lambda text: _PERIOD.fullmatch(match_key(text)) is not None),
    ("date", _is_date),
    ("year", _is_year),
    ("code", _is_code),
    ("number", is_bare_number),
    ("grade", lambda text: _GRADE.match(text) is not None),
)


def value_word(label: str, texts: Sequence[str]) -> dict[str, Any]:
    """The value beside a label, from what the label usually means and from what the samples have there."""
    found, told = shape(texts), [" ".join(text.split()) for text in texts if text.strip()]
    if found == "mark":
        return {"mark": TODO, "option": match_key(label)}
    if found == "options":
        # All samples print the same options; where one prints them in another style, the most are them all.
        return _choice(label, max((options_in(text) for text in told), key=len))
    if found == "grade":
        return {"rating": {"criterion": match_key(label), "code": "[A-Z]"}}
    short = all(len(text) <= _LONG for text in told)
    if guess("verdicts", label) and found == "text" and short and 0 < len(set(told)) <= _FEW:
        return {**_choice(label, list(dict.fromkeys(told))), "only_chosen": True}
    if short and found == "text" and 0 < len(set(told)) <= _FEW and guess("ratings", label):
        return {"rating": {"criterion": match_key(label)}}
    if found == "period":
        holds = {"from_year": {"field": "plan_period_from", "type": "year"}}
        return {
            "split": "{from_year}~{to_year}",
            "holds": {**holds, "to_year": {"field": "plan_period_to", "type": "year"}},
        }
    return _plain(label, found, told)


def proposed_word(label: str, texts: Sequence[str]) -> dict[str, Any]:
    """The value beside a new label of a known form: what the word list doesn't have as it is, is to be confirmed."""
    word = value_word(label, texts)
    return word if is_certain(label) else doubted(word)


def _plain(label: str, found: str, told: Sequence[str]) -> dict[str, Any]:
    word = value_meaning(label)
    is_long = any(len(text) > _LONG for text in told)
    if "field" in word:
        word = _typed(word, found)
    if word == {"field": TODO} and is_long:
        return {"narrative": TODO}
    if "narrative" in word and not is_long and told and found in {"number", "code"}:
        return {"field": TODO, "type": found}
    if "policy" in word and "cells" not in word["policy"]:
        return {"policy": {**word["policy"], **_code_of(told)}}
    return word


def _typed(word: dict[str, Any], found: str) -> dict[str, Any]:
    """A field with the type that the samples have; figures without leading zeros may be a code all the same."""
    said = word.get("type")
    if found == "blank" or (said == "code" and found == "number"):
        return word
    rest = {key: value for key, value in word.items() if key != "type"}
    return {**rest, "type": found} if found in _TYPES else rest


def _code_of(told: Sequence[str]) -> dict[str, str]:
    """How a code is printed before a name, if every text begins with one."""
    for pattern in ("[①-⑳]", r"\d+-\d+", r"\d+", "[A-Z]"):
        coded = sum(re.match(rf"{pattern}[ 　.．、]?\D", match_key(text)) is not None for text in told)
        if told and coded >= _MOSTLY * len(told):
            return {"code": pattern}
    return {}


def _choice(label: str, options: Sequence[str]) -> dict[str, Any]:
    verdict = guess("verdicts", label)
    if verdict is None:
        return {"choice": TODO, "options": list(options)}
    keyed = [_keyed(option) for option in options]
    return {"choice": "direction", "options": keyed, "evaluation": verdict}


def _keyed(option: str) -> dict[str, Any]:
    """An option of a verdict: what it is, and that the project ends where it says so."""
    key = guess("options", option) or TODO
    return {"option": option, "key": key, **({"continues": False} if key in _ENDS else {})}
