"""Settle rows whose cells may stand in more than one place: the form's arithmetic first, distance only then.

Rows that share a rule are settled together. Among their joint placements those with the best arithmetic remain. Where
several do, the columns may decide: if in just one of them every row stands exactly where its own label says, and no row
of the table that is certain anyway contradicts its label. What is still open stays open: NULL and a finding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod

from pipeline.checks.ambiguous import undecided_cell
from pipeline.checks.rules import Rule, Score
from pipeline.model.document import Cell
from pipeline.model.drafts import Placement, RowProblem
from pipeline.model.facts import Fact
from pipeline.model.finding import Finding, Severity

# Joint placements times cells: what a group may cost before only shifts of whole rows are tried, or nothing is.
_MOST_WORK = 40_000
_LEADERS = 8
Joint = tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rows of a report say in the end: facts, findings, and cells that could not be placed at all."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """The placements of a row that remain."""

    problem: RowProblem
    remaining: tuple[Placement, ...]


def settle(
    problems: Sequence[RowProblem], known: Iterable[Fact], rules: Sequence[Rule], *, by_columns: bool = True
) -> Settled:
    """Decide every row; ``known`` are facts that need no deciding. Without ``by_columns`` columns decide nothing."""
    facts = list(known)
    decided: list[_Decision] = []
    open_rows: list[RowProblem] = []
    findings: list[Finding] = []
    for problem in problems:
        if problem.bounded:
            findings.append(_bounded([problem]))
        if len(problem.placements) == 1:
            decided.append(_Decision(problem, problem.placements))
            facts.extend(_facts_of(problem, problem.placements[0]))
        else:
            open_rows.append(problem)
    testimony = [decision for decision in decided if _testifies(decision.problem)]
    distrusted = {d.problem.table for d in testimony if not d.remaining[0].exact}
    vouched = {d.problem.table for d in testimony} - distrusted
    for whole_group in _groups(open_rows, rules):
        group = _within_bounds(whole_group)
        if _work(group) > _MOST_WORK:
            findings.append(_bounded(group))
            decided.extend(_Decision(problem, problem.placements) for problem in group)
        else:
            joints, broken = _Search(group, facts, rules).run()
            suspect = any(row.bounded or (row.table is not None and row.table in distrusted) for row in group)
            vouched_for = all(row.table in vouched for row in group if row.needs_testimony)
            trusted = by_columns and vouched_for and not suspect
            decided.extend(_decide(group, joints, broken, trusted))
    return _write_out(decided, findings)


def _work(group: list[RowProblem]) -> int:
    return prod(len(row.placements) for row in group) * sum(len(row.cells) for row in group)


def _within_bounds(group: list[RowProblem]) -> list[RowProblem]:
    """Rows with too many joint placements, cut to those in which each row is shifted as a whole.

    Exports drop merged cells before a row's figures, not between them, so these are the ones that happen.
    """
    if _work(group) <= _MOST_WORK:
        return group
    shifted = [tuple(p for p in row.placements if len(set(p.offsets)) == 1) or row.placements for row in group]
    return [replace(row, placements=placements) for row, placements in zip(group, shifted, strict=True)]


def _testifies(problem: RowProblem) -> bool:
    return problem.testifies and any(
        reading.facts for readings in problem.readings for reading in readings if reading is not None
    )


def _facts_of(problem: RowProblem, placement: Placement) -> list[Fact]:
    facts: list[Fact] = []
    for index, slot in enumerate(placement.slots):
        reading = problem.readings[index][slot]
        if reading is not None:
            facts.extend(reading.facts)
    return facts


def _groups(rows: list[RowProblem], rules: Sequence[Rule]) -> list[list[RowProblem]]:
    """Rows that some rule ties together."""
    groups: list[tuple[set[int], list[RowProblem]]] = []
    for row in rows:
        touched = {number for number, rule in enumerate(rules) if _touches(rule, row)}
        joined = [group for group in groups if group[0] & touched]
        merged = (touched.union(*(g[0] for g in joined)), [p for g in joined for p in g[1]] + [row])
        groups = [group for group in groups if all(group is not j for j in joined)] + [merged]
    return [group for _, group in groups]


def _touches(rule: Rule, row: RowProblem) -> bool:
    readings = (reading for cell in row.readings for reading in cell if reading is not None)
    return any(rule.touches(fact) for reading in readings for fact in reading.facts)


class _Search:
    """Depth first over the joint placements of a group, scoring each rule once all its rows are placed."""

    def __init__(self, group: list[RowProblem], known: list[Fact], rules: Sequence[Rule]) -> None:
        self._placed = [[(p, _facts_of(row, p)) for p in row.placements] for row in group]
        self._ready: list[list[tuple[Rule, list[Fact]]]] = [[] for _ in group]
        for rule in rules:
            depths = [depth for depth, row in enumerate(group) if _touches(rule, row)]
            if depths:
                self._ready[depths[-1]].append((rule, [fact for fact in known if rule.touches(fact)]))
        self._scored: list[tuple[Score, Joint]] = []

    def run(self) -> tuple[list[Joint], bool]:
        """The joint placements that no other surely beats, and whether any of them breaks a rule."""
        self._descend((), [], Score())
        leaders = sorted((score for score, _ in self._scored), key=Score.at_least)[-_LEADERS:]
        kept = [(score, joint) for score, joint in self._scored if not any(a.beats(score) for a in leaders)]
        return [joint for _, joint in kept], any(score.broken for score, _ in kept)

    def _descend(self, chosen: Joint, facts: list[Fact], score: Score) -> None:
        depth = len(chosen)
        if depth == len(self._placed):
            self._scored.append((score, chosen))
            return
        for placement, says in self._placed[depth]:
            now = facts + says
            gain = sum((rule.score(known + now) for rule, known in self._ready[depth]), Score())
            self._descend((*chosen, placement), now, score + gain)


def _decide(group: list[RowProblem], joints: list[Joint], broken: bool, trusted: bool) -> list[_Decision]:
    """What remains of each row: one placement if the rules leave one, or if (trusted) columns agree with the rules."""
    if broken:
        # A best that still breaks a rule proves nothing: only rows that stand exactly in their places are read.
        exact = [tuple(p for p in problem.placements if p.exact) for problem in group]
        joints = [tuple(e[0] for e in exact)] if trusted and all(len(e) == 1 for e in exact) else []
        if not joints:
            return [_Decision(problem, problem.placements) for problem in group]
    if len(joints) > 1 and trusted:
        in_place = [joint for joint in joints if all(placement.exact for placement in joint)]
        joints = in_place if len(in_place) == 1 else joints
    remaining = [tuple(dict.fromkeys(joint[index] for joint in joints)) for index in range(len(group))]
    return [_Decision(row, _along(row.cells, left)) for row, left in zip(group, remaining, strict=True)]


def _along(cells: Sequence[Cell], remaining: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """A cell whose slot is certain shows how far the cells that touch it were shifted."""
    if len(remaining) == 1:
        return remaining
    by_cell = list(zip(*(placement.slots for placement in remaining), strict=True))
    certain = [len(set(slots)) == 1 for slots in by_cell]
    shifted = tuple(placement for placement in remaining if _moves_along(cells, certain, placement))
    return shifted if len(shifted) == 1 else remaining


def _moves_along(cells: Sequence[Cell], certain: Sequence[bool], placement: Placement) -> bool:
    """True if every uncertain cell touches a certain one, on its left or else its right, and is shifted like it."""
    for index, known in enumerate(certain):
        if known:
            continue
        beside = [*range(index - 1, -1, -1), *range(index + 1, len(cells))]
        touching = [i for i in beside if certain[i] and abs(cells[i].col - cells[index].col) == abs(i - index)]
        if not touching or placement.offsets[touching[0]] != placement.offsets[index]:
            return False
    return True


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
