"""The steps of a run that change the database: each in one transaction, and the ledger told of it."""

from collections.abc import Sequence

from sqlalchemy import Engine

from pipeline.load.failure import load_failure
from pipeline.load.known import KnownSource, missing_sources, serious_findings
from pipeline.load.record import NOBODY, Displaced, Loaded, SourceRecord, Spot
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
            lost = self._difference.before(connection, displaced.gone)
            if copy or before == file.spot:
                note, action = (f"same content as {before}", Action.COPY) if copy else (note, action)
                displace_sources(connection, displaced)
            else:
                note, action = f"moved from {before}", Action.MOVED
                move_source(connection, known.id, file.spot, displaced)
            self._difference.count(connection, lost, ())
            findings = findings_of(connection, known.id)
            serious = serious_findings(connection, known.id, FIRST_FINDINGS)
        if copy:
            self._ledger.put_copy(known, file, displaced)
        else:
            self._ledger.put(replace(known, path=file.name, member=file.member), file.place, displaced)
        return FileResult(
            path=file.name,
            member=file.member,
            status=known.status,
            skipped=True,
            action=action,
            note=note,
            findings=findings,
            serious=tuple(serious),
            source_id=known.id,
            copy_of=before if copy else None,
        )

    def load(self, read: ReadFile, place: Spot, displaced: Displaced) -> FileResult:
        """Load what was read. Where that fails nothing of it stays, and what was there before does."""
        record = read.record
        try:
            with self._engine.begin() as connection:
                known = self._ledger.source(record.sha256) if record.sha256 else None
                before = self._difference.before(connection, [*displaced.gone, *([known.id] if known else [])])
                loaded = load_source(connection, record, read.reading, self._run_id, displaced, self._corrections)
                serious = serious_findings(connection, loaded.source_id, FIRST_FINDINGS)
                self._difference.count(connection, before, [loaded.source_id])
        except Exception as error:  # a bug of ours must not keep the other files from being loaded
            return self.refuse(read, place, internal_error(error, "loaded"))
        self._ledger.put(_known(record, loaded, record.status), place, displaced)
        note = "new content: the old no longer counts" if displaced.gone else None
        return _result(record, record.status, loaded, serious, note)

    def refuse(self, read: ReadFile, place: Spot, why: Finding) -> FileResult:
        """Write down why nothing of a file is loaded: what was there before stays."""
        with self._engine.begin() as connection:
            loaded = load_failure(connection, read.record, why, self._run_id)
        self._ledger.put(_known(read.record, loaded, "failed"), place, NOBODY)
        return _result(read.record, "failed", loaded, [why])

    def displace(self, displaced: Displaced) -> None:
        """These sources lost their places."""
        with self._engine.begin() as connection:
            lost = self._difference.before(connection, displaced.gone)
            displace_sources(connection, displaced)
            self._difference.count(connection, lost, ())

    def prune(self, work: WorkList, parsed: Parsed | None) -> list[str]:
        """Forget the missing sources that this run would have come across, and their pages; the names of them."""
        with self._engine.begin() as connection:
            missing = [source for source in missing_sources(connection) if work.covers(source.path)]
            forget_sources(connection, [source.id for source in missing])
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
    return KnownSource(loaded.source_id, record.path, record.sha256, status, *versions, record.member)
