"""Sums, ratios and differences that hold on all samples: proposed as checks of the form.

Likely ones are made from what the samples have (sources of funding that add up to a cost, 達成率 = 実績 / 目標 …) and
kept where they never fail, and hold at least a few times of figures that aren't all nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.bind.report import bind_report
from pipeline.checks.identities import Identities, Outcome, Result
from pipeline.checks.selection import figure
from pipeline.drafting.drift.trial import Reading, Trial, as_form
from pipeline.spec.identities import Check

_ENOUGH = 3  # times that an identity must hold of figures that aren't nothing
_HEAD = ("cost", "funding", "staffing", "derived")
_PARTS_OF_TOTAL = ("direct", "personnel", "goods", "depreciation", "debt_service", "interest", "other")


def find_checks(data: dict[str, Any], trial: Trial) -> list[dict[str, Any]]:
    """The identities that hold on all sheets that the form reads, as the spec language writes them."""
    form = as_form(data)
    sheets = [
        (reading, Identities(form, reading.found.years, bind_report(reading.found).records))
        for reading in trial.readings
    ]
    have: set[tuple[bool, tuple[str, str | None, str]]] = set()
    for reading, identities in sheets:
        for fact in reading.report.facts:
            signature = identities.signature(fact)
            if signature is not None:
                have.add((signature[1], signature[0]))
    kept: dict[tuple[str, ...], dict[str, Any]] = {}
    for words in _likely(have):
        key = (str(words.get("sum") or words.get("ratio") or words.get("change")), words["equals"])
        if key not in kept and _holds(Check.model_validate(words), sheets):
            kept[key] = words
    return _named(list(kept.values()))


def _holds(check: Check, sheets: Sequence[tuple[Reading, Identities]]) -> bool:
    """True if an identity never fails, and says something often enough."""
    results = [r for reading, identities in sheets for r in identities.evaluate(check, reading.report.facts)]
    if any(result.outcome is Outcome.FAIL for result in results):
        return False
    return sum(result.outcome is Outcome.PASS and _says_something(result) for result in results) >= _ENOUGH


def _says_something(result: Result) -> bool:
    """True unless it only says that something is itself, or nothing."""
    values = [figure(fact) for fact in result.inputs]
    return sum(bool(value) for value in values) > (0 if result.check.sum and len(values) == 1 else 1)


def _likely(have: set[tuple[bool, tuple[str, str | None, str]]]) -> Iterator[dict[str, Any]]:
    for of_parts in (False, True):
        known = {address for part, address in have if part is of_parts}
        prefix = "parts." if of_parts else ""
        for basis in sorted({basis for table, basis, _ in known if table in _HEAD and basis is not None}):
            for words in _of_basis(basis, known):
                yield _prefixed(words, prefix)
        for kind in sorted({kind for table, kind, _ in known if table == "indicator" and kind is not None}):
            measures = {measure for table, k, measure in known if (table, k) == ("indicator", kind)}
            if {"actual", "achievement_rate"} <= measures:
                for goal in sorted(measures & {"target", "goal"}):
                    ratio = [f"indicator.{kind}.actual", f"indicator.{kind}.{goal}"]
                    words = {"ratio": ratio, "factor": 100, "or_inverse": True}
                    yield _prefixed({**words, "equals": f"indicator.{kind}.achievement_rate"}, prefix)
    for _, (table, of, item) in sorted(have, key=str):
        if table == "cost" and (True, (table, of, item)) in have and (False, (table, of, item)) in have:
            yield {"id": "todo", "sum": [f"parts.cost.{of}.{item}"], "equals": f"cost.{of}.{item}"}


def _of_basis(basis: str, known: set[tuple[str, str | None, str]]) -> Iterator[dict[str, Any]]:
    have = {name: {item for table, b, item in known if (table, b) == (name, basis)} for name in _HEAD}
    yield from _of_funding(basis, have["cost"], have["funding"], have["derived"])
    yield from _of_cost(basis, have["cost"])
    people = sorted(have["staffing"] - {"total", "quota"})
    if "total" in have["staffing"] and people:
        yield {"sum": [f"staffing.{basis}.{kind}" for kind in people], "equals": f"staffing.{basis}.total"}


def _of_funding(basis: str, items: set[str], sources: set[str], derived: set[str]) -> Iterator[dict[str, Any]]:
    """What sources of funding come to, and what is computed from a cost."""
    for total in sorted(items & {"total", "direct"}):
        cost = f"cost.{basis}.{total}"
        if sources:
            yield {"sum": [f"funding.{basis}.*"], "equals": cost}
        if {"earmarked_total", "general"} <= sources:
            yield {"sum": [f"funding.{basis}.earmarked_total", f"funding.{basis}.general"], "equals": cost}
        if "beneficiary" in sources and "beneficiary_rate" in derived:
            ratio = {"ratio": [f"funding.{basis}.beneficiary", cost], "factor": 100}
            yield {**ratio, "equals": f"derived.{basis}.beneficiary_rate"}
        if "change" in derived:
            yield {"change": cost, "equals": f"derived.{basis}.change"}
    inside = sorted(sources - {"earmarked_total", "general", "total", "breakdown"})
    if "earmarked_total" in sources and len(inside) > 1:
        yield {"sum": [f"funding.{basis}.{source}" for source in inside], "equals": f"funding.{basis}.earmarked_total"}


def _of_cost(basis: str, items: set[str]) -> Iterator[dict[str, Any]]:
    """What costs come to: the lines of a breakdown, and the parts of a total, one of them perhaps left out."""
    cost = f"cost.{basis}."
    if "breakdown" in items:
        for whole in sorted(items & {"direct", "goods"}):
            yield {"sum": [f"{cost}breakdown"], "equals": cost + whole}
    parts = [item for item in _PARTS_OF_TOTAL if item in items]
    for left_out in (None, *parts):
        summands = [cost + item for item in parts if item != left_out]
        if "total" in items and len(summands) > 1:
            yield {"sum": summands, "equals": f"{cost}total"}


def _prefixed(words: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The words of a check with ``parts.`` before every fact, and some id."""
    said: dict[str, Any] = {"id": "todo"}
    for key, value in words.items():
        if isinstance(value, list):
            said[key] = [f"{prefix}{selector}" for selector in value]
        else:
            said[key] = f"{prefix}{value}" if isinstance(value, str) else value
    return said


def _named(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The checks with ids: what they come to, and a number where several do."""
    named, times = [], dict[str, int]()
    for words in checks:
        name = str(words["equals"]).replace("indicator.", "").replace(".", "_")
        times[name] = times.get(name, 0) + 1
        named.append({**words, "id": name if times[name] == 1 else f"{name}_{times[name]}"})
    return named
