"""Connectionist temporal classification: what texts the steps of a line may be, and how likely a given text is.

Every text can be written along the steps in many ways: a character may stay for several steps, blanks may stand
between. The probability of a text is the sum over its ways. Scores are natural logarithms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

from pipeline.decode.automaton import Grammar, State
from pipeline.decode.emissions import Emission

UNSEEN = 1e-4
"""What a character that a step didn't keep is given when a text is scored."""
_BEAM = 24


@dataclass(frozen=True, slots=True)
class Scored:
    """A text and the logarithm of its probability."""

    text: str
    score: float


@dataclass(slots=True)
class _Prefix:
    """A text so far: the probability of its ways that end in a blank, and of those that end in its last character."""

    state: State
    blank: float = 0.0
    character: float = 0.0

    @property
    def total(self) -> float:
        return self.blank + self.character


def best_texts(emissions: Sequence[Emission], grammar: Grammar | None = None, most: int = 8) -> list[Scored]:
    """The likeliest texts, at most ``most``, best first; of those that ``grammar`` allows, if one is given.

    Empty if none of the grammar's texts was found among the likeliest beginnings.
    """
    prefixes = {"": _Prefix(grammar.start if grammar else frozenset(), blank=1.0)}
    scale = 0.0
    for emission in emissions:
        prefixes = _stepped(prefixes, emission, grammar)
        kept = sorted(prefixes.items(), key=lambda item: -item[1].total)[: max(_BEAM, 2 * most)]
        highest = kept[0][1].total
        scale += log(highest)
        prefixes = {
            text: _Prefix(prefix.state, prefix.blank / highest, prefix.character / highest) for text, prefix in kept
        }
    whole = [
        Scored(text, log(prefix.total) + scale)
        for text, prefix in prefixes.items()
        if prefix.total > 0 and (grammar is None or grammar.accepts(prefix.state))
    ]
    return sorted(whole, key=lambda scored: -scored.score)[:most]


def _stepped(prefixes: dict[str, _Prefix], emission: Emission, grammar: Grammar | None) -> dict[str, _Prefix]:
    """The texts after one step more."""
    after: dict[str, _Prefix] = {}
    for text, prefix in prefixes.items():
        same = after.setdefault(text, _Prefix(prefix.state))
        same.blank += prefix.total * emission.blank
        for character, probability in emission.characters.items():
            again = text.endswith(character)
            if again:
                same.character += prefix.character * probability
            state = grammar.follow(prefix.state, character) if grammar else prefix.state
            ways = prefix.blank if again else prefix.total
            if (grammar is None or state) and ways:
                longer = after.setdefault(text + character, _Prefix(state))
                longer.character += ways * probability
    return after


def score_text(emissions: Sequence[Emission], text: Sequence[str | None]) -> float:
    """The logarithm of the probability of ``text``; -inf where it has more characters than can be in the steps.

    None in ``text`` is a hole: anything may stand there, or nothing, and it counts as what is likeliest there.
    """
    characters = [character for character in text if character is not None]
    holes = _holes(text)
    # States are blank, character, blank, character, … blank; a hole is a blank where anything may stand.
    states = [0.0] * (2 * len(characters) + 1)
    states[0] = 1.0
    total = 0.0
    for number, emission in enumerate(emissions):
        before = states
        states = []
        for index in range(len(before)):
            ways = before[index] + (before[index - 1] if index and number else 0.0)
            if number == 0:
                ways = 1.0 if index < 2 else 0.0
            if index % 2:
                character = characters[index // 2]
                if number and index > 2 and (character != characters[index // 2 - 1]):
                    ways += before[index - 2]
                states.append(ways * max(emission.characters.get(character, 0.0), UNSEEN))
            else:
                states.append(ways * (emission.best if index // 2 in holes else emission.blank))
        highest = max(states)
        if highest <= 0:
            return -inf
        total += log(highest)
        states = [state / highest for state in states]
    ending = sum(states[-2:]) if emissions else float(not characters)
    return total + log(ending) if ending > 0 else -inf


def _holes(text: Sequence[str | None]) -> set[int]:
    """Before which character (by its index) a hole is."""
    found = set()
    count = 0
    for character in text:
        if character is None:
            found.add(count)
        else:
            count += 1
    return found


def fit(emissions: Sequence[Emission], text: Sequence[str | None]) -> float:
    """How much less likely ``text`` is than the best of all texts: a logarithm, 0 for the best reading itself."""
    if not emissions:
        return 0.0 if all(character is None for character in text) else -inf
    return min(0.0, score_text(emissions, text) - best_texts(emissions, most=1)[0].score)
