"""What a member of a zip file is called: its name is bytes, and which encoding they are in is often not said.

Programs on Japanese Windows write cp932 and say nothing of it; a later one adds the name as UTF-8 in an extra field.
"""

import struct
from zipfile import ZipInfo
from zlib import crc32

_IS_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_VERSION_AND_CHECKSUM = struct.Struct("<BL")


def member_name(info: ZipInfo) -> str:
    r"""The name with forward slashes; what no encoding takes is in hex (``\x95``), because no database keeps bytes."""
    raw = raw_name(info)
    name = _flagged(info, raw) or _added(info.extra, raw) or _guessed(raw)
    if name is None:
        name = raw.decode("utf-8", "backslashreplace")
        return name.replace("\0", "\\x00")
    return name.replace("\\", "/").replace("\0", "\\x00")


def raw_name(info: ZipInfo) -> bytes:
    """The bytes of the name as they stand in the file: ``zipfile`` takes what isn't flagged for cp437."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _IS_UTF8 else "cp437")


def _flagged(info: ZipInfo, raw: bytes) -> str | None:
    return _strict(raw, "utf-8") if info.flag_bits & _IS_UTF8 else None


def _added(extra: bytes, raw: bytes) -> str | None:
    """The name in Info-ZIP's Unicode Path field, if its checksum says that it is the name of these bytes."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > _VERSION_AND_CHECKSUM.size:
            version, checksum = _VERSION_AND_CHECKSUM.unpack_from(field)
            if version == 1 and checksum == crc32(raw):
                return _strict(field[_VERSION_AND_CHECKSUM.size :], "utf-8")
    return None


def _guessed(raw: bytes) -> str | None:
    """Strict UTF-8 first: hardly any other text passes for it, and plain ASCII is the same in both."""
    text = _strict(raw, "utf-8")
    return text if text is not None else _strict(raw, "cp932")


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
