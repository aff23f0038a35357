"""The steps of a run that change the database: each in one transaction, and the ledger told of it."""

from collections.abc import Sequence

from sqlalchemy import Engine

from pipeline.load.failure import load_failure
from pipeline.load.known import KnownSource, missing_sources, serious_findings
from pipeline.load.record import Displaced, Loaded, SourceRecord, Spot
from pipeline.load.source import displace_sources, findings_of, forget_sources, load_source, move_source
from pipeline.model.change import replace
from pipeline.model.finding import Finding
from pipeline.parsed import Parsed
from pipeline.rulings import Correction
from pipeline.run.difference import Difference
from pipeline.run.discover import FoundFile, WorkList
from pipeline.run.file import ReadFile, internal_error
from pipeline.run.ledger import Ledger
from pipeline.run.reasons import Action
from pipeline.run.summary import FileResult

FIRST_FINDINGS = 5


class Loader:
    """Loads, skips, refuses, displaces and forgets sources for one run."""

    def __init__(
        self, engine: Engine, ledger: Ledger, run_id: int, difference: Difference, corrections: Sequence[Correction]
    ) -> None:
        self._engine = engine
        self._ledger = ledger
        self._run_id = run_id
        self._difference = difference
        self._corrections = corrections

    def skip(self, known: KnownSource, file: FoundFile, displaced: Displaced) -> FileResult:
        """Nothing of it is to be loaded: only where it stands may be new."""
        note, action, before = "unchanged", Action.UNCHANGED, self._ledger.spot(known.id)
        copy = self._ledger.is_copy(known, file)
        with self._engine.begin() as connection:
            lost = self._difference.before(connection, displaced.silenced)
            if copy:
                note, action = f"same content as {before}", Action.COPY
            elif before != file.spot:
                note, action = f"moved from {before}", Action.MOVED
            if copy or (before == file.spot and known.status != "missing"):
                displace_sources(connection, displaced, replaced=known.counts)
            else:
                move_source(connection, known.id, file.spot, displaced, replaced=known.counts)
            self._difference.count(connection, lost, displaced.silenced)
            findings = findings_of(connection, known.id)
            serious = serious_findings(connection, known.id, FIRST_FINDINGS)
        if copy:
            self._ledger.put_copy(known, file, displaced)
        else:
            known = replace(known, path=file.name, member=file.member, status=_status(known))
            self._ledger.put(known, file.place, displaced)
        return FileResult(
            path=file.name,
            member=file.member,
            status=_status(known),
            skipped=True,
            action=action,
            note=note,
            findings=findings,
            serious=tuple(serious),
            source_id=known.id,
            copy_of=before if copy else None,
        )

    def load(self, read: ReadFile, place: Spot, displaced: Displaced) -> FileResult:
        """Load what was read. Where that fails nothing of it stays, and what was there before does.

        Where nothing was read, what another content at the place said before counts on.
        """
        record = read.record
        try:
            with self._engine.begin() as connection:
                known = self._ledger.source(record.sha256) if record.sha256 else None
                before = self._difference.before(connection, [*displaced.silenced, *([known.id] if known else [])])
                loaded = load_source(connection, record, read.reading, self._run_id, displaced, self._corrections)
                serious = serious_findings(connection, loaded.source_id, FIRST_FINDINGS)
                self._difference.count(connection, before, [*displaced.silenced, loaded.source_id])
        except Exception as error:  # a bug of ours must not keep the other files from being loaded
            return self.refuse(read, place, internal_error(error, "loaded"), displaced)
        old = self._ledger.counting(displaced)
        self._ledger.put(_known(record, loaded, record.status), place, displaced)
        note = "new content: the old no longer counts" if old and loaded.reports else None
        return _result(record, record.status, loaded, serious, note)

    def refuse(self, read: ReadFile, place: Spot, why: Finding, displaced: Displaced) -> FileResult:
        """Write down why nothing of a file is loaded: what was there before stays."""
        with self._engine.begin() as connection:
            loaded = load_failure(connection, read.record, why, self._run_id)
            displace_sources(connection, displaced, replaced=False)
        known = None if read.record.sha256 is None else self._ledger.source(read.record.sha256)
        put = replace(_known(read.record, loaded, "failed"), counts=known is not None and known.counts)
        self._ledger.put(put, place, displaced)
        return _result(read.record, "failed", loaded, [why])

    def displace(self, displaced: Displaced, *, replaced: bool) -> None:
        """These sources lost their places; ``replaced``: to what was read, so that they count no longer."""
        with self._engine.begin() as connection:
            lost = self._difference.before(connection, displaced.silenced)
            if not replaced:
                self._difference.keep(connection, displaced.gone)
            displace_sources(connection, displaced, replaced=replaced)
            self._difference.count(connection, lost, displaced.silenced)
        self._ledger.leave(displaced, replaced=replaced)

    def prune(self, work: WorkList, parsed: Parsed | None) -> list[str]:
        """Forget the missing sources that this run would have come across, and their pages; the names of them."""
        with self._engine.begin() as connection:
            missing = [s for s in missing_sources(connection) if self._ledger.may_be_forgotten(work, s)]
            numbers = [source.id for source in missing]
            lost = self._difference.before(connection, numbers)
            forget_sources(connection, numbers)
            self._difference.count(connection, lost, ())
        for source in missing:
            if parsed is not None and source.sha256:
                parsed.forget(source.sha256)
        return [str(source.spot) for source in missing]


def _result(
    record: SourceRecord, status: str, loaded: Loaded, serious: Sequence[Finding], note: str | None = None
) -> FileResult:
    return FileResult(
        path=record.path,
        member=record.member,
        status=status,
        note=note,
        reports=loaded.reports,
        facts=loaded.facts,
        cells=loaded.cells,
        unread=loaded.unread,
        findings=loaded.findings,
        serious=tuple(serious),
        source_id=loaded.source_id,
    )


def _known(record: SourceRecord, loaded: Loaded, status: str) -> KnownSource:
    versions = record.reader_version, record.forms_hash
    counts = loaded.reports > 0
    return KnownSource(loaded.source_id, record.path, record.sha256, status, *versions, record.member, counts)


def _status(known: KnownSource) -> str:
    """The status of a source that was found: one that was missing is there again, with what was read from it."""
    return "loaded" if known.status == "missing" else known.status
