"""What a sheet has that the form doesn't: columns, rows of figures, labels with what stands beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.draft.shapes import proposed_word, shape
from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.labels import line_before
from pipeline.drafting.drift.owed import owed_values
from pipeline.drafting.drift.pairing import Unknown, neighbours
from pipeline.drafting.drift.trial import Reading, Trial, place_in, position
from pipeline.drafting.drift.unknown import unknown_texts, unread_cells
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import has_year, likeness, with_years_open
from pipeline.drafting.words import column_meaning, guess, row_meaning
from pipeline.model.document import Cell


@dataclass(frozen=True, slots=True)
class _NewLabel:
    """A label that nothing speaks of, and the cells that stand beside it."""

    unknown: Unknown
    values: tuple[Cell, ...]


def add_columns(mending: Mending, trial: Trial) -> bool:
    """Add the headings that stand in a table's row of headings; True if there were any."""
    entries, added = mending.entries, False
    for unknown in unknown_texts(trial.readings):
        beside = _column_before(unknown, entries)
        if beside is None or mending.is_told(unknown.text):
            continue
        column = _new_column(unknown, beside, entries)
        path = mending.address(beside)
        at = place_in(unknown.reading.file, unknown.cell.place)
        closest = _closest(unknown.text, mending.known)
        drifted = Drifted(
            "added", "column", beside.above, unknown.text, column["label"], closest, at, mended=bool(path)
        )
        mending.tell(drifted)
        if path is not None:
            mending.edit({"after": path, "add": column})
            added = True
    return added


def add_labels(mending: Mending, trial: Trial) -> bool:
    """Add rows of figures, and labels with what stands beside them; True if there were any."""
    entries, added = mending.entries, False
    for new in _new_labels(trial.readings, entries):
        if mending.is_told(new.unknown.text):
            continue
        added |= _add_row(mending, new, entries) or _add_label(mending, new, entries)
    return added


def _column_before(unknown: Unknown, entries: Sequence[Entry]) -> Entry | None:
    """The column of a table whose heading stands last before the text on the same row, or first after it."""
    reading, cell = unknown.reading, unknown.cell
    section = reading.section_of.get(cell.place, "")
    found = []
    for entry in (e for e in entries if e.kind == "column" and e.section == section and isinstance(e.item, dict)):
        for other in reading.labelled(entry):
            if other.place.page == cell.place.page and other.row_end == cell.row_end and other.place != cell.place:
                found.append((other.col < cell.col, other.col if other.col < cell.col else -other.col, entry))
    if len({id(entry) for _, _, entry in found}) < 2:  # one alone may be a label of a line
        return None
    return max(found, key=lambda pair: pair[:2])[2]


def _new_column(unknown: Unknown, beside: Entry, entries: Sequence[Entry]) -> dict[str, Any]:
    label = with_years_open(unknown.text)
    column: dict[str, Any] = {"label": label}
    if isinstance(beside.item, dict) and "under" in beside.item and _is_under(unknown, beside, entries):
        column["under"] = beside.item["under"]
    if beside.location[2] == "year_tables":
        column["basis"] = guess("basis", label) or "TODO"
        if "{year}" not in f"{label}{column.get('under', '')}":
            column["year"] = "evaluated"
        return column
    word = column_meaning(label)
    if "measure" in word and "year" not in word and "{year}" not in f"{label}{column.get('under', '')}":
        word["year"] = "undated" if word["measure"] in {"target", "goal"} else "evaluated"
    return {**column, **word}


def _is_under(unknown: Unknown, beside: Entry, entries: Sequence[Entry]) -> bool:
    """True if the heading above the neighbour reaches over the text too."""
    reading, cell = unknown.reading, unknown.cell
    above = [e for e in entries if e.kind == "heading" and e.location[:-1] == beside.location]
    over = [c for e in above for c in reading.labelled(e)]
    return any(c.row_end <= cell.row and c.col <= cell.col and cell.col_end <= c.col_end for c in over)


def _new_labels(readings: Sequence[Reading], entries: Sequence[Entry]) -> Iterator[_NewLabel]:
    """The unknown texts that are labels, with the cells beside them: what stands beside one is no label itself."""
    values = {place for reading in readings for place in owed_values(reading, entries)}
    for unknown in sorted(unknown_texts(readings), key=lambda u: (u.reading.file, position(u.cell))):
        if unknown.cell.place in values:
            continue
        beside = _beside(unknown.reading, unknown.cell)
        values |= {cell.place for cell in beside}
        yield _NewLabel(unknown, tuple(beside))


def _beside(reading: Reading, cell: Cell) -> list[Cell]:
    """The unread or blank cells right of a cell, up to what is known; where there is none, those below it."""
    if not reading.found.aligned:
        row = next(row for row in reading.found.rows if cell in row)
        return _run([c for c in row if c.col > cell.col], reading)
    sheet = reading.sheet
    run: list[Cell] = []
    at = cell
    while (right := [c for c in sheet.right_of(at) if c.is_blank or c.place in reading.unread]) and at.ruled:
        run.append(right[0])
        at = right[0]
    return run or [c for c in sheet.below(cell) if c.is_blank or c.place in reading.unread]


def _run(cells: Sequence[Cell], reading: Reading) -> list[Cell]:
    run = []
    for cell in cells:
        if cell.place not in reading.unread:
            break
        run.append(cell)
    return run


