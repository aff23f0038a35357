"""What keeps its order."""

from collections.abc import Iterable


def longest_rising(numbers: Iterable[int]) -> set[int]:
    """The longest part of a sequence that rises: what stands in its old order, when all else has moved."""
    runs: list[list[int]] = [[]]
    for number in numbers:
        before = max((run for run in runs if not run or run[-1] < number), key=len)
        runs.append([*before, number])
    return set(max(runs, key=len))
