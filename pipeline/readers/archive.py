"""A zip file: what is in it, and the bytes of one member at a time, with limits that a bomb can't get around.

Nothing is written to disk, so a member's name is only a name, wherever it points.
"""

import stat
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import UnreadableFile
from pipeline.readers.member_name import member_name, raw_name
from pipeline.readers.unpack import METHODS, unpacked

MOST_MEMBERS = 10_000
MOST_BYTES = 1024**3
"""Of one member, unpacked."""
MOST_IN_ALL = 4 * 1024**3
"""Of all members, those of zips within included."""
MOST_RATIO, RATIO_FROM = 200, 100 * 1024**2
"""So many times its packed size a member may have, once it has more bytes than ``RATIO_FROM``."""

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE, _ODF_NAME, _ODF = "[Content_Types].xml", "mimetype", b"application/vnd.oasis.opendocument"
_LOOKED_AT = 64 * 1024
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
_LOCATOR, _LOCATOR_SIZE, _END64_SIZE = b"PK\x06\x07", 20, 56
_MOST_A_NAME = 2048  # bytes of the directory that a member with a very long name takes
_LOCAL_HEADER = 30
_ENCRYPTED, _UNIX = 0x1, 3
_METHOD_NAMES = {1: "shrink", 6: "implode", 9: "deflate64", 14: "LZMA", 93: "zstd", 95: "xz", 98: "PPMd"}
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, LookupError, struct.error)


@dataclass(frozen=True, slots=True)
class Member:
    """One member. ``trouble`` says why it can't be read, where that is known before trying."""

    name: str
    info: ZipInfo
    trouble: str | None = None

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/") and not self.info.file_size

    @property
    def is_link(self) -> bool:
        """Whether it holds the path of a file and not what is in it, as programs on Unix pack links."""
        return self.info.create_system == _UNIX and stat.S_ISLNK(self.info.external_attr >> 16)


class Budget:
    """What may be unpacked from one file on disk, shared with the zips within it."""

    def __init__(self) -> None:
        self._members = 0
        self._bytes = 0

    def list(self, members: int) -> None:
        """So many members more."""
        self._members += members
        if self._members > MOST_MEMBERS:
            raise UnreadableFile(
                f"there are {self._members:,} members in this zip file, and {MOST_MEMBERS:,} are the limit; unpack it"
            )

    def unpack(self, size: int) -> None:
        """So many bytes more."""
        self._bytes += size
        if self._bytes > MOST_IN_ALL:
            raise UnreadableFile(
                f"with this member the zip file unpacks to more than {MOST_IN_ALL:,} bytes, the limit; unpack it"
            )


def is_archive(file: IO[bytes]) -> bool:
    """Whether an open file is a zip file of files, and not an Office document, which is one for programs only."""
    file.seek(0)
    beginning = file.read(_LOOKED_AT)
    if not beginning.startswith(_BEGINNINGS):
        return False
    try:
        _check_directory(file)
        with ZipFile(file) as archive:
            return not _is_document(archive)
    except (UnreadableFile, *_BROKEN):  # too damaged to be listed: by what can be seen of it
        return _OFFICE.encode() not in beginning and _ODF not in beginning


def _is_document(archive: ZipFile) -> bool:
    infos = archive.infolist()
    if any(info.filename == _OFFICE for info in infos):
        return True
    if not infos or infos[0].filename != _ODF_NAME or infos[0].compress_type not in METHODS:
        return False
    return next(unpacked(archive, infos[0]), b"").startswith(_ODF)


