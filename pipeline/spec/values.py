"""The spec language, smallest words first: what one printed place means."""

import re
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from db.vocabulary import VOCABULARIES
from pipeline.normalize.unit import is_unit, money_factor
from pipeline.spec.template import compile_template


class Strict(BaseModel):
    """Base of every word of the language: unknown keys are errors, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _template(text: str) -> str:
    compile_template(text)
    return text


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
    return pattern


def key_of(vocabulary: str) -> AfterValidator:
    """A validator that takes only keys of ``vocabulary`` in the database contract."""
    known = [term.key for term in VOCABULARIES[vocabulary]]

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"{value!r} is not a {vocabulary}; known: {', '.join(known)}")
        return value

    return AfterValidator(check)


Printed = Annotated[str, AfterValidator(_template)]
"""Printed text with holes; see ``pipeline.spec.template``."""
Labels = Printed | Annotated[list[Printed], Field(min_length=1)]
"""One printed label, or its variants."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name of our own: lower-case English."""

Basis = Annotated[str, key_of("basis")]
Item = Annotated[str, key_of("item")]
Source = Annotated[str, key_of("source")]
Stage = Annotated[str, key_of("stage")]
IndicatorKind = Annotated[str, key_of("indicator_kind")]
IndicatorMeasure = Annotated[str, key_of("indicator_measure")]

WhichYear = Literal["evaluated", "sheet", "before_evaluated", "after_sheet", "undated"]
"""A year by what it is to the report: ``evaluated`` the latest whose results it evaluates, ``sheet`` its own."""
HeadColumn = Literal["project_code", "serial", "project_name", "department", "started_fiscal_year", "ended_fiscal_year"]
EvaluationColumn = Literal[
    "stage", "for_fiscal_year", "performed", "direction", "budget", "outcome", "evaluated_on", "evaluator"
]
RecordColumn = Literal["name", "formula", "unit", "item", "level", "deadline", "direction"]


class Option(Strict):
    """One option of a choice group. ``text``: a bracket after it takes free words; ``code``: its printed number."""

    option: Printed
    key: str | None = None
    continues: bool | None = None
    text: bool = False
    code: str | None = None
    options: list["Option | str"] = []


class CostWord(Strict):
    """A cost (経費); without ``basis`` the table's columns say it."""

    item: Item
    basis: Basis | None = None
    within: Item | None = None


class FundingWord(Strict):
    """A source of funding (財源); without ``basis`` and ``sums_to`` the table's columns say them."""

    source: Source
    basis: Basis | None = None
    within: Annotated[str, key_of("source")] | None = None
    sums_to: Literal["direct", "total"] | None = None


class StaffingWord(Strict):
    """People or hours (人員)."""

    kind: Annotated[str, key_of("staff_kind")]
    measure: Annotated[str, key_of("staff_measure")]
    basis: Basis | None = None
    within: Annotated[str, key_of("staff_kind")] | None = None


class DerivedWord(Strict):
    """A figure that the form computes from others."""

    measure: Annotated[str, key_of("derived_measure")]
    numerator: Annotated[str, key_of("numerator")] | None = None
    basis: Basis | None = None
    indicator: IndicatorKind | None = None


class RatingWord(Strict):
    """One criterion of a graded evaluation, its grade printed in the cell.

    ``code``: a regular expression for the code printed before the grade (``A.順調``).
    """

    criterion: str
    code: Annotated[str, AfterValidator(_regex)] | None = None


class PolicyWord(Strict):
    """A level of a plan's hierarchy.

    ``code``: a regular expression for the code before the name; ``cells``: what the cells are, where code and name have
    one each.
    """

    plan: str | None = None
    level: str | None = None
    code: Annotated[str, AfterValidator(_regex)] | None = None
    cells: list[Literal["code", "name"]] = []


class Value(Strict):
    """What stands in one printed place: exactly one of the words below, and what is known of how it is printed.

    ``split`` takes the cell apart: ``holds`` says what its holes mean. Of a choice, ``marks: left`` says that each
    option has its mark in a cell of its own left of it, ``only_chosen`` that the sheet prints just what is chosen.
    """

    report: HeadColumn | None = None
    field: Name | None = None
    narrative: Name | None = None
    cost: CostWord | None = None
    funding: FundingWord | None = None
    staffing: StaffingWord | None = None
    derived: DerivedWord | None = None
    indicator: IndicatorKind | None = None
    measure: IndicatorMeasure | None = None
    part: RecordColumn | None = None
    choice: Name | None = None
    mark: Name | None = None
    policy: PolicyWord | None = None
    evaluation: EvaluationColumn | None = None
    rating: RatingWord | None = None
    split: Labels | None = None

    holds: dict[str, "Value"] = {}
    marks: Literal["inside", "left"] = "inside"
    only_chosen: bool = False
    type: Literal["text", "code", "year", "date", "number"] | None = None
    unit: str | None = None
    year: WhichYear | None = None
    stage: Stage | None = None
    criterion: str | None = None
    options: str | list[Option | str] | None = None
    option: str | None = None
    several: bool = False
    each_line: bool = False
    bracketed: bool = False

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        meanings = [name for name in MEANINGS if getattr(self, name) is not None]
        if self.indicator is not None and (self.measure or self.part):
            meanings.remove("indicator")
        if self.choice is not None:
            meanings = [name for name in meanings if name not in {"evaluation", "rating"}]
        if len(meanings) != 1:
            found = " and ".join(meanings) or "none"
            raise ValueError(f"a value means exactly one of {', '.join(MEANINGS)}; found {found}")
        if self.choice is not None and not self.options:
            raise ValueError(f"choice {self.choice!r} needs its options")
        if (self.split is None) != (not self.holds):
            raise ValueError("split takes a cell apart, and holds says what its holes mean: one needs the other")
        if self.mark is not None and self.option is None:
            raise ValueError(f"mark {self.mark!r} needs its option")
        if self.is_money and self.unit is not None and money_factor(self.unit) is None:
            raise ValueError(f"{self.unit!r} is not a unit of money")
        if self.staffing is not None and self.unit is not None and not is_unit(self.unit):
            raise ValueError(f"{self.unit!r} is not a unit of people or time")
        return self

    @cached_property
    def is_money(self) -> bool:
        """True for amounts that are stored in yen."""
        return self.cost is not None or self.funding is not None

    @cached_property
    def is_number(self) -> bool:
        """True where a quantity is printed."""
        numeric = (self.cost, self.funding, self.staffing, self.derived, self.measure)
        return any(word is not None for word in numeric) or self.type == "number"


MEANINGS = (
    "report",
    "field",
    "narrative",
    "cost",
    "funding",
    "staffing",
    "derived",
    "indicator",
    "measure",
    "part",
    "choice",
    "mark",
    "policy",
    "evaluation",
    "rating",
    "split",
)


def options_of(raw: list[Option | str]) -> tuple[Option, ...]:
    """The options with the short form (a bare string) spelled out."""
    return tuple(Option(option=option) if isinstance(option, str) else option for option in raw)
