"""The packed bytes of a zip's member, unpacked chunk by chunk: whoever takes them can stop when they are too many."""

import zlib
from bz2 import BZ2Decompressor
from collections.abc import Callable, Iterator
from copy import copy
from types import MappingProxyType
from typing import IO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_CHUNK = 1024 * 1024
_ENDS_EARLY = "its packed bytes end too early"


def unpacked(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    """What is packed in a member, whatever size and checksum the archive states for it.

    Raises:
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError: the packed bytes are damaged.
        KeyError: no method of ``METHODS``.
    """
    packed = copy(info)  # as if it were stored: zipfile unpacks some methods without a limit
    packed.compress_type, packed.file_size = ZIP_STORED, info.compress_size
    del packed.CRC
    with archive.open(packed) as source:
        yield from METHODS[info.compress_type](source)


def _stored(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _inflated(source: IO[bytes]) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    while not engine.eof and (packed := source.read(_CHUNK)):
        while packed and not engine.eof:
            yield engine.decompress(packed, _CHUNK)
            packed = engine.unconsumed_tail
    yield engine.flush()
    if not engine.eof:
        raise EOFError(_ENDS_EARLY)


def _bunzipped(source: IO[bytes]) -> Iterator[bytes]:
    engine = BZ2Decompressor()
    while not engine.eof:
        packed = source.read(_CHUNK) if engine.needs_input else b""
        if engine.needs_input and not packed:
            raise EOFError(_ENDS_EARLY)
        yield engine.decompress(packed, _CHUNK)


METHODS: MappingProxyType[int, Callable[[IO[bytes]], Iterator[bytes]]] = MappingProxyType(
    {ZIP_STORED: _stored, ZIP_DEFLATED: _inflated, ZIP_BZIP2: _bunzipped}
)
"""The methods of packing that can be unpacked with a limit."""
