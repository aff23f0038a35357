"""What was measured on scans, for people and for programs: a column a condition, with the goals."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.scans.condition import CLEAN_300, ONE_BIT_200, SCAN_200
from tests.scans.tally import NOTHING, Tally, Wrong

_AT_MOST, _AT_LEAST = "<=", ">="
_A_PAGE = 6  # lost on one page by one finding: named together


@dataclass(frozen=True, slots=True)
class Measure:
    """One row: a share of 100, or a share of silent errors, what of it is asked, and from what counts it comes."""

    name: str
    sign: str
    goals: Mapping[str, float]
    value: Callable[[Tally], float | None]
    counts: Callable[[Tally], str]
    unit: str = "%"

    def met(self, condition: str, tally: Tally) -> bool | None:
        """Whether the goal is met; None if none is set or nothing was counted."""
        goal, value = self.goals.get(condition), self.value(tally)
        if goal is None or value is None:
            return None
        return value <= goal + _TINY if self.sign == _AT_MOST else value >= goal - _TINY


_TINY = 1e-9


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _goals(clean: float, scan: float, one_bit: float) -> dict[str, float]:
    return {CLEAN_300.name: clean, SCAN_200.name: scan, ONE_BIT_200.name: one_bit}


def _silent(tally: Tally) -> float | None:
    return 5000 * tally.silent / tally.numbers if tally.numbers else None


MEASURES = (
    Measure(
        "numeric values exact", _AT_LEAST, _goals(100, 99.8, 99.5),
        lambda t: _share(t.numbers_exact, t.numbers), lambda t: f"{t.numbers_exact}/{t.numbers}",
    ),
    Measure(
        "wrong numbers without a finding, of 5,000", _AT_MOST, _goals(0, 0, 1),
        _silent, lambda t: f"{t.silent}/{t.numbers}", "",
    ),
    Measure(
        "marks right (NULL with finding: half)", _AT_LEAST, _goals(100, 99.9, 99.8),
        lambda t: _share(t.marks_right + t.marks_open / 2, t.marks),
        lambda t: f"{t.marks_right}+{t.marks_open}/2 of {t.marks}",
    ),
    Measure(
        "characters wrong, free text", _AT_MOST, _goals(0.3, 0.7, 1.5),
        lambda t: _share(t.characters_wrong, t.characters), lambda t: f"{t.characters_wrong}/{t.characters}",
    ),
    Measure(
        "pages whose cells all stand in place", _AT_LEAST, _goals(100, 99, 98),
        lambda t: _share(t.pages_right, t.pages), lambda t: f"{t.pages_right}/{t.pages}",
    ),
    # What no goal is set for, and helps to see why one isn't met.
    Measure(
        "cells in place", _AT_LEAST, {},
        lambda t: _share(t.cells_right, t.cells), lambda t: f"{t.cells_right}/{t.cells} +{t.cells_extra}",
    ),
    Measure(
        "characters wrong, all cells", _AT_MOST, {},
        lambda t: _share(t.cell_characters_wrong, t.cell_characters),
        lambda t: f"{t.cell_characters_wrong}/{t.cell_characters}",
    ),
    Measure(
        "wrong marks without a finding", _AT_MOST, {},
        lambda t: _share(t.marks_silent, t.marks), lambda t: f"{t.marks_silent}/{t.marks}",
    ),
)  # fmt: skip


def as_text(found: Mapping[str, Tally]) -> str:
    """A table: a row a measure, a column a condition; then every wrong number and mark."""
    rows = [["", *(f"{name} ({tally.pages} pages)" for name, tally in found.items())]]
    for measure in MEASURES:
        rows.append([measure.name, *(_cell(measure, name, tally) for name, tally in found.items())])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    for name, tally in found.items():
        if tally.wrong:
            lines += ["", f"{name}: {len(tally.wrong)} numbers and marks read wrong", *_listed(tally.wrong)]
    return "\n".join(lines)


def _listed(wrong: Sequence[Wrong]) -> list[str]:
    """A line for each, silent ones first; what was lost with a whole page, in one."""
    lost = Counter((one.file, one.page, one.rule) for one in wrong if one.rule is not None and one.got == NOTHING)
    pages = {where for where, count in lost.items() if count >= _A_PAGE}
    lines = [f"  {file} page {page}: {lost[file, page, rule]} lost [{rule}]" for file, page, rule in sorted(pages)]
    single = [one for one in wrong if one.got != NOTHING or (one.file, one.page, one.rule) not in pages]
    return [*(f"  {one}" for one in sorted(single, key=lambda one: one.rule is not None)), *lines]


def _cell(measure: Measure, condition: str, tally: Tally) -> str:
    value, met = measure.value(tally), measure.met(condition, tally)
    if value is None:
        return "nothing to count"
    text = f"{value:.2f}{measure.unit} ({measure.counts(tally)})"
    if met is None:
        return text
    goal = f"{measure.sign} {measure.goals[condition]:g}{measure.unit}"
    return f"{text} {goal} {'met' if met else 'NOT MET'}"


def as_json(found: Mapping[str, Tally]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "condition": name,
            "counts": {key: value for key, value in asdict(tally).items() if key != "wrong"},
            "measures": [
                {"name": measure.name, "value": measure.value(tally), "sign": measure.sign,
                 "goal": measure.goals.get(name), "met": measure.met(name, tally)}
                for measure in MEASURES
            ],
            "wrong": [asdict(wrong) for wrong in tally.wrong],
        }
        for name, tally in found.items()
    ]  # fmt: skip


def not_met(found: Mapping[str, Tally]) -> Sequence[str]:
    """The goals that aren't met."""
    return [
        f"{name}: {measure.name}"
        for name, tally in found.items()
        for measure in MEASURES
        if measure.met(name, tally) is False
    ]
