"""Zip files as tests need them: whole ones, and ones with bytes changed by hand."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

from tests.sheets import Sheet

Content = bytes | str | Sheet


def packed(members: dict[str, Content] | list[tuple[str, Content]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these members; a list may have a name twice."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(zipfile.ZipInfo(name), data_of(content), method)
    return buffer.getvalue()


def data_of(content: Content) -> bytes:
    if isinstance(content, Sheet):
        return content.text().encode()
    return content.encode() if isinstance(content, str) else content


def put_zip(path: str, members: dict[str, Content] | list[tuple[str, Content]]) -> Path:
    """A zip file on disk."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed(members))
    return file


def named(data: bytes, placeholder: str, raw: bytes) -> bytes:
    """The zip file with the ASCII name ``placeholder`` written over by other bytes, as many, in both of its places."""
    assert len(placeholder) == len(raw)
    assert data.count(placeholder.encode()) == 2
    return data.replace(placeholder.encode(), raw)


def directory_entry(data: bytes, name: str) -> int:
    """Where the entry of a member in the list of members begins."""
    at = data.rindex(name.encode())
    assert data[at - 46 : at - 42] == b"PK\x01\x02"
    return at - 46


def patched(data: bytes, name: str, offset: int, layout: str, value: int) -> bytes:
    """The zip file with one number in the directory entry of a member changed."""
    changed = bytearray(data)
    struct.pack_into(layout, changed, directory_entry(data, name) + offset, value)
    return bytes(changed)


FLAGS, METHOD, CHECKSUM, PACKED_SIZE, SIZE, HEADER = (
    (8, "<H"),
    (10, "<H"),
    (16, "<L"),
    (20, "<L"),
    (24, "<L"),
    (42, "<L"),
)
