"""What binding hands on: readings that are settled, and rows whose cells may stand in more than one place.

Things made of several cells (reports, indicators, goals, policies, evaluations) travel as parts, each with its cell,
until all rows are settled; ``pipeline.assemble`` puts them together.
"""

from dataclasses import dataclass

from msgspec import Struct

from pipeline.model.document import Cell
from pipeline.model.facts import Fact
from pipeline.model.finding import Finding


class HeadPart(Fact, frozen=True, kw_only=True):
    """A column of ``reports``: ``column`` and what is printed for it (a year as an integer)."""

    column: str
    value: str | int | None


class RecordPart(Fact, frozen=True, kw_only=True):
    """A part of an indicator or goal: ``record`` is its number in the report."""

    record: int
    column: str
    text: str | None


class PolicyPart(Fact, frozen=True, kw_only=True):
    """The code or the name of a policy level; parts with one ``record`` are one policy."""

    record: int
    plan: str | None
    level: str | None
    code: str | None = None
    name: str | None = None


class EvaluationPart(Fact, frozen=True, kw_only=True):
    """A column of an evaluation: ``evaluation`` is its number in the report."""

    evaluation: int
    column: str
    value: str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """An indicator or goal that the form has room for; it becomes a row if any part or value of it is printed."""

    number: int
    makes: str
    kind: str | None
    ordinal: int
    heading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationHead:
    """A verdict that a section holds. ``cell`` is the one that names it."""

    number: int
    cell: Cell
    label: str
    stage: str | None
    for_fiscal_year: int | None
    restated: bool


class Reading(Struct, frozen=True):
    """What a cell says if it stands in a certain place. ``score``: how well its type fits (0 hardly, 3 well)."""

    score: int
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """One order-preserving way to put a row's cells into its slots: ``slots[i]`` is the slot of cell i.

    ``offsets[i]`` is how many columns cell i stands right of where its slot is headed; ``exact``: all by one number,
    and one that something else on the row supports.
    """

    slots: tuple[int, ...]
    offsets: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row's cells, and every placement that their types allow. ``readings[i][j]``: cell i in slot j.

    ``blanks[j]`` is what an empty slot j says (an option that is not chosen). ``table`` groups rows that one exporter
    shifted alike; None for a row that stands alone. ``testifies``: where its cells stand says how far rows of its table
    moved; ``needs_testimony``: its columns count only if a row that is certain anyway testifies.
    """

    label: str
    table: str | None
    cells: tuple[Cell, ...]
    readings: tuple[tuple[Reading | None, ...], ...]
    placements: tuple[Placement, ...]
    bounded: bool = False
    blanks: tuple[Reading, ...] = ()
    testifies: bool = True
    needs_testimony: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportYears:
    """The years of a report: the latest whose results it evaluates, and the one it was made in."""

    evaluated: int | None
    sheet: int | None

    def of(self, which: str | None) -> int | None:
        """The fiscal year that a spec names by what it is to the report; None if it is undated or unknown."""
        match which:
            case "evaluated":
                return self.evaluated
            case "sheet":
                return self.sheet
            case "before_evaluated":
                return None if self.evaluated is None else self.evaluated - 1
            case "after_sheet":
                return None if self.sheet is None else self.sheet + 1
            case _:
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundReport:
    """A report after binding: settled facts and parts, rows to settle, and what was left over."""

    form: str
    years: ReportYears
    title: Cell
    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...]
    problems: tuple[RowProblem, ...]
    records: tuple[RecordHead, ...]
    evaluations: tuple[EvaluationHead, ...]
    unread: tuple[Cell, ...]
    findings: tuple[Finding, ...]
