"""What recognition leaves on facts: the text as first read, how sure it is, and a finding where it is doubtful."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pipeline.decode.calibration import confidence as calibrated
from pipeline.decode.numbers import Reading
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.facts import Choice, Derived, Fact, Field, Measured, Money, Rating
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.model.report import Report

SURE = 0.9  # a value less sure than this is one that a person should look at
_SIGNS = frozenset("□☑■☐○●◎✓✔レ*＊\ufffd")
_LOOKED_AT = (Money, Measured, Derived, Choice, Rating, Field)


def with_recognition(
    report: Report, cells: Iterable[Cell], readings: Mapping[Place, Sequence[Reading]], sure: Collection[Place]
) -> Report:
    """The report with ``raw`` and ``confidence`` of facts from recognised cells, and findings for doubtful ones.

    ``readings`` are those of cells of figures, the one taken first; ``sure`` are the cells that the form's arithmetic
    vouches for.
    """
    seen = {cell.place: cell for cell in cells if cell.lines}
    if not seen:
        return report
    confidence = {place: _confidence(cell, readings.get(place, ())) for place, cell in seen.items()}
    facts = tuple(_with_reading(fact, seen, confidence) for fact in report.facts)
    findings = tuple(_doubts(facts, seen, confidence, sure))
    return replace(report, facts=facts, findings=(*report.findings, *findings))


def _confidence(cell: Cell, readings: Sequence[Reading]) -> float:
    """How sure a cell's text is: of a figure its reading among all, else the least sure of its characters.

    Where ink was passed over, nothing is sure.
    """
    taken = next((reading for reading in readings if reading.text == cell.text), None)
    lowest = min(line.score for line in cell.lines)
    if not lowest:
        return 0.0
    return calibrated(lowest) if taken is None else taken.probability


def _with_reading(fact: Fact, seen: Mapping[Place, Cell], confidence: Mapping[Place, float]) -> Fact:
    cell = seen.get(fact.place)
    if cell is None:
        return fact
    raw = fact.raw if cell.recognised is None else cell.recognised
    return replace(fact, raw=raw, confidence=None if _is_measured(fact, cell) else round(confidence[fact.place], 4))


def _is_measured(fact: Fact, cell: Cell) -> bool:
    """True for a mark told by its ink: how its characters were recognised says nothing of it."""
    if isinstance(fact, Rating):
        return cell.recognised is not None and bool(_SIGNS & set(cell.text))
    return isinstance(fact, Choice) and cell.recognised is not None


def _doubts(
    facts: Sequence[Fact], seen: Mapping[Place, Cell], confidence: Mapping[Place, float], sure: Collection[Place]
) -> Iterator[Finding]:
    """One finding for each cell with a doubtful value."""
    told: set[Place] = set()
    for fact in facts:
        place = fact.place
        if place not in seen or place in told or place in sure or not isinstance(fact, _LOOKED_AT):
            continue
        if confidence[place] < SURE and not _is_measured(fact, seen[place]):
            told.add(place)
            yield Finding(
                "reading-doubtful",
                Severity.WARNING,
                f"{fact.label}: this value of a scan was not read with certainty; look at the page",
                expected=f"characters read with {SURE:.0%} or more",
                actual=f"{seen[place].text.strip()} ({confidence[place]:.0%})",
                fiscal_year=fact.fiscal_year,
                place=place,
            )
