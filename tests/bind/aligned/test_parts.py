"""The blocks of a section that speak of one part of the project each."""

from pipeline.model.facts import Cost, Narrative, Part
from tests.builders import finding, make_form, of, rules
from tests.grids import read

FORM = make_form("""
sections:
  - heading: 5 細目
    again: true
    parts: {label: 名称, numbered: true}
    decoration: [年度]
    lines:
      - [計画]
      - [{label: 説明, right: {narrative: summary}}]
    year_tables:
      - id: cost
        unit: 千円
        columns: [{label: "{year}", times: 2, basis: settlement}]
        rows: [{label: 決算, cost: {item: direct}}]
""")
ONE = """1 | 計画 | 名称 | 浜の清掃 | <
^ | ^ | 説明 | 掃く | <
^ | _ | 年度 | 平成18年度 | 平成19年度
^ | _ | 決算 | 10 | 20
"""
TWO = ONE.replace("1 |", "2 |", 1).replace("浜の清掃", "港の清掃").replace("掃く", "拾う").replace("10 | 20", "30 | 40")
SHEET = f".5 細目\n{ONE}---\n{TWO}"


def test_what_a_block_says_is_said_of_its_part() -> None:
    report = read(FORM, SHEET)
    assert [(f.ordinal, f.name) for f in of(Part, report)] == [(1, "浜の清掃"), (2, "港の清掃")]
    assert [(f.part, f.text) for f in of(Narrative, report)] == [(1, "掃く"), (2, "拾う")]
    assert [(f.part, f.fiscal_year, f.raw) for f in of(Cost, report)] == [
        (1, 2006, "10"),
        (1, 2007, "20"),
        (2, 2006, "30"),
        (2, 2007, "40"),
    ]
    assert (report.coverage, rules(report)) == (1.0, ["name-missing"])


def test_two_blocks_on_one_page() -> None:
    report = read(FORM, f".5 細目\n{ONE}{TWO}")
    assert [(f.part, f.raw) for f in of(Cost, report)] == [(1, "10"), (1, "20"), (2, "30"), (2, "40")]


def test_the_heading_again_on_the_next_page() -> None:
    report = read(FORM, f".5 細目\n{ONE}---\n.5 細目\n{TWO}")
    assert [f.part for f in of(Cost, report)] == [1, 1, 2, 2]
    assert rules(report) == ["name-missing"]


def test_parts_numbered_out_of_sequence_are_reported() -> None:
    report = read(FORM, SHEET.replace("2 | 計画", "3 | 計画"))
    said = finding(report, "part-missing")
    assert (said.expected, said.actual, said.severity) == ("2", "3", "error")
    assert [f.ordinal for f in of(Part, report)] == [1, 2]


def test_a_part_without_a_name() -> None:
    report = read(FORM, SHEET.replace("港の清掃", ""))
    assert [f.name for f in of(Part, report)] == ["浜の清掃", None]


def test_a_block_whose_first_label_is_gone_does_not_pass_as_the_part_before() -> None:
    report = read(FORM, f".5 細目\n{ONE}{TWO.replace('名称', '題名')}")
    assert [f.raw for f in of(Cost, report)] == ["10", "20"]
    assert {"題名", "港の清掃", "30", "40"} <= {cell.text for cell in report.unread}


def test_a_label_missing_in_one_block_takes_nothing_from_the_other() -> None:
    report = read(FORM, SHEET.replace("説明 | 掃く", "解説 | 掃く"))
    assert [(f.part, f.text) for f in of(Narrative, report)] == [(2, "拾う")]
    assert finding(report, "label-missing").expected == "説明"
