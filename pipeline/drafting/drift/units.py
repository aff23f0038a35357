"""Units of money that changed: in the headings of years, or in a note, and in all that was said to be in them."""

from typing import Any

from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.trial import Trial, place_in
from pipeline.drafting.drift.unknown import unknown_texts
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import has_year, with_years_open
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor

_UNITS = ("百万円", "千円", "万円", "円")
_BOTH = "one form can't read both units: give the sheets of each a form of their own"


def unit_in(text: str) -> str | None:
    """The unit of money that a label names."""
    key = match_key(text)
    return next((unit for unit in _UNITS if unit in key), None)


def mend_units(mending: Mending, trial: Trial) -> None:
    """Where years are headed by another unit than the form has ({year}(千円)), the table is in that unit."""
    for entry in [e for e in mending.entries if e.kind == "header"]:
        for unknown in unknown_texts(trial.readings):
            text = with_years_open(unknown.text)
            if unknown.reading.section_of.get(unknown.cell.place, "") != entry.section or not has_year(unknown.text):
                continue
            old = next((o for label in entry.texts if (o := _other_unit(label, text)) is not None), None)
            new = unit_in(text)
            if old is not None and new is not None:
                _change_header(mending, entry, old, new, place_in(unknown.reading.file, unknown.cell.place))
                break


def _other_unit(label: str, text: str) -> str | None:
    """The unit of a label that a text is but for its unit."""
    old, new = unit_in(label), unit_in(text)
    if old is None or new is None or old == new:
        return None
    return old if match_key(label).replace(old, new, 1) == match_key(text) else None


def _change_header(mending: Mending, entry: Entry, old: str, new: str, at: str) -> None:
    table = next(e for e in mending.entries if e.kind == "table" and e.location == entry.location[:-1])
    path = mending.address(table)
    possible = path is not None and not mending.lenient
    note = _BOTH if mending.lenient else None
    mending.tell(Drifted("changed", "unit", table.above, table.text, f"{old} -> {new}", None, at, note, possible))
    if not possible:
        return
    texts = [match_key(label).replace(old, new, 1) if unit_in(label) == old else label for label in entry.texts]
    words = {"header": texts if len(texts) > 1 else texts[0]}
    same = table.says.get("unit") is not None and money_factor(str(table.says["unit"])) == money_factor(old)
    mending.edit({"at": path, "set": {**words, **({"unit": new} if same else {})}})
    _change_rows(mending, table, old, new)


def change_units(mending: Mending, section: str, old: str, new: str, at: str) -> None:
    """Tables of a section that were in the old unit are in the new one, with all that their rows say of it."""
    for table in [e for e in mending.entries if e.kind == "table" and e.section == section]:
        unit = table.says.get("unit")
        if unit is None or money_factor(str(unit)) != money_factor(old):
            continue
        path = mending.address(table)
        mending.tell(Drifted("changed", "unit", table.above, table.text, f"{old} -> {new}", None, at))
        if path is not None:
            mending.edit({"at": path, "set": {"unit": new}})
            _change_rows(mending, table, old, new)


def _change_rows(mending: Mending, table: Entry, old: str, new: str) -> None:
    """Rows that name the old unit themselves name the new one."""
    inside = [e for e in mending.entries if e.kind in {"row", "column"} and _inside(e, table)]
    for entry in inside:
        if not isinstance(entry.item, dict):
            continue
        words = {k: _in_unit(v, k, old, new) for k, v in entry.item.items() if k not in {"label", "rows"}}
        changed = {key: value for key, value in words.items() if value != entry.item[key]}
        path = mending.address(entry)
        if changed and path is not None:
            mending.edit({"at": path, "set": changed})
        elif changed:
            mending.tell(Drifted("changed", "unit", entry.above, entry.text, f"{old} -> {new}", mended=False))


def _in_unit(value: Any, key: str, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {k: _in_unit(v, k, old, new) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_unit(v, key, old, new) for v in value]
    return new if key == "unit" and value == old else value


def _inside(inner: Entry, outer: Entry) -> bool:
    return inner.location[: len(outer.location)] == outer.location
