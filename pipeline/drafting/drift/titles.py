"""The title of a sheet that no form's title fits: which cell it is, and how the form would have to say it."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.trial import Named, place_in
from pipeline.drafting.likeness import has_year, likeness, with_all_years_open, with_years_open
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.labels import LabelIndex, match_label
from pipeline.spec.template import compile_template

_LABELS = {"section", "label", "row", "group", "column"}
_TITLE_ALIKE, _ALIKE, _ABOVE_LABELS = 0.3, 0.5, 0.4
_NEXT = 6  # cells below a title among which a label of its form is


def mend_title(mending: Mending, files: Sequence[Named]) -> None:
    """Take the likeliest line of the sheets for the title, if none on them fits the form's."""
    if "title" not in mending.data:
        return
    titles = _list(mending.data["title"])
    if any(match_label(titles, cell.text) is not None for file in files for cell in _cells(file)):
        return
    dated = "dated" in mending.data
    labels = LabelIndex(text for entry in mending.entries if entry.kind in _LABELS for text in entry.texts)
    found: list[tuple[float, int, Named, Cell]] = []
    for file in files:
        for cell, below in _lone(file):
            if dated or has_year(cell.text):
                alike = max(likeness(title, cell.text) for title in titles)
                above = any(labels.matches(other.text) for other in below[:_NEXT])
                found.append((alike + _ABOVE_LABELS * above, -len(found), file, cell))
    if not found:
        return
    score, _, file, cell = max(found, key=lambda one: one[:2])
    if score < _TITLE_ALIKE:
        return
    holes = [h for h in compile_template(titles[0]).holes if h.endswith("_year")] or ["sheet_year"]
    new = match_key(cell.text) if dated else with_all_years_open(cell.text, holes)
    mending.replace("title", [*titles, new] if mending.lenient else new)
    mending.tell(Drifted("renamed", "title", "", titles[0], new, titles[0], place_in(file.name, cell.place)))


def _lone(file: Named) -> Iterator[tuple[Cell, list[Cell]]]:
    """The cells that may be a title, outside tables or alone in their row, with those after them."""
    for grid in file.document.grids:
        cells = list(grid.non_blank())
        for number, cell in enumerate(cells):
            alone = sum(other.row == cell.row for other in cells[max(0, number - 1) : number + 2]) == 1
            if alone or (grid.aligned and not cell.ruled):
                yield cell, cells[number + 1 :]


def mend_recognition(mending: Mending, files: Sequence[Named]) -> None:
    """The other labels that a form is recognised by: where they are printed otherwise, take what is nearest."""
    texts = {match_key(cell.text): cell for file in files for cell in _cells(file)}
    for key in ("dated", "begins"):
        if key in mending.data and (new := _nearest(_list(mending.data[key]), texts, key == "dated")) is not None:
            old = _list(mending.data[key])
            mending.replace(key, [*old, new] if mending.lenient else new)
            mending.tell(Drifted("renamed", key, "", old[0], new, old[0]))
    evidence = list(mending.data.get("evidence", []))
    missing = [labels for labels in evidence if not _is_printed(_list(labels), texts)]
    if missing:
        for labels in missing:
            new = _nearest(_list(labels), texts, dated=False)
            number = evidence.index(labels)
            evidence[number : number + 1] = [] if new is None else [new]
            change = "gone" if new is None else "renamed"
            mending.tell(Drifted(change, "evidence", "", _list(labels)[0], new, _list(labels)[0]))
        mending.replace("evidence", evidence)


def _nearest(labels: list[str], texts: dict[str, Cell], dated: bool) -> str | None:
    """The text nearest to a label that isn't printed; None if it is, or nothing is near."""
    if _is_printed(labels, texts):
        return None
    scored = [(likeness(label, cell.text), key) for label in labels for key, cell in texts.items()]
    alike, key = max(
        ((score, key) for score, key in scored if not dated or has_year(texts[key].text)), default=(0.0, "")
    )
    if alike < _ALIKE:
        return None
    hole = next((h for label in labels for h in compile_template(label).holes), None)
    return key if hole is None else with_years_open(texts[key].text, hole)


def _is_printed(labels: list[str], texts: dict[str, Cell]) -> bool:
    return any(match_label(labels, cell.text) is not None for cell in texts.values())


def _cells(file: Named) -> list[Cell]:
    return [cell for grid in file.document.grids for cell in grid.non_blank()]


def _list(labels: Any) -> list[str]:
    return list(labels) if isinstance(labels, list) else [labels]
