"""How alike two printed texts are."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.normalize.era import ERALESS_YEAR_PATTERN, YEAR_PATTERN
from pipeline.normalize.fold import fold, match_key

_HOLE = re.compile(r"\{[a-z][a-z0-9_]*\}")
YEAR = re.compile(f"{YEAR_PATTERN}|{ERALESS_YEAR_PATTERN}")


def literal(label: str) -> str:
    """The match key of a label without its holes."""
    return match_key(_HOLE.sub("", label))


@lru_cache(maxsize=65_536)
def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def likeness(label: str, text: str) -> float:
    """How alike a label of a form and a printed text are, from 0 to 1; years and holes say nothing."""
    one, other = literal(with_years_open(label)), literal(with_years_open(text))
    if not one or not other:
        return 1.0 if one == other and label == text else 0.0
    if one == other:
        return 1.0
    return _ratio(one, other)


def with_years_open(text: str, hole: str = "year") -> str:
    """A printed text as a label: white space that only spreads it dropped, the fiscal year in it a hole.

    Of several years in one text the first is a hole, and the others stay: a label has one hole of a name.
    """
    folded = fold(text)
    key = folded.key
    found = YEAR.search(key)
    if found is None or found.group().isdecimal() or key[found.end() :].startswith("~"):
        return key  # 令和5~9年度 is a plan's period, 改革プラン2015 its name: the same on every year's sheet
    return f"{key[: found.start()]}{{{hole}}}{key[found.end() :]}"


def with_all_years_open(text: str, holes: Sequence[str]) -> str:
    """A printed text as a label with several years: each a hole of its own, as long as there are names for them."""
    first, *rest = holes
    label = with_years_open(text, first)
    if not rest or f"{{{first}}}" not in label:
        return label
    head, tail = label.split(f"{{{first}}}", 1)
    return f"{head}{{{first}}}{with_all_years_open(tail, rest)}"


def has_year(text: str) -> bool:
    """True if a fiscal year is printed in the text, and the text isn't just a number."""
    key = match_key(text)
    return not key.isdecimal() and YEAR.search(key) is not None
