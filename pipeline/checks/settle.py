"""Settle rows whose cells may stand in more than one place: the form's arithmetic first, distance only then.

Rows that share an identity are settled together. Among their joint placements those with the best arithmetic remain;
where several do, a row may be decided by its columns, if just one placement stands exactly where the row's own label
says and no proven row of the table contradicts that. What is still open stays open: NULL and a finding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.checks.ambiguous import undecided_cell
from pipeline.checks.identities import Identities, Outcome
from pipeline.model.document import Cell
from pipeline.model.drafts import Placement, RowProblem
from pipeline.model.facts import Fact
from pipeline.model.finding import Finding, Severity

# An identity that fails is bad, but half an identity is worse: moving a figure away must never hide a wrong sum.
_SCORES = {Outcome.PASS: 3, Outcome.FAIL: -4, Outcome.ORPHAN: -5, Outcome.NOT_APPLICABLE: 0}
_CLOSE = 1
_MOST_JOINT = 3000


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rows of a report say in the end: facts, findings, and cells that could not be placed at all."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """The placements of a row that remain. ``proven``: by type or arithmetic, not by its columns."""

    problem: RowProblem
    remaining: tuple[Placement, ...]
    proven: bool


def settle(problems: Sequence[RowProblem], known: Iterable[Fact], identities: Identities) -> Settled:
    """Decide every row; ``known`` are the facts that need no deciding."""
    facts = list(known)
    decided: list[_Decision] = []
    open_rows: list[RowProblem] = []
    findings: list[Finding] = []
    for problem in problems:
        if len(problem.placements) == 1:
            decided.append(_Decision(problem, problem.placements, proven=True))
            facts.extend(_facts_of(problem, problem.placements[0]))
        else:
            open_rows.append(problem)
    for group in _groups(open_rows, identities):
        decisions, bounded = _by_arithmetic(group, facts, identities)
        decided.extend(decisions)
        if bounded:
            findings.append(_bounded(group))
    distrusted = {d.problem.table for d in decided if d.proven and not d.remaining[0].exact}
    return _write_out([_by_columns(d, distrusted) for d in decided], findings)


def _facts_of(problem: RowProblem, placement: Placement) -> list[Fact]:
    facts: list[Fact] = []
    for index, slot in enumerate(placement.slots):
        reading = problem.readings[index][slot]
        if reading is not None:
            facts.extend(reading.facts)
    return facts


def _groups(rows: list[RowProblem], identities: Identities) -> list[list[RowProblem]]:
    """Rows that some identity ties together."""
    groups: list[tuple[set[str], list[RowProblem]]] = []
    for row in rows:
        facts = [fact for readings in row.readings for reading in readings if reading for fact in reading.facts]
        touched = {check.id for check in identities.checks if any(identities.touches(check, fact) for fact in facts)}
        joined = [group for group in groups if group[0] & touched]
        merged = (touched.union(*(g[0] for g in joined)), [p for g in joined for p in g[1]] + [row])
        groups = [group for group in groups if all(group is not j for j in joined)] + [merged]
    return [group for _, group in groups]


def _by_arithmetic(group: list[RowProblem], known: list[Fact], identities: Identities) -> tuple[list[_Decision], bool]:
    """Keep the joint placements with the best score."""
    choices = [problem.placements for problem in group]
    product = 1
    for placements in choices:
        product *= len(placements)
    if product > _MOST_JOINT:
        return [_Decision(problem, problem.placements, proven=False) for problem in group], True
    search = _Search(group, known, identities)
    best = search.run()
    decisions = []
    for index, problem in enumerate(group):
        remaining = tuple(dict.fromkeys(joint[index] for joint in best))
        # A best that still breaks an identity proves nothing: the columns must agree.
        proven = len(remaining) == 1 and not search.best_has_fail
        if search.best_has_fail and not all(p.exact for p in remaining):
            remaining = problem.placements
        decisions.append(_Decision(problem, remaining, proven))
    return decisions, any(problem.bounded for problem in group)


class _Search:
    """Depth first over the joint placements of a group, scoring each identity once its rows are placed."""

    def __init__(self, group: list[RowProblem], known: list[Fact], identities: Identities) -> None:
        self._group, self._known, self._identities = group, known, identities
        self._ready = self._when_ready()
        self._best_score: int | None = None
        self._best: list[tuple[Placement, ...]] = []
        self.best_has_fail = False

    def run(self) -> list[tuple[Placement, ...]]:
        self._descend((), self._known, 0, False)
        return self._best

    def _when_ready(self) -> list[list[int]]:
        """For each depth, the checks that can be scored there: all their rows have been placed."""
        ready: list[list[int]] = [[] for _ in self._group]
        for number, check in enumerate(self._identities.checks):
            last = -1
            for depth, problem in enumerate(self._group):
                facts = (f for readings in problem.readings for r in readings if r for f in r.facts)
                if any(self._identities.touches(check, fact) for fact in facts):
                    last = depth
            if last >= 0:
                ready[last].append(number)
        return ready

    def _descend(self, chosen: tuple[Placement, ...], facts: list[Fact], score: int, failed: bool) -> None:
        depth = len(chosen)
        if depth == len(self._group):
            self._keep(chosen, score, failed)
            return
        problem = self._group[depth]
        for placement in problem.placements:
            now = [*facts, *_facts_of(problem, placement)]
            gain, fails = self._score(depth, now)
            self._descend((*chosen, placement), now, score + gain, failed or fails)

    def _score(self, depth: int, facts: list[Fact]) -> tuple[int, bool]:
        total, failed = 0, False
        for number in self._ready[depth]:
            for result in self._identities.evaluate(self._identities.checks[number], facts):
                total += _SCORES[result.outcome] + (_CLOSE if result.outcome is Outcome.PASS and result.close else 0)
                failed = failed or result.outcome is Outcome.FAIL
        return total, failed

    def _keep(self, chosen: tuple[Placement, ...], score: int, failed: bool) -> None:
        if self._best_score is None or score > self._best_score:
            self._best_score, self._best, self.best_has_fail = score, [chosen], failed
        elif score == self._best_score:
            self._best.append(chosen)
            self.best_has_fail = self.best_has_fail or failed


def _by_columns(decision: _Decision, distrusted: set[str | None]) -> _Decision:
    """Decide by columns where that is safe; see the module's docstring."""
    problem = decision.problem
    if len(decision.remaining) == 1:
        return decision
    exact = tuple(p for p in decision.remaining if p.exact)
    if len(exact) != 1 or problem.bounded or (problem.table is not None and problem.table in distrusted):
        return decision
    return _Decision(problem, exact, proven=False)


def _write_out(decisions: list[_Decision], findings: list[Finding]) -> Settled:
    facts: list[Fact] = []
    unread: list[Cell] = []
    for decision in decisions:
        problem = decision.problem
        filled: set[int] = set()
        for index, cell in enumerate(problem.cells):
            slots = sorted({placement.slots[index] for placement in decision.remaining})
            filled.update(slots)
            readings = [problem.readings[index][slot] for slot in slots]
            chosen = undecided_cell(problem.label, cell, [r for r in readings if r is not None])
            facts.extend(chosen.facts)
            findings.extend(chosen.findings)
            unread.extend([cell] if chosen.unread else [])
        for slot, blank in enumerate(problem.blanks):
            if slot not in filled:
                facts.extend(blank.facts)
    return Settled(tuple(facts), tuple(findings), tuple(unread))


def _bounded(group: list[RowProblem]) -> Finding:
    return Finding(
        "alignment-bounded",
        Severity.WARNING,
        f"{group[0].label}: there are too many ways to place the cells of {len(group)} rows to try them all; rows that "
        "their columns don't decide were left open",
        place=group[0].cells[0].place,
    )
