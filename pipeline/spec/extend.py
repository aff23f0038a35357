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
      - after: ①事務事業名 / 担当課      # a list is a line of its own, below the one that the item stands on
        add: [{label: 係, right: {field: section}}]
      - at: 評価理由
        every: true                     # all things of that name
        set: {label: 評価の理由}
      - move: ⑥指標                    # with all that is in it
        after: ③事業の内容

A name is the ``heading``, ``label`` (any variant), ``group``, ``option``, ``id`` or ``choices`` key of a thing, or a
bare label itself.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SpecError
from pipeline.normalize.fold import match_key
from pipeline.spec.near import near
from pipeline.spec.source import Location, SpecSource

_NAMES = ("id", "heading", "label", "group", "option")
_KEYS = {"at", "set", "after", "before", "add", "remove", "move", "every"}
_EDITS = (
    "an edit has at+set (and every: true, for all of that name), at+remove, after+add, before+add, move+after or "
    "move+before"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A form's data written out in full, and ``file:line`` of everything in it: a change's is where it was written."""

    data: dict[str, Any]
    places: dict[Location, str]


@dataclass(frozen=True, slots=True)
class _Spot:
    """An item and where it hangs, so that it can be replaced, removed or given a neighbour."""

    holder: Any
    index: Any
    item: Any
    location: Location


def unchanged(source: SpecSource) -> Resolved:
    """A form that extends none."""
    return Resolved(source.data, source.places)


def resolve(child: SpecSource, parent: Resolved) -> Resolved:
    """The child's data written out in full on top of its (resolved) parent's.

    Raises:
        SpecError: a change names nothing, or more than one thing; with file and line.
    """
    whole = Resolved(copy.deepcopy(parent.data), dict(parent.places))
    for key, value in child.data.items():
        if key not in {"extends", "change"}:
            whole.data[key] = value
            _write(whole, (key,), child, (key,))
    changes = child.data.get("change", [])
    if not isinstance(changes, list):
        raise SpecError(f"{child.where(('change',))}: change is a list of edits")
    for number, change in enumerate(changes):
        _apply(change, whole, child, ("change", number))
    return whole


def located(data: dict[str, Any], path: str) -> Location | None:
    """Where the one thing is that a path of names leads to; None if it leads to none, or to several."""
    try:
        return _find(data, path, "").location
    except SpecError:
        return None


def located_all(data: dict[str, Any], path: str) -> list[Location]:
    """Where all things are that a path of names leads to."""
    try:
        return [spot.location for spot in _spots(data, path, "")]
    except SpecError:
        return []


def _apply(change: Any, whole: Resolved, child: SpecSource, at: Location) -> None:
    where = child.where(at)
    if not isinstance(change, dict) or not set(change) <= _KEYS:
        raise SpecError(f"{where}: {_EDITS}")
    match sorted(change):
        case ["at", "set"]:
            _set(whole, _find(whole.data, change["at"], where), change["set"], child, at)
        case ["at", "every", "set"] if change["every"] is True:
            for spot in _spots(whole.data, change["at"], where):
                _set(whole, spot, change["set"], child, at)
        case ["at", "remove"] if change["remove"] is True:
            _remove(whole, _find(whole.data, change["at"], where))
        case ["add", "after"]:
            _insert(whole, _find(whole.data, change["after"], where), 1, child, at)
        case ["add", "before"]:
            _insert(whole, _find(whole.data, change["before"], where), 0, child, at)
        case ["after", "move"]:
            _move(whole, change["move"], change["after"], 1, where)
        case ["before", "move"]:
            _move(whole, change["move"], change["before"], 0, where)
        case _:
            raise SpecError(f"{where}: {_EDITS}")


def _set(whole: Resolved, spot: _Spot, value: Any, child: SpecSource, at: Location) -> None:
    if isinstance(spot.item, dict) and isinstance(value, dict):
        spot.item.update(copy.deepcopy(value))
        for key in value:
            _write(whole, (*spot.location, key), child, (*at, "set", key))
    elif isinstance(spot.item, dict):
        raise SpecError(f"{child.where(at)}: set needs a mapping of the keys to change")
    else:
        spot.holder[spot.index] = copy.deepcopy(value)
        _write(whole, spot.location, child, (*at, "set"))


def _remove(whole: Resolved, spot: _Spot) -> None:
    del spot.holder[spot.index]
    _forget(whole, spot.location)
    if isinstance(spot.holder, list):
        _shift(whole, spot.location, -1)


def _insert(whole: Resolved, spot: _Spot, offset: int, child: SpecSource, at: Location) -> None:
    if not isinstance(spot.holder, list):
        raise SpecError(f"{child.where(at)}: only items of a list have neighbours")
    if isinstance(child.data["change"][at[1]]["add"], list):
        spot = _line_of(whole, spot, child.where(at))
    index = spot.index + offset
    new = (*spot.location[:-1], index)
    spot.holder.insert(index, copy.deepcopy(child.data["change"][at[1]]["add"]))
    _shift(whole, new, 1)
    _write(whole, new, child, (*at, "add"))


def _move(whole: Resolved, moved: Any, beside: Any, offset: int, where: str) -> None:
    """Take something out of its list, with where it was written, and put it beside something else."""
    spot, to = _find(whole.data, moved, where), _find(whole.data, beside, where)
    if not isinstance(spot.holder, list) or not isinstance(to.holder, list):
        raise SpecError(f"{where}: only items of a list can move, and stand beside others")
    if to.location[: len(spot.location)] == spot.location:
        raise SpecError(f"{where}: {moved!r} can't stand beside a part of itself, or beside itself")
    depth = len(spot.location)
    places = {at[depth:]: line for at, line in whole.places.items() if at[:depth] == spot.location}
    _remove(whole, spot)
    to = _find(whole.data, beside, where)
    index = to.index + offset
    new = (*to.location[:-1], index)
    to.holder.insert(index, spot.item)
    _shift(whole, new, 1)
    whole.places.update({(*new, *below): line for below, line in places.items()})


def _line_of(whole: Resolved, spot: _Spot, where: str) -> _Spot:
    """The line that an item stands on: a list that is added is a line of its own, below or above that."""
    lines, line = (None, None, *spot.location)[-3:-1]
    if lines != "lines" or not isinstance(line, int):
        raise SpecError(f"{where}: a list is added as a line of its own, and only lines have lines beside them")
    location = spot.location[:-1]
    holder: Any = whole.data
    for step in location[:-1]:
        holder = holder[step]
    return _Spot(holder, line, holder[line], location)


def _write(whole: Resolved, to: Location, child: SpecSource, at: Location) -> None:
    """What stands ``at`` a place in the child is now what stands ``to`` there in the whole."""
    _forget(whole, to)
    for location, line in child.lines.items():
        if location[: len(at)] == at:
            whole.places[(*to, *location[len(at) :])] = f"{child.path}:{line}"


def _forget(whole: Resolved, below: Location) -> None:
    for location in [location for location in whole.places if location[: len(below)] == below]:
        del whole.places[location]


def _shift(whole: Resolved, first: Location, by: int) -> None:
    """Items of a list from ``first`` on have moved."""
    *holder, index = first
    depth = len(holder)
    moved = {}
    for location in list(whole.places):
        if len(location) > depth and location[:depth] == tuple(holder) and _from(location[depth], index):
            moved[(*holder, int(location[depth]) + by, *location[depth + 1 :])] = whole.places.pop(location)
    whole.places.update(moved)


def _from(step: str | int, first: str | int) -> bool:
    return isinstance(step, int) and isinstance(first, int) and step >= first


def _spots(data: dict[str, Any], path: Any, where: str) -> list[_Spot]:
    """Everything that a path of names leads to, one thing at least."""
    spots = [_Spot(None, None, data, ())]
    for step in str(path).split(" / "):
        last, spots = spots, [found for spot in spots for found in _outermost(spot, match_key(step))]
        if not spots:
            words = near(step, {name for spot in last for name in _names_below(spot.item)})
            raise SpecError(f"{where}: {path!r} names nothing in the form it extends; {words}")
    return spots


def _find(data: dict[str, Any], path: Any, where: str) -> _Spot:
    spots = _spots(data, path, where)
    if len(spots) != 1:
        places = ", ".join(repr(" / ".join([*_above(data, spot), str(path)])) for spot in spots[:5])
        raise SpecError(
            f"{where}: {path!r} names {len(spots)} things in the form it extends; it must name exactly one: {places}"
        )
    return spots[0]


def _outermost(spot: _Spot, name: str) -> Iterator[_Spot]:
    """The spots below one that have this name, not looking inside those found."""
    for index, child in _children(spot.item):
        below = _Spot(spot.item, index, child, (*spot.location, index))
        # What a label says of itself (criterion: 進みぐあい) is no name: only texts in lists are.
        said = isinstance(spot.item, dict) and isinstance(child, str)
        if (not said and name in map(match_key, _names(child))) or (
            _is_named_by_key(spot.item, child) and match_key(index) == name
        ):
            yield below
        else:
            yield from _outermost(below, name)


def _children(item: Any) -> list[tuple[Any, Any]]:
    """What is in a thing; its own name is not."""
    if isinstance(item, dict):
        return [(key, child) for key, child in item.items() if key not in _NAMES]
    return list(enumerate(item)) if isinstance(item, list) else []


def _is_named_by_key(holder: Any, child: Any) -> bool:
    return isinstance(holder, dict) and isinstance(child, list | dict)


def _names(item: Any) -> list[str]:
    if isinstance(item, str):
        return [item]
    if not isinstance(item, dict):
        return []
    names: list[str] = []
    for value in (item.get(key) for key in _NAMES):
        names += [name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)]
    return names


def _names_below(item: Any) -> Iterator[str]:
    """Every name that a path could go on with."""
    for index, child in _children(item):
        if not isinstance(child, str) or isinstance(item, list):
            yield from _names(child)
        if _is_named_by_key(item, child):
            yield str(index)
        yield from _names_below(child)


def _above(data: Any, spot: _Spot) -> list[str]:
    """The headings and groups that a thing stands under: what tells it from its namesakes."""
    found, item = [], data
    for step in spot.location[:-1]:
        item = item[step]
        found += _names(item)[:1] if isinstance(item, dict) else []
    return found
