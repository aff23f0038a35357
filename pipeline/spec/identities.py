"""The spec language, what must add up: sums, ratios and sameness between facts. Nothing else, and no formulas."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from db.vocabulary import VOCABULARIES
from pipeline.spec.values import Name, Strict, WhichYear

_AXES = {
    "cost": ("basis", "item"),
    "funding": ("basis", "source"),
    "staffing": ("basis", "staff_kind"),
    "derived": ("basis", "derived_measure"),
    "indicator": ("indicator_kind", "indicator_measure"),
}
_HEAD = ("project_code", "project_name", "department", "started_fiscal_year", "ended_fiscal_year")
_EVALUATION = ("performed", "continues", "direction", "budget", "outcome")


@dataclass(frozen=True, slots=True)
class Selector:
    """Which facts an identity speaks of.

    ``cost.settlement.total``, ``funding.settlement.*``, ``indicator.outcome.actual``, ``report.project_name``,
    ``evaluation.first.direction``. ``of_parts``: of the parts of the project (``parts.cost.settlement.direct``), not of
    the project as a whole.
    """

    table: str
    first: str
    second: str
    of_parts: bool = False

    def __str__(self) -> str:
        parts = "parts" if self.of_parts else ""
        return ".".join(filter(None, (parts, self.table, self.first, self.second)))


@lru_cache(maxsize=4096)
def parse_selector(text: str) -> Selector:
    """A selector from its dotted form.

    Raises:
        ValueError: a part is not in the vocabulary it should be from.
    """
    of_parts = text.startswith("parts.")
    table, _, rest = text.removeprefix("parts.").partition(".")
    first, _, second = rest.partition(".")
    if table == "report":
        _require(first, _HEAD, text)
    elif table == "evaluation":
        _require(first, _keys("stage"), text)
        _require(second, _EVALUATION, text)
    elif table in _AXES:
        for part, vocabulary in zip((first, second), _AXES[table], strict=True):
            _require(part, (*_keys(vocabulary), "*"), text)
    else:
        raise ValueError(f"{text!r}: a selector begins with {', '.join((*_AXES, 'report', 'evaluation'))}")
    return Selector(table, first, second, of_parts)


def _keys(vocabulary: str) -> tuple[str, ...]:
    return tuple(term.key for term in VOCABULARIES[vocabulary])


def _require(part: str, known: tuple[str, ...], text: str) -> None:
    if part not in known:
        raise ValueError(f"{text!r}: {part!r} is none of {', '.join(known)}")


def _selector(text: str) -> str:
    parse_selector(text)
    return text


SelectorText = Annotated[str, AfterValidator(_selector)]


class Check(Strict):
    """One identity, tested for every fiscal year (and indicator) for which its facts are there.

    ``sum`` of facts, or ``ratio`` of two (times ``factor``), ``equals`` a fact. ``or_inverse``: the ratio may be
    printed upside down (達成率 of an indicator that should fall). ``beside`` a fact: printed for just the years in
    which that is. ``change`` of a fact: its figure less that of the year before (差引). ``year``: it holds for that
    year alone. An identity holds for the project as a whole; of parts it says ``parts.`` before their facts.
    """

    id: Name
    sum: list[SelectorText] = []
    ratio: Annotated[list[SelectorText], Field(min_length=2, max_length=2)] | None = None
    beside: SelectorText | None = None
    change: SelectorText | None = None
    factor: int = 1
    or_inverse: bool = False
    equals: SelectorText
    year: WhichYear | None = None
    severity: Literal["error", "warning"] = "error"

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(map(bool, (self.sum, self.ratio, self.beside, self.change))) != 1:
            raise ValueError(f"check {self.id!r} is either a sum, a ratio, a change, or beside something")
        return self

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The selectors of what the result is compared with."""
        return tuple(self.sum or self.ratio or [self.beside or self.change or ""])


class Companion(Strict):
    """Another form in the same file about the same project, and what both must say alike."""

    form: str
    same: list[SelectorText]
