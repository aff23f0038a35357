"""Reports on pages: where they begin, how far they go, what form and year they are of."""

from collections.abc import Iterator, Sequence

from pipeline.model.document import Cell, Document, Grid, Place
from pipeline.recognise.found import FoundReport
from pipeline.recognise.reports import Recogniser
from pipeline.spec.form import Form
from tests.builders import make_form

FIRST = """
title: 事業評価シート
begins: 事業名
dated: "{sheet_year}予算"
evidence: [≪費用≫]
sections: [{heading: ≪費用≫}, {heading: ≪評価≫, optional: true}]
"""
SHEET = make_form(FIRST, "kasumi/sheet/2013")


def page(number: int, *lines: str) -> Grid:
    """A page of cells, a line a row, ``|`` between cells."""
    rows = []
    for row, line in enumerate(lines):
        rows.append(tuple(Cell(text, Place(number, row, col)) for col, text in enumerate(line.split("|"))))
    return Grid(number, tuple(rows), aligned=True)


def document(*pages: Sequence[str]) -> Document:
    return Document(tuple(page(n, *lines) for n, lines in enumerate(pages, 1)), "pdf", "test", "application/pdf")


def walk(forms: Sequence[Form], *pages: Sequence[str]) -> tuple[list[FoundReport], Recogniser]:
    recogniser = Recogniser(forms)
    return list(recogniser.reports(document(*pages))), recogniser


def spans(reports: Sequence[FoundReport]) -> list[list[int]]:
    return [[grid.page for grid in report.grids] for report in reports]


def sheet(name: str) -> list[str]:
    return ["事業評価シート", f"事業名|{name}", "≪費用≫", "24年度決算|25年度予算"]


def test_a_report_goes_on_over_pages_that_repeat_its_title_or_have_none() -> None:
    reports, _ = walk([SHEET], sheet("道路"), ["事業評価シート", "≪評価≫"], ["別紙"], sheet("公園"))
    assert spans(reports) == [[1, 2, 3], [4]]


def test_a_year_without_an_era_is_read_by_the_year_of_the_form() -> None:
    (report,), _ = walk([SHEET], sheet("道路"))
    assert (report.years.evaluated, report.years.sheet) == (2012, 2013)


def test_two_years_for_one_sheet_are_none() -> None:
    (report,), recogniser = walk([SHEET], [*sheet("道路"), "26年度予算"])
    assert report.years.sheet is None
    assert [finding.rule for finding in recogniser.findings] == ["year-missing"]


def test_another_towns_form_of_that_title_is_not_read() -> None:
    reports, recogniser = walk([SHEET], ["事業評価シート", "事業名|道路", "≪経費≫", "25年度予算"])
    assert reports == []
    (said,) = recogniser.findings
    assert (said.rule, said.expected) == ("form-unknown", "≪費用≫")
    assert recogniser.outside.count == 5


def test_pages_before_the_first_title_are_outside() -> None:
    reports, recogniser = walk([SHEET], ["目次", "道路|1"], sheet("道路"))
    assert spans(reports) == [[2]]
    assert [cell.text for cell in recogniser.outside.first] == ["目次", "道路", "1"]


def test_several_reports_on_one_page_are_cut_at_their_titles() -> None:
    form = make_form('title: "{sheet_year}調書"\nsections: [{heading: 費用}]')
    reports, recogniser = walk([form], ["一覧", "令和5年度調書", "費用|1", "令和5年度調書", "費用|2"])
    assert [[cell.text for row in report.rows for cell in row] for report in reports] == [
        ["令和5年度調書", "費用", "1"],
        ["令和5年度調書", "費用", "2"],
    ]
    assert [cell.text for cell in recogniser.outside.first] == ["一覧"]


def test_a_title_that_comes_again_before_any_heading_begins_no_report() -> None:
    """The path of menus above a page of HTML ends with the page's own title."""
    form = make_form('title: "{sheet_year}評価シート"\nsections: [{heading: ≪費用≫}]', "kasumi/sheet/2013")
    crumbs = ["ホーム", "平成25年度評価シート", "印刷", "平成25年度評価シート", "≪費用≫"]
    (report,), _ = walk([form], crumbs)
    assert report.title.place == Place(1, 3, 0)
    assert [cell.text for row in report.rows for cell in row] == crumbs
    several, _ = walk([form], crumbs + crumbs[3:])
    assert [found.title.place.row for found in several] == [3, 5]


def test_what_stands_above_the_only_title_of_a_page_belongs_to_its_report() -> None:
    form = make_form('title: "{sheet_year}調書"\nsections: [{heading: 費用}]')
    (report,), recogniser = walk([form], ["NO.|14", "令和5年度調書", "費用|1"])
    assert [cell.text for cell in report.rows[0]] == ["NO.", "14"]
    assert recogniser.outside.first == []


def test_no_more_than_one_report_is_held_at_a_time() -> None:
    """Walking a volume pulls pages as reports are asked for, so that its length doesn't matter."""
    pulled: list[int] = []

    class Volume(Sequence[Grid]):
        def __len__(self) -> int:
            return 100

        def __getitem__(self, index: object) -> Grid:  # type: ignore[override]
            raise AssertionError("pages are walked, not picked")

        def __iter__(self) -> Iterator[Grid]:
            for number in range(1, 101):
                pulled.append(number)
                yield page(number, *sheet(f"事業{number}"))

    reports = Recogniser([SHEET]).reports(Document(Volume(), "pdf", "test", "application/pdf"))
    next(reports)
    assert pulled == [1, 2]
