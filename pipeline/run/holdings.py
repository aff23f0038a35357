"""Which content is at a spot right now: asked when a source isn't where it was, or at two places."""

import os
import stat
from io import BytesIO
from pathlib import Path
from typing import IO

from pipeline.load.record import WITHIN, Spot
from pipeline.readers.archive import is_archive
from pipeline.run.discover import on_disk
from pipeline.run.file import content_hash
from pipeline.run.home import Home, working_directory
from pipeline.run.members import Members


class Holdings:
    """The contents of files and of members of zip files. A zip file is looked through once."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._members: dict[str, dict[str, str]] = {}

    def has(self, spot: Spot, sha256: str | None) -> bool:
        """Whether this content is there. A zip file is no content, but a place of contents."""
        if spot.member is not None:
            return sha256 is not None and self._within(spot.path).get(spot.member) == sha256
        try:
            data = Path(on_disk(self._home.place(spot.path))).read_bytes()
        except OSError:
            return False
        return content_hash(data) == sha256 and not is_archive(BytesIO(data))

    def _within(self, path: str) -> dict[str, str]:
        if path not in self._members:
            self._members[path] = _hashes(self._home.place(path))
        return self._members[path]


def open_archive(path: Path | str) -> IO[bytes] | None:
    """The file, open, if it is a zip file; None if it is none, or can't be opened, which whoever reads it will say."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a pipe may never end
            return None
        file = open(path, "rb")  # noqa: PTH123, SIM115 - the caller closes it
    except OSError:
        return None
    try:
        if is_archive(file):
            return file
    except OSError:
        pass
    file.close()
    return None


def spot_of(shown: str, home: Home | None = None) -> Spot:
    """The spot that people read as ``shown``: where it can be meant in two ways, the one that is on disk."""
    place = (home or working_directory()).place
    if WITHIN not in shown or os.path.lexists(on_disk(place(shown))):
        return Spot(shown)
    ends = [i for i in range(len(shown)) if shown.startswith(WITHIN, i)]
    spots = [Spot(shown[:end], shown[end + len(WITHIN) :]) for end in ends]
    there = (spot for spot in spots if os.path.lexists(on_disk(place(spot.path))))
    named = (spot for spot in spots if spot.path.lower().endswith(".zip"))
    return next(there, next(named, spots[0]))


def _hashes(path: str) -> dict[str, str]:
    """The content of every member that can be read."""
    file = open_archive(on_disk(path))
    if file is None:
        return {}
    with file:
        found = Members(file, path).walk()
        return {each.name: content_hash(each.data) for each in found if each.name and isinstance(each.data, bytes)}
