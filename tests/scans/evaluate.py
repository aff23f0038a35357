"""What was read from a file of scans against the truth of its pages."""

from collections.abc import Sequence
from typing import Protocol

from pipeline.model.document import Document
from pipeline.model.place import Place
from pipeline.model.report import Report, SourceReading
from tests.scans.findings import Doubts, doubts_of
from tests.scans.matching import matched
from tests.scans.placing import Placing, compare_places
from tests.scans.said import Said, all_said
from tests.scans.tally import NOTHING, Tally, Wrong, total
from tests.scans.texts import characters_wrong, folded
from tests.scans.truth import Truth

_BOXES = str.maketrans("", "", "■□☑☐☒✓○●◯")


class Reader(Protocol):
    """What reads files of scans: cells first, and then what they say."""

    def read(self, data: bytes) -> Document:
        """The cells of every page."""

    def read_facts(self, data: bytes) -> SourceReading:
        """The facts."""


def evaluate(file: str, truth: Truth, document: Document, reading: SourceReading) -> Tally:
    """Everything counted on one file that holds the pages of the truth, in order."""
    by_page = {grid.page: grid for grid in document.grids}
    places = [compare_places(grid, by_page.get(grid.page)) for grid in truth.document.grids]
    doubts = doubts_of(document, reading, truth.reading)
    read_for = {true.place: read.place for placing in places for true, read in placing.pairs}
    cells = total(_of_page(placing) for placing in places)
    pairs = _pairs(truth.reading.reports, reading.reports)
    things = total(_of_thing(_Case(file, doubts, read_for), true, read) for true, read in pairs)
    return Tally(files=1) + cells + things


def unreadable(file: str, truth: Truth, why: str) -> Tally:
    """A file that the reader refused: all is lost, and said to be."""
    nothing = SourceReading(reports=())
    places = [compare_places(grid, None) for grid in truth.document.grids]
    case = _Case(file, Doubts({}, {grid.page: why for grid in truth.document.grids}, ()), {})
    pairs = _pairs(truth.reading.reports, nothing.reports)
    return Tally(files=1) + total(map(_of_page, places)) + total(_of_thing(case, *pair) for pair in pairs)


def _pairs(truth: Sequence[Report], read: Sequence[Report]) -> list[tuple[Said | None, Said | None]]:
    """What the reports of a file say, side by side; reports belong together by their form and first page."""
    waiting: dict[object, Report] = {(report.head.form, report.head.first_page): report for report in read}
    pairs = []
    for report in truth:
        partner = waiting.pop((report.head.form, report.head.first_page), None)
        pairs += matched(all_said(report), all_said(partner) if partner is not None else [])
    for report in waiting.values():
        pairs += matched([], all_said(report))
    return pairs


def _of_page(placing: Placing) -> Tally:
    pairs = [(true.text, read.text) for true, read in placing.pairs]
    pairs += [(cell.text, "") for cell in placing.missing]
    plain = [(true.translate(_BOXES), read.translate(_BOXES)) for true, read in pairs]
    return Tally(
        pages=1,
        pages_right=placing.page_right,
        cells=placing.wanted,
        cells_right=placing.right,
        cells_extra=placing.extra,
        cell_characters=sum(len(folded(true)) for true, _ in plain),
        cell_characters_wrong=sum(characters_wrong(true, read) for true, read in plain),
    )


class _Case:
    """One file: what is doubted in it, and which cell was read for which."""

    def __init__(self, file: str, doubts: Doubts, read_for: dict[Place, Place]) -> None:
        self.file, self._doubts, self._read_for = file, doubts, read_for

    def rule(self, true: Said | None, read: Said | None) -> str | None:
        """The finding that covers what was read; of what was lost, one of its cell, its page, or its label."""
        if read is not None:
            return self._doubts.cells.get(read.place)
        if true is None:
            return None
        place = self._read_for.get(true.place)
        if place is not None and place in self._doubts.cells:
            return self._doubts.cells[place]
        return self._doubts.pages.get(true.place.page) or self._doubts.of_label(true.label)

    def wrong(self, true: Said | None, read: Said | None, rule: str | None) -> Wrong:
        said = true or read
        assert said is not None
        about = " ".join(filter(None, (said.table, said.about, str(said.year or ""), said.label)))
        return Wrong(said.kind, self.file, said.place.page, about, _shown(true), _shown(read), rule)


def _shown(said: Said | None) -> str:
    return NOTHING if said is None else said.shown if said.year is None else f"{said.shown} ({said.year})"


def _of_thing(case: _Case, true: Said | None, read: Said | None) -> Tally:
    kind = (true or read).kind  # type: ignore[union-attr] # one of them is there
    if kind == "text":
        return _of_text(true, read)
    right = true is not None and read is not None and (true.value, true.year) == (read.value, read.year)
    rule = None if right else case.rule(true, read)
    wrong = () if right else (case.wrong(true, read, rule),)
    silent = not right and rule is None
    if kind == "number":
        return Tally(numbers=true is not None, numbers_exact=right, silent=silent, wrong=wrong)
    open_ = not right and read is not None and read.open_ and rule is not None
    return Tally(marks=true is not None, marks_right=right, marks_open=open_, marks_silent=silent, wrong=wrong)


def _of_text(true: Said | None, read: Said | None) -> Tally:
    texts = ["" if said is None or said.value[0] is None else str(said.value[0]) for said in (true, read)]
    return Tally(characters=len(folded(texts[0])), characters_wrong=characters_wrong(*texts))
