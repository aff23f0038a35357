"""Truth as facts: one expectation a fact, in the words of the database contract."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Key = tuple[object, ...]
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Expected:
    """One fact that must be read: its table and key, its values, and the tag of the piece that states it."""

    report: str
    table: str
    key: Key
    values: Values
    tag: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value the contract leaves open."""

    values: tuple[object, ...]


class Page:
    """Collects what one page must give."""

    def __init__(self, report: str, printed: dict[str, list[str]]) -> None:
        self.report = report
        self.printed = printed
        self.found: list[Expected] = []

    def add(self, table: str, key: Key, values: Values, tag: str) -> None:
        self.found.append(Expected(self.report, table, key, values, f"{self.report}.{tag}"))

    def text(self, tag: str) -> str | None:
        """What stands in the piece of ``tag``; None if it is blank."""
        cells = self.printed.get(f"{self.report}.{tag}")
        return cells[0] if cells else None

    def field(self, name: str, tag: str, year: int | None = None, at: int = 0, *, value: str | None = None) -> None:
        text = self.text(tag) if value is None else value
        if text is not None:
            self.add("Field", (name, year, at), {"value": text}, tag)

    def narrative(
        self, name: str, text: str | None, tag: str, stage: str | None = None, year: int | None = None
    ) -> None:
        if text:
            self.add("Narrative", (stage, name, year), {"text": text}, tag)

    def head(self, **values: object) -> None:
        for name, value in values.items():
            self.add("Head", (name,), {"value": value}, name)

    def __iter__(self) -> Iterator[Expected]:
        return iter(self.found)
