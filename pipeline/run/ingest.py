"""A folder into the database: every file read once, one transaction a file, and none of them stops the others."""

import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from db.engine import database_url, open_database, upgrade
from pipeline.load.corrections import ruled_sources
from pipeline.load.known import (
    KnownSource,
    findings_of_run,
    forms_of,
    mark_seen,
    note_copies,
    own_forms_of,
)
from pipeline.load.older import note_older, outdated_sources
from pipeline.load.record import NOBODY, Displaced, Spot
from pipeline.load.runs import finish_run, held, start_run
from pipeline.load.source import findings_of
from pipeline.model.change import replace
from pipeline.model.finding import Finding, Severity
from pipeline.readers import reader_version
from pipeline.rulings import Rulings
from pipeline.run.absence import Absent
from pipeline.run.difference import Difference
from pipeline.run.discover import FoundFile, PassedOver, WorkList, discover
from pipeline.run.failures import database_errors
from pipeline.run.file import (
    UNREADABLE,
    ReadFile,
    content_hash,
    internal_error,
    no_bytes,
    read_bytes,
    read_file,
)
from pipeline.run.gone import settle_absent
from pipeline.run.holdings import open_archive
from pipeline.run.home import Home, at_home, home_of
from pipeline.run.interruption import interruptible
from pipeline.run.kept import form_absent
from pipeline.run.ledger import Ledger
from pipeline.run.loader import Loader
from pipeline.run.members import FoundMember, Members
from pipeline.run.options import DEFAULT, Options, kept_pages, own_places
from pipeline.run.past import HistoryFile
from pipeline.run.reasons import Action, why_again
from pipeline.run.refusal import refusal
from pipeline.run.rehearsal import rehearsal
from pipeline.run.rule import NOTHING_RULED, Ruled, rulings_for, settle_rulings
from pipeline.run.summary import Done, Event, FileResult, Found, Listener, Reading, RunSummary
from pipeline.spec.registry import Registry

FIRST_FINDINGS = 5


