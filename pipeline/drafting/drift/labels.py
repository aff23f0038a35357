"""Labels that drifted: renamed, moved to another section, gone; a column or a year more or less; a unit changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.pairing import ALIKE, Pair, Unknown, neighbours, pair_up
from pipeline.drafting.drift.trial import Reading, Trial, place_in
from pipeline.drafting.drift.units import change_units, unit_in
from pipeline.drafting.drift.unknown import unknown_texts
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import with_years_open
from pipeline.spec.extend import located_all
from pipeline.spec.labels import match_label
from pipeline.spec.source import Location
from pipeline.spec.template import compile_template

_PRINTED = {"label", "row", "group", "column", "heading", "note", "unit note", "header"}
_BY_PLACE = "by its place alone: is it the same?"
_UNSURE = ALIKE  # what is less alike is told by its place, and has to be confirmed


def mend_labels(mending: Mending, trial: Trial) -> None:
    """Edits for every label that isn't where the form has it: other words, another section, or gone."""
    readings = trial.readings
    entries = mending.entries
    missing = [e for e in entries if e.kind in _PRINTED and not e.optional and not _is_printed(e, readings)]
    pairs = pair_up(missing, unknown_texts(readings), entries)
    renamed: set[Location] = set()
    for pair in pairs:
        if pair.entry.location not in renamed:
            renamed |= _rename(mending, pair, missing)
            renamed |= _rename_twins(mending, pair, [e for e in missing if e.location not in renamed], readings)
    for entry in missing:
        if entry.location in renamed or entry.kind in {"note", "unit note", "header"}:
            continue
        if any(d.change == "renamed" and (d.name, d.where) == (entry.text, entry.above) for d in mending.drifted):
            continue  # told, and no edit says it
        elsewhere = _elsewhere(entry, readings)
        if elsewhere is not None and entry.kind == "label":
            _move(mending, entry, *elsewhere, entries)
        elif not any(_inside(entry, other) for other in missing) and _section_is_there(entry, readings):
            _remove(mending, entry)


def mend_times(mending: Mending, trial: Trial) -> None:
    """How often a heading of a table comes, where that isn't as often as in the form: years more or less."""
    for entry in mending.entries:
        if entry.kind not in {"column", "header"}:
            continue
        tables = [e for e in mending.entries if e.kind == "table" and _inside(entry, e)]
        said = _said_times(entry, mending.data)
        printed = Counter(count for reading in trial.readings for count in _counted(entry, reading))
        count = max(printed, key=lambda n: (printed[n], n), default=0)
        if not tables or said is None or count in {0, said} or _is_shared(entry, mending.entries):
            continue
        key, target = ("years", tables[0]) if entry.kind == "header" else ("times", entry)
        path = mending.address(target)
        drifted = Drifted("changed", "years", entry.above, entry.text, f"{said} -> {count}", mended=path is not None)
        mending.tell(drifted)
        if path is not None:
            mending.edit({"at": path, "set": {key: count}})


def _said_times(entry: Entry, data: dict[str, Any]) -> int | None:
    if entry.kind == "column":
        return int(entry.item.get("times", 1)) if isinstance(entry.item, dict) else None
    item: Any = data
    for step in entry.location[:-1]:
        item = item[step]
    return int(item["years"]) if "years" in item else None


def _counted(entry: Entry, reading: Reading) -> Iterator[int]:
    """How many cells of one row print the heading, in the row that has most."""
    rows = Counter((cell.place.page, cell.row_end) for cell in reading.labelled(entry))
    if rows:
        yield max(rows.values())


def _is_shared(entry: Entry, entries: Sequence[Entry]) -> bool:
    """True if other columns of the same table are headed alike: which of them are more can't be told by counting."""
    table = entry.location[:4]
    return any(
        e is not entry and e.kind == "column" and e.location[:4] == table and e.keys & entry.keys for e in entries
    )


def _is_printed(entry: Entry, readings: Sequence[Reading]) -> bool:
    return any(reading.labelled(entry) for reading in readings)


def _section_is_there(entry: Entry, readings: Sequence[Reading]) -> bool:
    if not entry.section:
        return True
    return any(entry.section in reading.section_of.values() for reading in readings)


def _inside(inner: Entry, outer: Entry) -> bool:
    at = outer.location
    return len(at) < len(inner.location) and inner.location[: len(at)] == at


