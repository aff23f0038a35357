"""A perfect reading meets every goal, and every measure shows the error that is planted for it."""

from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from pipeline.errors import UnreadableFile
from pipeline.model.change import replace
from pipeline.model.document import Box, Cell, Document, Grid
from pipeline.model.facts import Choice, Narrative
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.model.report import SourceReading
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry
from tests.paper.fonts import embedded_font
from tests.paper.form import FORM
from tests.scans import filled
from tests.scans.condition import ONE_BIT_200
from tests.scans.evaluate import evaluate, unreadable
from tests.scans.report import MEASURES, as_json, as_text, not_met
from tests.scans.sheets import LOOKS, draw
from tests.scans.tally import Tally
from tests.scans.truth import Truth

pytestmark = pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")
NUMBERS, SILENT, MARKS, TEXT, PLACES, *_ = (measure.name for measure in MEASURES)
Change = Callable[[Cell], Cell]


@cache
def truth() -> Truth:
    """Two pages with boxes to tick."""
    document = read_document(draw(filled.box_sheets(Random(2), 2), LOOKS[0]))
    return Truth(document, read(document))


def read(document: Document) -> SourceReading:
    """By the one form that is needed."""
    return read_source(document, Registry((FORM,), {FORM.form: {}}))


def cell(text: str, nth: int = 0, page: int = 1) -> Cell:
    """The ``nth`` cell of page 1 with ``text`` in it."""
    return [c for c in truth().document.grids[page - 1].non_blank() if text in c.text][nth]


def changed(change: Callable[[Cell], Cell | None]) -> Document:
    """The document with other cells; None leaves one out."""

    def grid(of: Grid) -> Grid:
        rows = tuple(tuple(c for c in map(change, row) if c is not None) for row in of.rows)
        return replace(of, rows=rows)

    return replace(truth().document, grids=tuple(map(grid, truth().document.grids)))


def other_text(at: Cell, text: str) -> Document:
    return changed(lambda c: replace(c, text=text) if c.place == at.place else c)


def told(document: Document | None = None, reading: SourceReading | None = None) -> Tally:
    """What is counted for a document, and for the facts in it or others."""
    document = document or truth().document
    return evaluate("boxes", truth(), document, reading or read(document))


def value(name: str, tally: Tally) -> float | None:
    return next(measure.value(tally) for measure in MEASURES if measure.name == name)


def failing(tally: Tally, condition: str = "clean-300") -> list[str]:
    return [found.split(": ", 1)[1] for found in not_met({condition: tally})]


def with_finding(reading: SourceReading, at: Place, severity: Severity, rule: str = "doubtful") -> SourceReading:
    first, *more = reading.reports
    finding = Finding(rule, severity, "look at it", place=at)
    return replace(reading, reports=(replace(first, findings=(*first.findings, finding)), *more))


def with_fact(old: Choice | Narrative, new: Choice | Narrative | None) -> SourceReading:
    first, *more = truth().reading.reports
    facts = tuple(f for fact in first.facts if (f := new if fact is old else fact) is not None)
    return replace(truth().reading, reports=(replace(first, facts=facts), *more))


def test_a_perfect_reading_meets_every_goal() -> None:
    tally = told()
    assert failing(tally) == []
    assert (tally.pages, tally.pages_right, tally.wrong) == (2, 2, ())
    assert (tally.numbers_exact, tally.marks_right) == (tally.numbers, tally.marks)
    assert tally.numbers > 40 < tally.characters
    assert tally.marks == 20
    assert tally.silent == tally.marks_silent == tally.characters_wrong == tally.cells_extra == 0


# ---- numbers


def free_number() -> Cell:
    """A number of an indicator, which nothing has to add up with."""
    numbers = [c for c in truth().document.grids[0].non_blank() if c.text.strip()[0].isdigit()]
    return next(c for c in numbers if c.row > cell("目標").row)


def test_a_wrong_number_that_nothing_speaks_of_is_silent() -> None:
    tally = told(other_text(free_number(), "98,765"))
    assert (tally.numbers - tally.numbers_exact, tally.silent) == (1, 1)
    assert failing(tally) == [NUMBERS, SILENT]
    assert failing(tally, ONE_BIT_200.name) == [NUMBERS, SILENT]
    (wrong,) = tally.wrong
    assert (wrong.kind, wrong.page, wrong.rule) == ("number", 1, None)
    assert "98765" in wrong.got
    assert "SILENT" in as_text({"clean-300": tally})


