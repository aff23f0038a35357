"""What there is to read in a zip file, one member after the other, zips within it included, and what is passed over."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from pipeline.errors import UnreadableFile
from pipeline.model.finding import Finding, Severity
from pipeline.readers.archive import Archive, Budget, Member, is_archive
from pipeline.run.discover import PassedOver, why_closed, why_passed_over
from pipeline.run.file import UNREADABLE

MOST_NESTED = 256 * 1024**2
"""Bytes of a zip within a zip, which has to be held in memory."""
_NOTHING = "there is nothing to read in this zip file; keep it out of the folder, or look what should be in it"
_TOO_DEEP = "this is a zip file in a zip file in a zip file; unpack the outermost one"
_TOO_LARGE = f"this zip file within a zip file has more than {MOST_NESTED:,} bytes; unpack the outer one"
_SHARED = (
    "the name of {} in this zip file within a zip file is also that of a file in a folder of the outer one, which was "
    "read instead; unpack the outer one, and rename this"
)
_LINK = "link: what it leads to isn't in it"
_TWICE = "{} members of the zip file have this name, and which of them counts can't be told; unpack it, and keep one"


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A member's bytes, or why they can't be had. ``name`` is None where that is said of the zip file itself.

    ``closed``: there may be more in it than could be seen, so nothing is known of what an earlier run found in it.
    """

    name: str | None
    data: bytes | Finding
    closed: bool = False


class Members:
    """The members of the zip file that is open as ``file`` and named ``path``, to be walked once.

    While they are walked, ``expected`` is how many there will be as far as is known, and ``passed_over`` grows.
    """

    def __init__(self, file: IO[bytes], path: str) -> None:
        self._file = file
        self._path = path
        self._budget = Budget()
        self._passed: dict[str, str] = {}
        self._outer: frozenset[str] = frozenset()
        self.expected = 1

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Members and folders that aren't read, and why."""
        return tuple(PassedOver(self._path, why, name) for name, why in self._passed.items())

    def walk(self) -> Iterator[FoundMember]:
        """Every member to read. What can't be read is said of it, and the next follows."""
        yield from self._within(self._file, None)

    def _within(self, file: IO[bytes], outer: str | None) -> Iterator[FoundMember]:
        before = "" if outer is None else f"{outer}/"
        try:
            archive = Archive(file, self._budget)
        except UnreadableFile as error:
            yield _refused(outer, error)
            return
        names = frozenset(member.name for member in archive.members)
        wanted = [member for member in archive.members if self._is_wanted(member, before, names)]
        times = Counter(member.name for member in wanted)
        if outer is None:
            self._outer = frozenset(times)
        elif shared := sorted(name for name in times if before + name in self._outer):
            yield FoundMember(outer, _finding(_SHARED.format(shared[0])), closed=True)
            wanted = [member for member in wanted if member.name not in shared]
        self.expected += max(len(times) - 1, 0)
        if not times:
            yield FoundMember(outer, _finding(_NOTHING))
        for member in wanted:
            number = times.pop(member.name, 0)
            if number == 1:
                yield from self._one(archive, member, before)
            elif number:
                yield FoundMember(before + member.name, _finding(_TWICE.format(number)), closed=True)

    def _one(self, archive: Archive, member: Member, before: str) -> Iterator[FoundMember]:
        name = before + member.name
        try:
            data = archive.read(member)
        except UnreadableFile as error:
            yield _refused(name, error)
            return
        except MemoryError:
            why = "this member of the zip file is too large for this machine's memory; unpack it, and split it"
            yield FoundMember(name, _finding(why), closed=True)
            return
        if not is_archive(BytesIO(data)):
            yield FoundMember(name, data)
        elif before:
            yield FoundMember(name, _finding(_TOO_DEEP), closed=True)
        elif len(data) > MOST_NESTED:
            yield FoundMember(name, _finding(_TOO_LARGE), closed=True)
        else:
            yield from self._within(BytesIO(data), name)

    def _is_wanted(self, member: Member, before: str, names: Set[str]) -> bool:
        """Whether to read it, by the rules for files on disk. A folder that is passed over is said once."""
        if member.is_folder:
            return False
        parts = member.name.split("/")
        for end, folder in enumerate(parts[:-1], 1):
            beside = _Beside(names, "".join(f"{part}/" for part in parts[: end - 1]))
            why = None if folder in {".", ".."} else why_closed(folder, beside)
            if why is not None:
                self._passed.setdefault(before + "/".join(parts[:end]), why)
                return False
        why = _LINK if member.is_link else why_passed_over(parts[-1])
        if why is not None:
            self._passed[before + member.name] = why
        return why is None


@dataclass(frozen=True, slots=True)
class _Beside:
    """The names of the files in a folder of a zip file."""

    names: Set[str]
    folder: str

    def __contains__(self, name: object) -> bool:
        return f"{self.folder}{name}" in self.names


def _refused(name: str | None, error: UnreadableFile) -> FoundMember:
    return FoundMember(name, _finding(str(error)), closed=True)


def _finding(why: str) -> Finding:
    return Finding(UNREADABLE, Severity.ERROR, why)
