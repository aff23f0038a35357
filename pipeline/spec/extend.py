"""``extends``: this year's form is last year's with a few changes.

A child names its parent and writes only what differs. Top-level keys replace the parent's; ``change`` edits inside it::

    extends: city/form/2022
    change:
      - at: ⑤経費 / 公債費            # a path of names, outermost first; names may be skipped
        set: {label: [公債費, 公債費等]}
      - after: ⑤経費 / 公債費
        add: {label: 減価償却費, cost: {item: depreciation}}
      - at: ⑤経費 / 市民一人当たり
        remove: true

A name is the ``heading``, ``label`` (any variant), ``group``, ``option``, ``id`` or ``choices`` key of a thing, or a
bare label itself.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SpecError
from pipeline.normalize.fold import match_key
from pipeline.spec.source import SpecSource

_NAMES = ("id", "heading", "label", "group", "option")
_KEYS = {"at", "set", "after", "before", "add", "remove"}


@dataclass(frozen=True, slots=True)
class _Spot:
    """An item and where it hangs, so that it can be replaced, removed or given a neighbour."""

    holder: Any
    index: Any
    item: Any


def resolve(child: SpecSource, parent: dict[str, Any]) -> dict[str, Any]:
    """The child's data written out in full on top of its (resolved) parent's.

    Raises:
        SpecError: a change names nothing, or more than one thing; with file and line.
    """
    data = copy.deepcopy(parent)
    data.update({key: value for key, value in child.data.items() if key not in {"extends", "change"}})
    changes = child.data.get("change", [])
    if not isinstance(changes, list):
        raise SpecError(f"{child.where(('change',))}: change is a list of edits")
    for number, change in enumerate(changes):
        _apply(change, data, child.where(("change", number)))
    return data


def _apply(change: Any, data: dict[str, Any], where: str) -> None:
    if not isinstance(change, dict) or not set(change) <= _KEYS:
        raise SpecError(f"{where}: an edit has at+set, at+remove, after+add or before+add")
    match sorted(change):
        case ["at", "set"]:
            spot = _find(data, change["at"], where)
            _set(spot, change["set"], where)
        case ["at", "remove"] if change["remove"] is True:
            spot = _find(data, change["at"], where)
            del spot.holder[spot.index]
        case ["add", "after"]:
            spot = _find(data, change["after"], where)
            _insert(spot, 1, change["add"], where)
        case ["add", "before"]:
            spot = _find(data, change["before"], where)
            _insert(spot, 0, change["add"], where)
        case _:
            raise SpecError(f"{where}: an edit has at+set, at+remove, after+add or before+add")


def _set(spot: _Spot, value: Any, where: str) -> None:
    if isinstance(spot.item, dict) and isinstance(value, dict):
        spot.item.update(copy.deepcopy(value))
    elif isinstance(spot.item, dict):
        raise SpecError(f"{where}: set needs a mapping of the keys to change")
    else:
        spot.holder[spot.index] = copy.deepcopy(value)


def _insert(spot: _Spot, offset: int, value: Any, where: str) -> None:
    if not isinstance(spot.holder, list):
        raise SpecError(f"{where}: only items of a list have neighbours")
    spot.holder.insert(spot.index + offset, copy.deepcopy(value))


def _find(data: dict[str, Any], path: Any, where: str) -> _Spot:
    steps = [match_key(step) for step in str(path).split(" / ")]
    spots = [_Spot(None, None, data)]
    for step in steps:
        spots = [found for spot in spots for found in _outermost(spot.item, step)]
    if len(spots) != 1:
        found = "nothing" if not spots else f"{len(spots)} things"
        raise SpecError(f"{where}: {path!r} names {found} in the form it extends; it must name exactly one")
    return spots[0]


def _outermost(item: Any, name: str) -> Iterator[_Spot]:
    """The spots below ``item`` that have this name, not looking inside those found."""
    children: list[tuple[Any, Any]] = []
    if isinstance(item, dict):
        children = list(item.items())
    elif isinstance(item, list):
        children = list(enumerate(item))
    for index, child in children:
        if name in _names(child) or (
            isinstance(item, dict) and isinstance(child, list | dict) and match_key(index) == name
        ):
            yield _Spot(item, index, child)
        else:
            yield from _outermost(child, name)


def _names(item: Any) -> set[str]:
    if isinstance(item, str):
        return {match_key(item)}
    if not isinstance(item, dict):
        return set()
    names: set[str] = set()
    for key in _NAMES:
        value = item.get(key)
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str):
                names.add(match_key(name))
    return names