def _elsewhere(entry: Entry, readings: Sequence[Reading]) -> tuple[Reading, Any] | None:
    """An unread cell of another section that prints the label."""
    for reading in readings:
        for cell in reading.cells:
            if cell.place in reading.unread and match_label(list(entry.printed), cell.text) is not None:
                return reading, cell
    return None


def renamed_text(entry: Entry, text: str) -> str:
    """A new text as the label it is: years open, and a last hole kept for what stands behind the words."""
    holes = [hole for variant in entry.texts for hole in compile_template(variant).holes]
    year = next((hole for hole in holes if hole == "year" or hole.endswith("_year")), "year")
    other = [hole for hole in holes if hole != year]
    if other and entry.text.endswith(f"{{{other[-1]}}}"):
        words = text.split()
        return f"{with_years_open(words[0], year)}{{{other[-1]}}}"
    return with_years_open(text, year)


def _everywhere(mending: Mending, entry: Entry, missing: Sequence[Entry]) -> tuple[str, set[Location]] | None:
    """A path that leads to all labels of one name, if there are several and none of them is printed any more."""
    spelled = isinstance(entry.item, dict)
    alike = [e for e in missing if (e.texts, e.kind) == (entry.texts, entry.kind)]
    gone = {e.location for e in alike if isinstance(e.item, dict) == spelled}
    for path in (entry.text, f"{entry.section} / {entry.text}"):
        found = set(located_all(mending.data, path))
        if len(found) > 1 and found <= gone:
            return path, found
    return None


def _rename(mending: Mending, pair: Pair, missing: Sequence[Entry]) -> set[Location]:
    """Give a label, or all of its name, the new text; where they stood is returned."""
    entry, unknown = pair.entry, pair.unknown
    new = renamed_text(entry, unknown.text)
    if entry.location[0] == "decoration":
        return _rename_decoration(mending, pair, new)
    if pair.alike < _UNSURE:
        new = f"TODO {new}"
    texts: Any = [*entry.texts, new] if mending.lenient else new
    if entry.kind == "heading":
        return _rename_above(mending, pair, new, texts)
    path, at = mending.address(entry), place_in(unknown.reading.file, unknown.cell.place)
    every = _everywhere(mending, entry, missing) if path is None else None
    if every is not None:
        path = every[0]
    note = _BY_PLACE if pair.alike < _UNSURE else None
    units = unit_in(entry.text), unit_in(new)
    changed = None not in units and units[0] != units[1]
    mending.tell(
        Drifted("renamed", entry.kind, entry.above, entry.text, new, entry.text, at, note, mended=path is not None)
    )
    if path is not None:
        key = _key(entry)
        for_all = {"every": True} if every is not None else {}
        if key is None and mending.lenient and entry.kind == "note":
            mending.edit({"after": path, "add": new}, note)
        else:
            bare = {"label": texts} if mending.lenient else texts
            mending.edit({"at": path, **for_all, "set": {key: texts} if key else bare}, note)
    if changed and units[0] is not None and units[1] is not None:
        change_units(mending, entry.section, units[0], units[1], at)
    return {entry.location} if every is None else every[1]


def _rename_above(mending: Mending, pair: Pair, new: str, texts: Any) -> set[Location]:
    """Give a heading over columns its new text in each of them; where it stood is returned."""
    entry, at = pair.entry, place_in(pair.unknown.reading.file, pair.unknown.cell.place)
    note = _BY_PLACE if pair.alike < _UNSURE else None
    table = entry.location[:4]
    same = [e for e in mending.entries if e.kind == "heading" and e.texts == entry.texts and e.location[:4] == table]
    columns = [e for e in mending.entries if e.kind == "column" and e.location in {s.location[:-1] for s in same}]
    paths = [mending.address(column) for column in columns]
    told = Drifted("renamed", "heading", entry.above, entry.text, new, entry.text, at, note, mended=None not in paths)
    mending.tell(told)
    for path in paths if None not in paths else []:
        mending.edit({"at": path, "set": {"under": texts}}, note)
    return {e.location for e in same}


