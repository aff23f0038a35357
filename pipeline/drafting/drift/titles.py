"""The title of a sheet that no form's title fits: which cell it is, and how the form would have to say it."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.trial import Named
from pipeline.drafting.likeness import has_year, likeness, with_years_open
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.spec.labels import match_label
from pipeline.spec.template import compile_template

_TITLE_ALIKE, _ALIKE = 0.3, 0.5
_FIRST = 12  # cells at the head of a sheet, among which its title is


def mend_title(mending: Mending, files: Sequence[Named]) -> None:
    """Take the likeliest cell at the head of the first sheet for the title, if none on it fits the form's."""
    if "title" not in mending.data:
        return
    head = list(islice((cell for grid in files[0].document.grids for cell in grid.non_blank()), _FIRST))
    titles = _list(mending.data["title"])
    if any(match_label(titles, cell.text) is not None for file in files for cell in _cells(file)):
        return
    dated = "dated" in mending.data
    fitting = [cell for cell in head if dated or has_year(cell.text)]
    alike, cell = max(((likeness(title, c.text), c) for c in fitting for title in titles), key=_first, default=(0.0, None))
    if cell is None or alike < _TITLE_ALIKE:
        return
    hole = next((h for title in titles for h in compile_template(title).holes if h.endswith("_year")), "sheet_year")
    new = match_key(cell.text) if dated else with_years_open(cell.text, hole)
    mending.replace("title", [*titles, new] if mending.lenient else new)
    at = f"{files[0].name}:{cell.place}"
    mending.tell(Drifted("renamed", "title", "", titles[0], new, titles[0], at))


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
    alike, key = max(((score, key) for score, key in scored if not dated or has_year(texts[key].text)), default=(0.0, ""))
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


def _first(pair: tuple[float, Cell]) -> float:
    return pair[0]
