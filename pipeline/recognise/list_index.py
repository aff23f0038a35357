"""Which lists a page may be, told by its words alone: asked of every page, so answered for all lists at once."""

from collections.abc import Iterable, Sequence

from pipeline.model.document import Grid
from pipeline.recognise.headings import ENOUGH
from pipeline.spec.form import Form
from pipeline.spec.labels import LabelIndex
from pipeline.spec.sections import variants


class ListIndex:
    """The headings of all lists among some forms."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms: Sequence[Form] = tuple(form for form in forms if form.listed is not None)
        self._kinds = [
            {variants(slot.labels) for slot in form.listed.slots} for form in self.forms if form.listed is not None
        ]
        self._of: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for number, kinds in enumerate(self._kinds):
            for labels in kinds:
                for label in labels:
                    self._of.setdefault(label, []).append((number, labels))
        self._labels = LabelIndex(self._of)

    def candidates(self, grid: Grid) -> list[Form]:
        """The lists of whose headings enough stand somewhere on the page."""
        if not self.forms or not grid.aligned:
            return []
        sources = self._labels.sources(cell.text for row in grid.rows for cell in row)
        if not sources:
            return []
        found: list[set[tuple[str, ...]]] = [set() for _ in self.forms]
        for source in sources:
            for number, labels in self._of[source]:
                found[number].add(labels)
        return [
            form
            for form, kinds, own in zip(self.forms, self._kinds, found, strict=True)
            if len(own) >= ENOUGH * len(kinds)
        ]
