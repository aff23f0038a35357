"""Steps as probabilities by character, characters of one class taken together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.ink import Line, Step

LEAST = 1e-7
"""What a step is taken to give its blank and characters at least: no recogniser is surer than that."""


@dataclass(frozen=True, slots=True)
class Emission:
    """One step: the probability of a blank, and of every character that was kept."""

    blank: float
    characters: Mapping[str, float]

    @property
    def best(self) -> float:
        """The probability of the likeliest, a character or the blank."""
        return max(self.blank, max(self.characters.values(), default=0.0))


def emissions(steps: Iterable[Step], fold: Callable[[str], str] = str) -> list[Emission]:
    """``steps`` with every character as ``fold`` has it; one folded to nothing (white space) counts as blank."""
    found = []
    for step in steps:
        blank = step.blank
        characters: dict[str, float] = {}
        for character, score in zip(step.characters, step.scores, strict=True):
            key = fold(character)
            if key:
                characters[key] = characters.get(key, 0.0) + score
            else:
                blank += score
        found.append(Emission(min(1.0, max(blank, LEAST)), characters))
    return found


def joined(lines: Sequence[Line]) -> tuple[Step, ...]:
    """The steps of a cell's lines as those of one line, a sure blank between two lines."""
    steps: list[Step] = []
    for line in lines:
        if steps:
            steps.append(Step("", (), 1.0, line.box.left))
        steps.extend(line.steps)
    return tuple(steps)
