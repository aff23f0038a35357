"""What keeps its order."""

from collections.abc import Iterable


def longest_rising(numbers: Iterable[int]) -> set[int]:
    """The longest part of a sequence that rises: what stands in its old order, when all else has moved."""
    best: list[int] = []
    runs: list[list[int]] = []
    for number in numbers:
        before: list[int] = []
        for run in runs:
            if run[-1] < number and len(run) > len(before):
                before = run
        runs.append([*before, number])
        best = runs[-1] if len(runs[-1]) > len(best) else best
    return set(best)
