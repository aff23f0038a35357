"""Edits to a form as ``change`` has them, made one after the other on its resolved data."""

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.drafting.inventory import Entry, address, inventory
from pipeline.normalize.fold import match_key
from pipeline.spec.extend import Resolved, resolve
from pipeline.spec.source import SpecSource


@dataclass(frozen=True, slots=True)
class Drifted:
    """One thing that is otherwise on the sheet than in the form.

    ``change``: renamed, added, gone, moved or changed. ``closest`` is the known label nearest to what is new, ``at``
    where on the sheet it stands (file:line:column). ``mended`` tells whether an edit says it.
    """

    change: str
    what: str
    where: str
    name: str
    new: str | None = None
    closest: str | None = None
    at: str | None = None
    note: str | None = None
    mended: bool = True


@dataclass
class Mending:
    """A form's data as it is being mended, the edits so far, and what they are for.

    ``lenient``: the sheet is of a year that has a form already, so what the form had must still be read.
    """

    data: dict[str, Any]
    lenient: bool = False
    top: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str | None] = field(default_factory=list)
    drifted: list[Drifted] = field(default_factory=list)
    known: list[Entry] = field(init=False)

    def __post_init__(self) -> None:
        self.known = inventory(self.data)

    @property
    def entries(self) -> list[Entry]:
        """What the form prints as it is now."""
        return inventory(self.data)

    def now(self, entry: Entry) -> Entry | None:
        """An entry as it stands after the edits since it was listed."""
        alike = [e for e in self.entries if e.kind == entry.kind and e.texts == entry.texts and e.names == entry.names]
        here = [e for e in alike if e.location == entry.location]
        return next(iter(here or alike), None)

    def address(self, entry: Entry) -> str | None:
        """The path of names to an entry as it is now."""
        current = self.now(entry)
        return None if current is None else address(self.data, current)

    def is_told(self, text: str) -> bool:
        """True if a text on the sheet is told of already."""
        return any(match_key(drifted.new or drifted.name) == match_key(text) for drifted in self.drifted)

    def edit(self, change: dict[str, Any], note: str | None = None) -> None:
        """Make an edit, and keep it."""
        self.data = _edited(self.data, {"change": [deepcopy(change)]})
        self.changes.append(change)
        self.notes.append(note)

    def replace(self, key: str, value: Any) -> None:
        """Replace a key of the form itself."""
        self.data = {**self.data, key: value}
        self.top[key] = value

    def tell(self, drifted: Drifted) -> None:
        """Keep what has drifted."""
        self.drifted.append(drifted)


def _edited(data: dict[str, Any], edits: dict[str, Any]) -> dict[str, Any]:
    return resolve(SpecSource(Path("drift.yaml"), edits, {}), Resolved(data, {})).data
