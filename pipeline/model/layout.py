"""How a page of a known form is ruled: where its rules run, and which of its rows grow with their text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

Run = tuple[int, int, int]
"""A rule: the number of the edge it lies on, and of the edges across from and to which it runs, from 0."""


@dataclass(frozen=True, slots=True)
class Band:
    """The space between two row edges: ``least`` and ``most`` of its height in points, the same if it never grows."""

    least: float
    most: float

    @property
    def fixed(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class KnownLayout:
    """One way in which pages of a form are ruled.

    ``width`` and ``height`` of the page, ``cols``, the column edges, and ``top``, the first row edge, are in points;
    ``bands`` lie below one another from there. ``level`` rules lie on row edges, ``upright`` ones on column edges.
    ``pages``: of how many it was learned.
    """

    form: str
    width: float
    height: float
    cols: tuple[float, ...]
    top: float
    bands: tuple[Band, ...]
    level: tuple[Run, ...]
    upright: tuple[Run, ...]
    pages: int


def _none() -> tuple[KnownLayout, ...]:
    return ()


@dataclass(frozen=True)
class KnownLayouts:
    """All layouts that are known; they are loaded when a scan first asks for them.

    ``fingerprint`` names the data they are in without loading them; empty where there is none.
    """

    fingerprint: str = ""
    load: Callable[[], tuple[KnownLayout, ...]] = _none

    @cached_property
    def layouts(self) -> tuple[KnownLayout, ...]:
        """The layouts.

        Raises:
            SpecError: their data is damaged.
        """
        return self.load()


NO_LAYOUTS = KnownLayouts()
