"""How often a line is right whose least sure character has a given score: a monotone map, learned from scans."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

_TABLE = "confidence.json"
# Pairs that are taken together: fewer say too little of how often a score is right.
_LEAST_TOGETHER = 25


class Calibration(msgspec.Struct, frozen=True):
    """Scores in rising order, and the share that was right at each; between two of them it is as on a straight line."""

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def confidence(self, score: float) -> float:
        """The probability (0 to 1) that a line with this lowest score is right."""
        return float(np.interp(score, self.scores, self.shares))


def fitted(pairs: Iterable[tuple[float, bool]]) -> Calibration:
    """The monotone map that fits ``pairs`` (lowest score, whether the line was right) best (isotonic regression).

    No share is 0 or 1: each is as if half a line more had been right, and half a line wrong.

    Raises:
        ValueError: there are no pairs.
    """
    ordered = sorted(pairs)
    if not ordered:
        raise ValueError("a calibration needs lines whose truth is known, and there are none")
    count = max(1, len(ordered) // _LEAST_TOGETHER)
    scores = np.array_split(np.array([score for score, _ in ordered]), count)
    rights = np.array_split(np.array([right for _, right in ordered], dtype=float), count)
    # Blocks (lines, right ones, sum of scores): a block that does worse than the one before is joined with it.
    blocks: list[tuple[int, float, float]] = []
    for part, right in zip(scores, rights, strict=True):
        block = (len(part), float(right.sum()), float(part.sum()))
        while blocks and blocks[-1][1] / blocks[-1][0] >= block[1] / block[0]:
            lines, good, total = blocks.pop()
            block = (lines + block[0], good + block[1], total + block[2])
        blocks.append(block)
    smoothed = np.maximum.accumulate([(good + 0.5) / (lines + 1) for lines, good, _ in blocks])
    return Calibration(
        tuple(round(total / lines, 5) for lines, _, total in blocks),
        tuple(round(float(share), 5) for share in smoothed),
    )


def confidence(score: float) -> float:
    """The probability that a line of lowest score ``score`` is right, by the calibration that comes with hyoka."""
    return _shipped().confidence(score)


@cache
def _shipped() -> Calibration:
    data = files(__package__).joinpath(_TABLE).read_bytes()
    return msgspec.json.decode(data, type=Calibration)
