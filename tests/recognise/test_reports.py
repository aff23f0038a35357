"""Which form is where in a document."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from pipeline.model.document import Cell, Document
from pipeline.model.finding import Finding
from pipeline.recognise.found import FoundReport
from pipeline.recognise.reports import Recogniser
from pipeline.spec.form import Form
from tests.builders import finding, make_form, read_all, sheet

SHEET = make_form("sections: [{heading: ①経費}, {heading: ②評価}]")
SUMMARY = make_form(
    'title: "{evaluated_year}の概要"\nkind: summary\nsections: [{heading: 事業名}]', "kasumi/outline/2008"
)


def version(year: int, heading: str = "①経費", family: str = "kasumi/sheet") -> Form:
    return make_form(f"sections: [{{heading: {heading}}}]", f"{family}/{year}")


@dataclass(frozen=True)
class Recognition:
    reports: tuple[FoundReport, ...]
    outside: tuple[Cell, ...]
    findings: tuple[Finding, ...]


def recognise(document: Document, forms: Sequence[Form]) -> Recognition:
    recogniser = Recogniser(forms)
    reports = tuple(recogniser.reports(document))
    return Recognition(reports, tuple(recogniser.outside.first), tuple(recogniser.findings))


def found(recognition: Recognition) -> list[tuple[str, int | None, int | None, int]]:
    return [(r.form.form, r.years.evaluated, r.years.sheet, len(r.rows)) for r in recognition.reports]


def text(*lines: str) -> Document:
    return sheet("\n".join(lines), title=None)


def test_a_report_runs_from_its_title_to_the_next() -> None:
    document = text("平成19年度の概要", "事業名|研修", "", "平成20年度試験評価表", "①経費", "|1,000", "②評価")
    recognition = recognise(document, [SHEET, SUMMARY])
    assert found(recognition) == [("kasumi/outline/2008", 2007, 2008, 2), ("kasumi/sheet/2008", 2007, 2008, 4)]
    assert (recognition.outside, recognition.findings) == ((), ())


def test_the_same_form_again_is_another_report() -> None:
    recognition = recognise(text("平成20年度試験評価表", "①経費", "平成20年度試験評価表", "①経費"), [SHEET])
    assert len(recognition.reports) == 2


def test_a_title_is_the_first_thing_on_its_row() -> None:
    assert found(recognise(text("||平成20年度試験評価表|一般用", "①経費"), [SHEET]))[0][0] == SHEET.form
    assert recognise(text("参照|平成20年度試験評価表", "①経費"), [SHEET]).reports == ()


def test_text_before_the_first_title_stands_outside() -> None:
    recognition = recognise(text("所管課一覧|1", "平成20年度試験評価表", "①経費"), [SHEET])
    assert [cell.text for cell in recognition.outside] == ["所管課一覧", "1"]
    reading = read_all(text("所管課一覧|1", "平成20年度試験評価表", "①経費", "②評価"), SHEET)
    said = finding(reading, "text-outside-reports")
    assert (said.message, said.actual) == ("2 cells stand outside every report of a known form", "所管課一覧")
    assert [cell.text for cell in reading.unread] == ["所管課一覧", "1"]


def test_a_text_of_no_known_form_is_all_outside() -> None:
    recognition = recognise(text("議事録", "①経費"), [SHEET])
    assert (recognition.reports, len(recognition.outside)) == ((), 2)


@pytest.mark.parametrize(
    ("year", "form"),
    [
        ("20", "kasumi/sheet/2008"),
        ("21", "kasumi/sheet/2008"),
        ("22", "kasumi/sheet/2010"),
        ("30", "kasumi/sheet/2010"),
    ],
)
def test_the_version_in_force_is_the_newest_not_younger_than_the_sheet(year: str, form: str) -> None:
    document = text(f"平成{year}年度試験評価表", "①経費")
    recognition = recognise(document, [version(2010), version(2008)])
    assert recognition.reports[0].form.form == form
    assert len(recognition.findings) == (year in {"21", "30"})


def test_a_sheet_older_than_every_version_is_read_by_the_oldest_and_it_is_said() -> None:
    recognition = recognise(text("平成15年度試験評価表", "①経費"), [version(2010), version(2008)])
    assert recognition.reports[0].form.form == "kasumi/sheet/2008"
    (said,) = recognition.findings
    assert (said.rule, said.severity) == ("form-of-another-year", "info")
    assert "there is no spec for 2003; read by kasumi/sheet/2008" in said.message


def test_of_two_families_with_one_title_the_headings_decide() -> None:
    forms = [version(2008), version(2008, "①収支", "minato/sheet")]
    assert recognise(text("平成20年度試験評価表", "①収支"), forms).reports[0].form.family == "minato/sheet"
    assert recognise(text("平成20年度試験評価表", "①経費"), forms).reports[0].form.family == "kasumi/sheet"


def test_two_families_that_fit_equally_well_are_not_guessed() -> None:
    forms = [version(2008), version(2008, "①収支", "minato/sheet")]
    recognition = recognise(text("平成20年度試験評価表", "①支出", "平成19年度の概要", "事業名"), [*forms, SUMMARY])
    (said,) = recognition.findings
    assert (said.rule, said.severity, said.actual) == ("form-ambiguous", "error", "平成20年度試験評価表")
    assert "kasumi/sheet, minato/sheet" in said.message
    assert [cell.text for cell in recognition.outside] == ["平成20年度試験評価表", "①支出"]
    assert [report.form.form for report in recognition.reports] == [SUMMARY.form]


def test_years_follow_from_each_other() -> None:
    form = make_form("sheet_after: 2\ntitle: ['{sheet_year}評価表', '{evaluated_year}分の評価表']")
    assert found(recognise(text("令和元年度評価表"), [form]))[0][1:3] == (2017, 2019)
    assert found(recognise(text("平成29年度分の評価表"), [form]))[0][1:3] == (2017, 2019)


@pytest.mark.parametrize("year", ["平成　年度", "20年度"])
def test_a_title_whose_year_can_not_be_told_is_an_error_finding(year: str) -> None:
    reading = read_all(text(f"{year}試験評価表", "①経費", "②評価"), SHEET)
    findings = [*reading.findings, *(f for report in reading.reports for f in report.findings)]
    assert any(f.severity == "error" and "year" in f.rule for f in findings)


def test_of_a_file_of_another_kind_not_every_cell_is_kept() -> None:
    lines = "\n".join(["本の題名 | 著者 | 棚"] * 5000)
    recogniser = Recogniser([make_form("")])
    assert list(recogniser.reports(sheet(lines, title=None))) == []
    assert (recogniser.outside.count, len(recogniser.outside.first)) == (15_000, 10_000)
