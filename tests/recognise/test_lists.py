"""Lists on a page: where they begin and end, which form they are of, and which rows are reports."""

import pytest

from pipeline.model.facts import Cost
from pipeline.model.report import SourceReading
from pipeline.spec.form import Form
from tests.builders import dated_costs, errors, list_form, make_form, of, read_all
from tests.grids import drawn

FORM = list_form()
TITLE = "令和7年度事業一覧"
HEAD = """番号 | 事業名 | 担当課 | 令和5年度 | < | 令和6年度 | <
^ | ^ | ^ | 事業費 | 人件費 | 事業費 | 人件費
"""
ROWS = "01 | 橋 | 土木課 | 1 | 2 | 3 | 4\n02 | 道 | 土木課 | 5 | 6 | 7 | 8\n"
HEAD_AGAIN = "番号 | 事業名 | 担当課 | 令和5年度 | < | 令和6年度 | <\n^ | ^ | ^ | 人件費 | 事業費 | 人件費 | 事業費\n"
DATED = """
title: 一覧（{sheet_year}）
listed:
  year: {label: 年度, era: 令和}
  groups:
    - columns:
        - {label: 年度, value: {field: sheet_year}}
        - {label: 事業名, value: {report: project_name}}
    - {each: [{back: 0}], unit: 千円, basis: settlement, columns: [{label: 事業費, value: {cost: {item: direct}}}]}
"""


def read(text: str, *forms: Form, title: str | None = TITLE) -> SourceReading:
    return read_all(drawn(text, title), *(forms or (FORM,)))


def names(reading: SourceReading) -> list[str | None]:
    return [report.head.project_name for report in reading.reports]


def raws(reading: SourceReading) -> list[str]:
    return [raw for *_, raw in dated_costs(reading)]


def unread(reading: SourceReading) -> set[str]:
    return {cell.text for cells in (reading.unread, *(r.unread for r in reading.reports)) for cell in cells}


def test_a_report_a_row() -> None:
    reading = read(HEAD + ROWS)
    assert (names(reading), errors(reading), reading.unread) == (["橋", "道"], [], ())
    assert [(r.head.project_code, r.head.department) for r in reading.reports] == [("01", "土木課"), ("02", "土木課")]
    assert dated_costs(reading)[:4] == [
        ("橋", "direct", 2023, "1"),
        ("橋", "personnel", 2023, "2"),
        ("橋", "direct", 2024, "3"),
        ("橋", "personnel", 2024, "4"),
    ]


def test_blank_rows_between_say_nothing() -> None:
    reading = read(HEAD + ROWS.replace("02", " | | | | | |\n02"))
    assert (names(reading), errors(reading)) == (["橋", "道"], [])


@pytest.mark.parametrize(
    "row",
    [
        " | 合　計 | | 6 | 8 | 10 | 12",
        "合計 | < | < | 6 | 8 | 10 | 12",
        "土木課 小計 | 2件",
        " | 土木課計 | | 6 | 8 | 10 | 12",
        " | 総務費計 | | 6 | 8 | 10 | 12",
        " | 合計① | | 6 | 8 | 10 | 12",
    ],
)
def test_a_row_of_totals_is_no_report(row: str) -> None:
    reading = read(HEAD + ROWS + row)
    assert names(reading) == ["橋", "道"]
    assert {cell.text for cell in reading.unread} == {text.strip() for text in row.split("|") if text.strip(" <")}


def test_a_note_below_the_table_is_no_report() -> None:
    reading = read(HEAD + ROWS + "※ 金額は見込みを含む | < | < | < | < | < | <")
    assert (names(reading), unread(reading)) == (["橋", "道"], {"※ 金額は見込みを含む"})
    assert "text-outside-reports" in [finding.rule for finding in reading.findings]


def test_a_row_with_a_name_alone_may_be_anything() -> None:
    reading = read(HEAD + ROWS + " | ※金額は見込み | | | | |")
    assert (names(reading), errors(reading)) == (["橋", "道"], ["row-unread"])


def test_a_row_without_a_name_is_unread() -> None:
    reading = read(HEAD + ROWS + " | | 土木課 | 91 | 92 | 93 | 94")
    assert (len(raws(reading)), errors(reading)) == (8, ["row-unread"])


def test_an_empty_list_is_an_error() -> None:
    assert errors(read(HEAD)) == ["list-empty"]


# ---- cells over several rows


def test_a_department_of_several_projects_counts_for_each() -> None:
    reading = read(HEAD + ROWS.replace("道 | 土木課", "道 | ^") + "03 | 川 | ^ | 9 | 10 | 11 | 12")
    assert [report.head.department for report in reading.reports] == ["土木課"] * 3
    assert (errors(reading), reading.unread) == ([], ())


