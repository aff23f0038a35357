"""A ring that stands alone: a nought or a ○ mark. A recogniser sees lines at one height and takes one for the other."""

from collections.abc import Sequence

from pipeline.model.ink import Step
from pipeline.readers.scan.greedy import likeliest

_RINGS = frozenset("0０OoＯｏ○〇◯")
# Width by height. Noughts of common fonts measure up to 0.7, the mark 0.95 and more; between the two nothing is told.
_NOUGHT_UP_TO = 0.75
_MARK_FROM = 0.9


def rings_told(steps: Sequence[Step], shape: float) -> Sequence[Step]:
    """``steps`` of a piece that is a single ring, as a nought or a mark by its ``shape``; all others unchanged."""
    read = likeliest(steps)
    if len(read) != 1 or read[0].text not in _RINGS or _NOUGHT_UP_TO < shape < _MARK_FROM:
        return steps
    return [_as_one(step, "0" if shape <= _NOUGHT_UP_TO else "○") for step in steps]


def _as_one(step: Step, ring: str) -> Step:
    """``step`` with all rings counted as ``ring``."""
    pairs = list(zip(step.characters, step.scores, strict=True))
    together = sum(score for character, score in pairs if character in _RINGS)
    if not together:
        return step
    others = [(character, score) for character, score in pairs if character not in _RINGS]
    ranked = sorted([(ring, min(1.0, round(together, 7))), *others], key=lambda pair: -pair[1])
    return Step("".join(character for character, _ in ranked), tuple(score for _, score in ranked), step.blank, step.x)