class Archive:
    """A zip file that is open: its members, and their bytes."""

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        """List the members.

        Raises:
            UnreadableFile: it is damaged, or has too many members.
        """
        _check_directory(file)
        try:
            self._zip = ZipFile(file)
        except _BROKEN as error:
            raise UnreadableFile(_damaged(error)) from error
        infos = self._zip.infolist()
        budget.list(len(infos))
        self._budget = budget
        beyond = _overlapping(infos, self._zip.start_dir)
        self.members: Sequence[Member] = tuple(
            Member(member_name(info), info, _trouble(info, overlaps=i in beyond)) for i, info in enumerate(infos)
        )

    def read(self, member: Member) -> bytes:
        """The bytes of a member.

        Raises:
            UnreadableFile: it is encrypted, damaged, packed in a way that can't be unpacked, or too large.
        """
        if member.trouble is not None:
            raise UnreadableFile(member.trouble)
        self._budget.unpack(0)
        try:
            data = self._unpacked(member.info)
        except _BROKEN as error:
            raise UnreadableFile(f"this member of the zip file is damaged: {_words(error)}; {_GET_AGAIN}") from error
        _check_content(data, member.info)
        return data

    def _unpacked(self, info: ZipInfo) -> bytes:
        """All its bytes, counted while they come: what the archive says of their number may be a lie."""
        chunks, size = list[bytes](), 0
        for chunk in unpacked(self._zip, info):
            size += len(chunk)
            self._budget.unpack(len(chunk))
            _check_size(size, info.compress_size)
            chunks.append(chunk)
        return b"".join(chunks)


_GET_AGAIN = "get the zip file again, or unpack it with a program that can repair it"


def _damaged(error: Exception) -> str:
    return f"this zip file is damaged, and can't be listed: {_words(error)}; {_GET_AGAIN}"


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a list of members that is cut off, or would fill the memory when ``zipfile`` reads it.

    Raises:
        UnreadableFile: it is.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_SIZE - _LOCATOR_SIZE - _END64_SIZE))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise UnreadableFile(f"this zip file is cut off: the list of its members, at its end, is missing; {_GET_AGAIN}")
    (listed,) = struct.unpack_from("<L", tail, at + 12)
    if at >= _LOCATOR_SIZE + _END64_SIZE and tail[at - _LOCATOR_SIZE :].startswith(_LOCATOR):
        (listed,) = struct.unpack_from("<Q", tail, at - _LOCATOR_SIZE - _END64_SIZE + 40)
    if listed > MOST_MEMBERS * _MOST_A_NAME:
        raise UnreadableFile(
            f"the list of members of this zip file takes {listed:,} bytes, too many for the {MOST_MEMBERS:,} members "
            "that are the limit; unpack it"
        )


def _overlapping(infos: Sequence[ZipInfo], end: int) -> frozenset[int]:
    """The members whose bytes are also those of another: a few bytes that unpack to any number of files."""
    order = sorted(range(len(infos)), key=lambda i: infos[i].header_offset)
    starts = [*(infos[i].header_offset for i in order), end]
    return frozenset(
        i
        for i, (start, after) in zip(order, pairwise(starts), strict=True)
        if start + _LOCAL_HEADER + len(raw_name(infos[i])) + infos[i].compress_size > after
    )


def _trouble(info: ZipInfo, *, overlaps: bool) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "this member of the zip file is encrypted; unpack it with its password"
    if overlaps:
        return (
            "this member of the zip file overlaps another one, as in a bomb that unpacks to any size; "
            "if you trust it, unpack it"
        )
    if info.compress_type not in METHODS:
        name = _METHOD_NAMES.get(info.compress_type, f"method {info.compress_type}")
        return f"this member of the zip file is packed by {name}, which can't be unpacked here; unpack it"
    return None


def _check_size(size: int, packed: int) -> None:
    if size > MOST_BYTES:
        raise UnreadableFile(f"this member of the zip file unpacks to more than {MOST_BYTES:,} bytes, the limit")
    if size > RATIO_FROM and size > MOST_RATIO * packed:
        raise UnreadableFile(
            f"{packed:,} bytes in the zip file unpack to more than {size:,}, as in a bomb; if you trust it, unpack it"
        )


def _check_content(data: bytes, info: ZipInfo) -> None:
    found = f"{len(data):,} bytes with checksum {zlib.crc32(data):08x}"
    stated = f"{info.file_size:,} bytes with checksum {info.CRC:08x}"
    if found != stated:
        raise UnreadableFile(
            f"this member of the zip file is damaged: it should have {stated}, and has {found}; {_GET_AGAIN}"
        )