def test_a_wrong_number_in_a_sum_that_fails_is_said() -> None:
    tally = told(other_text(cell("事業費"), "事業費"))
    assert tally.silent == 0
    amount = next(c for c in truth().document.grids[0].non_blank() if c.row == cell("事業費").row and c.col > 2)
    tally = told(other_text(amount, "987,654"))
    assert (tally.numbers - tally.numbers_exact, tally.silent) == (1, 0)
    assert tally.wrong[0].rule == "check-cost_total"


@pytest.mark.parametrize(("severity", "silent"), [(Severity.WARNING, 0), (Severity.ERROR, 0), (Severity.INFO, 1)])
def test_a_finding_at_the_cell_covers_a_wrong_number(severity: Severity, silent: int) -> None:
    at = free_number()
    document = other_text(at, "98,765")
    reading = with_finding(read(document), at.place, severity)
    assert told(document, reading).silent == silent


def test_a_finding_elsewhere_covers_nothing() -> None:
    document = other_text(free_number(), "98,765")
    for place in (Place(1, 0, 0), Place(2, free_number().row, free_number().col)):
        assert told(document, with_finding(read(document), place, Severity.ERROR)).silent == 1


def test_a_warning_of_the_whole_page_covers_what_is_lost_and_not_what_is_wrong() -> None:
    for text, silent in (("98,765", 1), ("", 0)):
        document = other_text(free_number(), text)
        reading = with_finding(read(document), Place(1, 0, 0), Severity.WARNING, "page-faint")
        assert told(document, reading).silent == silent


def test_a_lost_number_is_silent_too() -> None:
    tally = told(other_text(free_number(), ""))
    assert (tally.numbers - tally.numbers_exact, tally.silent) == (1, 1)
    assert tally.wrong[0].got == "nothing"


def test_an_invented_number_is_silent_too() -> None:
    blank = next(c for row in truth().document.grids[0].rows for c in row if c.is_blank and c.row == cell("人件費").row)
    tally = told(other_text(blank, "12"))
    assert (tally.numbers, tally.numbers_exact, tally.silent) == (told().numbers, told().numbers, 1)
    assert tally.wrong[0].expected == "nothing"


def test_a_number_of_another_year_is_wrong() -> None:
    heading = cell("平成18年度", nth=1)
    document = other_text(heading, "平成13年度")
    assert told(document).numbers_exact < told().numbers


def test_misread_labels_make_no_number_wrong() -> None:
    thing = next(c for c in truth().document.grids[0].non_blank() if c.row == free_number().row)
    tally = told(other_text(thing, f"{thing.text}口"))
    assert (tally.numbers_exact, tally.characters_wrong) == (tally.numbers, 1)


def test_a_report_that_is_not_recognised_loses_all_its_numbers() -> None:
    document = other_text(cell("試験評価表"), "なにか")
    tally = told(document)
    assert tally.numbers_exact <= tally.numbers / 2
    assert tally.numbers == told().numbers


# ---- marks


def choice() -> Choice:
    return next(fact for fact in truth().reading.reports[0].facts if isinstance(fact, Choice))


def test_a_wrong_mark() -> None:
    tally = told(reading=with_fact(choice(), replace(choice(), checked=not choice().checked)))
    assert failing(tally) == [MARKS]
    assert (tally.marks - tally.marks_right, tally.marks_open, tally.marks_silent) == (1, 0, 1)


def test_an_open_mark_with_a_finding_is_half_right_and_without_one_wrong() -> None:
    reading = with_fact(choice(), replace(choice(), checked=None))
    told_of = told(reading=with_finding(reading, choice().place, Severity.WARNING))
    assert (told_of.marks_right, told_of.marks_open, told_of.marks_silent) == (told_of.marks - 1, 1, 0)
    assert value(MARKS, told_of) == pytest.approx(100 * 19.5 / 20)
    assert value(MARKS, told(reading=reading)) == pytest.approx(100 * 19 / 20)


def test_a_lost_mark_is_wrong() -> None:
    assert told(reading=with_fact(choice(), None)).marks_right == 19


# ---- texts


def narrative() -> Narrative:
    return next(fact for fact in truth().reading.reports[0].facts if isinstance(fact, Narrative))


@pytest.mark.parametrize(("end", "wrong"), [("", 0), ("口", 1), (" 　\n", 0), ("□□", 2)])
def test_characters_wrong(end: str, wrong: int) -> None:
    fact = narrative()
    tally = told(reading=with_fact(fact, replace(fact, text=fact.text + end)))
    assert tally.characters_wrong == wrong
    assert (TEXT in failing(tally)) is (wrong > 0)


