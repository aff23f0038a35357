"""From paths and folders to a list of files to read, in a stable order, with what is passed over and why."""

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.errors import HyokaError
from pipeline.load.record import Spot

# How Python holds the bytes of a name that is not UTF-8, and how such a byte is written where people read it.
_BYTE, _WRITTEN = re.compile("[\udc80-\udcff]"), re.compile(r"\\x([89a-f][0-9a-f])")

# What browsers and office programs put behind the name of a page, to name the folder of what belongs to it.
_PARTS_OF_PAGE = ("_files", ".files", "-files")
_NOTHING: Mapping[Path, str] = {}


class NoSuchPath(HyokaError):
    """Asked to read a path that isn't there."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. ``name`` is its path as given, with forward slashes, ``absolute`` one for all ways to give it.

    ``member`` is the name of what to read within it, where it is a zip file.
    """

    path: Path
    name: str
    absolute: str
    member: str | None = None

    @property
    def spot(self) -> Spot:
        """Where it is, as the database has it."""
        return Spot(self.name, self.member)

    @property
    def place(self) -> Spot:
        """Where it is, for comparing."""
        return Spot(self.absolute, self.member)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder, on disk or in a zip file, that isn't read, and why."""

    name: str
    why: str
    member: str | None = None

    @property
    def spot(self) -> Spot:
        return Spot(self.name, self.member)


@dataclass(frozen=True, slots=True)
class WorkList:
    """Files to read; ``roots`` are the absolute paths asked for, ``unlisted`` folders that can't be listed.

    ``closed`` are the absolute paths of these.
    """

    files: tuple[FoundFile, ...]
    passed_over: tuple[PassedOver, ...]
    unlisted: tuple[PassedOver, ...]
    roots: tuple[str, ...]
    closed: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a file at ``path`` would have been found if it were there."""
        place = absolute(path)
        return _within(place, self.roots) and not _within(place, self.closed)

    def empty_roots(self) -> tuple[str, ...]:
        """The paths asked for under which there is no file to read, and no folder that can't be listed."""
        there = [file.absolute for file in self.files]
        return tuple(root for root in self.roots if not any(_within(path, [root]) for path in (*there, *self.closed)))


def discover(paths: Sequence[Path], own: Mapping[Path, str] = _NOTHING) -> WorkList:
    """Every file under ``paths``, folders with all that is in them, each file once; not what is in ``own``.

    ``own`` are hyoka's own folders and files, and what is in each.

    Raises:
        NoSuchPath: one of ``paths`` doesn't exist.
    """
    roots = tuple(os.path.realpath(path) for path in paths if path.is_dir())
    files: dict[str, FoundFile] = {}
    passed_over: list[PassedOver] = []
    unlisted: list[PassedOver] = []
    for path in paths:
        if not path.exists():
            raise NoSuchPath(f"{path}: there is no such file or folder; check the path")
        found = _Walk(roots, passed_over, unlisted, own).files(path) if path.is_dir() else [path]
        for file in found:
            name = posix_name(file)
            files.setdefault(absolute(name), FoundFile(file, name, absolute(name)))
    named = tuple(absolute(posix_name(path)) for path in paths)
    closed = tuple(absolute(folder.name) for folder in unlisted)
    return WorkList(tuple(files.values()), tuple(passed_over), tuple(unlisted), named, closed)


def posix_name(path: Path) -> str:
    """The path as given, tidied and with forward slashes: how ``sources.path`` has it on every system.

    Bytes that are no UTF-8 (a Shift_JIS name out of a zip file) are written in hex: no database takes them.
    """
    return readable(Path(os.path.normpath(path)).as_posix())


def readable(text: str) -> str:
    """Words from the command line or the file system as text that anything can keep."""
    return _BYTE.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", text)


def on_disk(name: str) -> str:
    """The path of a file by the name that ``posix_name`` gave it."""
    if os.path.lexists(name):
        return name
    return _WRITTEN.sub(lambda byte: chr(0xDC00 + int(byte[1], 16)), name)


def absolute(path: Path | str) -> str:
    """The absolute path, for comparing; symbolic links stay what they are."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve() would follow links


class _Walk:
    """The files of a folder and all below it, links to folders included, none of these twice."""

    def __init__(
        self,
        roots: tuple[str, ...],
        passed_over: list[PassedOver],
        unlisted: list[PassedOver],
        own: Mapping[Path, str],
    ) -> None:
        self._roots = roots
        self._own = {os.path.realpath(folder): what for folder, what in own.items()}
        self._passed_over = passed_over
        self._unlisted = unlisted
        self._linked: list[str] = []

    def files(self, folder: Path) -> Iterator[Path]:
        """Every file to read, in a stable order."""
        for here, folders, names in os.walk(folder, onerror=self._refused, followlinks=True):
            beside = frozenset(names)
            why_not = partial(self._why_closed, beside)
            folders[:] = [name for name in sorted(folders) if self._keeps(Path(here, name), why_not)]
            for name in sorted(names):
                if self._keeps(Path(here, name), self._why_not):
                    yield Path(here, name)

    def _refused(self, error: OSError) -> None:
        where = posix_name(Path(error.filename))
        why = f"this folder can't be listed: {error.strerror}; nothing in it was read"
        self._unlisted.append(PassedOver(where, why))

    def _keeps(self, path: Path, why_not: Callable[[Path], str | None]) -> bool:
        why = why_not(path)
        if why is not None:
            self._passed_over.append(PassedOver(posix_name(path), why))
        return why is None

    def _why_not(self, file: Path) -> str | None:
        """Why a file isn't read."""
        return _why_not(file) or self._own.get(os.path.realpath(file))

    def _why_closed(self, beside: Container[str], folder: Path) -> str | None:
        """Why a folder isn't looked into, with these files beside it. A link that leads back would never end."""
        if (why := why_closed(folder.name, beside)) is not None:
            return why
        if (what := self._own.get(os.path.realpath(folder))) is not None:
            return what
        if not folder.is_symlink():
            return None
        target = os.path.realpath(folder)
        if _within(target, (*self._roots, *self._linked)):
            return "link to a folder that is read anyway"
        if any(_within(root, [target]) for root in self._roots):
            return "link to a folder that this one is in"
        self._linked.append(target)
        return None


def why_closed(folder: str, beside: Container[str] = ()) -> str | None:
    """Why nothing in a folder of this name, with these files beside it, is read; None if it is."""
    if folder == "__MACOSX":
        return "made by macOS for itself"
    for end in _PARTS_OF_PAGE:
        stem = folder.removesuffix(end)
        page = next((stem + kind for kind in (".html", ".htm") if stem + kind in beside), None)
        if stem != folder and page is not None:
            return f"pictures and other parts of the page {page}, which a browser saved with it"
    return "hidden folder" if _hidden(folder) else None


def why_passed_over(name: str) -> str | None:
    """Why a file of this name isn't read; None if it is."""
    if _hidden(name) or name.lower() in {"thumbs.db", "desktop.ini"}:
        return "hidden file"
    if name.startswith("~$"):
        return "left by an office program that has the file open"
    if name.upper().partition(".")[0] == "README":
        return "README"
    return None


def _why_not(path: Path) -> str | None:
    if (why := why_passed_over(path.name)) is not None:
        return why
    if not path.is_file() and not path.is_symlink():
        return "neither a file nor a folder"
    return None


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _within(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)
