"""One sheet, as a workbook and as PDF pages, says the same."""

from collections import Counter

import pytest

from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.builders import rules
from tests.paper.excel import as_excel
from tests.paper.pdf import as_pdf
from tests.paper.said import said_by
from tests.paper.samples import FILES
from tests.paper.style import Style
from tests.paper.test_same_facts import read, sheet


def test_a_workbook_says_what_the_pages_say() -> None:
    report, pages = read(as_excel(sheet())), read(as_pdf(sheet()))
    assert (rules(report), report.coverage) == ([], 1.0)
    assert said_by(report) == said_by(pages)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"2024/kikaku"}))
def test_the_samples_say_the_same_in_a_workbook(name: str) -> None:
    paper = FILES[name][0]()
    assert _facts(as_excel(paper)) == _facts(as_pdf(paper, Style()))


def test_a_label_that_no_rectangle_can_hold_is_missing_and_said() -> None:
    """物件費（内訳） is one L-shaped cell on paper, and two cells in a workbook, where the spec has one label."""
    paper = FILES["2024/kikaku"][0]()
    report, pages = (
        read_source(read_document(data), load_forms()).reports[0] for data in (as_excel(paper), as_pdf(paper))
    )
    assert said_by(report) < said_by(pages)
    assert {"label-missing", "cell-unread"} <= set(rules(report))


def _facts(data: bytes) -> list[Counter[tuple[object, ...]]]:
    return [said_by(report) for report in read_source(read_document(data), load_forms()).reports]
