"""One truth, laid out once, and rendered as text, HTML, workbook and PDF: each gives exactly the facts of the truth."""

from collections.abc import Callable
from random import Random
from typing import get_args

import pytest

from pipeline.model.change import replace
from pipeline.model.report import Report
from pipeline.readers import read_document
from tests.builders import read_all, rules
from tests.paper.excel import as_excel
from tests.paper.filled import BOXES, CIRCLES, CLEANING, filled
from tests.paper.form import FORM
from tests.paper.html import as_html
from tests.paper.model import Sheet
from tests.paper.pdf import as_pdf
from tests.paper.said import printed_by, said_by, said_of
from tests.paper.style import Lines, Style
from tests.paper.text import as_text
from tests.paper.truth import Measure, Truth, facts_of, invent

Rendering = Callable[[Sheet, Random], bytes]


def _as_pdf(sheet: Sheet, rng: Random) -> bytes:
    style = Style(
        lines=rng.choice(get_args(Lines)),
        turned=rng.random() < 0.3,
        font=rng.choice(("kaku", "mincho")),
        double=rng.random() < 0.3,
        dashed=rng.random() < 0.3,
        drawn_marks=rng.random() < 0.3,
        plain=rng.random() < 0.3,
    )
    return as_pdf(sheet, style)


RENDERINGS: dict[str, Rendering] = {
    "text": lambda sheet, _: as_text(sheet).encode(),
    "html": lambda sheet, _: as_html(sheet),
    "html with controls": lambda sheet, _: as_html(sheet, controls=True),
    "excel": lambda sheet, _: as_excel(sheet),
    "pdf": _as_pdf,
}
"""Every way in which a sheet is rendered; the generator chooses the style, where there are several."""
EVERY = pytest.mark.parametrize("rendering", RENDERINGS)
SEEDS = range(12)


def read(truth: Truth, rendering: str, seed: int = 0) -> Report:
    """What is read of a sheet that states ``truth``."""
    rng = Random(seed)
    sheet = filled(truth, rng.choice((BOXES, CIRCLES)))
    (report,) = read_all(read_document(RENDERINGS[rendering](sheet, rng)), FORM).reports
    return report


@EVERY
@pytest.mark.parametrize("seed", SEEDS)
def test_every_rendering_says_the_truth_and_nothing_else(rendering: str, seed: int) -> None:
    truth = invent(seed)
    report = read(truth, rendering, seed)
    true, found = said_of(facts_of(truth)), said_by(report)
    assert (true - found, found - true) == ({}, {})
    assert (rules(report), report.coverage) == ([], 1.0)
    head = report.head
    named = [*(head.project_name or "").split(), *(head.department or "").split()]
    assert ("".join(named), head.fiscal_year) == ("".join((truth.name + truth.department).split()), 2007)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_printed_and_its_labels_are_the_same_in_every_rendering(seed: int) -> None:
    printed = {name: printed_by(read(invent(seed), name, seed)) for name in RENDERINGS if name != "html with controls"}
    for name, found in printed.items():
        assert (found - printed["pdf"], printed["pdf"] - found) == ({}, {}), name


PLANTED: dict[str, Truth] = {
    "a name": replace(CLEANING, name="海岸清帰"),
    "a department": replace(CLEANING, department="環境謀"),
    "a sentence": replace(CLEANING, purpose=CLEANING.purpose[:-1]),
    "a choice": replace(CLEANING, contracted=1),
    "no choice": replace(CLEANING, contracted=None),
    "a digit": replace(CLEANING, direct=(1_200, 1_350, 1_401)),
    "two years the other way round": replace(CLEANING, direct=(1_350, 1_200, 1_400)),
    "two rows the other way round": replace(CLEANING, direct=(3_900, 4_680, 1_400), personnel=(1_200, 1_350)),
    "a zero": replace(CLEANING, national=(0, 600, 700)),
    "a unit": replace(CLEANING, measures=(replace(CLEANING.measures[0], unit="t"), CLEANING.measures[1])),
    "a blank for a dash": replace(
        CLEANING, measures=(CLEANING.measures[0], Measure("参加した人", "人", ("", "95"), ""))
    ),
    "a figure of another indicator": replace(
        CLEANING,
        measures=(
            Measure("回収したごみ", "人", ("820", "95"), "1,000"),
            Measure("参加した人", "人", ("－", "1,040"), ""),
        ),
    ),
    "a grade": replace(CLEANING, grades=(1, 1)),
    "two grades the other way round": replace(CLEANING, grades=(1, 0)),
    "a direction": replace(CLEANING, direction=0),
    "a reason": replace(CLEANING, reason="ごみが滅った。"),
}


@EVERY
@pytest.mark.parametrize("planted", PLANTED)
def test_a_difference_that_is_planted_is_found(rendering: str, planted: str) -> None:
    """The comparison can fail: a sheet that states anything else isn't taken for the one that states the truth."""
    assert said_by(read(PLANTED[planted], rendering)) != said_of(facts_of(CLEANING))


def test_a_difference_in_words_or_labels_is_found() -> None:
    page = as_html(filled(CLEANING))
    changed = page.replace(b"1,350", "１，３５０".encode())
    (plain,), (odd,) = (read_all(read_document(data), FORM).reports for data in (page, changed))
    assert said_by(plain) == said_by(odd)
    assert printed_by(plain) != printed_by(odd)