def _add_row(mending: Mending, new: _NewLabel, entries: Sequence[Entry]) -> bool:
    """Add a row to the table whose rows stand right above or below, if figures stand beside the label."""
    unknown = new.unknown
    figures = [cell for cell in new.values if not cell.is_blank]
    if not all(_is_figure(cell) for cell in figures) or not new.values:
        return False
    reading, cell = unknown.reading, unknown.cell
    section = reading.section_of.get(cell.place, "")
    rows = [
        (position(c), c, e)
        for e in entries
        if e.section == section and e.kind == "row" and "year_tables" in e.location
        for c in reading.labelled(e)[:1]
    ]
    before = [found for found in rows if found[0] < position(cell)]
    if not before or (not figures and not any(found[0] > position(cell) for found in rows)):
        return False
    beside = max(before, key=lambda found: found[0])
    near = beside[2]
    word = row_meaning(unknown.text, _group_of(near, entries))
    likely = {k: near.item[k] for k in ("years",) if isinstance(near.item, dict) and k in near.item}
    _keep(mending, "row", near, {"label": with_years_open(unknown.text), **likely, **_with_basis(word, near)}, unknown)
    return True


def _with_basis(word: dict[str, Any], near: Entry) -> dict[str, Any]:
    """The word with the basis and the total that its neighbour says, where it says them."""
    for name in ("cost", "funding", "staffing", "derived"):
        said = near.says.get(name)
        if name in word and isinstance(said, dict):
            known = {key: said[key] for key in ("basis", "within") if key in said and key not in word[name]}
            return {**word, name: {**word[name], **known}}
    other = next((s for s in near.says.values() if isinstance(s, dict) and "basis" in s), None)
    if other is not None:
        name = next(key for key in word if key != "unit")
        return {**word, name: {"basis": other["basis"], **word[name]}}
    return word


def _group_of(near: Entry, entries: Sequence[Entry]) -> str | None:
    groups = [e for e in entries if e.kind == "group" and near.location[: len(e.location)] == e.location]
    known = (guess("groups", group.text) for group in reversed(groups))
    named = next((name for name in known if name is not None), None)
    return named or next((key for key in ("funding", "staffing", "cost") if key in near.says), None)


def _add_label(mending: Mending, new: _NewLabel, entries: Sequence[Entry]) -> bool:
    """Add a label to the line that it stands on, or on a line of its own."""
    unknown = new.unknown
    reading, cell = unknown.reading, unknown.cell
    section = reading.section_of.get(cell.place, "")
    near = line_before(reading, cell, section, entries)
    item: Any = with_years_open(unknown.text)
    if new.values:
        where = "right" if new.values[0].row < cell.row_end else "below"
        item = {"label": item, where: proposed_word(unknown.text, [cell.text for cell in new.values])}
    if near is None:
        return _add_first(mending, unknown, section, item) or _tell_only(mending, unknown, section)
    same_line = any(
        c.place.page == cell.place.page and c.row < cell.row_end and cell.row < c.row_end and c.col < cell.col
        for c in reading.labelled(near)
    )
    _keep(mending, "label", near, item if same_line else [item], unknown)
    return True


def _add_first(mending: Mending, unknown: Unknown, section: str, item: Any) -> bool:
    """Add the first line of a section that has none."""
    heading = next((e for e in mending.entries if e.kind == "section" and section in e.printed), None)
    path = mending.address(heading) if heading is not None else None
    if heading is None or path is None or {*heading.item} - {"heading", "optional"}:
        return False
    at = place_in(unknown.reading.file, unknown.cell.place)
    closest = _closest(unknown.text, mending.known)
    mending.tell(Drifted("added", "label", section, unknown.text, None, closest, at))
    mending.edit({"at": path, "set": {"lines": [[item]]}})
    return True


def _keep(mending: Mending, what: str, near: Entry, item: Any, unknown: Unknown) -> None:
    path = mending.address(near)
    at = place_in(unknown.reading.file, unknown.cell.place)
    closest = _closest(unknown.text, mending.known)
    mending.tell(Drifted("added", what, near.above, unknown.text, None, closest, at, mended=path is not None))
    if path is not None:
        mending.edit({"after": path, "add": item})


def _tell_only(mending: Mending, unknown: Unknown, section: str) -> bool:
    at = place_in(unknown.reading.file, unknown.cell.place)
    mending.tell(
        Drifted("added", "text", section, unknown.text, None, _closest(unknown.text, mending.known), at, mended=False)
    )
    return False


def _closest(text: str, entries: Sequence[Entry]) -> str | None:
    """The known label that is most like a text."""
    scored = [(likeness(label, text), label) for e in entries if e.kind != "check" for label in e.texts]
    alike, label = max(scored, default=(0.0, ""))
    return label if alike > 0.0 else None


def _is_figure(cell: Cell) -> bool:
    return not has_year(cell.text) and shape([cell.text]) in {"number", "code", "blank"}


def left_unread(trial: Trial) -> list[tuple[str, Cell]]:
    """The cells that are still unread, each with its file."""
    return [(reading.file, cell) for reading in trial.readings for cell in unread_cells(reading)]


__all__ = ["add_columns", "add_labels", "left_unread", "neighbours"]
