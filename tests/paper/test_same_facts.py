"""One sheet, printed as text and drawn as pages in every style, says the same."""

from collections import Counter
from functools import lru_cache
from itertools import product
from typing import get_args

import pytest

from pipeline.model.report import Report
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.builders import read_all, rules
from tests.paper.filled import CLEANING, filled
from tests.paper.fonts import embedded_font
from tests.paper.form import FORM
from tests.paper.model import Sheet
from tests.paper.pdf import as_pdf
from tests.paper.said import said_by
from tests.paper.samples import FILES
from tests.paper.style import Lines, Style
from tests.paper.text import as_text


def sheet() -> Sheet:
    """A filled sheet."""
    return filled(CLEANING)


def read(data: bytes) -> Report:
    (report,) = read_all(read_document(data), FORM).reports
    return report


@pytest.fixture(scope="module")
def text() -> Report:
    return read(as_text(sheet()).encode())


def test_the_text_is_read_whole(text: Report) -> None:
    assert (rules(text), text.coverage, len(text.facts)) == ([], 1.0, 37)


ALL = [
    Style(lines=lines, turned=turned, double=double, dashed=dashed, drawn_marks=marks)
    for lines, turned, double, dashed, marks in product(get_args(Lines), *[(False, True)] * 4)
]


@pytest.mark.parametrize("style", ALL, ids=str)
def test_pages_in_every_style_say_the_same(text: Report, style: Style) -> None:
    report = read(as_pdf(sheet(), style))
    assert (rules(report), report.coverage) == ([], 1.0)
    assert said_by(report) == said_by(text)


@pytest.mark.parametrize("lines", get_args(Lines))
@pytest.mark.parametrize("turned", [False, True])
def test_tables_without_outer_rules_say_the_same(text: Report, lines: Lines, turned: bool) -> None:
    report = read(as_pdf(sheet(), Style(lines=lines, turned=turned, open_sides=True)))
    assert (rules(report), said_by(report)) == ([], said_by(text))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("font", ["mincho", "embedded"])
def test_pages_in_every_font_say_the_same(text: Report, font: str, plain: bool) -> None:
    if font == "embedded" and embedded_font() is None:
        pytest.skip("the font to embed comes with the notebooks' packages, which aren't installed")
    style = Style(font="mincho" if font == "mincho" else "embedded", plain=plain)
    report = read(as_pdf(sheet(), style))
    assert (rules(report), said_by(report)) == ([], said_by(text))


@lru_cache(maxsize=len(FILES))
def _plain_sample(name: str) -> list[Counter[tuple[object, ...]]]:
    return _sample_facts(name, Style())


def _sample_facts(name: str, style: Style) -> list[Counter[tuple[object, ...]]]:
    document = read_document(as_pdf(FILES[name][0](), style))
    return [said_by(report) for report in read_source(document, load_forms()).reports]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lines", get_args(Lines))
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("fancy", [False, True])
def test_the_samples_say_the_same_in_every_style(name: str, lines: Lines, turned: bool, fancy: bool) -> None:
    style = Style(lines=lines, turned=turned, double=fancy, dashed=fancy, drawn_marks=fancy, plain=fancy)
    assert _sample_facts(name, style) == _plain_sample(name)


@pytest.mark.parametrize("name", FILES)
def test_where_rules_are_missing_facts_may_be_missing_but_none_is_another(name: str) -> None:
    for found, whole in zip(_sample_facts(name, Style(open_sides=True)), _plain_sample(name), strict=True):
        assert found <= whole


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert as_pdf(sheet()) == as_pdf(sheet())
