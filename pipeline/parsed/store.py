"""The folder of kept documents: one file a content and reader version, written whole or not at all."""

import contextlib
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model.document import Document
from pipeline.parsed.format import Damaged, read_document, write_document
from pipeline.parsed.whole import UNFINISHED, written_whole

_SUFFIX, _DAMAGED = ".jsonl.gz", ".damaged"
_ABANDONED = 3600  # seconds after which nobody writes on at a file any more
_PLAIN = re.compile(r"[A-Za-z0-9.+-]+")


class Parsed:
    """Documents kept in ``folder``, of which those of the readers' present ``versions`` count.

    ``trouble`` says why a document couldn't be kept, the first time that happens. Several processes may keep and find
    in one folder: a name stands for one content read by one version, and a file appears under it only when whole.
    ``frozen``: nothing is written.
    """

    def __init__(self, folder: Path, versions: Iterable[str], *, frozen: bool = False) -> None:
        self.folder = folder
        self._frozen = frozen
        self.trouble: str | None = None
        self._versions = frozenset(versions)

    def find(self, sha256: str) -> Document | None:
        """The document of a content, if it was kept and is whole; a file that isn't is set aside."""
        for path in self._files(sha256):
            if self._is_present(_version_of(path)):
                try:
                    return read_document(path, sha256)
                except Damaged as error:
                    self._set_aside(path, error)
        return None

    def has(self, sha256: str) -> bool:
        """Whether the document of a content is kept, as far as the names of files tell."""
        return any(self._is_present(_version_of(path)) for path in self._files(sha256))

    def keep(self, sha256: str, document: Document) -> Document:
        """Write a document, and give back the same one as it is read from there; as it was, where it can't be kept."""
        if self._frozen:
            return document
        path = self._path(sha256, document.reader_version)
        try:
            with written_whole(path) as file:
                write_document(file, sha256, document)
            kept = read_document(path, sha256)
        except (OSError, Damaged) as error:
            reason = getattr(error, "strerror", None) or error
            self.trouble = self.trouble or f"{path.as_posix()}: {reason}"
            return document
        self._tidy(sha256, path)
        return kept

    def forget(self, sha256: str) -> None:
        """Delete all that is kept of a content."""
        if self._frozen:
            return
        for path in (*self._files(sha256), *self._set_aside_of(sha256)):
            path.unlink(missing_ok=True)

    def contents(self) -> Iterator[str]:
        """The hash of every content of which something is kept, in order."""
        names = (path.name.partition(".")[0] for path in sorted(self.folder.glob(f"??/*{_SUFFIX}")))
        yield from dict.fromkeys(names)

    def _set_aside(self, path: Path, why: Damaged) -> None:
        """Let ``has`` no longer count a damaged file. A disk that fails just now says nothing of it."""
        if self._frozen or getattr(why.__cause__, "errno", None) is not None:
            return
        with contextlib.suppress(OSError):
            path.replace(path.with_name(path.name + _DAMAGED))

    def _set_aside_of(self, sha256: str) -> list[Path]:
        return sorted((self.folder / sha256[:2]).glob(f"{sha256}.*{_SUFFIX}{_DAMAGED}"))

    def _tidy(self, sha256: str, kept: Path) -> None:
        """Delete what a process that was killed left behind, and what readers of other versions made of a content."""
        family = _family(_version_of(kept))
        for path in kept.parent.glob(f"{sha256}.*"):
            with contextlib.suppress(OSError):
                old = path.name.endswith(UNFINISHED) and path.stat().st_mtime < time.time() - _ABANDONED
                stale = path.name.endswith(_SUFFIX) and path != kept and _family(_version_of(path)) == family
                if old or stale or path.name.endswith(_DAMAGED):
                    path.unlink()

    def _files(self, sha256: str) -> list[Path]:
        return sorted((self.folder / sha256[:2]).glob(f"{sha256}.*{_SUFFIX}"))

    def _path(self, sha256: str, version: str) -> Path:
        if not _PLAIN.fullmatch(version):
            raise ValueError(f"a reader's version is part of a file's name, so it can't be {version!r}")
        return self.folder / sha256[:2] / f"{sha256}.{version}{_SUFFIX}"

    def _is_present(self, version: str) -> bool:
        """Whether every reader that had a hand in it still reads as it did."""
        return self._versions.issuperset(version.split("+"))


def _version_of(path: Path) -> str:
    return path.name.partition(".")[2].removesuffix(_SUFFIX)


def _family(version: str) -> str:
    """The reader without its number: ``pdf`` of ``pdf-1``."""
    return re.split(r"-\d", version, maxsplit=1)[0]
