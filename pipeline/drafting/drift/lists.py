"""Headings of a list that drifted: renamed, added, gone; a unit that is no longer printed."""

from collections.abc import Sequence
from typing import Any

from pipeline.drafting.draft.shapes import proposed_word
from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.heads import ALIKE, Header, HeadPair, find_header, pair_heads
from pipeline.drafting.drift.trial import Trial, place_in
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import has_year, likeness, with_years_open
from pipeline.drafting.words import TODO, doubted, guess
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.labels import match_label
from pipeline.spec.listed import ListColumn
from pipeline.spec.sections import variants

_PLACE = "by its place alone: is it the same?"
_LOW = "its heading doesn't reach down to the last header row, so no column can have it"
_UNIT = "without it no amount is read: if you know it, write unit into the groups instead of unit_note"


def mend_list(mending: Mending, trial: Trial) -> bool:
    """Edits for the headings that are missing, and for those that nothing speaks of; True if there were any."""
    made = len(mending.changes)
    header = find_header(trial)
    if header is None:
        return False
    pairs, missing, unknown = pair_heads(header)
    _rename_all(mending, header, pairs)
    for cell in unknown:
        _add(mending, header, cell, trial)
    for slot in missing:
        entry = _entry(mending, slot.column)
        if entry is not None and slot.joined_to is None:
            # What stands beside what is gone may be it under another name: then a person has to tell.
            _gone(mending, entry, doubtful=bool(unknown))
    for cell in header.low:
        _tell_once(mending, Drifted("added", "column", "", cell.text, at=_at(header, cell), note=_LOW, mended=False))
    for said in trial.said:
        if said.finding.rule == "unit-missing" and said.finding.expected:
            _tell_once(mending, Drifted("gone", "unit note", "", said.finding.expected, note=_UNIT, mended=False))
    return len(mending.changes) > made


def _entry(mending: Mending, column: ListColumn) -> Entry | None:
    """Where a column stands in the form as it is now."""
    labels, under = variants(column.label), variants(column.under or [])
    columns = (e for e in mending.entries if e.kind == "column" and isinstance(e.item, dict))
    return next((e for e in columns if e.texts == labels and variants(e.item.get("under") or []) == under), None)


def _rename_all(mending: Mending, header: Header, pairs: Sequence[HeadPair]) -> None:
    """Rename columns, each once: one that is printed for every year has a heading for every year."""
    of_column: dict[int, list[HeadPair]] = {}
    for pair in pairs:
        of_column.setdefault(id(pair.slot.column), []).append(pair)
    for own in of_column.values():
        pair = own[0]
        if pair.slot.joined_to is not None or _rename_above(mending, header, pair):
            continue
        new = with_years_open(pair.cell.text)
        if match_label(pair.slot.labels, pair.cell.text) is None:
            same = all(with_years_open(p.cell.text) == new for p in own)
            _rename(mending, header, pair, new, same)


def _rename(mending: Mending, header: Header, pair: HeadPair, new: str, same: bool) -> None:
    entry = _entry(mending, pair.slot.column)
    sure = pair.alike >= ALIKE
    said, note = (new, None) if sure else (f"{TODO} {new}", _PLACE)
    path = mending.address(entry) if entry is not None and same else None
    name = variants(pair.slot.labels)[0]
    above = entry.above if entry is not None else ""
    told = Drifted("renamed", "column", above, name, said, name, _at(header, pair.cell), note, path is not None)
    if not _tell_once(mending, told) or path is None or entry is None:
        return
    mending.edit({"at": path, "set": {"label": [*entry.texts, said] if mending.lenient else said}}, note)


def _rename_above(mending: Mending, header: Header, pair: HeadPair) -> bool:
    """Rename what is printed above a heading, if that alone is otherwise; True if it is."""
    under, above = pair.slot.column.under, header.above(pair.cell)
    if under is None or above is None or match_label(under, above) or not match_label(pair.slot.labels, pair.cell.text):
        return False
    entry = _entry(mending, pair.slot.column)
    path = mending.address(entry) if entry is not None else None
    old, new = variants(under)[0], with_years_open(above)
    sure = likeness(old, above) >= ALIKE
    said, note = (new, None) if sure else (f"{TODO} {new}", _PLACE)
    told = Drifted("renamed", "heading", "", old, said, old, _at(header, pair.cell), note, path is not None)
    _tell_once(mending, told)
    if path is not None:
        mending.edit({"at": path, "set": {"under": [*variants(under), said] if mending.lenient else said}}, note)
    return True


def _add(mending: Mending, header: Header, cell: Cell, trial: Trial) -> None:
    """A column that the form doesn't have, behind the one that stands before it."""
    columns = [entry for entry in mending.entries if entry.kind == "column"]
    before = [head for head in header.heads if head.cell.col < cell.col]
    beside = _entry(mending, header.slots[before[-1].slot].column) if before else None
    place = ("after", beside) if beside is not None else ("before", columns[0])
    path = mending.address(place[1])
    closest = max(columns, key=lambda entry: likeness(entry.text, cell.text)).text
    if _tell_once(
        mending, Drifted("added", "column", "", cell.text, None, closest, _at(header, cell), None, bool(path))
    ):
        mending.edit({place[0]: path, "add": _column(header, cell, trial)})


def _column(header: Header, cell: Cell, trial: Trial) -> dict[str, Any]:
    """A new column in the words of the spec: an amount below a year, else what its cells say."""
    above = header.above(cell)
    words: dict[str, Any] = {"label": with_years_open(cell.text)}
    if above is not None:
        words["under"] = with_years_open(above)
    texts = [c.text for r in trial.readings for c in r.cells if cell.col <= c.col and c.col_end <= cell.col_end]
    amount = guess("rows", match_key(cell.text).removeprefix("うち"))
    if has_year(f"{above or ''}{cell.text}") and amount is not None:
        return {**words, "value": _amount(amount, f"{above or ''}{cell.text}")}
    return {**words, "value": proposed_word(cell.text, texts)}


def _amount(word: dict[str, Any], heading: str) -> dict[str, Any]:
    """A figure, with the basis that its heading says, to be confirmed."""
    name = next(key for key in word if key != "unit")
    basis = guess("basis", heading)
    within = {"within": "total"} if name == "funding" else {}
    figure = {**within, **word[name], "basis": f"{TODO} {basis}" if basis else TODO}
    return doubted({name: figure})


def _gone(mending: Mending, entry: Entry, doubtful: bool) -> None:
    path = mending.address(entry)
    possible = path is not None and not doubtful
    if _tell_once(mending, Drifted("gone", "column", "", entry.text, mended=possible)) and possible:
        mending.edit({"at": path, "remove": True})


def _tell_once(mending: Mending, drifted: Drifted) -> bool:
    """Tell of it, unless that was done in a round before; True if it is new and an edit can say it."""
    same = _about(drifted)
    if any(_about(told) == same for told in mending.drifted):
        return False
    mending.tell(drifted)
    return drifted.mended


def _about(drifted: Drifted) -> tuple[str | None, ...]:
    """What tells one thing from another: a heading stands over several columns, in one place or more."""
    at = None if drifted.what == "heading" else drifted.at
    return drifted.change, drifted.what, drifted.name, drifted.new, at


def _at(header: Header, cell: Cell) -> str:
    return place_in(header.file, cell.place)
