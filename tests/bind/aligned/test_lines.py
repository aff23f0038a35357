"""Lines: labels side by side, and what stands right of, left of or below each."""

import pytest

from pipeline.model.facts import Evaluation, Field, Narrative, Policy, Rating
from pipeline.model.report import Report
from pipeline.spec.form import Form
from tests.builders import finding, make_form, of, rules
from tests.grids import read


def form(lines: str) -> Form:
    """A form of one section, in which the line with the project's name comes first."""
    head = "sections:\n  - heading: 1 事業\n    evaluation: {stage: first}\n    lines:\n"
    body = "\n".join(f"      - {line.strip()}" for line in lines.strip().split("\n"))
    return make_form(f"{head}      - [{{label: 事業名, right: {{report: project_name}}}}]\n{body}\n")


def sheet(text: str) -> str:
    return f".1 事業\n事業名 | 海岸清掃\n{text}"


def fields(report: Report) -> dict[str, str | None]:
    return {f.field: f.value for f in of(Field, report)} | {f.field: f.text for f in of(Narrative, report)}


def test_a_value_stands_right_of_its_label() -> None:
    found = form("[{label: 担当課, right: {report: department}}, {label: 電話, right: {field: telephone}}]")
    report = read(found, sheet("担当課 | 環境課 | 電話 | 00-11"))
    assert fields(report) == {"project_name": "海岸清掃", "department": "環境課", "telephone": "00-11"}
    assert (rules(report), report.coverage) == ([], 1.0)
    assert [(f.label, f.place.row, f.place.col) for f in of(Field, report)] == [
        ("1 事業 > 事業名", 2, 1),
        ("1 事業 > 担当課", 3, 1),
        ("1 事業 > 電話", 3, 3),
    ]


def test_a_value_stands_left_of_its_label() -> None:
    found = form("[科目, {label: 款, left: {field: title}}, {label: 項, left: {field: chapter}}]")
    assert fields(read(found, sheet("科目 | 02 | 款 | 05 | 項"))) == {
        "project_name": "海岸清掃",
        "title": "02",
        "chapter": "05",
    }


def test_a_value_stands_below_its_label() -> None:
    found = form("[{label: 市民の声, below: {narrative: voice}}, {label: 課題, below: {narrative: issue}}]")
    report = read(found, sheet("市民の声 | 課題\n海がきれい | 人手が足りない"))
    assert fields(report) == {"project_name": "海岸清掃", "voice": "海がきれい", "issue": "人手が足りない"}


def test_a_value_below_a_label_of_two_rows() -> None:
    found = form("[{label: 市民の声, below: {narrative: voice}}, {label: 課題, below: {narrative: issue}}]")
    report = read(found, sheet("市民の声 | 課題\n^ | ^\n海がきれい | 人手が足りない"))
    assert (fields(report)["issue"], rules(report)) == ("人手が足りない", [])


def test_a_blank_cell_says_nothing_and_takes_nothing_from_its_neighbour() -> None:
    found = form("[{label: 担当課, right: {report: department}}, {label: 電話, right: {field: telephone}}]")
    assert fields(read(found, sheet("担当課 | | 電話 | 00-11"))) == {"project_name": "海岸清掃", "telephone": "00-11"}


@pytest.mark.parametrize("row", ["担当課名 | 環境課 | 電話 | 00-11", "_ | 環境課 | 電話 | 00-11"])
def test_a_missing_label_never_lets_a_neighbours_value_in(row: str) -> None:
    found = form("[{label: 担当課, right: {report: department}}, {label: 電話, right: {field: telephone}}]")
    report = read(found, sheet(row))
    assert fields(report).get("department") is None
    assert finding(report, "label-missing").expected == "担当課"
    assert "環境課" in {cell.text for cell in report.unread}


def test_running_text_may_take_several_cells() -> None:
    found = form("[{label: 目的, right: {narrative: purpose}}]")
    report = read(found, sheet("目的 | 海をきれいにする。\n^ | 浜をまもる。"))
    assert [f.text for f in of(Narrative, report)] == ["海をきれいにする。\n浜をまもる。"]
    assert report.coverage == 1.0


def test_two_cells_where_one_value_stands_are_both_left_unread() -> None:
    found = form("[{label: 担当課, right: {report: department}}]")
    report = read(found, sheet("担当課 | 環境課\n^ | 生活課"))
    assert finding(report, "too-many-values").actual == "環境課 | 生活課"
    assert "department" not in fields(report)


