"""Which known form is nearest to a sheet: how many of its labels the sheet prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.drafting.inventory import inventory
from pipeline.model.document import Cell, Document
from pipeline.normalize.fold import match_key
from pipeline.spec.labels import LabelIndex
from pipeline.spec.registry import Registry

_PRINTED = {"section", "label", "row", "group", "column", "heading", "title", "dated"}
_PAGES = 6  # enough to tell a form by; a volume has hundreds


@dataclass(frozen=True, slots=True)
class Nearness:
    """A form, and how many of its labels the sheets print."""

    form: str
    printed: int
    labels: int

    @property
    def share(self) -> float:
        """The share of the form's labels that are printed."""
        return self.printed / self.labels if self.labels else 0.0


def nearest_forms(documents: Sequence[Document], registry: Registry) -> list[Nearness]:
    """All forms, the nearest first; of a family's versions that are equally near, the newest."""
    cells = [cell for document in documents for cell in _first_cells(document)]
    texts = {match_key(cell.text): cell.text for cell in cells}
    found = [_nearness(name, registry, texts.values()) for name in registry.resolved]
    return sorted(found, key=lambda near: (near.share, near.printed, near.form), reverse=True)


def _first_cells(document: Document) -> Iterable[Cell]:
    for number, grid in enumerate(document.grids):
        if number >= _PAGES:
            return
        yield from grid.non_blank()


def _nearness(name: str, registry: Registry, texts: Iterable[str]) -> Nearness:
    entries = [e for e in inventory(registry.resolved[name]) if e.kind in _PRINTED and e.text not in {"", "{year}"}]
    index = LabelIndex(text for entry in entries for text in entry.texts)
    printed = {match.source for text in texts for match in index.matches(text)}
    return Nearness(name, sum(not printed.isdisjoint(entry.texts) for entry in entries), len(entries))
