"""A cell that says one of a few things: a coded choice, 有 or 無."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.decode.alike import alike, alike_text
from pipeline.decode.ctc import fit
from pipeline.decode.emissions import emissions
from pipeline.model.ink import Step


@dataclass(frozen=True, slots=True)
class Chosen:
    """The option that fits best, as the form prints it.

    ``fit`` is how much less likely it is than the best of all texts, ``margin`` how much more likely than the second
    option; both are natural logarithms.
    """

    option: str
    fit: float
    margin: float


def read_option(steps: Sequence[Step], options: Sequence[str]) -> Chosen | None:
    """Which of ``options`` a cell says, however badly it fits; None if there are none, or nothing is printed."""
    seen = emissions(steps, alike)
    if not options or not any(emission.characters for emission in seen):
        return None
    ranked = sorted(((fit(seen, alike_text(option)), option) for option in options), key=lambda pair: -pair[0])
    best, option = ranked[0]
    # Options that look alike are one print: no margin tells them apart.
    second = ranked[1][0] if len(ranked) > 1 else float("-inf")
    return Chosen(option, best, best - second)
