"""Settle rows whose cells may stand in more than one place: the form's arithmetic first, distance only then.

Rows that share a rule are settled together. Among their joint placements those with the best arithmetic remain. Where
several do, the columns may decide: if in just one of them every row stands exactly where its own label says, and no row
of the table that is certain anyway contradicts its label. Where a row stands exactly in its place and the arithmetic
would have it elsewhere, one of them is wrong, and nothing says which. What is open stays open: NULL and a finding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from pipeline.checks.ambiguous import undecided_cell
from pipeline.checks.rules import Rule
from pipeline.checks.search import Joint, Scored, Search, facts_of, touches, unbeaten
from pipeline.model.document import Cell
from pipeline.model.drafts import Placement, RowProblem
from pipeline.model.facts import Derived, Fact, Measured, Money
from pipeline.model.finding import Finding, Severity

# What a group may cost. Beyond it nothing is tried: the best of a part of the placements would prove nothing.
_MOST_JOINTS = 10_000
_FIGURES = (Money, Measured, Derived)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rows of a report say in the end: facts, findings, and cells that could not be placed at all."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """The slots in which each cell of a row may stand."""

    problem: RowProblem
    slots: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns count.

    ``vouched`` tables have a row that is certain anyway and stands in its place, and none that is certain and doesn't,
    as in ``distrusted`` ones. Unless they ``decide``, columns can still contradict.
    """

    vouched: frozenset[str | None]
    distrusted: frozenset[str | None]
    decide: bool

    def settle(self, group: Sequence[RowProblem]) -> bool:
        """True if the columns may choose between placements of these rows."""
        return self.decide and all(self.believed(row) for row in group)

    def believed(self, row: RowProblem) -> bool:
        """True if where a cell of this row stands says something."""
        if row.needs_testimony:
            return row.table in self.vouched
        return row.table is None or row.table not in self.distrusted


def settle(
    problems: Sequence[RowProblem], known: Iterable[Fact], rules: Sequence[Rule], *, by_columns: bool = True
) -> Settled:
    """Decide every row; ``known`` are facts that need no deciding. Without ``by_columns`` columns decide nothing."""
    certain = [row for row in problems if len(row.placements) == 1 and not row.bounded]
    facts = [*known, *(fact for row in certain for fact in facts_of(row, row.placements[0]))]
    decided = [_decision(row, row.placements) for row in certain]
    columns = _columns(certain, by_columns)
    findings: list[Finding] = []
    for group in _groups([row for row in problems if row.bounded or len(row.placements) != 1], rules):
        if prod(len(row.placements) for row in group) > _MOST_JOINTS or any(row.bounded for row in group):
            findings.append(_bounded(group))
            decided.extend(_open(row) for row in group)
        else:
            decided.extend(_decide(group, Search(group, facts, rules).run(), columns))
    return _write_out(decided, findings)


def _columns(certain: Sequence[RowProblem], decide: bool) -> _Columns:
    testimony = [row for row in certain if _testifies(row)]
    distrusted = frozenset(row.table for row in testimony if not row.placements[0].exact)
    return _Columns(frozenset(row.table for row in testimony) - distrusted, distrusted, decide)


def _testifies(problem: RowProblem) -> bool:
    return problem.testifies and any(
        reading.facts for readings in problem.readings for reading in readings if reading is not None
    )


def _groups(rows: list[RowProblem], rules: Sequence[Rule]) -> list[list[RowProblem]]:
    """Rows that some rule ties together."""
    groups: list[tuple[set[int], list[RowProblem]]] = []
    for row in rows:
        touched = {number for number, rule in enumerate(rules) if touches(rule, row)}
        joined = [group for group in groups if group[0] & touched]
        merged = (touched.union(*(g[0] for g in joined)), [p for g in joined for p in g[1]] + [row])
        groups = [group for group in groups if all(group is not j for j in joined)] + [merged]
    return [group for _, group in groups]


