"""Options that drifted: added to a choice, or no longer printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.bind.aligned.sheet import Sheet
from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.trial import Reading, Trial, place_in, position
from pipeline.drafting.drift.unknown import unknown_texts
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import likeness
from pipeline.drafting.words import TODO, guess
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import MARK_PATTERN, find_mark
from pipeline.spec.sections import variants

_MARKS = re.compile(MARK_PATTERN)
_SIGNS = " 　()（）[]［］⇒→、,・"
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class _NewOption:
    """Words among the options of a choice that the form doesn't have; ``beside``: an option before (or after) them."""

    text: str
    beside: Entry
    after: bool
    at: str


def mend_options(mending: Mending, trial: Trial) -> bool:
    """Add and rename options; True if an edit was made."""
    before = len(mending.changes)
    options = [entry for entry in mending.entries if entry.kind == "option"]
    found = [option for reading in trial.readings for option in _new_options(reading, mending.entries)]
    new = {(o.beside.location[:-1], match_key(o.text)): o for o in found}
    gone = _gone(mending, trial)
    for option in new.values():
        old = next((g for g in gone if g.location[:-1] == option.beside.location[:-1] and _is_like(g, option)), None)
        sure = old is not None
        if old is None:
            old = _only_one(gone, list(new.values()), option)
        if old is not None:
            gone.remove(old)
            _rename(mending, old, option, sure)
        else:
            _add(mending, option, options)
    return len(mending.changes) > before


def mend_gone_options(mending: Mending, trial: Trial) -> bool:
    """Take out the options that no sheet prints any more; True if an edit was made."""
    before = len(mending.changes)
    options = [entry for entry in mending.entries if entry.kind == "option"]
    told = {(d.name, d.where) for d in mending.drifted if d.what == "option"}
    for entry in _gone(mending, trial):
        if (entry.text, entry.above) not in told:
            _remove(mending, entry, options)
    return len(mending.changes) > before


def _gone(mending: Mending, trial: Trial) -> list[Entry]:
    """The options that a sheet should print, and none does."""
    options = [entry for entry in mending.entries if entry.kind == "option"]
    return [o for o in options if _must_be_printed(o, mending.data) and not _is_printed(o, trial.readings)]


def _new_options(reading: Reading, entries: Sequence[Entry]) -> Iterator[_NewOption]:
    options = [entry for entry in entries if entry.kind == "option"]
    for finding in reading.report.findings:
        if finding.rule == "option-unknown" and finding.actual and finding.place is not None:
            cell = next(cell for cell in reading.cells if cell.place == finding.place)
            if reading.found.heads:
                yield from _in_column(reading, cell, finding.actual, options)
                continue
            yield from _in_cell(reading, cell, finding.actual, _options_of(reading, cell, entries))
    if reading.found.aligned:
        sheet = reading.sheet
        for unknown in unknown_texts([reading]):
            yield from _with_mark_left(reading, sheet, unknown.cell, options)


def _in_column(reading: Reading, cell: Cell, words: str, options: Sequence[Entry]) -> Iterator[_NewOption]:
    """The words of a list's cell that are no option of its column, behind the last that it has."""
    listed = reading.found.form.listed
    heads = [head for head in reading.found.heads if head.cell.col <= cell.col and cell.col_end <= head.cell.col_end]
    if listed is None or not heads:
        return
    column = listed.slots[heads[0].slot].column
    labels = variants(column.label)
    value = column.value.model_dump(exclude_unset=True) if column.value is not None else {}
    own = [e for e in options if e.location[0] == "listed" and e.names[0] in labels]
    shared = [e for e in options if e.location[0] == "choices" and e.location[1] == value.get("options")]
    if last := [e for e in (own or shared) if e.location[-2] != "options" or e.location.count("options") == 1][-1:]:
        yield _NewOption(words.strip(), last[0], True, place_in(reading.file, cell.place))


def _in_cell(reading: Reading, cell: Cell, words: str, options: Sequence[Entry]) -> Iterator[_NewOption]:
    """The words of a cell that are no option, behind the option before them in the cell, or else in its row."""
    row = next(row for row in reading.found.rows if cell in row)
    text = match_key("".join(c.text for c in row if c.col <= cell.col))
    for word in (part.strip(_SIGNS) for part in _MARKS.split(words)):
        key = match_key(word)
        if not key:
            continue
        end = text.rfind(key)
        placed = [(text.find(match_key(e.text)), e) for e in options if match_key(e.text) in text]
        before = [pair for pair in placed if pair[0] < end]
        at = place_in(reading.file, cell.place)
        if before:
            yield _NewOption(word, max(before, key=lambda pair: pair[0])[1], True, at)
        elif placed:
            yield _NewOption(word, min(placed, key=lambda pair: pair[0])[1], False, at)
        elif options:  # where only what is chosen is printed, no other stands beside it
            yield _NewOption(word, options[-1], True, at)


def _with_mark_left(reading: Reading, sheet: Sheet, cell: Cell, options: Sequence[Entry]) -> Iterator[_NewOption]:
    """A text with a cell for a mark left of it, near the options of a choice whose marks stand so."""
    left = sheet.left_of(cell)
    if not left or not all(c.is_blank or _is_mark(c.text) for c in left) or not cell.ruled:
        return
    keys = {match_key(e.text): e for e in options}
    near = [c for c in reading.cells if match_key(c.text) in keys and c.place.page == cell.place.page]
    same = [c for c in near if c.row == cell.row or (abs(c.row - cell.row) <= c.row_span and c.col == cell.col)]
    if not same:
        return
    same = [c for c in same if c.row == cell.row] or same
    before = [c for c in same if position(c) < position(cell)]
    beside = max(before, key=position) if before else min(same, key=position)
    yield _NewOption(cell.text.strip(), keys[match_key(beside.text)], bool(before), place_in(reading.file, cell.place))