def test_a_label_of_two_rows_heads_labels_beside_it() -> None:
    found = form("""
        [体系, {label: 柱, right: {policy: {level: 柱, code: '[A-Z]'}}}]
        [{label: 施策, right: {policy: {level: 施策, code: '[A-Z]'}}}]
    """)
    report = read(found, sheet("体系 | 柱 | A 安心\n^ | 施策 | B 備え"))
    assert [(p.level, p.code, p.name) for p in of(Policy, report)] == [("柱", "A", "安心"), ("施策", "B", "備え")]
    assert of(Policy, report)[0].label == "1 事業 > 体系 > 柱"


def test_a_year_in_a_label_is_what_its_value_is_about() -> None:
    found = form('[{label: "{year}の予定", right: {narrative: plan}}]')
    (fact,) = of(Narrative, read(found, sheet("R2年度の予定 | 浜を掃く")))
    assert (fact.fiscal_year, fact.text) == (2020, "浜を掃く")


def test_a_label_that_begins_two_lines_is_read_from_top_to_bottom() -> None:
    found = form("""
        [{label: 効果, right: {rating: {criterion: 効果, code: '[A-C]'}}}]
        [{label: 理由, right: {narrative: reason, criterion: 効果}}]
        [{label: 効率, right: {rating: {criterion: 効率, code: '[A-C]'}}}]
        [{label: 理由, right: {narrative: reason, criterion: 効率}}]
    """)
    report = read(found, sheet("効果 | A.高い\n理由 | 減った\n効率 | B.並\n理由 | 変わらず"))
    assert [(f.criterion, f.text) for f in of(Narrative, report)] == [("効果", "減った"), ("効率", "変わらず")]
    assert [(r.criterion, r.code, r.grade) for r in of(Rating, report)] == [("効果", "A", "高い"), ("効率", "B", "並")]


def test_of_a_label_that_begins_two_lines_and_is_printed_once_neither_is_read() -> None:
    found = form("""
        [{label: 理由, right: {narrative: reason, criterion: 効果}}]
        [{label: 理由, right: {narrative: reason, criterion: 効率}}]
    """)
    report = read(found, sheet("理由 | 変わらず"))
    assert of(Narrative, report) == []
    assert {cell.text for cell in report.unread} == {"理由", "変わらず"}


# ---- split, holes, struck cells


SPLIT = """[{label: 期間, right: {split: "{from_year}~{to_year}", holds:
           {from_year: {field: begins, type: year}, to_year: {field: ends, type: year}}}}]""".replace("\n", " ")


def test_a_cell_that_says_two_things_is_split() -> None:
    report = read(form(SPLIT), sheet("期間 | 平成18年度 ～ 平成22年度"))
    assert [(f.field, f.fiscal_year) for f in of(Field, report)[1:]] == [("begins", 2006), ("ends", 2010)]


def test_a_cell_that_is_printed_otherwise_than_its_split_stays_unread() -> None:
    report = read(form(SPLIT), sheet("期間 | 平成18年度から5年"))
    assert set(fields(report)) == {"project_name"}
    assert [cell.text for cell in report.unread] == ["平成18年度から5年"]


def test_a_hole_of_a_label_holds_a_value() -> None:
    found = form('[{label: "{for_year}の方向", holds: {for_year: {evaluation: for_fiscal_year}}}]')
    assert [e.for_fiscal_year for e in of(Evaluation, read(found, sheet("平成21年度の方向")))] == [2009]


def test_a_cell_struck_through_has_nothing_to_say() -> None:
    report = read(form("[{label: 補助率, right: {field: rate, type: number}}]"), sheet("補助率 | /"))
    (fact,) = [f for f in of(Field, report) if f.field == "rate"]
    assert (fact.status, fact.value) == ("none", None)
    assert report.coverage == 1.0


# ---- the order of lines over pages, and text outside tables


def test_lines_go_on_over_the_page() -> None:
    found = form("[{label: 目的, right: {narrative: purpose}}]")
    report = read(found, sheet("---\n目的 | 海をきれいにする。"))
    assert [(f.place.page, f.text) for f in of(Narrative, report)] == [(2, "海をきれいにする。")]


def test_a_label_outside_tables_with_its_value_in_a_box() -> None:
    assert fields(read(form("[{label: NO., right: {report: serial}}]"), sheet(".NO. | _ | 12")))["serial"] == "12"