def _rename_decoration(mending: Mending, pair: Pair, new: str) -> set[Location]:
    """Replace what the form says that means nothing anywhere; it has no name to be addressed by."""
    entry, at = pair.entry, place_in(pair.unknown.reading.file, pair.unknown.cell.place)
    kept = [text for text in mending.data["decoration"] if mending.lenient or text != entry.text]
    mending.replace("decoration", [*kept, new])
    mending.tell(Drifted("renamed", "note", "", entry.text, new, entry.text, at))
    return {entry.location}


def _rename_twins(mending: Mending, pair: Pair, missing: Sequence[Entry], readings: Sequence[Reading]) -> set[Location]:
    """Give the new text to labels of the same name in other sections, where the sheets have it there too."""
    entry, renamed = pair.entry, set[Location]()
    label = renamed_text(entry, pair.unknown.text)
    for twin in missing:
        if twin.texts != entry.texts or twin.section == entry.section:
            continue
        found = next(_unread(label, twin.section, readings), None)
        if found is not None:
            renamed |= _rename(mending, Pair(twin, found, pair.alike), missing)
    return renamed


def _unread(label: str, section: str, readings: Sequence[Reading]) -> Iterator[Unknown]:
    """The cells of a section that print a label and that nobody reads."""
    for reading in readings:
        for cell in reading.cells:
            inside = cell.place in reading.unread and reading.section_of.get(cell.place) == section
            if inside and match_label([label], cell.text) is not None:
                yield Unknown(cell, reading, 1)


def _key(entry: Entry) -> str | None:
    """The key that an entry's text stands under; None for a bare text."""
    if not isinstance(entry.item, dict):
        return None
    return "group" if "group" in entry.item else "label"


def _move(mending: Mending, entry: Entry, reading: Reading, cell: Any, entries: Sequence[Entry]) -> None:
    """Take a label out of its section and put it on a line of its own in the one where the sheet has it."""
    section = reading.section_of.get(cell.place, "")
    path = mending.address(entry)
    drifted = Drifted("moved", entry.kind, entry.above, entry.text, section, None, place_in(reading.file, cell.place))
    beside = line_before(reading, cell, section, entries)
    to = mending.address(beside) if beside is not None else None
    if path is None or to is None:
        mending.tell(Drifted(**{**_dict(drifted), "mended": False}))
        return
    mending.tell(drifted)
    mending.edit({"at": path, "remove": True})
    current = mending.address(beside) if beside is not None else None
    mending.edit({"after": current or to, "add": [entry.item]})


def line_before(reading: Reading, cell: Any, section: str, entries: Sequence[Entry]) -> Entry | None:
    """The label of a section's lines that stands last before a cell; else the first after it."""
    own = [e for e in entries if e.section == section and e.kind == "label" and "lines" in e.location]
    here = (cell.place.page, cell.place.row, cell.place.col)
    placed = [
        ((c.place.page, c.place.row, c.place.col), number, e)
        for number, e in enumerate(own)
        for c in reading.labelled(e)[:1]
    ]
    before = [pair for pair in placed if pair[0] < here]
    if before:
        return max(before, key=lambda pair: pair[:2])[2]
    return min(placed, key=lambda pair: pair[:2])[2] if placed else None


def _dict(drifted: Drifted) -> dict[str, Any]:
    return {name: getattr(drifted, name) for name in Drifted.__slots__}


def _remove(mending: Mending, entry: Entry) -> None:
    if entry.kind in {"heading"} or entry.location[-1] == "parts":
        return
    path = mending.address(entry)
    alone = _is_alone(entry, mending.entries)
    mending.tell(Drifted("gone", entry.kind, entry.above, entry.text, mended=path is not None and not alone))
    if path is None or alone:
        return
    may_stay = isinstance(entry.item, dict) and "group" not in entry.item and entry.kind in {"label", "row"}
    if mending.lenient and may_stay:
        mending.edit({"at": path, "set": {"optional": True}})
    else:
        mending.edit({"at": path, "remove": True})


def _is_alone(entry: Entry, entries: Sequence[Entry]) -> bool:
    """True if nothing would be left of the table or group that it stands in."""
    if entry.kind not in {"row", "column", "group"}:
        return False
    before, after = neighbours(entry, entries)
    return not [e for e in (*before, *after) if e.kind == entry.kind or e.kind in {"row", "group"}]


def unknown_in(readings: Sequence[Reading]) -> list[Unknown]:
    """What is unknown on the sheets."""
    return unknown_texts(readings)
