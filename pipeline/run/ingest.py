"""A folder into the database: every file read once, one transaction a file, and none of them stops the others."""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db.advice import advice
from db.engine import open_database, upgrade
from pipeline.errors import DatabaseError
from pipeline.load.failure import load_failure
from pipeline.load.known import KnownSource, findings_of_run, forms_of, mark_seen, note_copies, serious_findings
from pipeline.load.record import NOBODY, Displaced, Loaded, SourceRecord, Spot
from pipeline.load.runs import finish_run, start_run
from pipeline.load.source import displace_sources, findings_of, load_source, move_source
from pipeline.model.backend import PdfBackend
from pipeline.model.change import replace
from pipeline.model.finding import Finding, Severity
from pipeline.readers import reader_version
from pipeline.run.discover import FoundFile, PassedOver, WorkList, absolute, discover
from pipeline.run.file import (
    UNREADABLE,
    ReadFile,
    content_hash,
    internal_error,
    no_bytes,
    read_bytes,
    read_file,
)
from pipeline.run.holdings import open_archive
from pipeline.run.interruption import interruptible
from pipeline.run.kept import form_absent
from pipeline.run.ledger import Ledger
from pipeline.run.members import FoundMember, Members
from pipeline.run.summary import Done, Event, FileResult, Found, Listener, Reading, RunSummary
from pipeline.spec.registry import Registry

FIRST_FINDINGS = 5


def ingest(
    paths: Sequence[Path],
    url: str,
    registry: Registry,
    *,
    command: str = "hyoka ingest",
    listen: Listener | None = None,
    again: bool = False,
    pdf_backend: PdfBackend = PdfBackend.PDFIUM,
) -> RunSummary:
    """Read every file under ``paths`` into the database at ``url``, and tell ``listen`` how it goes.

    Files with known content are skipped, unless the forms or the reader changed since, or ``again``. What stood at a
    path before its content changed, and what stood at a path that is gone, no longer counts. A zip file is read member
    by member, each a source of its own.

    Raises:
        NoSuchPath: one of ``paths`` doesn't exist; nothing was done.
        DatabaseError, UnusableDatabase: the database can't be used; what was committed before stays.
    """
    work = discover(paths)
    engine = open_database(url)
    try:
        upgrade(engine)
        return _Run(engine, registry, work, listen or _nobody, again, pdf_backend).run(command)
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        said = f"the database failed, and what was written before stays: {reason}. {advice(reason)}"
        raise DatabaseError(said) from error
    finally:
        engine.dispose()


def _nobody(_event: Event) -> None:
    """Listens to nothing."""


