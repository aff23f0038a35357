"""Readings of a recognised line held to what may be printed there, by connectionist temporal classification (CTC).

A line is a row of steps, each with the probabilities of a few characters and of none (blank). A text's probability is
the sum over all ways to spell it along the steps, equal characters in neighbouring steps being one unless a blank
stands between (Graves et al., 2006). What was too unlikely to be kept in a step counts as ``FLOOR``.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.ink import Step

FLOOR = 1e-6
_IMPOSSIBLE = -math.inf

Folding = Mapping[int, str]
"""As of ``str.maketrans``: characters that are taken for others (full-width digits for plain ones)."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text and the natural logarithm of its probability."""

    text: str
    log_probability: float


def score_text(steps: Sequence[Step], text: str, folding: Folding | None = None) -> float:
    """The natural logarithm of the probability that ``steps`` say ``text``; 0 is certain.

    Takes time in proportion to the steps times the length of the text.
    """
    places = len(text)
    # Before each character, and after the last, there may be blanks: state 2 i is the blank before character i.
    states = [1.0] + [0.0] * (2 * places)
    scale = 0.0
    for number, step in enumerate(steps):
        scores = _scores(step, folding)
        before = states
        states = [0.0] * (2 * places + 1)
        for state in range(min(2 * places, 2 * number + 1) + 1):
            reached = before[state] + (before[state - 1] if state else 0.0)
            if state % 2:
                character = text[state // 2]
                if state > 1 and character != text[state // 2 - 1]:
                    reached += before[state - 2]
                states[state] = reached * scores.get(character, FLOOR)
            else:
                states[state] = reached * max(step.blank, FLOOR)
        total = sum(states)
        if total <= 0.0:
            return _IMPOSSIBLE
        states = [value / total for value in states]
        scale += math.log(total)
    ends = states[-1] + (states[-2] if places else 0.0)
    return scale + math.log(ends) if ends > 0.0 else _IMPOSSIBLE


def spell(
    steps: Sequence[Step],
    may_begin: Callable[[str], bool],
    *,
    folding: Folding | None = None,
    width: int = 24,
) -> list[Spelling]:
    """The likeliest texts all of whose beginnings pass ``may_begin``, the likeliest first (prefix beam search).

    At most ``width`` texts are followed at once. Texts that are only beginnings come too: the caller knows which of
    them are whole.
    """
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # ends in a blank, ends in its last character
    allowed: dict[str, bool] = {}
    scale = 0.0
    for step in steps:
        scores = _scores(step, folding)
        reached: dict[str, list[float]] = {}
        for text, (blank, last) in beams.items():
            _add(reached, text, 0, (blank + last) * max(step.blank, FLOOR))
            for character, score in scores.items():
                if character == text[-1:]:
                    _add(reached, text, 1, last * score)
                    more = blank * score
                else:
                    more = (blank + last) * score
                longer = text + character
                if more and (longer in reached or _passes(longer, may_begin, allowed)):
                    _add(reached, longer, 1, more)
        kept = sorted(reached.items(), key=lambda item: -sum(item[1]))[:width]
        total = sum(sum(ends) for _, ends in kept)
        if total <= 0.0:
            return []
        beams = {text: (ends[0] / total, ends[1] / total) for text, ends in kept}
        scale += math.log(total)
    found = [Spelling(text, scale + math.log(sum(ends))) for text, ends in beams.items() if sum(ends) > 0.0]
    return sorted(found, key=lambda spelling: -spelling.log_probability)


def _passes(text: str, may_begin: Callable[[str], bool], known: dict[str, bool]) -> bool:
    if text not in known:
        known[text] = may_begin(text)
    return known[text]


def _add(reached: dict[str, list[float]], text: str, end: int, more: float) -> None:
    reached.setdefault(text, [0.0, 0.0])[end] += more


def _scores(step: Step, folding: Folding | None) -> dict[str, float]:
    """The probability of each character of a step, folded ones added up."""
    scores: dict[str, float] = {}
    for character, score in zip(step.characters, step.scores, strict=True):
        for folded in (character.translate(folding) if folding else character) or ():
            scores[folded] = scores.get(folded, 0.0) + score
    return scores
