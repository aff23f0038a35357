"""How a page of a known form is ruled: where its rules run, and which of its rows grow with their text; its labels."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pipeline.model.label_picture import LabelPicture

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


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of forms from clean sheets: how their pages are ruled, how their labels look."""

    layouts: tuple[KnownLayout, ...] = ()
    labels: tuple[LabelPicture, ...] = ()


@dataclass(frozen=True)
class KnownLayouts:
    """All that was learned of forms' pages; it is loaded when a scan first asks for it.

    ``fingerprint`` names the data it is in without loading it; empty where there is none.
    """

    fingerprint: str = ""
    load: Callable[[], Learned] = Learned

    @cached_property
    def _learned(self) -> Learned:
        return self.load()

    @property
    def layouts(self) -> tuple[KnownLayout, ...]:
        """The layouts.

        Raises:
            SpecError: their data is damaged.
        """
        return self._learned.layouts

    @property
    def labels(self) -> tuple[LabelPicture, ...]:
        """The labels' pictures.

        Raises:
            SpecError: their data is damaged.
        """
        return self._learned.labels


NO_LAYOUTS = KnownLayouts()
