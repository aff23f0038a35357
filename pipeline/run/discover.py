"""From paths and folders to a list of files to read, in a stable order, with what is passed over and why."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import HyokaError


class NoSuchPath(HyokaError):
    """Asked to read a path that isn't there."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. ``name`` is its path as given, with forward slashes, ``absolute`` one for all ways to give it."""

    path: Path
    name: str
    absolute: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder that isn't read, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """Files to read; ``roots`` are the absolute paths asked for, ``unlisted`` folders that can't be listed."""

    files: tuple[FoundFile, ...]
    passed_over: tuple[PassedOver, ...]
    unlisted: tuple[PassedOver, ...]
    roots: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Whether a file at ``path`` would have been found if it were there."""
        place = absolute(path)
        closed = (absolute(folder.name) for folder in self.unlisted)
        return _within(place, self.roots) and not _within(place, closed)


def discover(paths: Sequence[Path]) -> WorkList:
    """Every file under ``paths``, folders with all that is in them, each file once.

    Raises:
        NoSuchPath: one of ``paths`` doesn't exist.
    """
    files: dict[str, FoundFile] = {}
    passed_over: list[PassedOver] = []
    unlisted: list[PassedOver] = []
    for path in paths:
        if not path.exists():
            raise NoSuchPath(f"{path}: there is no such file or folder; check the path")
        found = _walk(path, passed_over, unlisted) if path.is_dir() else [path]
        for file in found:
            files.setdefault(absolute(file), FoundFile(file, posix_name(file), absolute(file)))
    return WorkList(tuple(files.values()), tuple(passed_over), tuple(unlisted), tuple(absolute(path) for path in paths))


def posix_name(path: Path) -> str:
    """The path as given, tidied and with forward slashes: how ``sources.path`` has it on every system."""
    return Path(os.path.normpath(path)).as_posix()


def absolute(path: Path | str) -> str:
    """The absolute path, for comparing; symbolic links stay what they are."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve() would follow links


def _walk(folder: Path, passed_over: list[PassedOver], unlisted: list[PassedOver]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        where = posix_name(Path(error.filename))
        unlisted.append(PassedOver(where, f"this folder can't be listed: {error.strerror}; nothing in it was read"))

    for here, folders, names in os.walk(folder, onerror=refused):
        kept = []
        for name in sorted(folders):
            if _hidden(name):
                passed_over.append(PassedOver(posix_name(Path(here, name)), "hidden folder"))
            else:
                kept.append(name)
        folders[:] = kept
        for name in sorted(names):
            why = _why_not(Path(here, name))
            if why is None:
                yield Path(here, name)
            else:
                passed_over.append(PassedOver(posix_name(Path(here, name)), why))


def _why_not(path: Path) -> str | None:
    name = path.name
    if _hidden(name) or name.lower() in {"thumbs.db", "desktop.ini"}:
        return "hidden file"
    if name.startswith("~$"):
        return "left by an office program that has the file open"
    if name.upper().partition(".")[0] == "README":
        return "README"
    if not path.is_file() and not path.is_symlink():
        return "neither a file nor a folder"
    return None


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _within(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)
