"""Every joint placement of the rows of a group, with what the rules say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.checks.rules import Rule, Score
from pipeline.model.drafts import Placement, RowProblem
from pipeline.model.facts import Fact

_LEADERS = 8
Joint = tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """One placement for each row of a group, and what speaks for them together."""

    joint: Joint
    score: Score


def unbeaten(scored: Sequence[Scored]) -> list[Scored]:
    """Those that no other surely beats."""
    leaders = sorted((one.score for one in scored), key=Score.at_least)[-_LEADERS:]
    return [one for one in scored if not any(leader.beats(one.score) for leader in leaders)]


def touches(rule: Rule, row: RowProblem) -> bool:
    """True if the rule speaks of anything that the row may say."""
    readings = (reading for cell in row.readings for reading in cell if reading is not None)
    return any(rule.touches(fact) for reading in readings for fact in reading.facts)


def facts_of(problem: RowProblem, placement: Placement) -> list[Fact]:
    """What a row says if it is placed so."""
    readings = [problem.readings[index][slot] for index, slot in enumerate(placement.slots)]
    return [fact for reading in readings if reading is not None for fact in reading.facts]


class Search:
    """Depth first over the joint placements of a group, scoring each rule once all its rows are placed."""

    def __init__(self, group: Sequence[RowProblem], known: Iterable[Fact], rules: Sequence[Rule]) -> None:
        self._group = group
        self._says = [[facts_of(row, placement) for placement in row.placements] for row in group]
        self._ready: list[list[_RuleScores]] = [[] for _ in group]
        for rule in rules:
            depths = [depth for depth, row in enumerate(group) if touches(rule, row)]
            if depths:
                about = [fact for fact in known if rule.touches(fact)]
                self._ready[depths[-1]].append(_RuleScores(rule, about, depths, self._says))
        self._scored: list[Scored] = []

    def run(self) -> list[Scored]:
        """Every joint placement."""
        self._descend((), Score())
        return self._scored

    def _descend(self, chosen: tuple[int, ...], score: Score) -> None:
        if len(chosen) == len(self._group):
            joint = tuple(row.placements[number] for row, number in zip(self._group, chosen, strict=True))
            self._scored.append(Scored(joint, score))
            return
        for number in range(len(self._says[len(chosen)])):
            now = (*chosen, number)
            gain = sum((scores.of(now) for scores in self._ready[len(chosen)]), Score())
            self._descend(now, score + gain)


class _RuleScores:
    """What one rule says of the placements of the rows it speaks of; many joint placements share them."""

    def __init__(
        self, rule: Rule, known: list[Fact], depths: Sequence[int], says: Sequence[Sequence[list[Fact]]]
    ) -> None:
        self._rule, self._known, self._depths, self._says = rule, known, depths, says
        self._scores: dict[tuple[int, ...], Score] = {}

    def of(self, chosen: tuple[int, ...]) -> Score:
        """The score of one placement for each row."""
        key = tuple(chosen[depth] for depth in self._depths)
        if key not in self._scores:
            placed = [fact for depth in self._depths for fact in self._says[depth][chosen[depth]]]
            self._scores[key] = self._rule.score([*self._known, *placed])
        return self._scores[key]
