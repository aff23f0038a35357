"""What a run tells of files that it should have come across and didn't."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vanished:
    """A path under which none of the ``known`` files is any more."""

    path: str
    known: int


@dataclass(frozen=True, slots=True)
class Absent:
    """``gone`` are sources whose files are no longer there, ``pruned`` those that were forgotten.

    ``vanished``: paths of which all is gone. ``refused``: so nothing was forgotten, though it was to be.
    """

    gone: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    refused: bool = False
