"""One file: from bytes to a reading, or to a finding that says why there is none. No file makes this raise."""

import hashlib
import stat
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SpecError, UnreadableFile
from pipeline.load.record import SourceRecord
from pipeline.model.backend import Ocr, PdfBackend
from pipeline.model.change import replace
from pipeline.model.document import Cell, Document
from pipeline.model.finding import Finding, Severity
from pipeline.model.layout import KnownLayouts
from pipeline.model.report import SourceReading
from pipeline.parsed import Damaged, Parsed
from pipeline.readers import read_document, reader_version
from pipeline.run.limit import Limit
from pipeline.run.source import ReportStream
from pipeline.run.spool import ReportSpool
from pipeline.spec.registry import Registry

UNREADABLE, UNKNOWN, INTERNAL = "file-unreadable", "form-unknown", "internal-error"
_NO_FILE = "this is a pipe or a device and no file; save what it gives to a file, and read that"
_CODE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A source ready to load."""

    record: SourceRecord
    reading: SourceReading


def content_hash(data: bytes) -> str:
    """What identifies a source."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes | Finding:
    """A file's bytes, or why they can't be had."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe may never end
            return Finding(UNREADABLE, Severity.ERROR, _NO_FILE)
        return path.read_bytes()
    except FileNotFoundError:
        why = "the file isn't there: it vanished after it was listed, or is a link to nothing; restore it and run again"
    except PermissionError:
        why = "no permission to read the file; give it to the user who runs hyoka, and run again"
    except OSError as error:
        why = f"the file can't be read: {error.strerror or error}; check the disk or the share, and run again"
    except MemoryError:
        why = "the file is too large for this machine's memory; split it"
    return Finding(UNREADABLE, Severity.ERROR, why)


def read_file(
    data: bytes,
    name: str,
    registry: Registry,
    pdf_backend: PdfBackend = PdfBackend.PDFIUM,
    ocr: Ocr = Ocr.AUTO,
    *,
    member: str | None = None,
    parsed: Parsed | None = None,
    again: bool = False,
) -> ReadFile:
    """Everything that the bytes of a file say by the forms of ``registry``.

    What reading them produced is kept in ``parsed``, and is taken from there where it was, unless ``again``.
    """
    sha256 = content_hash(data)
    record = SourceRecord(
        path=name,
        member=member,
        status="failed",
        sha256=sha256,
        bytes=len(data),
        reader_version=reader_version(pdf_backend, ocr, registry.layouts),
        forms_hash=registry.forms_hash,
    )
    try:
        for document in _documents(data, sha256, (pdf_backend, ocr, registry.layouts), parsed, again=again):
            with suppress(Damaged):  # it was whole a moment ago, and is not now: the next one
                return bind_document(record, document, registry)
        raise AssertionError("what was just read is never damaged")
    except UnreadableFile as error:
        return unread_file(record, Finding(UNREADABLE, Severity.ERROR, str(error)))
    except SpecError as error:  # of a geometry, which is read when the first scan is met; the next run tries again
        return unread_file(replace(record, forms_hash=None), Finding(UNREADABLE, Severity.ERROR, str(error)))
    except Exception as error:  # a bug of ours must not keep the other files from being read
        return unread_file(replace(record, forms_hash=None), internal_error(error, "read"))


def _documents(
    data: bytes, sha256: str, how: tuple[PdfBackend, Ocr, KnownLayouts], parsed: Parsed | None, *, again: bool
) -> Iterator[Document]:
    """The document as it was kept, if it was; then as it is read and kept now; then as it is read."""
    if parsed is None:
        yield read_document(data, *how)
        return
    if not again and (kept := parsed.find(sha256)) is not None:
        yield kept
    document = read_document(data, *how)
    yield parsed.keep(sha256, document)
    yield document


def bind_document(record: SourceRecord, document: Document, registry: Registry) -> ReadFile:
    """What a document says by the forms of ``registry``.

    Raises:
        Damaged: the document was kept, and its file isn't whole any more.
    """
    reading = _read(document, registry)
    record = replace(record, own_forms=_own_forms(reading, registry))
    return _with_status(_with_document(record, document, reading), reading, document)


def _own_forms(reading: SourceReading, registry: Registry) -> str | None:
    if not registry.own:
        return None
    return "\n".join(sorted({report.head.form for report in reading.reports} & registry.own)) or None


def _read(document: Document, registry: Registry) -> SourceReading:
    stream, limit, reports = ReportStream(document, registry), Limit(), ReportSpool()
    for report in stream.reports():
        reports.add(limit.report(report))
    return SourceReading(
        reports=reports,
        unread=stream.unread,
        unread_more=stream.unread_more,
        recognised=stream.recognised,
        findings=limit.findings(stream.findings),
    )


def no_bytes(name: str, finding: Finding, member: str | None = None) -> ReadFile:
    """A source whose bytes can't be had; every run tries again."""
    return unread_file(SourceRecord(path=name, member=member, status="failed"), finding)


def unread_file(record: SourceRecord, finding: Finding) -> ReadFile:
    """A source that gave nothing but a finding."""
    failed = replace(record, status="failed", error=finding.message)
    return ReadFile(failed, SourceReading(reports=(), findings=(finding,)))


def internal_error(error: Exception, what: str) -> Finding:
    """A bug of hyoka's, told so that somebody can find it."""
    said = " ".join(str(error).split())[:300]
    name = f"{type(error).__name__}: {said}" if said else type(error).__name__
    message = (
        f"hyoka itself failed, so the file could not be {what}; please report it, with the file if you may. "
        "The next run tries again"
    )
    return Finding(INTERNAL, Severity.ERROR, message, actual=f"{name} ({_where(error)})")


def _where(error: Exception) -> str:
    """The last place in our own code that the error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_CODE)]
    if not ours:
        return "place unknown"
    return f"{Path(ours[-1].filename).relative_to(_CODE.parent).as_posix()}:{ours[-1].lineno}"


def _with_document(record: SourceRecord, document: Document, reading: SourceReading) -> SourceRecord:
    """A PDF that held pictures of sheets was recognised, whatever else was in it."""
    reader = "ocr" if reading.recognised else document.reader
    return replace(record, media_type=document.media_type, pages=len(document.grids), reader=reader, status="loaded")


def _with_status(record: SourceRecord, reading: SourceReading, document: Document) -> ReadFile:
    if reading.reports:
        return ReadFile(record, reading)
    first = next((cell for grid in document.grids for cell in grid.non_blank()), None)
    if not any(finding.severity is Severity.ERROR for finding in reading.findings):
        reading = replace(reading, findings=(*reading.findings, _unknown_form(first)))
    return ReadFile(replace(record, status="unrecognized"), reading)


def _unknown_form(first: Cell | None) -> Finding:
    message = (
        "no known form has its title in this file, so nothing was read; `hyoka forms` lists the forms. If it is an "
        "evaluation sheet, write a spec for its form or check the title; else keep it out of the folder"
    )
    return Finding(
        UNKNOWN,
        Severity.ERROR,
        message,
        expected="the title of a known form",
        actual=first.text.strip().splitlines()[0][:100] if first else None,
        place=first.place if first else None,
    )
