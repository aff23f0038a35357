"""Sections that the form doesn't have: a heading numbered as the others are, and what stands below it."""

import re
from collections.abc import Sequence

from pipeline.drafting.draft.notes import NUMBERED
from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.pairing import Unknown
from pipeline.drafting.drift.sections import may_head
from pipeline.drafting.drift.trial import Reading, Trial, place_in, position
from pipeline.drafting.drift.unknown import unknown_texts
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import with_years_open

_DIGITS, _CIRCLED = re.compile("[0-9０-９]+"), re.compile("[①-⑳❶-❿Ⅰ-Ⅻ]")
_MOST = 0.6  # of a form's headings must be numbered in a text's style for the text to be another


def add_sections(mending: Mending, trial: Trial) -> bool:
    """Add a section for every unknown heading; what stands in it is added by itself. True if there were any."""
    before = len(mending.changes)
    sections = [entry for entry in mending.entries if entry.kind == "section"]
    styles = [_style(entry.printed[0]) for entry in sections]
    for unknown in unknown_texts(trial.readings):
        style = _style(unknown.text)
        if style is None or styles.count(style) < _MOST * len(styles) or not _heads(unknown):
            continue
        if not mending.is_told(unknown.text):
            _add(mending, unknown, sections)
    return len(mending.changes) > before


def _heads(unknown: Unknown) -> bool:
    """True for a text that may be a heading and doesn't stand among options or rows: nothing is left of it."""
    reading, cell = unknown.reading, unknown.cell
    return may_head(unknown) and not (reading.found.aligned and reading.sheet.left_of(cell))


def _style(text: str) -> str | None:
    """How a heading is numbered: its number as a sign for all of its kind; None if it isn't."""
    found = NUMBERED.match(text.strip())
    if found is None:
        return None
    return _CIRCLED.sub("①", _DIGITS.sub("1", found.group())).strip()


def _add(mending: Mending, unknown: Unknown, sections: Sequence[Entry]) -> None:
    reading, cell = unknown.reading, unknown.cell
    first = _section_before(reading, position(cell))
    before = next((entry for entry in sections if first in entry.printed), None)
    path = mending.address(before or sections[0])
    at = place_in(reading.file, cell.place)
    heading = with_years_open(unknown.text)
    mending.tell(Drifted("added", "section", "", unknown.text, None, None, at, mended=path is not None))
    if path is not None:
        mending.edit({"after" if before is not None else "before": path, "add": {"heading": heading}})


def _section_before(reading: Reading, at: tuple[int, int, int]) -> str | None:
    """The heading, as the form has it, of the section that a place stands in."""
    above = [(position(cell), index) for index, cell in reading.headings if position(cell) < at]
    if not above:
        return None
    heading = reading.found.form.sections[max(above)[1]].heading
    return heading if isinstance(heading, str) else heading[0]