def test_a_figure_of_two_projects_is_nobodys() -> None:
    reading = read(HEAD + ROWS.replace("| 5 |", "| ^ |"))
    assert "1" not in raws(reading)
    assert [report.unread[0].text for report in reading.reports] == ["1", "1"]
    assert errors(reading) == ["cell-unread", "cell-unread"]


def test_a_project_of_two_rows_is_one_report() -> None:
    reading = read(
        HEAD + "01 | 橋 | 土木課 | 1 | 2 | 3 | 4\n^ | ^ | ^ | ^ | ^ | ^ | ^\n02 | 道 | 土木課 | 5 | 6 | 7 | 8"
    )
    assert (names(reading), errors(reading), len(raws(reading))) == (["橋", "道"], [], 8)


def test_two_figures_below_one_heading_of_one_project_are_unread() -> None:
    reading = read(HEAD + "01 | 橋 | 土木課 | 1 | 2 | 3 | 4\n^ | ^ | ^ | 5 | ^ | ^ | ^")
    assert raws(reading) == ["2", "3", "4"]
    assert {"1", "5"} <= unread(reading)
    assert "too-many-values" in errors(reading)


def test_a_further_row_below_a_name_but_not_a_code_is_unread() -> None:
    reading = read(HEAD + "01 | 橋 | 土木課 | 1 | 2 | 3 | 4\n | ^ | 道路課 | 5 | 6 | 7 | 8")
    assert raws(reading) == ["1", "2", "3", "4"]
    assert "row-unread" in errors(reading)


# ---- several lists


def test_a_header_in_the_midst_heads_what_is_below_it() -> None:
    reading = read(HEAD + ROWS + HEAD + "03 | 川 | 土木課 | 9 | 10 | 11 | 12")
    assert (names(reading), errors(reading), len(raws(reading))) == (["橋", "道", "川"], [], 12)


def test_below_a_header_in_another_order_nothing_slips() -> None:
    reading = read(HEAD + ROWS + HEAD_AGAIN + "03 | 川 | 土木課 | 91 | 92 | 93 | 94")
    told = dict.fromkeys(raws(reading))
    assert not {"91", "92", "93", "94"} & told.keys()
    assert "label-missing" in errors(reading)


def test_headings_that_no_list_has_end_the_list() -> None:
    reading = read(HEAD + ROWS + "番号 | 事業名 | 見込 | 予定 | 計画 | 来年 | 再来年\n03 | 川 | 課 | 91 | 92 | 93 | 94")
    assert names(reading) == ["橋", "道"]
    assert "91" in unread(reading)
    assert "heading-unknown" in errors(reading)


def test_two_lists_side_by_side_are_not_guessed() -> None:
    beside = "\n".join(f"{line} | | {line}" for line in (HEAD + ROWS).strip().split("\n"))
    reading = read(beside)
    assert reading.reports == ()
    assert {"label-missing", "heading-unknown", "list-empty"} <= set(errors(reading))


def test_each_of_two_lists_has_the_year_of_its_own_title() -> None:
    form = list_form(DATED.replace("  year: {label: 年度, era: 令和}\n", ""))
    text = "年度 | 事業名 | 事業費\n | 橋 | 1\n | 道 | 2\n.一覧（令和6年度）\n年度 | 事業名 | 事業費\n7 | 川 | 3"
    reading = read(text, form, title="一覧（令和7年度）")
    assert [(name, year) for name, _, year, _ in dated_costs(reading)] == [("橋", 2024), ("道", 2024), ("川", 2023)]


def test_the_header_comes_again_on_every_sheet() -> None:
    reading = read(f"{HEAD}{ROWS}---\n.{TITLE}\n{HEAD}{ROWS}---\n.{TITLE}\n{HEAD}{ROWS}")
    assert (len(reading.reports), errors(reading), reading.unread) == (6, [], ())


def test_a_sheet_and_a_list_in_one_workbook() -> None:
    sheet = make_form("""
        sections:
          - heading: ①経費
            lines: [[{label: 事業名, right: {report: project_name}}, {label: 担当課, right: {report: department}}]]
    """)
    form = list_form(
        DATED.replace("    - {each", "        - {label: 担当課, value: {report: department}}\n    - {each")
    )
    text = "①経費 | | |\n事業名 | 池 | 担当課 | 課\n---\n年度 | 事業名 | 担当課 | 事業費\n7 | 橋 | 課 | 1"
    reading = read(text, sheet, form, title="令和7年度試験評価表")
    assert [(r.head.form, r.head.project_name) for r in reading.reports] == [
        (sheet.form, "池"),
        (form.form, "橋"),
    ]


