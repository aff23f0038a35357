"""One sheet, printed as text and drawn as pages in every style, says the same."""

from collections import Counter
from functools import lru_cache
from itertools import product
from typing import get_args

import pytest

from pipeline.model.change import names_of
from pipeline.model.facts import Fact
from pipeline.model.report import Report
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.builders import make_form, read_all, rules
from tests.paper.fonts import embedded_font
from tests.paper.model import Cell, Gap, Page, Sheet, Table, figures, label, line, said
from tests.paper.pdf import as_pdf
from tests.paper.samples import FILES
from tests.paper.style import Lines, Style
from tests.paper.text import as_text

FORM = make_form("""
rounding: {千円: nearest}
sections:
  - heading: 1 事業
    lines:
      - - {label: 事業名, right: {report: project_name}}
        - {label: 担当課, right: {report: department}}
      - - {label: 目的, right: {narrative: purpose}}
      - - {label: 委託, right: {choice: outsourced, options: [あり, なし]}}
  - heading: 2 費用
    decoration: [（単位：千円）, 区分]
    year_tables:
      - id: cost
        header: "{year}"
        years: 3
        unit: 千円
        evaluated: {basis: settlement, sums_to: total}
        sheet: {basis: initial_budget, sums_to: direct}
        rows:
          - {label: 事業費, cost: {item: direct}}
          - {label: 人件費, years: evaluated, cost: {item: personnel}}
          - {label: 合計, years: evaluated, cost: {item: total}}
          - group: 財源
            rows:
              - {label: 国県, funding: {source: national_prefectural, within: total}}
              - {label: 町費, funding: {source: general, within: total}}
  - heading: 3 指標
    record_tables:
      - id: indicators
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: 単位, part: unit}
          - {label: "{year}", times: 2, measure: actual}
          - {label: 目標, measure: goal, year: undated}
        groups: [{kind: outcome}]
  - heading: 4 評価
    evaluation: {stage: first}
    mark_tables:
      - id: review
        field: review
        stage: first
        columns: [高い, 並, 低い]
        rows: [{label: 必要性, criterion: 必要性}, {label: 有効性, criterion: 有効性}]
    lines:
      - - label: 方向
          right:
            choice: direction
            options: [{option: 拡充, key: expand}, {option: 縮小, key: reduce}]
            evaluation: direction
      - - {label: 理由, right: {narrative: reason}}
checks:
  - {id: cost_total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}
  - {id: funding_total, sum: ["funding.settlement.*"], equals: cost.settlement.total}
""")
YEARS = ("平成18年度", "平成19年度", "平成20年度")


def _labels(*texts: str) -> tuple[Cell, ...]:
    return tuple(label(text) for text in texts)


def sheet() -> Sheet:
    """A filled sheet of the form above."""
    about = Table(
        (60, 200, 60, 195),
        (
            (label("事業名"), said("海岸清掃"), label("担当課"), said("環境課")),
            (label("目的", spaced=True), said("海岸を美しく保つ。ごみを集め、分けて、運ぶ。" * 4, cols=3)),
            (label("委託"), said("■あり　□なし", cols=3)),
        ),
        (18, 40, 18),
    )  # fmt: skip
    cost = Table(
        (20, 100, 100, 100, 100),
        (
            (label("区　　分", cols=2), *_labels(*YEARS)),
            (label("事業費", cols=2), *figures("1,200", "1,350", "1,400")),
            (label("人件費", cols=2), *figures("3,900", "4,680", "")),
            (label("合　計", cols=2), *figures("5,100", "6,030", "")),
            (label("財源", rows=2, upright=True), label("国県"), *figures("600", "600", "700")),
            (label("町費"), *figures("4,500", "5,430", "700")),
        ),
    )
    results = Table(
        (160, 60, 90, 90, 90),
        (
            _labels("指標", "単位", *YEARS[:2], "目標"),
            (said("回収したごみ"), said("kg"), *figures("820", "1,040", "1,000")),
            (said("参加した人"), said("人"), *figures("－", "95", "")),
        ),
    )
    review = Table(
        (100, 60, 60, 60),
        (
            _labels("", "高い", "並", "低い"),
            (label("必要性"), said("○"), said(), said()),
            (label("有効性"), said(), said("○"), said()),
        ),
    )
    verdict = Table((100, 300), ((label("方向"), said("□拡充　■縮小")), (label("理由"), said("ごみが減った。"))))
    return Sheet(
        (
            Page(
                (
                    line("平成20年度試験評価表", 180, size=12, height=24),
                    line("1 事業"), about, Gap(), line("2 費用", 0, (340, "（単位：千円）")), cost,
                    Gap(), line("3 指標"), results, Gap(), line("4 評価"), review, Gap(), verdict,
                )
            ),
        )
    )  # fmt: skip


def read(data: bytes) -> Report:
    (report,) = read_all(read_document(data), FORM).reports
    return report


def said_by(report: Report) -> Counter[tuple[object, ...]]:
    """Every fact but for its place and how it was printed."""
    return Counter(map(_said, report.facts))


def _said(fact: Fact) -> tuple[object, ...]:
    left_out = {"place", "raw", "slot", "label", "number", "indicator"}
    return (type(fact).__name__, *(_words(getattr(fact, n)) for n in names_of(type(fact)) if n not in left_out))


def _words(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


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
