"""Style sheets in a page: what they hide and strike through isn't said, and what they may do unseen is told."""

import pytest

from pipeline.errors import UnreadableFile
from pipeline.readers.html import read_html


def read(css: str, body: str) -> tuple[list[str], list[str]]:
    """The texts of a page with a style sheet, and the rules of its findings."""
    grid = read_html(f"<!doctype html><style>{css}</style>{body}".encode()).grids[0]
    return [cell.text for row in grid.rows for cell in row], [finding.rule for finding in grid.findings]


ROW = "<table class=t><tr><td class='a old'>1<td id=b>2<td><span class=old>3</span></table>"


@pytest.mark.parametrize(
    ("css", "texts"),
    [
        (".old{display:none}", ["2", ""]),
        ("td.old { color: red; DISPLAY : None }", ["2", "3"]),
        (".a.old,#b{display:none}", ["3"]),
        ("td .old{visibility:hidden}", ["1", "2", ""]),
        ("tr>td{display:none} tr > .a{display:table-cell}", ["1"]),
        (".t td > span{text-decoration:line-through}", ["1", "2", ""]),
        ("table > td{display:none}", ["1", "2", "3"]),
        ("#b{display:none} td{display:table-cell}", ["1", "3"]),
        ("td{display:none!important} #b{display:table-cell}", []),
        ("/* .a{display:none} */ .b{content:'}'} #b{display:none}", ["1", "3"]),
        ("@media print{.a{display:none}}", ["1", "2", "3"]),
        ("@media screen and (min-width:48em){.a{display:none}}", ["2", "3"]),
        ("@media (max-width:600px){.a{display:none}} @media (color){.a{display:none}}", ["1", "2", "3"]),
        ("@supports (display:grid){@media all{.a{display:none}}}", ["2", "3"]),
        ("<!-- .a{display:none} -->", ["2", "3"]),
        (".a{display:none", ["2", "3"]),
        (".nav:hover{display:none} .cf:after{content:'.';visibility:hidden}", ["1", "2", "3"]),
    ],
)
def test_rules_count_as_in_a_browser(css: str, texts: list[str]) -> None:
    said, rules = read(css, ROW + "<p>e")
    assert said == [*texts, "e"]
    assert set(rules) <= {"text-hidden", "text-struck"}


def test_the_style_of_an_element_counts_before_rules_that_are_not_important() -> None:
    assert read("p{display:none}", "<p style=display:block>a<p>b<p>c</p>d")[0] == ["a", "d"]
    assert read("p{display:none!important}", "<p style=display:block>a<p>b</p>d")[0] == ["d"]


@pytest.mark.parametrize(
    "css",
    ["td:nth-child(2){display:none}", "[data-x]{text-decoration:line-through}", "a+b{visibility:hidden}",
     ".m::before{content:'○'}"],
)  # fmt: skip
def test_a_rule_that_is_not_understood_is_told_where_it_matters(css: str) -> None:
    assert read(css, ROW) == (["1", "2", "3"], ["style-unread"])
    assert read(css.replace("display:none", "color:red"), ROW)[1] == ([] if "display" in css else ["style-unread"])


def test_sheets_for_paper_do_not_count_and_sheets_elsewhere_are_told() -> None:
    body = "<style media=print>p{display:none}</style><link rel=stylesheet href=a.css><link rel=icon href=b><p>a"
    assert read("@import url(c.css);", body) == (["a"], ["style-elsewhere"])


def test_sheets_that_mean_harm_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.html.stylesheet._MOST_STEPS", 50)
    with pytest.raises(UnreadableFile, match="too many rules for its elements"):
        read("p p{display:none}" * 10, "<p>a" * 10)
    monkeypatch.setattr("pipeline.readers.html.stylesheet._MOST_RULES", 9)
    with pytest.raises(UnreadableFile, match="more than 9 rules"):
        read("p{display:none}" * 10, "<p>a")


@pytest.mark.parametrize(
    "css", ['"\\' * 50_001, "{" * 50_000, "@media all{" * 5_000, "/*" * 50_001, "a>" * 400 + "b{display:none}"]
)
def test_sheets_without_an_end_take_no_time(css: str) -> None:
    assert read(css, "<p>a")[0] == ["a"]
