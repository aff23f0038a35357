"""What the words of one section are bound with: its cells, the sheet's geometry, and where results go."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.bind.aligned.area import Area
from pipeline.bind.aligned.sheet import Sheet
from pipeline.bind.claims import Claims
from pipeline.bind.context import Context, Gathered
from pipeline.bind.quantities import HARDLY, POORLY
from pipeline.bind.values import read_value
from pipeline.model.change import replace
from pipeline.model.document import Cell, Place
from pipeline.model.drafts import Reading, RecordPart
from pipeline.model.facts import Fact, Field, Narrative, Rating
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.wrapping import unwrapped
from pipeline.spec.values import Value

_STRUCK = "－"


@dataclass(frozen=True, slots=True)
class SectionBinder:
    """One section, or one block of it. ``near`` is the cell to name where nothing better is known: the heading."""

    sheet: Sheet
    area: Area
    claims: Claims
    context: Context
    gathered: Gathered
    near: Cell
    headings: frozenset[Place] = frozenset()

    def report(self, *findings: Finding) -> None:
        """Keep findings."""
        self.gathered.findings.extend(findings)

    def read(self, value: Value, cell: Cell, context: Context, text: str | None = None) -> bool:
        """Read a cell (or ``text``, a part of it) as ``value``, and claim it. False if it says no such thing.

        A cell struck through says that there is nothing to say; any other blank cell says nothing.
        """
        blank = cell.is_blank
        if blank:
            if not cell.struck:
                return True
            text = _STRUCK
        reading = read_value(value, cell, context, text)
        if not reading.facts and reading.score <= POORLY:
            return False
        if reading.facts and reading.score == HARDLY and not reading.findings:
            self.report(_doubtful(cell, context))
        if blank:
            reading = _unsaid(reading)
        elif cell.box is not None and "\n" in cell.text:
            reading = _on_one_line(reading)
        self.take(reading)
        self.claims.value([cell])
        return True

    def take(self, reading: Reading) -> None:
        """Keep what a reading says."""
        self.gathered.facts.extend(reading.facts)
        self.gathered.findings.extend(reading.findings)

    def is_value(self, cell: Cell) -> bool:
        """True for a cell that a value may be read from: nobody's label."""
        return self.claims.is_free(cell)

    def up_to_label(self, cells: Iterable[Cell]) -> list[Cell]:
        """The cells before the first that is a label already."""
        run: list[Cell] = []
        for cell in cells:
            if not self.claims.is_free(cell):
                break
            run.append(cell)
        return run

    def under(self, *labels: str) -> Context:
        """The section's context with more labels below it; a heading that is a label itself is named once."""
        more = [unwrapped(label) if "\n" in label else label.strip() for label in labels]
        if more[:1] == [*self.context.labels[-1:]]:
            more = more[1:]
        return replace(self.context, labels=(*self.context.labels, *more))


def _on_one_line(reading: Reading) -> Reading:
    """Names, units and grades without the breaks of a narrow cell on a page; running text keeps its lines."""
    facts: list[Fact] = []
    for fact in reading.facts:
        if isinstance(fact, Rating) and fact.grade is not None:
            facts.append(replace(fact, grade=unwrapped(fact.grade)))
        elif isinstance(fact, RecordPart) and fact.text is not None:
            facts.append(replace(fact, text=unwrapped(fact.text)))
        else:
            facts.append(fact)
    return replace(reading, facts=tuple(facts))


def _unsaid(reading: Reading) -> Reading:
    """What a cell that is struck through says: there is no text, whatever it would be about."""
    facts: list[Fact] = []
    for fact in reading.facts:
        if isinstance(fact, Narrative):
            facts.append(replace(fact, text="", status=Status.NONE))
        elif isinstance(fact, Field):
            facts.append(replace(fact, value=None, status=Status.NONE))
        else:
            facts.append(fact)
    return replace(reading, facts=tuple(facts))


def _doubtful(cell: Cell, context: Context) -> Finding:
    message = f"{context.label}: what is printed doesn't look like what the form has here; it was taken as printed"
    return Finding("value-doubtful", Severity.WARNING, message, actual=cell.text.strip(), place=cell.place)
