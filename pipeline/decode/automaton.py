"""What may be printed in a cell, as a small automaton over characters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce

State = frozenset[int]
# A part of a grammar adds its edges between a given first state and a new last state, which it returns.
Part = Callable[["Grammar", int], int]


@dataclass(slots=True)
class Grammar:
    """An automaton: a set of states is where a text may have got to. Made deterministic as it is walked."""

    edges: list[dict[str, list[int]]] = field(default_factory=lambda: [{}])
    free: list[list[int]] = field(default_factory=lambda: [[]])
    last: int = 0
    _followed: dict[tuple[State, str], State] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part) -> "Grammar":
        """The grammar whose texts are those of ``part``."""
        grammar = cls()
        grammar.last = part(grammar, 0)
        return grammar

    def new_state(self) -> int:
        self.edges.append({})
        self.free.append([])
        return len(self.edges) - 1

    @property
    def start(self) -> State:
        return self._closed({0})

    def follow(self, state: State, character: str) -> State:
        """Where ``character`` leads from ``state``; the empty set where it can't stand."""
        known = self._followed.get((state, character))
        if known is None:
            known = self._closed({end for one in state for end in self.edges[one].get(character, ())})
            self._followed[state, character] = known
        return known

    def accepts(self, state: State) -> bool:
        """Whether a text may end in ``state``."""
        return self.last in state

    def matches(self, text: str) -> bool:
        """Whether ``text`` is one of the grammar's."""
        return self.accepts(reduce(self.follow, text, self.start))

    def _closed(self, states: set[int]) -> State:
        waiting = list(states)
        while waiting:
            for end in self.free[waiting.pop()]:
                if end not in states:
                    states.add(end)
                    waiting.append(end)
        return frozenset(states)


def one_of(characters: Iterable[str]) -> Part:
    """Any one of ``characters``."""
    wanted = tuple(characters)

    def add(grammar: Grammar, start: int) -> int:
        end = grammar.new_state()
        for character in wanted:
            grammar.edges[start].setdefault(character, []).append(end)
        return end

    return add


def text(wanted: str) -> Part:
    """``wanted`` itself."""
    return sequence(*(one_of(character) for character in wanted))


def sequence(*parts: Part) -> Part:
    """All of ``parts``, one after the other."""

    def add(grammar: Grammar, start: int) -> int:
        return reduce(lambda state, part: part(grammar, state), parts, start)

    return add


def either(*parts: Part) -> Part:
    """Any one of ``parts``."""

    def add(grammar: Grammar, start: int) -> int:
        end = grammar.new_state()
        for part in parts:
            first = grammar.new_state()
            grammar.free[start].append(first)
            grammar.free[part(grammar, first)].append(end)
        return end

    return add


def optional(*parts: Part) -> Part:
    """All of ``parts``, or nothing."""
    return either(sequence(*parts), sequence())


def repeated(part: Part) -> Part:
    """``part`` once or more often."""

    def add(grammar: Grammar, start: int) -> int:
        first = grammar.new_state()
        grammar.free[start].append(first)
        last = part(grammar, first)
        end = grammar.new_state()
        grammar.free[last] += [first, end]
        return end

    return add