# ---- which form


def test_a_header_that_fits_two_forms_is_not_guessed() -> None:
    reading = read(HEAD + ROWS, FORM, list_form(name="minato/list/2024"))
    assert (reading.reports, errors(reading)) == ((), ["form-ambiguous"])
    assert "1" in unread(reading)


@pytest.mark.parametrize(("year", "wanted"), [("6", 2024), ("7", 2025), ("8", 2025), ("4", 2024)])
def test_the_version_in_force_is_the_newest_not_younger_than_the_rows(year: str, wanted: int) -> None:
    forms = [list_form(DATED, f"kasumi/list/{version}") for version in (2024, 2025)]
    reading = read(f"年度 | 事業名 | 事業費\n{year} | 橋 | 1", *forms, title=None)
    assert [report.head.form for report in reading.reports] == [f"kasumi/list/{wanted}"]
    assert ("form-of-another-year" in [f.rule for f in reading.findings]) == (year in {"4", "8"})


# ---- years, and what stands above


def test_every_row_has_its_own_year() -> None:
    reading = read(
        "年度 | 事業名 | 事業費\n7 | 橋 | 1\n６ | 道 | 2\n | 川 | 3\n七 | 池 | 4", list_form(DATED), title=None
    )
    assert [(name, year) for name, _, year, _ in dated_costs(reading)] == [("橋", 2024), ("道", 2023)]
    assert errors(reading).count("year-missing") == 2


@pytest.mark.parametrize("title", ["事業一覧", "令和　年度事業一覧", "7年度事業一覧"])
def test_a_list_without_a_year_dates_nothing(title: str) -> None:
    undated = DATED.replace("  year: {label: 年度, era: 令和}\n", "")
    form = list_form(undated.replace("一覧（{sheet_year}）", '"{sheet_year}事業一覧"'))
    reading = read("年度 | 事業名 | 事業費\n | 橋 | 1", form, title=title)
    assert dated_costs(reading) == []
    assert "year-missing" in errors(reading)


def test_two_titles_of_different_years_date_nothing() -> None:
    reading = read(f".令和6年度事業一覧\n{HEAD}{ROWS}")
    assert errors(reading).count("year-missing") == 2


def test_unknown_words_above_the_header_are_an_error_because_they_may_be_a_unit() -> None:
    reading = read(f"（税込み） | | | | | |\n{HEAD}{ROWS}")
    assert "text-above-list" in errors(reading)
    assert unread(reading) == {"（税込み）"}


@pytest.mark.parametrize(("note", "amounts"), [("円", [1]), ("千円", [1000]), ("", []), ("円） | （単位：千円", [])])
def test_a_unit_printed_above_counts_for_every_amount(note: str, amounts: list[int]) -> None:
    form = list_form(DATED.replace("listed:", 'listed:\n  unit_note: "（単位：{unit}）"').replace("unit: 千円, ", ""))
    above = f"（単位：{note}）\n" if note else ""
    reading = read(f"{above}年度 | 事業名 | 事業費\n7 | 橋 | 1", form, title=None)
    assert [f.amount_yen for r in reading.reports for f in of(Cost, r)] == amounts
    assert ("unit-missing" in errors(reading)) == (amounts == [])
    assert ("1" in unread(reading)) == (amounts == [])


def test_words_that_the_form_has_above_the_header_say_nothing() -> None:
    form = list_form(DATED.replace("listed:", "listed:\n  above: [（単位：千円）]"))
    reading = read("（単位：千円）\n年度 | 事業名 | 事業費\n7 | 橋 | 1", form, title=None)
    assert (errors(reading), reading.unread, raws(reading)) == ([], (), ["1"])


def test_a_code_that_comes_twice_is_said() -> None:
    reading = read(HEAD + ROWS.replace("02", "０１"))
    assert "code-repeated" in [f.rule for f in reading.findings]
    assert names(reading) == ["橋", "道"]


def test_amounts_in_another_unit_than_the_form_s_are_not_read() -> None:
    reading = read("| | | | | | （単位：円）\n" + HEAD + ROWS)
    assert (names(reading), dated_costs(reading)) == (["橋", "道"], [])
    assert "text-above-list" in errors(reading)


def test_the_form_s_own_unit_above_the_list_changes_nothing() -> None:
    reading = read("| | | | | | （単位：千円）\n" + HEAD + ROWS)
    assert dated_costs(reading) == dated_costs(read(HEAD + ROWS))
