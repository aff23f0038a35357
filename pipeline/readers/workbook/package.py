"""The parts of a zipped office file: found, limited in size, and parsed without entities or network."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from pipeline.errors import UnreadableFile

XmlElement = Any
_MOST_BYTES = 2 * 1024**3
_MOST_IN_MEMORY = 256 * 1024**2  # of one part that is parsed as a whole
_PARSER: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, struct.error)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def local(element: XmlElement) -> str:
    """An element's name without its namespace, which strict and transitional files write differently."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def relation(element: XmlElement) -> str:
    """The id of the part that an element refers to."""
    found: str = element.get(_RELATION) or next((v for k, v in element.items() if k.endswith("relationships}id")), "")
    return found


def _key(name: str) -> str:
    return name.replace("\\", "/").lower()


class Package:
    """An open zip of parts.

    Raises:
        UnreadableFile: it is damaged, or would unpack to more than is reasonable.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (*BROKEN, ValueError) as error:
            raise UnreadableFile(
                f"the workbook is damaged or cut short ({error}); fetch it again, or save it anew"
            ) from error
        total = sum(info.file_size for info in self._zip.infolist())
        if total > _MOST_BYTES:
            raise UnreadableFile(f"the workbook would unpack to {total:,} bytes (limit {_MOST_BYTES:,}); split it")
        # Names of parts differ in more than case (ECMA-376 part 2, 6.2.2.3); some programs write them with backslashes.
        self._parts = {_key(info.filename): info for info in self._zip.infolist()}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return _key(name) in self._parts

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        part = self._parts[_key(name)]
        if part.file_size > _MOST_IN_MEMORY:
            raise UnreadableFile(f"{name} in the workbook is too large; split the workbook")
        try:
            return self._zip.read(part)
        except (*BROKEN, ValueError) as error:
            raise UnreadableFile(
                f"{name} in the workbook can't be unpacked ({error}); save the workbook anew"
            ) from error

    def xml(self, name: str, *, forgiving: bool = False) -> XmlElement | None:
        """A part parsed as a whole; None if there is none. ``forgiving`` is for VML, which is hardly XML."""
        if not self.has(name):
            return None
        try:
            return etree.fromstring(self.read(name), etree.XMLParser(recover=forgiving, **_PARSER))
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(f"{name} in the workbook is damaged ({error}); save the workbook anew") from error

    def elements(self, name: str, *tags: str) -> Iterator[XmlElement]:
        """The elements of a part with these names (any namespace), one by one, forgotten as soon as they are passed."""
        try:
            with self._zip.open(self._parts[_key(name)]) as stream:
                for _, element in etree.iterparse(
                    stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], **_PARSER
                ):
                    yield element
                    element.clear()
                    while element.getprevious() is not None and element.getparent() is not None:
                        del element.getparent()[0]
        except (etree.XMLSyntaxError, *BROKEN) as error:
            raise UnreadableFile(f"{name} in the workbook is damaged ({error}); save the workbook anew") from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by id: the kind of relation (its last word) and the part's name. ``""`` is the zip."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for each in () if root is None else root:
            target = each.get("Target", "")
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if each.get("TargetMode") != "External":
                found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], whole)
        return found