def test_a_lost_text_is_wrong_throughout() -> None:
    tally = told(reading=with_fact(narrative(), None))
    assert tally.characters_wrong == len("".join(narrative().text.split()))


# ---- places


def moved(by: tuple[float, float, float, float], which: Callable[[Cell], bool] = lambda _: True) -> Document:
    def move(c: Cell) -> Cell:
        if c.box is None or not which(c):
            return c
        box = c.box
        return replace(c, box=Box(box.left + by[0], box.top + by[1], box.right + by[2], box.bottom + by[3]))

    return changed(move)


def test_a_page_that_was_straightened_otherwise_is_right() -> None:
    assert told(moved((14, -9, 14, -9))).pages_right == 2

    def stretched(c: Cell) -> Cell:
        assert c.box is not None
        left, top, right, bottom = c.box.left, c.box.top, c.box.right, c.box.bottom
        return replace(c, box=Box(1.01 * left + 20, 0.99 * top - 7, 1.01 * right + 20, 0.99 * bottom - 7))

    assert told(changed(stretched)).pages_right == 2


@pytest.mark.parametrize("by", [(0.0, 6.0, 0.0, 6.0), (0.0, 0.0, 40.0, 0.0)])
def test_a_cell_out_of_place_makes_its_page_wrong(by: tuple[float, float, float, float]) -> None:
    place = cell("人件費").place
    tally = told(moved(by, lambda c: c.place == place))
    assert (tally.pages_right, tally.cells - tally.cells_right, tally.cells_extra) == (1, 1, 1)
    assert failing(tally) == [PLACES]


def test_a_cell_that_is_lost_makes_its_page_wrong() -> None:
    place = cell("人件費").place
    tally = told(changed(lambda c: None if c.place == place else c), truth().reading)
    assert (tally.pages_right, tally.cells - tally.cells_right, tally.cells_extra) == (1, 1, 0)


def test_a_cell_too_many_makes_its_page_wrong() -> None:
    grid, *more = truth().document.grids
    extra = replace(cell("人件費"), box=Box(10, 10, 60, 30), text="")
    document = replace(truth().document, grids=(replace(grid, rows=(*grid.rows, (extra,))), *more))
    tally = told(document, truth().reading)
    assert (tally.pages_right, tally.cells_right, tally.cells_extra) == (1, tally.cells, 1)


def test_text_outside_tables_need_not_stand_in_its_place() -> None:
    assert told(moved((0, 50, 0, 50), lambda c: not c.ruled)).pages_right == 2


# ---- files


def test_a_file_that_is_refused_is_lost_and_said_to_be() -> None:
    tally = unreadable("boxes", truth(), "refused: broken")
    assert (tally.pages, tally.numbers_exact, tally.silent, tally.marks_right) == (2, 0, 0, 0)
    assert (tally.numbers, tally.marks, tally.cells) == (told().numbers, told().marks, told().cells)
    assert tally.characters == tally.characters_wrong == told().characters
    assert "lost [refused: broken]" in as_text({"clean-300": tally})


def test_counts_add_up() -> None:
    both = told() + unreadable("boxes", truth(), "refused")
    assert (both.files, both.pages, both.numbers) == (2, 4, 2 * told().numbers)
    assert value(NUMBERS, both) == 50
    assert value(NUMBERS, Tally()) is None


def test_the_report_for_programs_says_the_same() -> None:
    (one,) = as_json({"clean-300": told(other_text(free_number(), "98,765"))})
    measures = {each["name"]: each for each in one["measures"]}
    assert (measures[NUMBERS]["met"], measures[MARKS]["met"], measures[NUMBERS]["goal"]) == (False, True, 100)
    assert one["counts"]["silent"] == 1
    assert [each["kind"] for each in one["wrong"]] == ["number"]


@pytest.mark.parametrize(("silent", "met"), [(0, True), (1, True), (2, False)])
def test_one_silent_error_in_five_thousand_may_be_of_one_bit(silent: int, met: bool) -> None:
    tally = Tally(numbers=5000, numbers_exact=5000 - silent, silent=silent)
    assert (SILENT not in failing(tally, "one-bit-200")) is met
    assert (SILENT not in failing(tally, "scan-200")) is (silent == 0)


class Refuses:
    """A reader of nothing."""

    def read(self, data: bytes) -> Document:
        raise UnreadableFile("no scan")

    def read_facts(self, data: bytes) -> SourceReading:
        raise AssertionError
