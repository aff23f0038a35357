"""Levels of plans from cells that hold a code, a name, or both."""

from collections.abc import Sequence

from pipeline.model.drafts import PolicyPart
from pipeline.model.facts import Fact, Policy, of_kind


def policies_of(facts: Sequence[Fact]) -> list[Policy]:
    """The policy levels among ``facts``, numbered within their plan."""
    parts = of_kind(facts, PolicyPart)
    ordinals: dict[str | None, int] = {}
    policies = []
    for number in dict.fromkeys(part.record for part in parts):
        mine = [part for part in parts if part.record == number]
        first = mine[0]
        ordinals[first.plan] = ordinals.get(first.plan, 0) + 1
        policies.append(
            Policy(
                place=first.place,
                raw=first.raw,
                label=first.label,
                fiscal_year=first.fiscal_year,
                ordinal=ordinals[first.plan],
                plan=first.plan,
                level=first.level,
                code=next((part.code for part in mine if part.code), None),
                name=next((part.name for part in mine if part.name), None),
            )
        )
    return policies