def _is_mark(text: str) -> bool:
    found = find_mark(text.strip(), 0)
    return found is not None and found[1] == len(text.strip())


def _options_of(reading: Reading, cell: Cell, entries: Sequence[Entry]) -> list[Entry]:
    """The options of the choice whose label stands left of a cell in its row, or in the nearest row above."""
    section = reading.section_of.get(cell.place, "")
    labels = [e for e in entries if e.kind == "label" and e.section == section and any(_choices(e.item))]
    placed = [(position(c), e) for e in labels for c in reading.labelled(e) if position(c) <= position(cell)]
    if not placed:
        return []
    label = max(placed, key=lambda pair: pair[0])[1]
    options = next(_choices(label.item))["options"]
    at = ("choices", options) if isinstance(options, str) else label.location
    return [e for e in entries if e.kind == "option" and e.location[: len(at)] == at]


def _must_be_printed(entry: Entry, data: dict[str, Any]) -> bool:
    """False for options of a choice that prints only what is chosen, of one that nothing uses, and of codes."""
    if "codes" in entry.location or entry.location[0] == "listed":
        return False
    words = list(_choices(data))
    if entry.location[0] == "choices":
        using = [word for word in words if word.get("options") == entry.location[1]]
        return bool(using) and not any(word.get("only_chosen") for word in using)
    return not any(word.get("only_chosen") and entry.item in word.get("options", []) for word in words)


def _must_all_be_there(entry: Entry, data: dict[str, Any]) -> bool:
    """True for an option in a cell of its own, beside its mark: a sheet without that cell isn't read whole."""
    words = [word for word in _choices(data) if word.get("marks") == "left"]
    if entry.location[0] == "choices":
        return any(word.get("options") == entry.location[1] for word in words)
    return any(entry.item in word.get("options", []) for word in words)


def _choices(item: Any) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        if "choice" in item:
            yield item
        for value in item.values():
            yield from _choices(value)
    elif isinstance(item, list):
        for value in item:
            yield from _choices(value)


def _is_printed(entry: Entry, readings: Sequence[Reading]) -> bool:
    key = match_key(entry.printed[0])
    return any(key in match_key(cell.text) for reading in readings for cell in reading.cells)


def _is_like(entry: Entry, option: _NewOption) -> bool:
    return likeness(entry.text, option.text) >= _ALIKE


def _only_one(gone: Sequence[Entry], new: Sequence[_NewOption], option: _NewOption) -> Entry | None:
    """The only option of a list that is gone, if this is the only new one."""
    at = option.beside.location[:-1]
    own = [entry for entry in gone if entry.location[:-1] == at]
    return own[0] if len(own) == 1 and sum(other.beside.location[:-1] == at for other in new) == 1 else None


def _key_of(option: _NewOption, options: Sequence[Entry]) -> dict[str, Any] | str:
    """The option as the others of its list are written; what it means for a verdict, where they say it."""
    others = [e.item for e in options if e.location[:-1] == option.beside.location[:-1]]
    if not any(isinstance(item, dict) and "key" in item for item in others):
        return option.text
    return {"option": option.text, "key": guess("options", option.text) or "TODO"}


def _rename(mending: Mending, old: Entry, option: _NewOption, sure: bool) -> None:
    """Give an option its new words; sheets of a year that has a form already may still have the old ones."""
    path = mending.address(old)
    new = option.text if sure else f"{TODO} {option.text}"
    both = mending.lenient and not _must_all_be_there(old, mending.data)
    notes = [] if sure else ["the only option that is gone, and the only new one: is it the same?"]
    notes += ["sheets with the old words are no longer read by it"] if mending.lenient and not both else []
    note = "; ".join(notes) or None
    told = Drifted("renamed", "option", old.above, old.text, new, old.text, option.at, note, mended=path is not None)
    mending.tell(told)
    if path is None:
        return
    item = {**old.item, "option": new} if isinstance(old.item, dict) else new
    if both:
        mending.edit({"after": path, "add": item}, note)
    else:
        mending.edit({"at": path, "set": {"option": new} if isinstance(old.item, dict) else new}, note)


def _add(mending: Mending, option: _NewOption, options: Sequence[Entry]) -> None:
    path = mending.address(option.beside)
    where = option.beside.above
    scored = [(likeness(e.text, option.text), e.text) for e in options]
    alike, closest = max(scored, default=(0.0, ""))
    mending.tell(
        Drifted(
            "added", "option", where, option.text, None, closest if alike else None, option.at, mended=path is not None
        )
    )
    if path is not None:
        mending.edit({"after" if option.after else "before": path, "add": _key_of(option, options)})


def _remove(mending: Mending, entry: Entry, options: Sequence[Entry]) -> None:
    others = [e for e in options if e.location[:-1] == entry.location[:-1]]
    path = mending.address(entry)
    possible = path is not None and len(others) > 1 and not mending.lenient
    mending.tell(Drifted("gone", "option", entry.above, entry.text, mended=possible))
    if possible:
        mending.edit({"at": path, "remove": True})
