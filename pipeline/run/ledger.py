"""Which content is at which spot: what the database thought before the run, and what the run has seen so far."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from pipeline.load.known import KnownSource, known_copies, known_sources
from pipeline.load.record import Displaced, Spot
from pipeline.model.change import replace
from pipeline.run.discover import FoundFile, WorkList, on_disk
from pipeline.run.holdings import Holdings, spot_of
from pipeline.run.home import Home


class Ledger:
    """The sources of the database by content and by place, kept up to date while a run goes on.

    A place is a spot with an absolute path. ``seen`` are the ids of sources that this run found, ``copies`` their
    further spots as people read them. What is missing and still counts is kept apart, at the place that it had.
    """

    def __init__(self, sources: Iterable[KnownSource], copies: Iterable[tuple[int, str]], home: Home) -> None:
        self._home = home
        self._by_id = {source.id: source for source in sources}
        self._by_content = {source.sha256: source for source in self._by_id.values() if source.sha256}
        self._spot = {source.id: source.spot for source in self._by_id.values()}
        self._at: dict[Spot, set[int]] = defaultdict(set)
        self._kept: dict[Spot, set[int]] = defaultdict(set)
        for source in self._by_id.values():
            if source.status != "missing":
                self._at[self._place(source.spot)].add(source.id)
            elif source.counts:
                self._kept[self._place(source.spot)].add(source.id)
        self._before = {
            ident: place
            for where in (self._at, self._kept)
            for place, ids in where.items()
            for ident in ids
            if self._by_id[ident].sha256
        }
        self._places: set[Spot] = set()
        self._looked_at: set[str] = set()
        self._closed: set[Spot] = set()
        self._known_copies: dict[int, set[str]] = defaultdict(set)
        for ident, shown in copies:
            self._known_copies[ident].add(shown)
        self._holdings = Holdings(home)
        self.seen: set[int] = set()
        self.copies: dict[int, set[str]] = defaultdict(set)

    @classmethod
    def read(cls, connection: Connection, home: Home) -> "Ledger":
        """The ledger as the database has it."""
        return cls(known_sources(connection), known_copies(connection), home)

    def source(self, sha256: str) -> KnownSource | None:
        """The source with this content."""
        return self._by_content.get(sha256)

    def spot(self, source_id: int) -> Spot:
        """Where a source was found last."""
        return self._spot[source_id]

    def names(self, sources: Iterable[int]) -> list[str]:
        """Where they were, for people. What could never be read isn't named: nothing was read from it."""
        return [str(self._spot[ident]) for ident in sources if self._by_id[ident].sha256]

    def displaced_by(self, sha256: str | None, place: Spot) -> Displaced:
        """The sources that were at ``place`` and have other content than what is there now."""
        lost = self._lost(i for i in self._at[place] if self._by_id[i].sha256 != sha256)
        kept = tuple(i for i in sorted(self._kept[place]) if self._by_id[i].sha256 != sha256)
        return replace(lost, kept=kept)

    def counting(self, displaced: Displaced) -> bool:
        """Whether reports of those that a content takes the place of are loaded."""
        return any(self._by_id[ident].counts for ident in displaced.silenced)

    def displaced_by_members(self, place: Spot) -> Displaced:
        """The sources that were at ``place``, where a zip file is now that is no source itself."""
        return replace(self._lost(self._at[place]), kept=tuple(sorted(self._kept[place])))

    def is_copy(self, known: KnownSource, file: FoundFile) -> bool:
        """Whether the source is at its own place too, and ``file`` is not that place."""
        own = self._spot[known.id]
        return self._place(own) != file.place and (known.id in self.seen or self._holdings.has(own, known.sha256))

    def put(self, source: KnownSource, place: Spot, displaced: Displaced) -> None:
        """This run found ``source`` at ``place``, and these lost their places to it."""
        self.leave(displaced, replaced=source.counts)
        before = self._place(self._spot.get(source.id, source.spot))
        self._at[before].discard(source.id)
        self._kept[before].discard(source.id)
        self._by_id[source.id] = source
        self._spot[source.id] = source.spot
        if source.sha256:
            self._by_content[source.sha256] = source
        self._at[place].add(source.id)
        self.saw(place)
        self.seen.add(source.id)

    def put_copy(self, known: KnownSource, file: FoundFile, displaced: Displaced) -> None:
        """This run found the content of a source once more."""
        self.leave(displaced, replaced=known.counts)
        self.saw(file.place)
        self.seen.add(known.id)
        self.copies[known.id].add(str(file.spot))

    def saw(self, place: Spot) -> None:
        """There is a file at ``place``, whatever is in it."""
        self._places.add(place)
        self._looked_at.add(place.path)

    def looked_into(self, path: str) -> None:
        """The zip file at this absolute path was opened; it is a place of sources, and none itself."""
        self._looked_at.add(path)

    def closed(self, place: Spot) -> None:
        """What is at ``place`` could not be looked into: if it is a zip file, its members may still be there."""
        self._closed.add(place)

    def gone(self, work: WorkList) -> Displaced:
        """Sources whose files the run should have come across, had they been there, and that it took for there."""
        lost: list[int] = []
        for place, ids in self._at.items():
            if place in self._places or not self._covers(work, place):
                continue
            there = self._is_passed_over(place)
            lost.extend(i for i in ids if i not in self.seen and not (there and self._by_id[i].sha256))
        return self._lost(lost)

    def still_counting(self, work: WorkList) -> list[int]:
        """What the run should have come across and is gone, and still counts."""
        return sorted(ident for place, ids in self._kept.items() if self._is_absent(work, place) for ident in ids)

    def may_be_forgotten(self, work: WorkList, source: KnownSource) -> bool:
        """Whether a missing source is one that this run looked for, and nothing that can't be read is in its place."""
        place = self._place(source.spot)
        return self._covers(work, place) and not (source.id in self._kept[place] and place in self._places)

    def vanished(self, work: WorkList) -> Iterator[tuple[str, int]]:
        """The paths asked for under which no file is left of those known before the run, and how many these were."""
        for root in work.roots:
            here = replace(work, roots=(root,))
            known = {ident: place for ident, place in self._before.items() if self._covers(here, place)}
            if known and all(i not in self.seen and self._is_absent(here, place) for i, place in known.items()):
                yield self._home.name(root), len(known)

    def looked_for(self, work: WorkList, shown: str) -> bool:
        """Whether the run would have come across what people read as ``shown``."""
        return self._covers(work, self._place(spot_of(shown, self._home)))

    def leave(self, displaced: Displaced, *, replaced: bool) -> None:
        """These lost their places; ``replaced``: to what was read, so that they count no longer."""
        for ident in (*displaced.gone, *displaced.moved):
            self._at[self._place(self._spot[ident])].discard(ident)
        for ident in displaced.gone:
            self.seen.discard(ident)
            if self._by_id[ident].counts:
                self._kept[self._place(self._spot[ident])].add(ident)
            self._change(replace(self._by_id[ident], status="missing"))
        for ident in displaced.silenced if replaced else ():
            self._kept[self._place(self._spot[ident])].discard(ident)
            self._change(replace(self._by_id[ident], counts=False))
        for ident, spot in displaced.moved.items():
            self._spot[ident] = spot
            self._at[self._place(spot)].add(ident)

    def _change(self, source: KnownSource) -> None:
        self._by_id[source.id] = source
        if source.sha256:
            self._by_content[source.sha256] = source

    def _place(self, spot: Spot) -> Spot:
        return Spot(self._home.place(spot.path), spot.member)

    def _is_absent(self, work: WorkList, place: Spot) -> bool:
        """Whether the run should have come across something at ``place``, and there is nothing."""
        return self._covers(work, place) and place not in self._places and not self._is_passed_over(place)

    def _covers(self, work: WorkList, place: Spot) -> bool:
        return work.covers(place.path) and (place.member is None or not _above(place) & self._closed)

    def _is_passed_over(self, place: Spot) -> bool:
        """Whether a file is there that the run didn't look at: because it is hidden, for instance."""
        if place.member is not None and place.path in self._looked_at:
            return False
        return os.path.lexists(on_disk(place.path))

    def _lost(self, ids: Iterable[int]) -> Displaced:
        """Sources without their places: gone, or moved to where an earlier run found a copy that is still there."""
        gone, moved = [], {}
        for ident in sorted(ids):
            copies = map(spot_of, sorted(self._known_copies[ident] | self.copies[ident]))
            copy = next((spot for spot in copies if self._holdings.has(spot, self._by_id[ident].sha256)), None)
            if copy is None:
                gone.append(ident)
            else:
                moved[ident] = copy
        return Displaced(tuple(gone), moved)


def _above(place: Spot) -> set[Spot]:
    """The zip files that a member is in: the one on disk, and a member of it that may be one."""
    parts = (place.member or "").split("/")
    return {Spot(place.path), *(Spot(place.path, "/".join(parts[:end])) for end in range(1, len(parts)))}
