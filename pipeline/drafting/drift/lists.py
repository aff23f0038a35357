"""Headings of a list that drifted: renamed, added, gone."""

from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.trial import Trial
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import likeness, with_years_open
from pipeline.drafting.words import value_meaning
from pipeline.model.finding import Finding

_ALIKE = 0.5


def mend_list(mending: Mending, trial: Trial) -> bool:
    """Edits for the headings that are missing, and for those that nothing speaks of; True if there were any."""
    made = len(mending.changes)
    columns = {e.text: e for e in mending.entries if e.kind == "column"}
    missing = dict.fromkeys(f.expected for f in trial.findings if f.rule == "label-missing" and f.expected in columns)
    unknown = {f.actual: f for f in trial.findings if f.rule == "heading-unknown" and f.actual}
    for label in list(missing):
        scored = [(likeness(str(label), text), text) for text in unknown]
        alike, text = max(scored, default=(0.0, ""))
        alone = len(missing) == len(unknown) == 1
        if alike >= _ALIKE or alone:
            _rename(mending, columns[str(label)], unknown.pop(text), alike)
            del missing[label]
    # What stands beside what is gone may be it under another name: then a person has to tell.
    for text, finding in unknown.items():
        _add(mending, list(columns.values()), text, finding, trial)
    for label in missing:
        _gone(mending, columns[str(label)], bool(unknown))
    return len(mending.changes) > made


def _rename(mending: Mending, entry: Entry, finding: Finding, alike: float) -> None:
    new = with_years_open(finding.actual or "")
    sure = alike >= _ALIKE
    note = None if sure else "the only heading that is missing, and the only new one: is it the same?"
    path = mending.address(entry)
    said = new if sure else f"TODO {new}"
    at = str(finding.place)
    mending.tell(Drifted("renamed", "column", entry.above, entry.text, said, entry.text, at, note, path is not None))
    if path is not None:
        mending.edit({"at": path, "set": {"label": [*entry.texts, said] if mending.lenient else said}}, note)


def _add(mending: Mending, columns: list[Entry], text: str, finding: Finding, trial: Trial) -> None:
    if mending.is_told(text):
        return
    place = finding.place
    heads = [head for reading in trial.readings[:1] for head in reading.found.heads]
    before = [head for head in heads if place is not None and head.cell.col < place.col]
    slots = trial.readings[0].found.form.listed.slots if trial.readings and trial.readings[0].found.form.listed else ()
    label = slots[before[-1].slot].column.label if before else columns[-1].text
    first = label if isinstance(label, str) else label[0]
    beside = next((entry for entry in columns if entry.text == first), columns[-1])
    path = mending.address(beside)
    closest = max(columns, key=lambda entry: likeness(entry.text, text)).text
    mending.tell(Drifted("added", "column", "", text, None, closest, str(place), mended=path is not None))
    if path is not None:
        mending.edit({"after": path, "add": {"label": with_years_open(text), "value": value_meaning(text)}})


def _gone(mending: Mending, entry: Entry, doubtful: bool) -> None:
    path = mending.address(entry)
    mending.tell(Drifted("gone", "column", "", entry.text, mended=path is not None and not doubtful))
    if path is not None and not doubtful:
        mending.edit({"at": path, "remove": True})
