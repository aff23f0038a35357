"""What labels usually mean: the word list ``words.yaml``, and the question asked of it."""

import re
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.drafting.likeness import with_years_open
from pipeline.spec.todo import todos

_FILE = Path(__file__).parent / "words.yaml"
TODO = "TODO"
_AROUND = re.compile(r"\([^()]*\)|※.*$|^[①-⑳・0-9.]+|\{[a-z_]+\}")
_LEVEL = re.compile("(名称?|番号|コード|No\\.?)$")


@lru_cache(maxsize=1)
def _words() -> dict[str, list[tuple[re.Pattern[str], str | None, Any, str | None]]]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        what: [(re.compile(word["like"]), word.get("in"), word["is"], word.get("named")) for word in words]
        for what, words in data.items()
    }


def guess(what: str, label: str, within: str | None = None) -> Any:
    """What a label of this kind usually means, as a word of the spec language; None if the list doesn't have it.

    ``within``: what the group that it stands under is of (``funding``, ``staffing`` …).
    """
    key = with_years_open(label)
    for pattern, group, word, named in _words()[what]:
        if pattern.search(key) and group in {None, within}:
            word = deepcopy(word)
            if named is not None:
                word["policy"][named] = _LEVEL.sub("", key)
            return word
    return None


def is_certain(label: str) -> bool:
    """True if the list has a value's label as it is, but for numbers, years and brackets around it.

    A label that only holds a word of the list (評価者の所見) may mean something else.
    """
    key = with_years_open(label)
    pattern = next((pattern for pattern, *_ in _words()["values"] if pattern.search(key)), None)
    return pattern is not None and any(pattern.fullmatch(text) for text in (key, _AROUND.sub("", key)))


def row_meaning(label: str, within: str | None = None) -> dict[str, Any]:
    """The meaning of a row of figures; an item that nobody knows is for a person to name."""
    word = guess("rows", label, within)
    if word is not None:
        return dict(word)
    if within == "funding":
        return {"funding": {"source": TODO}}
    if within == "staffing":
        return {"staffing": {"kind": TODO, "measure": "fte"}}
    return {"cost": {"item": TODO}}


def value_meaning(label: str) -> dict[str, Any]:
    """The meaning of what stands beside a label; what nobody knows is for a person to name."""
    word = dict(guess("values", label) or {"field": TODO})
    return word if "narrative" in word or is_certain(label) else doubted(word)


def column_meaning(label: str) -> dict[str, Any]:
    """The meaning of a column of records."""
    return dict(guess("columns", label) or {"part": TODO})


def doubted(word: dict[str, Any]) -> dict[str, Any]:
    """A meaning as a proposal: ``TODO`` before its first word, for a person to confirm, unless one is to do anyway."""
    if next(todos(word), None) is not None:
        return word
    for key, value in word.items():
        if isinstance(value, str):
            return {**word, key: f"{TODO} {value}"}
        if isinstance(value, dict) and (inner := doubted(value)) != value:
            return {**word, key: inner}
    return word