def ingest(
    paths: Sequence[Path],
    url: str,
    registry: Registry,
    options: Options = DEFAULT,
    *,
    command: str = "hyoka ingest",
    listen: Listener | None = None,
) -> RunSummary:
    """Read every file under ``paths`` into the database at ``url``, and tell ``listen`` how it goes.

    Files with known content are skipped, unless the forms or the reader changed since. What stood at a path before its
    content changed no longer counts, once the new content is read; what stood at a path that is gone does, until it is
    forgotten. A zip file is read member by member, each a source of its own. A dry run does all that to a copy of the
    database.

    Raises:
        NoSuchPath: one of ``paths`` doesn't exist; nothing was done.
        WrongRuling: the rulings can't be read; nothing was done.
        DatabaseError, UnusableDatabase: the database can't be used; what was committed before stays.
    """
    work = discover(paths, own_places(options, url))
    history = None if options.parsed is None else HistoryFile(options.parsed, url)
    with database_errors(), rehearsal(url) if options.dry else nullcontext(url) as place:
        engine = open_database(place)
        try:
            upgrade(engine)
            with engine.connect() as connection:
                home = home_of(connection, url)
            remembered = None if database_url(url).get_backend_name() == "sqlite" else home.folder
            run = _Run(engine, registry, at_home(work, home), listen or _nobody, options, history, home)
            return run.run(command, remembered)
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
        options: Options,
        history: HistoryFile | None,
        home: Home,
    ) -> None:
        self._engine = engine
        self._home = home
        self._registry = registry
        self._work = work
        self._listen = listen
        self._options = options
        self._reader_version = reader_version(options.pdf_backend, options.ocr, registry.layouts)
        self._parsed = kept_pages(options, registry.layouts)
        self._history_file = history
        self._history = None if history is None else history.read()
        self._difference = Difference(wanted=options.diff)
        self._results: list[FileResult] = []
        self._passed_over = list(work.passed_over)
        self._expected = len(work.files) + len(work.unlisted)

    def run(self, command: str, folder: str | None) -> RunSummary:
        started = time.monotonic()
        with self._engine.begin() as connection:
            rulings = rulings_for(connection, self._options.rulings)
            self._ledger = Ledger.read(connection, self._home)
            self._run_id = start_run(connection, command, folder)
        self._corrections = () if rulings is None else rulings.corrections
        self._loader = Loader(self._engine, self._ledger, self._run_id, self._difference, self._corrections)
        interrupted, absent = False, Absent()
        try:
            with interruptible() as self._check_interrupted:
                self._read_all()
                absent = settle_absent(self._ledger, self._loader, self._work, self._options, self._parsed)
        except KeyboardInterrupt:
            interrupted = True
        with self._engine.begin() as connection:
            looked_for = partial(self._ledger.looked_for, self._work)
            note_copies(connection, self._ledger.copies, self._ledger.seen, looked_for)
            mark_seen(connection, sorted(self._ledger.seen), self._run_id)
            note_older(connection)
            ruled = NOTHING_RULED if rulings is None else self._settle(connection, rulings)
            summary = RunSummary(
                run_id=self._run_id,
                files=self._recounted(findings_of_run(connection, self._run_id)),
                passed_over=tuple(self._passed_over),
                absent=absent,
                outdated=self._outdated(connection),
                nothing_in=self._nothing_in(),
                held=held(connection),
                seconds=time.monotonic() - started,
                interrupted=interrupted,
                changes=self._difference.changes() if self._options.diff else None,
                dry=self._options.dry,
                strict=self._options.strict,
                ruled=ruled,
            )
            finish_run(connection, self._run_id, summary.counts)
            trouble = self._keep_history(connection)
        return replace(summary, trouble=trouble)

    def _nothing_in(self) -> tuple[str, ...]:
        """The paths without a file, unless they were to be."""
        return () if self._options.prune_emptied else tuple(map(self._home.name, self._work.empty_roots()))

    def _outdated(self, connection: Connection) -> tuple[str, ...]:
        """The files of this run of which an older content counts, since that of now says nothing."""
        sources = outdated_sources(connection)
        return tuple(str(result.spot) for result in self._results if result.source_id in sources)

    def _settle(self, connection: Connection, rulings: Rulings) -> Ruled:
        """Apply what people ruled, and lift what they rule no more: that changes values as a file does."""
        sources = ruled_sources(connection, rulings.corrections) if self._options.diff else ()
        before = self._difference.before(connection, sources)
        ruled = settle_rulings(connection, rulings)
        self._difference.count(connection, before, sources)
        return ruled

    def _keep_history(self, connection: Connection) -> str | None:
        """Keep what the pages don't tell, so that the database can be made anew; what could not be kept."""
        if self._history_file is not None and not self._options.dry:
            try:
                self._history_file.write(connection, self._registry, self._history)
            except OSError as error:
                return f"{self._history_file.path.as_posix()}: {error.strerror or error}"
        return None if self._parsed is None else self._parsed.trouble

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
        others, is_source, is_read = self._expected - 1, False, False
        for found in members.walk():
            if self._expected != others + members.expected:
                self._expected = others + members.expected
                self._listen(Found(self._expected))
            member = replace(file, member=found.name)
            self._listen(Reading(str(member.spot)))
            result = self._guarded(member, found)
            self._done(result)
            is_source, is_read = is_source or found.name is None, is_read or result.status == "loaded"
        if not is_source and (displaced := self._ledger.displaced_by_members(file.place)):
            self._loader.displace(displaced, replaced=is_read)

    def _done(self, result: FileResult) -> None:
        self._results.append(result)
        self._listen(Done(result))
        self._check_interrupted()

    def _unlisted(self, folder: PassedOver) -> FileResult:
        finding = Finding(UNREADABLE, Severity.ERROR, folder.why)
        return self._loader.load(no_bytes(folder.name, finding), Spot(self._home.place(folder.name)), NOBODY)

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
            return self._loader.skip(known, file, displaced)
        action, why = self._why(known, displaced)
        read = read_file(
            data,
            file.name,
            self._registry,
            self._options.pdf_backend,
            self._options.ocr,
            member=file.member,
            parsed=self._parsed,
            again=self._options.again,
        )
        absent = None if known is None or self._options.again else self._form_absent(known, read)
        if known is not None and absent is not None:
            return self._keep(known, file, displaced, absent)
        refused = refusal(read, self._corrections) if self._options.strict else None
        if refused is not None:
            return replace(self._loader.refuse(read, file.place, refused, displaced), action=Action.REFUSED)
        return replace(self._loader.load(read, file.place, displaced), action=action, why=why)

    def _why(self, known: KnownSource | None, displaced: Displaced) -> tuple[Action, str | None]:
        if known is None or displaced.gone or displaced.moved:
            return Action.CHANGED if displaced else Action.NEW, None
        with self._engine.connect() as connection:
            forms = forms_of(connection, known.id)
        past = {} if self._history is None else self._history.forms
        return why_again(known, forms, self._registry, self._reader_version, past, kept=self._is_kept(known))

    def _unread(self, file: FoundFile, why: Finding, *, closed: bool) -> FileResult:
        """Where nothing could be seen, what was read here before stays: nothing says that it is wrong."""
        displaced = NOBODY if closed else self._ledger.displaced_by(None, file.place)
        if closed:
            self._ledger.closed(file.place)
        return self._loader.load(no_bytes(file.name, why, file.member), file.place, displaced)

    def _form_absent(self, known: KnownSource, read: ReadFile) -> Finding | None:
        if not known.counts:
            return None
        with self._engine.connect() as connection:
            before, own = forms_of(connection, known.id), own_forms_of(connection, known.id)
            errors = findings_of(connection, known.id).get("error", 0)
        return form_absent(before, own, errors, read, self._registry)

    def _keep(self, known: KnownSource, file: FoundFile, displaced: Displaced, why: Finding) -> FileResult:
        """Leave what was read by a form that this run doesn't have."""
        kept = self._loader.skip(known, file, displaced)
        serious = (why, *kept.serious)
        return replace(kept, action=Action.KEPT, note="kept as it was read before", serious=serious)

    def _is_settled(self, known: KnownSource) -> bool:
        unchanged = (known.forms_hash, known.reader_version) == (self._registry.forms_hash, self._reader_version)
        return unchanged and known.status != "missing" and not self._options.again and self._is_kept(known)

    def _is_kept(self, known: KnownSource) -> bool:
        """Whether its pages are where they should be: without them the database couldn't be made anew."""
        return self._parsed is None or not known.was_read or self._parsed.has(known.sha256 or "")
