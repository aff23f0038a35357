"""``TODO``: what a person still has to name. A form with one in it doesn't load, and the message lists them all.

Any word of a spec may be ``TODO``, or begin with it: ``{field: TODO}`` is to be named, ``TODO 所管課`` is a proposal,
and who takes out the word ``TODO`` confirms it. ``hyoka forms draft`` and ``hyoka forms drift`` write such specs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.spec.source import Location

_TODO = re.compile(r"TODO\b[:：]?\s*")
_NAMES = ("heading", "label", "group", "option", "title", "id")
_SHOWN = 12
# What stands for a word that isn't named yet, so that all else can be checked; any other word may be anything.
_STAND_INS = {
    "code": "000000",
    "form": "todo/todo/2000",
    "stage": "first",
    "unit": "円",
    "basis": "settlement",
    "item": "other",
    "source": "other",
    "kind": "outcome",
    "measure": "actual",
    "part": "item",
}
_STAND_INS_WITHIN = {
    ("staffing", "kind"): "other",
    ("staffing", "measure"): "fte",
    ("derived", "measure"): "per_resident",
}


def is_todo(word: Any) -> bool:
    """True for a word that a person has to name, or to confirm."""
    return isinstance(word, str) and _TODO.match(word) is not None


def todos(data: Any, at: Location = ()) -> Iterator[Location]:
    """Where in a spec something is to do, in its order."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from todos(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from todos(value, (*at, index))
    elif is_todo(data):
        yield at


def without_todos(data: Any, key: str = "", within: str = "") -> Any:
    """The spec as it would be if all were named: proposals are taken, and what has no name gets some name."""
    if isinstance(data, dict):
        # What an option means is known to some vocabulary or other; without it, it means nothing.
        kept = {k: value for k, value in data.items() if k != "key" or not is_todo(value)}
        return {k: without_todos(value, k, key) for k, value in kept.items()}
    if isinstance(data, list):
        return [without_todos(value, key, within) for value in data]
    if not is_todo(data):
        return data
    return _TODO.sub("", data, count=1) or _STAND_INS_WITHIN.get((within, key)) or _STAND_INS.get(key, "todo")


def todo_message(data: Any, places: Sequence[tuple[Location, str]]) -> str:
    """What to say of a spec with things to do: the first few with their line, and what each is about."""
    lines = [f"line {place.rpartition(':')[2]}: {_about(data, location)}" for location, place in places[:_SHOWN]]
    more = f"; and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    what = "thing is" if len(places) == 1 else "things are"
    return (
        f"{len(places)} {what} to do before the form can be used: put a name in place of TODO, or confirm what stands "
        f"behind it by taking TODO out ({'; '.join(lines)}{more})"
    )


def _about(data: Any, location: Location) -> str:
    """The word that is to do, and the label, heading or option that it belongs to."""
    word, name = str(location[-1]), ""
    item = data
    for step in location:
        item = item[step]
        if isinstance(item, dict):
            said = next((item[key] for key in _NAMES if key in item), None)
            name = str(said[0] if isinstance(said, list) else said) if said is not None else name
    proposed = _TODO.sub("", str(item), count=1)
    shown = word if not proposed else f"{word}: {proposed}"
    return f"{shown} of {name}" if name and name != item else shown
