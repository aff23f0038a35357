"""One file, or one member of a zip file, by its name."""

from pathlib import Path
from typing import IO
from unicodedata import normalize

from pipeline.cli.tables import clean
from pipeline.errors import HyokaError
from pipeline.model.finding import Finding
from pipeline.run.discover import posix_name
from pipeline.run.file import read_bytes
from pipeline.run.holdings import open_archive
from pipeline.run.members import Members
from pipeline.spec.near import near

_NAMED = 20


class NoSuchMember(HyokaError):
    """Asked for a member that a zip file doesn't have, or for none of its members."""


def read_one(file: Path, member: str | None) -> bytes | Finding:
    """The bytes of ``file``, or of its ``member`` where it is a zip file; or why they can't be had.

    Raises:
        NoSuchMember: it is a zip file and has no such member, or it is none; the message names what there is.
    """
    archive = open_archive(file)
    if archive is None:
        if member is not None:
            raise NoSuchMember(f"{posix_name(file)}: this is no zip file, so --member says nothing; leave it out")
        return read_bytes(file)
    with archive:
        return _member(archive, posix_name(file), member)


def _composed(name: str) -> str:
    """A name for comparing: macOS writes が as two characters, and nobody types it so."""
    return normalize("NFC", name)


def _member(archive: IO[bytes], path: str, wanted: str | None) -> bytes | Finding:
    names: list[str] = []
    for found in Members(archive, path).walk():
        if found.name is None or (wanted is not None and _composed(found.name) == _composed(wanted)):
            return found.data
        names.append(clean(found.name))
    if wanted is not None:
        raise NoSuchMember(
            f"{path}: there is nothing to read of the name {wanted} in this zip file; {near(wanted, names)}"
        )
    listed = "".join(f"\n  {name}" for name in names[:_NAMED])
    more = f"\n  and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    raise NoSuchMember(
        f"{path}: this is a zip file, and show reads one file; say by --member which of its {len(names)}, or read all "
        f"by hyoka ingest:{listed}{more}"
    )
