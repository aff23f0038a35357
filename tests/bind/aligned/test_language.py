"""Words of the language that say the same on rows of text and on aligned pages."""

from collections import Counter

import pytest

from pipeline.model.change import names_of
from pipeline.model.facts import Fact
from pipeline.model.report import Report
from tests.builders import make_form, rules
from tests.builders import read as read_text
from tests.grids import ABOVE, LEFT, NOTHING, read

SECTION = "sections:\n  - heading: 1 事業\n"
LINES = SECTION + "    lines:\n      - "
RECORDS = """    record_tables:
      - id: results
        makes: indicator
        columns:
          - {label: 項目, part: name%s}
          - {label: "{year}", times: 2, measure: actual}
"""
YEARS = """    year_tables:
      - id: cost
        header: "{year}"
        years: 2
        unit: 千円
        evaluated: {basis: settlement}
        sheet: {basis: initial_budget}
        rows:
"""


def case(name: str, spec: str, drawing: str, *, missing: str | None = None) -> object:
    """A spec and a sheet; ``missing`` says what aligned pages don't have yet."""
    marks = [] if missing is None else [pytest.mark.xfail(reason=missing)]
    return pytest.param(spec, f".1 事業\n{drawing}", id=name, marks=marks)


CASES = [
    case(
        "several values",
        LINES + "- {label: 根拠, right: {field: law, several: true}}",
        "根拠 | 海岸法 | 港湾法",
    ),
    case(
        "several labels with what stands below",
        LINES + "[{label: 対象, below: {narrative: target}}, {label: 数え方, below: {field: how}}]",
        "対象 | 数え方\n市民 | 名簿による",
    ),
    case(
        "a choice below its label",
        LINES + "- {label: 見直し, below: {choice: review, options: [しぼる, ひろげる]}}",
        "見直し\n■しぼる　□ひろげる",
    ),
    case(
        "options in options",
        LINES + "- {label: 方向, right: {choice: way, options: [{option: 続ける, options: [拡充, 縮小]}, やめる]}}",
        "方向 | ■続ける → □拡充 ■縮小\\n□やめる",
    ),
    case(
        "records along a line",
        LINES + "- indicator: activity\n          each:\n"
        "            - {label: 項目名, right: [{indicator: activity, part: name}, "
        "{indicator: activity, measure: actual, year: evaluated}]}",
        "項目名 | ごみ | 12 | 項目名 | 貝がら | 34",
        missing="records along a line can't be read from aligned pages (spec-unsupported)",
    ),
    case(
        "two cells a year",
        SECTION + YEARS + "          - {label: 職員, each_year: [{staffing: {kind: regular, measure: fte, "
        "basis: settlement}, unit: 人}, {cost: {item: personnel, basis: settlement}, unit: 千円}]}",
        " | 平成18年度 | < | 平成19年度 | <\n職員 | 1.2人 | 8,900 | 1.0人 | 7,600",
    ),
    case(
        "figures in brackets",
        SECTION + YEARS + "          - {label: 臨時, each_year: [{staffing: {kind: temporary, measure: heads, "
        "basis: settlement}, unit: 人, bracketed: true}]}",
        " | 平成18年度 | 平成19年度\n臨時 | (2人) | (3人)",
    ),
    case(
        "a word that leads a name",
        SECTION + RECORDS % ', lead: "{year}の項目"' + "        groups: [{kind: activity}]",
        "項目 | 平成18年度 | 平成19年度\n平成19年度の項目 ごみの量 | 1 | 2",
    ),
    case(
        "options chosen by number",
        SECTION
        + RECORDS.replace("- {label: 項目", "- {label: 題, part: name}\n          - {label: 項目").replace(
            "part: name%s", "part: formula"
        )
        + "          - {label: 将来, measure: goal, year: undated}\n"
        "        groups:\n          - label: 成果\n            kind: outcome\n            codes: [{option: ふやす, "
        "code: '1', key: increase}, {option: へらす, code: '2', key: decrease}]\n"
        "            lines: [{label: 目標値, measure: target, goal: true}, {label: 実績, measure: actual}, "
        "{label: 達成率, measure: achievement_rate}]",
        "_ | 題 | 項目 | < | 平成18年度 | 平成19年度 | 将来\n成果 | ごみの量 | 集めた袋 | 目標値 | 30 | 20 | 10\n"
        "^ | ^ | ^ | 実績 | 31 | 19 | ふやす1\n^ | ^ | ^ | 達成率 | 97 | 105 | へらす2 2",
        missing="the options of a group of records (codes) are not read from aligned pages",
    ),
]


def as_text(drawing: str) -> str:
    """The drawn rows as rows of text: a cell that spans columns is one, below a cell that spans rows is a blank."""
    rows = [[token.strip() for token in line.split("|")] for line in drawing.split("\n")]
    kept = [["" if t == ABOVE else t.removeprefix(".") for t in row if t not in {LEFT, NOTHING}] for row in rows]
    return "\n".join("|".join(row) for row in kept).replace("\\n", " ")


def said_by(report: Report) -> Counter[tuple[object, ...]]:
    """Every fact but for its place, its number and how it was printed."""
    return Counter(map(_said, report.facts))


def _said(fact: Fact) -> tuple[object, ...]:
    left_out = {"place", "raw", "slot", "label", "number", "indicator"}
    return (type(fact).__name__, *(getattr(fact, n) for n in names_of(type(fact)) if n not in left_out))


@pytest.mark.parametrize(("spec", "drawing"), CASES)
def test_text_and_aligned_pages_say_the_same(spec: str, drawing: str) -> None:
    form = make_form(spec)
    text, aligned = read_text(form, as_text(drawing)), read(form, drawing)
    assert rules(text) == rules(aligned) == ["name-missing"]
    assert said_by(text) == said_by(aligned) != Counter()