def _decide(group: Sequence[RowProblem], scored: Sequence[Scored], columns: _Columns) -> list[_Decision]:
    """What remains of each row: what the rules leave, and of that (where they may decide) what the columns say."""
    best = unbeaten(scored)
    if any(one.score.broken for one in best):
        # A best that still breaks a rule proves nothing: only rows that stand exactly in their places are read.
        chosen = _in_columns(group, scored, best) if columns.settle(group) else None
        return [_decision(row, row.placements) for row in group] if chosen is None else _decisions(group, [chosen])
    contradicted = _contradicted(group, best, columns)
    if contradicted:
        in_place = unbeaten([one for one in scored if _all_exact(one.joint, contradicted)])
        return [_decision(row, left) for row, left in zip(group, _remaining([*best, *in_place]), strict=True)]
    if len(best) > 1 and columns.settle(group):
        chosen = _in_columns(group, best, best)
        best = best if chosen is None else [chosen]
    return _decisions(group, best)


def _contradicted(group: Sequence[RowProblem], best: Sequence[Scored], columns: _Columns) -> list[int]:
    """The rows that stand exactly in their places, and that the arithmetic would have elsewhere all the same.

    Where columns say little, it may, if something holds of each figure there: a figure that would break a sum must not
    escape into a year of which no sum speaks.
    """
    return [
        index
        for index, row in enumerate(group)
        if any(placement.exact for placement in row.placements)
        and not any(one.joint[index].exact for one in best)
        and (columns.believed(row) or any(_escapes(row, one.joint[index], one) for one in best))
    ]


def _escapes(row: RowProblem, placement: Placement, scored: Scored) -> bool:
    """True if a cell is moved away from all its exact slots to where nothing confirms it."""
    for index, slot in enumerate(placement.slots):
        moved = all(exact.slots[index] != slot for exact in row.placements if exact.exact)
        reading = row.readings[index][slot]
        said = reading.facts if reading is not None else ()
        if moved and any(isinstance(fact, _FIGURES) and id(fact) not in scored.score.confirmed for fact in said):
            return True
    return False


def _all_exact(joint: Joint, rows: Iterable[int]) -> bool:
    return all(joint[index].exact for index in rows)


def _in_columns(group: Sequence[RowProblem], scored: Sequence[Scored], best: Sequence[Scored]) -> Scored | None:
    """The one placement in which every row stands exactly in its place, unless the companion form speaks against it."""
    exact = [one for one in scored if _all_exact(one.joint, range(len(group)))]
    agreed = frozenset[object]().union(*(one.score.agreed for one in best))
    return exact[0] if len(exact) == 1 and exact[0].score.agreed >= agreed else None


def _decisions(group: Sequence[RowProblem], scored: Sequence[Scored]) -> list[_Decision]:
    """What remains of each row; where cells touch that decides too, unless the companion form could say otherwise."""
    alike = len({one.score.agreed for one in scored}) == 1
    return [
        _decision(row, _along(row.cells, left) if alike else left)
        for row, left in zip(group, _remaining(scored), strict=True)
    ]


def _remaining(scored: Sequence[Scored]) -> list[tuple[Placement, ...]]:
    """The placements of each row that are in one of these."""
    return [tuple(dict.fromkeys(placements)) for placements in zip(*(one.joint for one in scored), strict=True)]


def _decision(row: RowProblem, remaining: Sequence[Placement]) -> _Decision:
    slots = [sorted({placement.slots[index] for placement in remaining}) for index in range(len(row.cells))]
    return _Decision(row, tuple(map(tuple, slots)))


def _open(row: RowProblem) -> _Decision:
    """A row of which nothing is known but that its cells keep their order."""
    if not row.bounded:
        return _decision(row, row.placements)
    spare = len(row.readings[0]) - len(row.cells)
    return _Decision(row, tuple(tuple(range(index, index + spare + 1)) for index in range(len(row.cells))))


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
            filled.update(decision.slots[index])
            readings = [problem.readings[index][slot] for slot in decision.slots[index]]
            chosen = undecided_cell(problem.label, cell, [r for r in readings if r is not None])
            facts.extend(chosen.facts)
            findings.extend(chosen.findings)
            unread.extend([cell] if chosen.unread else [])
        for slot, blank in enumerate(problem.blanks):
            if slot not in filled:
                facts.extend(blank.facts)
    return Settled(tuple(facts), tuple(findings), tuple(unread))


def _bounded(group: Sequence[RowProblem]) -> Finding:
    return Finding(
        "alignment-bounded",
        Severity.WARNING,
        f"{group[0].label}: there are too many ways to place the cells of {len(group)} rows to try them all, so "
        "nothing says which cell is which",
        place=group[0].cells[0].place,
    )
