"""The likeliest text of a line's steps, and how sure its least sure character is."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.ink import Step


@dataclass(frozen=True, slots=True)
class Character:
    """One character read: ``step`` is where it is surest, ``scores`` what else may stand there, by character."""

    text: str
    score: float
    step: Step

    def score_of(self, character: str) -> float:
        """The probability of ``character`` at the same place; 0 if it was too unlikely to keep."""
        index = self.step.characters.find(character)
        return self.step.scores[index] if index >= 0 else 0.0


def likeliest(steps: Sequence[Step]) -> list[Character]:
    """The likeliest character of every step, equal neighbours being one, blanks left out."""
    read: list[Character] = []
    previous = ""
    for step in steps:
        best = step.characters[:1] if step.scores and step.scores[0] > step.blank else ""
        if best and best != previous:
            read.append(Character(best, step.scores[0], step))
        elif best and step.scores[0] > read[-1].score:
            read[-1] = Character(best, step.scores[0], step)
        previous = best
    return read
