"""Which content is at which path: what the database thought before the run, and what the run has seen so far."""

import os
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from pipeline.load.known import KnownSource, known_copies, known_sources
from pipeline.load.record import Displaced
from pipeline.run.discover import FoundFile, WorkList, absolute, on_disk
from pipeline.run.file import content_hash


class Ledger:
    """The sources of the database by content and by path, kept up to date while a run goes on.

    ``seen`` are the ids of sources that this run found, ``copies`` their further paths.
    """

    def __init__(self, sources: Iterable[KnownSource], copies: Iterable[tuple[int, str]]) -> None:
        self._by_id = {source.id: source for source in sources}
        self._by_content = {source.sha256: source for source in self._by_id.values() if source.sha256}
        self._path = {source.id: source.path for source in self._by_id.values()}
        self._at: dict[str, set[int]] = defaultdict(set)
        for source in self._by_id.values():
            if source.status != "missing":
                self._at[absolute(source.path)].add(source.id)
        self._places: set[str] = set()
        self._known_copies: dict[int, set[str]] = defaultdict(set)
        for ident, path in copies:
            self._known_copies[ident].add(path)
        self.seen: set[int] = set()
        self.copies: dict[int, set[str]] = defaultdict(set)

    @classmethod
    def read(cls, connection: Connection) -> "Ledger":
        """The ledger as the database has it."""
        return cls(known_sources(connection), known_copies(connection))

    def source(self, sha256: str) -> KnownSource | None:
        """The source with this content."""
        return self._by_content.get(sha256)

    def path(self, source_id: int) -> str:
        """Where a source was found last."""
        return self._path[source_id]

    def displaced_by(self, sha256: str, place: str) -> Displaced:
        """The sources that were at ``place`` and have other content than what is there now."""
        return self._lost(i for i in self._at[place] if self._by_id[i].sha256 != sha256)

    def is_copy(self, known: KnownSource, file: FoundFile) -> bool:
        """Whether the source is at its own path too, and ``file`` is not that path."""
        own = self._path[known.id]
        return absolute(own) != file.absolute and (known.id in self.seen or _has_content(own, known.sha256))

    def put(self, source: KnownSource, place: str, displaced: Displaced) -> None:
        """This run found ``source`` at ``place``, and these lost their places to it."""
        self._leave(displaced)
        self._at[absolute(self._path.get(source.id, source.path))].discard(source.id)
        self._by_id[source.id] = source
        self._path[source.id] = source.path
        if source.sha256:
            self._by_content[source.sha256] = source
        self._at[place].add(source.id)
        self._places.add(place)
        self.seen.add(source.id)

    def put_copy(self, known: KnownSource, file: FoundFile, displaced: Displaced) -> None:
        """This run found the content of a source once more."""
        self._leave(displaced)
        self._places.add(file.absolute)
        self.seen.add(known.id)
        self.copies[known.id].add(file.name)

    def saw(self, place: str) -> None:
        """There is a file at ``place``, whatever is in it."""
        self._places.add(place)

    def gone(self, work: WorkList) -> Displaced:
        """Sources whose files the run should have come across, had they been there."""
        lost: list[int] = []
        for place, ids in self._at.items():
            if place in self._places or not work.covers(place):
                continue
            there = os.path.lexists(on_disk(place))  # passed over, because hidden for instance
            lost.extend(i for i in ids if i not in self.seen and not (there and self._by_id[i].sha256))
        return self._lost(lost)

    def _lost(self, ids: Iterable[int]) -> Displaced:
        """Sources without their paths: gone, or moved to where an earlier run found a copy that is still there."""
        gone, moved = [], {}
        for ident in sorted(ids):
            copies = sorted(self._known_copies[ident] | self.copies[ident])
            copy = next((path for path in copies if _has_content(path, self._by_id[ident].sha256)), None)
            if copy is None:
                gone.append(ident)
            else:
                moved[ident] = copy
        return Displaced(tuple(gone), moved)

    def _leave(self, displaced: Displaced) -> None:
        for ident in (*displaced.gone, *displaced.moved):
            self._at[absolute(self._path[ident])].discard(ident)
        for ident in displaced.gone:
            source = self._by_id[ident]
            if source.sha256:
                del self._by_content[source.sha256]  # should its content turn up again, it is loaded again
        for ident, path in displaced.moved.items():
            self._path[ident] = path
            self._at[absolute(path)].add(ident)


def _has_content(path: str, sha256: str | None) -> bool:
    try:
        with open(on_disk(path), "rb") as file:  # noqa: PTH123
            return content_hash(file.read()) == sha256
    except OSError:
        return False
