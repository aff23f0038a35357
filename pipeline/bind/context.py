"""What a section's words are read with: the report's years, the labels above, and running numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

from msgspec import Struct

from pipeline.model.document import Cell
from pipeline.model.drafts import EvaluationHead, RecordHead, ReportYears
from pipeline.model.facts import Fact
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.spec.form import Form
from pipeline.spec.sections import SectionEvaluation


class Numbers:
    """Running numbers of one report's records, by kind."""

    def __init__(self) -> None:
        self._all = count()
        self._kinds: dict[tuple[str, int | None], int] = {}
        self.heads: list[RecordHead] = []
        self._named: dict[tuple[str, int | None], int] = {}

    def new(self, makes: str, kind: str | None, heading: str | None, part: int | None = None) -> int:
        """Begin a record and return its number; ordinals count by kind, within a part of the project."""
        number = next(self._all)
        ordinal = self._kinds.get((kind or makes, part), 0) + 1
        self._kinds[kind or makes, part] = ordinal
        self.heads.append(RecordHead(number=number, makes=makes, kind=kind, ordinal=ordinal, heading=heading))
        return number

    def single(self, kind: str, part: int | None) -> int:
        """The number of the one indicator of this kind, and part, that loose lines speak of (対象数, 利用数)."""
        if (kind, part) not in self._named:
            self._named[kind, part] = self.new("indicator", kind, None, part)
        return self._named[kind, part]

    def loose(self) -> int:
        """A number for something that needs no head (a policy)."""
        return next(self._all)


@dataclass(slots=True)
class Gathered:
    """What binding has found so far in one report."""

    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    evaluations: list[EvaluationHead] = field(default_factory=list)

    def begin_evaluation(self, word: SectionEvaluation, cell: Cell, context: "Context") -> int:
        """Keep the verdict that a section holds, named by ``cell``, and return its number."""
        number = len(self.evaluations)
        head = EvaluationHead(
            number=number,
            cell=cell,
            label=context.label,
            stage=word.stage,
            for_fiscal_year=context.years.of(word.year),
            restated=word.restated,
        )
        self.evaluations.append(head)
        return number


class Context(Struct, frozen=True):
    """The surroundings of a value: ``labels`` printed above it, outermost first, and the fiscal year they give.

    ``year_unknown``: it stands below a heading whose year can't be told, so that its figure is nobody's.
    """

    form: Form
    years: ReportYears
    numbers: Numbers
    labels: tuple[str, ...] = ()
    fiscal_year: int | None = None
    stage: str | None = None
    evaluation: int | None = None
    record: int | None = None
    part: int | None = None
    radio_style: bool = False
    year_unknown: bool = False

    @property
    def label(self) -> str:
        """The printed headings joined as the database keeps them."""
        return _joined(self.labels)


@lru_cache(maxsize=16_384)
def _joined(labels: tuple[str, ...]) -> str:
    return " > ".join(" ".join(label.split()) for label in labels)


def printed_year(
    text: str, cell: Cell, context: Context, findings: list[Finding], *, may_be_blank: bool = False
) -> int | None:
    """The fiscal year printed in a label; None, with a finding, if it can't be told: 令和 年度 in a heading too."""
    reading = parse_fiscal_year(text, near=context.years.evaluated)
    if reading is None and may_be_blank:
        return None
    if reading is None or reading.status is not Status.VALUE:
        problem = "no year is filled in" if reading is None else reading.problem
        findings.append(
            Finding(
                "year-unreadable",
                Severity.ERROR,
                f"the year of a heading can't be told: {problem}",
                expected="a fiscal year with its era (平成18年度, H18)",
                actual=text,
                place=cell.place,
            )
        )
        return None
    return reading.year


def check_years(columns: Sequence[tuple[Cell, int | None]], context: Context) -> Iterator[Finding]:
    """An error finding unless the headings are years in a row that include the one the sheet evaluates."""
    years = [year for _, year in columns if year is not None]
    evaluated = context.years.evaluated
    if not years or (years == list(range(years[0], years[0] + len(years))) and evaluated in {*years, None}):
        return
    how = (
        "taken as printed" if len(set(years)) == len(years) else "taken as printed, and those of a year twice left out"
    )
    message = f"{context.label}: the years of the columns don't fit the sheet's own year; they were {how}"
    expected, actual = f"years in a row, {evaluated} among them", ", ".join(map(str, years))
    yield Finding("years-unexpected", Severity.ERROR, message, expected, actual, place=columns[0][0].place)
