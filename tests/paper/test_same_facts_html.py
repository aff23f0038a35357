"""One sheet, as a page of HTML and as ruled pages, says the same."""

from collections import Counter

import pytest

from pipeline.model.report import Report
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.builders import rules
from tests.paper.html import as_html
from tests.paper.pdf import as_pdf
from tests.paper.said import said_by
from tests.paper.samples import FILES
from tests.paper.test_same_facts import read, sheet

# What paper can do and HTML can't, or what takes pages of paper to understand.
BEYOND_HTML = {
    "2024/mokuhyo": "the number of a sheet stands right of its title, and HTML reads as one column",
    "2024/kikaku": "one label has the shape of an L, and pages are told by the title on each",
}


def reports(data: bytes) -> tuple[Report, ...]:
    return tuple(read_source(read_document(data), load_forms()).reports)


def facts(data: bytes) -> list[Counter[tuple[object, ...]]]:
    return [said_by(report) for report in reports(data)]


@pytest.mark.parametrize(("label", "codec"), [("utf-8", "utf-8"), ("Shift_JIS", "cp932")])
def test_a_page_says_the_same_as_the_pdf(label: str, codec: str) -> None:
    page = as_html(sheet()).decode().replace('charset="utf-8"', f'charset="{label}"').encode(codec)
    report = read(page)
    assert (rules(report), report.coverage) == ([], 1.0)
    assert said_by(report) == said_by(read(as_pdf(sheet())))


SAMPLES = [
    pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=BEYOND_HTML[name])) if name in BEYOND_HTML else name
    for name in FILES
]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_say_the_same_as_the_pdf(name: str) -> None:
    drawing = FILES[name][0]()
    assert facts(as_html(drawing)) == facts(as_pdf(drawing))


@pytest.mark.parametrize(
    ("name", "missing"), [("2024/mokuhyo", {"serial": 1}), ("2024/kikaku", {"goods": 5}), ("2024/hyokasho", {})]
)
def test_no_fact_is_another_and_what_is_missing_is_told(name: str, missing: dict[str, int]) -> None:
    drawing = FILES[name][0]()
    read_page = reports(as_html(drawing, one_head=name == "2024/kikaku"))
    for report, whole in zip(read_page, facts(as_pdf(drawing)), strict=True):
        assert said_by(report) <= whole
        assert _named(whole - said_by(report), missing) == missing
        assert ("cell-unread" in rules(report)) == bool(missing)


def _named(lost: Counter[tuple[object, ...]], names: dict[str, int]) -> dict[str, int]:
    """How many of the facts that were lost have each name; those with none of them under a blank one."""
    found: Counter[str] = Counter()
    for fact, times in lost.items():
        found[next((name for name in names if repr(name) in repr(fact)), "")] += times
    return dict(found)