class _Run:
    """One ingest while it goes on."""

    def __init__(
        self,
        engine: Engine,
        registry: Registry,
        work: WorkList,
        listen: Listener,
        again: bool,
        pdf_backend: PdfBackend,
    ) -> None:
        self._engine = engine
        self._registry = registry
        self._work = work
        self._listen = listen
        self._again = again
        self._pdf_backend = pdf_backend
        self._reader_version = reader_version(pdf_backend)
        self._results: list[FileResult] = []
        self._passed_over = list(work.passed_over)
        self._expected = len(work.files) + len(work.unlisted)

    def run(self, command: str) -> RunSummary:
        started = time.monotonic()
        with self._engine.begin() as connection:
            self._ledger = Ledger.read(connection)
            self._run_id = start_run(connection, command)
        interrupted, gone = False, list[str]()
        try:
            with interruptible() as self._check_interrupted:
                self._read_all()
                gone = self._retire_gone()
        except KeyboardInterrupt:
            interrupted = True
        with self._engine.begin() as connection:
            looked_for = partial(self._ledger.looked_for, self._work)
            note_copies(connection, self._ledger.copies, self._ledger.seen, looked_for)
            mark_seen(connection, sorted(self._ledger.seen), self._run_id)
            summary = RunSummary(
                run_id=self._run_id,
                files=self._recounted(findings_of_run(connection, self._run_id)),
                passed_over=tuple(self._passed_over),
                gone=tuple(gone),
                seconds=time.monotonic() - started,
                interrupted=interrupted,
            )
            finish_run(connection, self._run_id, summary.counts)
        return summary

    def _recounted(self, found: Mapping[int, Mapping[str, int]]) -> tuple[FileResult, ...]:
        """The results with all findings on them: that there are two of a sheet is found when the second is loaded."""
        return tuple(
            result if result.source_id is None else replace(result, findings=found.get(result.source_id, {}))
            for result in self._results
        )

    def _read_all(self) -> None:
        self._listen(Found(self._expected))
        for folder in self._work.unlisted:
            self._done(self._unlisted(folder))
        for file in self._work.files:
            archive = open_archive(file.path)
            if archive is None:
                self._listen(Reading(str(file.spot)))
                self._done(self._guarded(file, None))
            else:
                with archive:
                    self._read_archive(file, archive)

    def _read_archive(self, file: FoundFile, archive: IO[bytes]) -> None:
        """The members of a zip file, one after the other. A bug of ours in here must not stop the other files."""
        members = Members(archive, file.name)
        self._ledger.looked_into(file.absolute)
        try:
            self._read_members(file, members)
        except SQLAlchemyError:
            raise
        except Exception as error:
            self._done(self._broken(file, internal_error(error, "read")))
        finally:
            self._passed_over += members.passed_over

    def _read_members(self, file: FoundFile, members: Members) -> None:
        others, is_source = self._expected - 1, False
        for found in members.walk():
            if self._expected != others + members.expected:
                self._expected = others + members.expected
                self._listen(Found(self._expected))
            member = replace(file, member=found.name)
            self._listen(Reading(str(member.spot)))
            self._done(self._guarded(member, found))
            is_source = is_source or found.name is None
        if not is_source and (displaced := self._ledger.displaced_by_members(file.place)):
            with self._engine.begin() as connection:
                displace_sources(connection, displaced)
            self._ledger.leave(displaced)

    def _done(self, result: FileResult) -> None:
        self._results.append(result)
        self._listen(Done(result))
        self._check_interrupted()

    def _unlisted(self, folder: PassedOver) -> FileResult:
        finding = Finding(UNREADABLE, Severity.ERROR, folder.why)
        return self._load(no_bytes(folder.name, finding), Spot(absolute(folder.name)), NOBODY)

    def _guarded(self, file: FoundFile, found: FoundMember | None) -> FileResult:
        """The result of a file. A bug of ours is one too: it must not keep the other files from being read."""
        try:
            return self._one(file, found or FoundMember(None, read_bytes(file.path), closed=True))
        except SQLAlchemyError:
            raise  # the database is everybody's
        except Exception as error:
            return self._broken(file, internal_error(error, "loaded"))

    def _broken(self, file: FoundFile, finding: Finding) -> FileResult:
        self._ledger.saw(file.place)
        self._ledger.closed(file.place)
        return FileResult(
            path=file.name, member=file.member, status="failed", findings={"error": 1}, serious=(finding,)
        )

    def _one(self, file: FoundFile, found: FoundMember) -> FileResult:
        data = found.data
        if isinstance(data, Finding):
            return self._unread(file, data, closed=found.closed)
        sha256 = content_hash(data)
        displaced = self._ledger.displaced_by(sha256, file.place)
        known = self._ledger.source(sha256)
        if known is not None and (known.id in self._ledger.seen or self._is_settled(known)):
            return self._skip(known, file, displaced)
        read = read_file(data, file.name, self._registry, self._pdf_backend, member=file.member)
        absent = None if known is None or self._again else self._form_absent(known, read)
        if known is not None and absent is not None:
            return self._keep(known, file, displaced, absent)
        return self._load(read, file.place, displaced)

    def _unread(self, file: FoundFile, why: Finding, *, closed: bool) -> FileResult:
        """Where nothing could be seen, what was read here before stays: nothing says that it is wrong."""
        displaced = NOBODY if closed else self._ledger.displaced_by(None, file.place)
        if closed:
            self._ledger.closed(file.place)
        return self._load(no_bytes(file.name, why, file.member), file.place, displaced)

    def _form_absent(self, known: KnownSource, read: ReadFile) -> Finding | None:
        if known.status != "loaded":
            return None
        with self._engine.connect() as connection:
            before = forms_of(connection, known.id)
            errors = findings_of(connection, known.id).get("error", 0)
        return form_absent(before, errors, read, self._registry)

    def _keep(self, known: KnownSource, file: FoundFile, displaced: Displaced, why: Finding) -> FileResult:
        """Leave what was read by a form that this run doesn't have."""
        kept = self._skip(known, file, displaced)
        return replace(kept, note="kept as it was read before", serious=(why, *kept.serious))

    def _is_settled(self, known: KnownSource) -> bool:
        unchanged = (known.forms_hash, known.reader_version) == (self._registry.forms_hash, self._reader_version)
        return unchanged and known.status != "missing" and not self._again

    def _skip(self, known: KnownSource, file: FoundFile, displaced: Displaced) -> FileResult:
        note, before = "unchanged", self._ledger.spot(known.id)
        copy = self._ledger.is_copy(known, file)
        with self._engine.begin() as connection:
            if copy or before == file.spot:
                note = f"same content as {before}" if copy else note
                displace_sources(connection, displaced)
            else:
                note = f"moved from {before}"
                move_source(connection, known.id, file.spot, displaced)
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
            note=note,
            findings=findings,
            serious=tuple(serious),
            source_id=known.id,
            copy_of=before if copy else None,
        )

    def _load(self, read: ReadFile, place: Spot, displaced: Displaced) -> FileResult:
        """Load what was read. Where that fails nothing of it stays, and what was there before does."""
        record, status = read.record, read.record.status
        try:
            with self._engine.begin() as connection:
                loaded = load_source(connection, record, read.reading, self._run_id, displaced)
                serious = serious_findings(connection, loaded.source_id, FIRST_FINDINGS)
        except Exception as error:  # a bug of ours must not keep the other files from being loaded
            status, displaced = "failed", NOBODY
            finding = internal_error(error, "loaded")
            serious = [finding]
            with self._engine.begin() as connection:
                loaded = load_failure(connection, record, finding, self._run_id)
        self._ledger.put(_known(record, loaded, status), place, displaced)
        return FileResult(
            path=record.path,
            member=record.member,
            status=status,
            note="new content: the old no longer counts" if displaced.gone else None,
            reports=loaded.reports,
            facts=loaded.facts,
            cells=loaded.cells,
            unread=loaded.unread,
            findings=loaded.findings,
            serious=tuple(serious),
            source_id=loaded.source_id,
        )

    def _retire_gone(self) -> list[str]:
        """Forget what was read from files that should be under the paths of this run and are not."""
        displaced = self._ledger.gone(self._work)
        names = self._ledger.names(displaced.gone)
        if displaced:
            with self._engine.begin() as connection:
                displace_sources(connection, displaced)
        return names


def _known(record: SourceRecord, loaded: Loaded, status: str) -> KnownSource:
    versions = record.reader_version, record.forms_hash
    return KnownSource(loaded.source_id, record.path, record.sha256, status, *versions, record.member)
