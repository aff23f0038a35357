"""Sections that drifted: headings renamed, gone, added, or in another order."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.pairing import Pair, Unknown, pair_up
from pipeline.drafting.drift.trial import Reading, Trial, place_in, position
from pipeline.drafting.drift.unknown import unknown_texts
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import with_years_open
from pipeline.drafting.order import longest_rising
from pipeline.spec.labels import match_label

_SOME = 0.3  # of a section's labels must stand below a text that is taken for its heading by that alone
_SURE = 0.5


def mend_sections(mending: Mending, trial: Trial) -> None:
    """Rename headings that are printed otherwise, take out sections that are gone, follow the order of the sheet."""
    entries = mending.entries
    sections = [entry for entry in entries if entry.kind == "section"]
    missing = [entry for entry in sections if not entry.optional and not _is_printed(entry, trial.readings)]
    heads = [unknown for unknown in unknown_texts(trial.readings) if may_head(unknown)]
    pairs = {pair.entry.text: pair for pair in pair_up(missing, heads, sections)}
    for entry in missing:
        pair = pairs.get(entry.text) or _by_what_is_below(entry, heads, entries, pairs.values())
        if pair is not None and (pair.alike >= _SURE or _share_below(entry, pair.unknown, entries) >= _SOME):
            pairs[entry.text] = pair
            _rename(mending, pair)
        elif not _any_label(entry, entries, trial.readings):
            _remove(mending, entry)
    _move(mending, trial)


def _is_printed(entry: Entry, readings: Sequence[Reading]) -> bool:
    return any(reading.labelled(entry) for reading in readings)


def may_head(unknown: Unknown) -> bool:
    """True for a text outside tables, at the left of its row, or wide."""
    reading, cell = unknown.reading, unknown.cell
    if not reading.found.aligned:
        return any(row and row[0] is cell for row in reading.found.rows)
    first = min((c.col for row in reading.found.rows for c in row if c.place.page == cell.place.page), default=0)
    return not cell.ruled or cell.col == first


def _by_what_is_below(
    entry: Entry, heads: Sequence[Unknown], entries: Sequence[Entry], taken: Iterable[Pair]
) -> Pair | None:
    used = {pair.unknown for pair in taken}
    scored = [(_share_below(entry, head, entries), -number) for number, head in enumerate(heads) if head not in used]
    share, number = max(scored, default=(0.0, 0))
    return Pair(entry, heads[-number], 0.0) if share >= _SOME else None


def _share_below(entry: Entry, head: Unknown, entries: Sequence[Entry]) -> float:
    """The share of a section's labels that are printed below a text and before the next heading."""
    reading = head.reading
    labels = [e for e in entries if e.section == entry.text and e.kind in {"label", "row", "column", "group"}]
    start = position(head.cell)
    end = min((position(cell) for _, cell in reading.headings if position(cell) > start), default=(10**9, 0, 0))
    below = [cell for cell in reading.cells if start < position(cell) < end]
    found = sum(any(match_label(list(e.printed), cell.text) for cell in below) for e in labels)
    return found / len(labels) if labels else 0.0


def _any_label(entry: Entry, entries: Sequence[Entry], readings: Sequence[Reading]) -> bool:
    """True if a label that only this section has is on a sheet: its heading alone is gone, or can't be told."""
    own = [e for e in entries if e.section == entry.text and e.kind in {"label", "row", "column", "group"}]
    times = Counter(key for e in entries for key in e.keys)
    alone = [e for e in own if all(times[key] == 1 for key in e.keys) and e.text != "{year}"]
    cells = [cell for reading in readings for cell in reading.cells]
    return any(match_label(list(e.printed), cell.text) for e in alone for cell in cells)


def _rename(mending: Mending, pair: Pair) -> None:
    entry, unknown = pair.entry, pair.unknown
    new = with_years_open(unknown.text)
    path = mending.address(entry)
    at = place_in(unknown.reading.file, unknown.cell.place)
    mending.tell(Drifted("renamed", "section", "", entry.text, new, entry.text, at, mended=path is not None))
    if path is not None:
        mending.edit({"at": path, "set": {"heading": [*entry.texts, new] if mending.lenient else new}})


def _remove(mending: Mending, entry: Entry) -> None:
    path = mending.address(entry)
    mending.tell(Drifted("gone", "section", "", entry.text, mended=path is not None))
    if path is not None:
        mending.edit({"at": path, "set": {"optional": True}} if mending.lenient else {"at": path, "remove": True})


def _move(mending: Mending, trial: Trial) -> None:
    """Follow the order of the sheet: of the headings out of order, as few as can be are moved."""
    reading = next(iter(trial.readings), None)
    if reading is None:
        return
    names = [entry for entry in mending.entries if entry.kind == "section"]
    by_text = {text: entry for entry in names for text in entry.printed}
    sections = reading.found.form.sections
    order: list[Entry] = []
    cells = {}
    for index, cell in reading.headings:
        heading = sections[index].heading
        first = heading if isinstance(heading, str) else heading[0]
        entry = by_text.get(first)
        if entry is not None and entry not in order:
            order.append(entry)
            cells[entry.text] = cell
    kept = longest_rising(int(entry.location[1]) for entry in order)
    for place, entry in enumerate(order):
        if entry.location[1] in kept:
            continue
        before = order[place - 1] if place else None
        beside = before or next(e for e in order[place + 1 :] if e.location[1] in kept)
        path, to = mending.address(entry), mending.address(beside)
        where = f"after {before.text}" if before else f"before {beside.text}"
        at = place_in(reading.file, cells[entry.text].place)
        mending.tell(Drifted("moved", "section", "", entry.text, where, None, at, mended=bool(path and to)))
        if path and to:
            mending.edit({"move": path, "after" if before else "before": to})
