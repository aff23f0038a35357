"""Sheets of pictures through all stages: labels verified, figures decoded, sums as witness, and what is said of it."""

from collections.abc import Mapping

import pytest

from pipeline.decode.calibration import confidence
from pipeline.model.facts import Cost, Narrative, Rating
from pipeline.model.report import Report
from pipeline.run.source import read_source
from pipeline.spec.form import Form
from pipeline.spec.registry import Registry
from tests.builders import amounts, finding, make_form, of, rules
from tests.decode.recognised import Seen, recognised

SPEC = """
decoration: [区分]
sections:
  - heading: 1 費用
    year_tables:
      - id: cost
        unit: 千円
        columns: [{label: "{year}", basis: settlement, sums_to: total}]
        rows:
          - {label: 事業費, cost: {item: direct}}
          - {label: 人件費, cost: {item: personnel}}
          - {label: 合計, cost: {item: total}}
  - heading: 2 評価
    lines:
      - - {label: 事業名, right: {report: project_name}}
      - - {label: 評価の理由, right: {narrative: reason}}
checks:
  - {id: total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}
"""
FORM = make_form(SPEC)
SHEET = """
.1 費用
区分   | 平成19年度
事業費 | 1,350
人件費 | 2,200
合計   | 3,550
.2 評価
事業名 | 海岸の清掃
評価の理由 | 人がふえた
"""
THREE_OR_EIGHT = {2: {"8": 0.7, "3": 0.25, "": 0.05}}


def read(seen: Mapping[str, Seen] | None = None, text: str = SHEET, form: Form = FORM) -> Report:
    """The report of a sheet whose cells of certain texts were ``seen`` differently."""
    (report,) = read_source(recognised(text, seen), Registry((form,), {})).reports
    return report


def direct(report: Report) -> Cost:
    (cost,) = [cost for cost in of(Cost, report) if cost.item == "direct"]
    return cost


def test_a_sheet_that_was_read_clearly_says_what_it_prints() -> None:
    report = read()
    assert amounts(report) == {
        ("direct", 2007): 1_350_000,
        ("personnel", 2007): 2_200_000,
        ("total", 2007): 3_550_000,
    }
    assert (rules(report), report.coverage) == ([], 1.0)
    assert direct(report).confidence == pytest.approx(1.0, abs=0.01)


def test_sums_choose_among_what_was_nearly_read_and_it_is_said() -> None:
    report = read({"1,350": Seen("1,850", THREE_OR_EIGHT, 0.7)})
    assert direct(report).amount_yen == 1_350_000
    assert direct(report).raw == "1,850"
    said = finding(report, "reading-by-arithmetic")
    assert (said.expected, said.actual, said.severity) == ("1,350", "1,850", "warning")
    assert "check-total" not in rules(report)


def test_two_cells_of_one_sum_may_be_misread() -> None:
    doubtful = {2: {"8": 0.4, "3": 0.3, "": 0.3}}
    other = {2: {"7": 0.4, "2": 0.3, "": 0.3}}
    report = read({"1,350": Seen("1,850", doubtful, 0.4), "2,200": Seen("2,700", other, 0.4)})
    assert amounts(report)["direct", 2007] == 1_350_000
    assert amounts(report)["personnel", 2007] == 2_200_000


def test_sums_that_have_nothing_in_common_are_mended_each_for_itself() -> None:
    added = {"平成19年度": "平成20年度", "1,350": "1,380", "2,200": "2,300", "3,550": "3,680"}
    two_years = SHEET
    for one, other in added.items():
        two_years = two_years.replace(f"| {one}", f"| {one} | {other}")
    seen = {"1,350": Seen("1,850", THREE_OR_EIGHT, 0.7), "1,380": Seen("1,880", THREE_OR_EIGHT, 0.7)}
    form = make_form(SPEC.replace('"{year}", basis', '"{year}", times: 2, basis'))
    report = read(seen, two_years, form)
    assert amounts(report)["direct", 2007] == 1_350_000
    assert amounts(report)["direct", 2008] == 1_380_000
    said = [(f.expected, f.actual) for f in report.findings if f.rule == "reading-by-arithmetic"]
    assert said == [("1,350", "1,850"), ("1,380", "1,880")]


def test_where_two_readings_would_add_up_none_is_chosen() -> None:
    doubtful = {2: {"8": 0.4, "3": 0.3, "": 0.3}}
    as_likely = {0: {"2": 0.4, "1": 0.3, "": 0.3}, 2: {"2": 0.4, "7": 0.3, "": 0.3}}  # 1,700 would add up, too
    report = read({"1,350": Seen("1,850", doubtful, 0.4), "2,200": Seen("2,200", as_likely, 0.4)})
    assert amounts(report)["direct", 2007] == 1_850_000
    assert "check-total" in rules(report)


def test_a_sheet_that_contradicts_itself_is_not_mended() -> None:
    report = read({"1,350": Seen("1,850")})
    assert direct(report).amount_yen == 1_850_000
    assert "check-total" in rules(report)
    assert "reading-by-arithmetic" not in rules(report)


def test_a_separator_that_was_misread_is_one_and_the_raw_text_stays() -> None:
    report = read({"1,350": Seen("1;350")})
    assert (direct(report).amount_yen, direct(report).raw) == (1_350_000, "1;350")


def test_a_doubtful_value_is_a_finding_unless_a_sum_vouches_for_it() -> None:
    unsure = {0: {"海": 0.5, "毎": 0.4, "": 0.1}}
    three = {2: {"3": 0.7, "8": 0.25, "": 0.05}}
    report = read({"海岸の清掃": Seen("海岸の清掃", unsure, 0.5), "1,350": Seen("1,350", three, 0.7)})
    said = [f.actual for f in report.findings if f.rule == "reading-doubtful"]
    # Calibrated: of lines whose least sure character has 50%, so many are right.
    assert said == [f"海岸の清掃 ({confidence(0.5):.0%})"]
    assert direct(report).confidence == pytest.approx(0.74, abs=0.02)


@pytest.mark.parametrize(("label", "seen"), [("人件費", "入件費"), ("評価の理由", "評価の埋由"), ("事業名", "事業各")])
def test_labels_are_verified_not_trusted(label: str, seen: str) -> None:
    at = next(index for index, (a, b) in enumerate(zip(label, seen, strict=True)) if a != b)
    doubts = {at: {seen[at]: 0.6, label[at]: 0.3, "": 0.1}}
    report = read({label: Seen(seen, doubts, 0.6)})
    assert (rules(report), report.coverage) == ([], 1.0)
    assert [text.label.split(" > ")[-1] for text in of(Narrative, report)] == ["評価の理由"]


def test_ink_that_may_be_nothing_or_a_figure_is_not_nothing() -> None:
    ring = {0: {"○": 0.6, "6": 0.004, "9": 0.003, "": 0.3}}
    report = read({"2,200": Seen("○", ring, 0.5)})
    (cost,) = [cost for cost in of(Cost, report) if cost.item == "personnel"]
    assert (cost.amount_yen, cost.raw) == (None, "○")
    assert "reading-doubtful" in rules(report)


def test_another_label_that_was_read_clearly_is_no_misreading() -> None:
    report = read({"人件費": Seen("物件費")})
    assert {"label-missing", "cell-unread"} <= set(rules(report))
    assert ("personnel", 2007) not in amounts(report)


def test_a_hidden_label_is_found_by_what_it_leads_to() -> None:
    hidden = {0: {"八": 0.5, "人": 0.01, "": 0.3}, 1: {"仲": 0.5, "": 0.3}, 2: {"貴": 0.5, "費": 0.01, "": 0.3}}
    report = read({"人件費": Seen("八仲貴", hidden, 0.4)})
    assert amounts(report)["personnel", 2007] == 2_200_000
    assert "cell-unread" not in rules(report)


YEARS = SPEC.replace(
    'columns: [{label: "{year}", basis: settlement, sums_to: total}]',
    'columns: [{label: "{year}決算", times: 2, basis: settlement}, {label: "{year}見込", basis: forecast}]',
)
YEARS_SHEET = """
.1 費用
区分   | 平成18年度決算 | 平成19年度決算 | 平成20年度見込
事業費 | 1,350 | 1,400 | 1,500
人件費 | 2,200 | 2,200 | 2,200
合計   | 3,550 | 3,600 | 3,700
.2 評価
事業名 | 海岸の清掃
評価の理由 | 人がふえた
"""
HIDDEN_YEAR = {6: {"突": 0.6, "決": 0.01, "見": 0.001, "": 0.3}, 7: {"識": 0.3, "": 0.3}}
HIDDEN_LABEL = {0: {"突": 0.6, "": 0.3}, 1: {"仲": 0.5, "": 0.3}, 2: {"貴": 0.5, "費": 0.01, "": 0.3}}


@pytest.mark.parametrize("label_too", [False, True])
def test_a_hidden_heading_of_a_year_is_found_by_itself_or_with_a_label(label_too: bool) -> None:
    seen = {"平成19年度決算": Seen("平成19年度突識", HIDDEN_YEAR, 0.3)}
    if label_too:
        seen["人件費"] = Seen("突仲貴", HIDDEN_LABEL, 0.4)
    report = read(seen, YEARS_SHEET, make_form(YEARS))
    assert {year: amounts(report)["direct", year] for year in (2006, 2007, 2008)} == {
        2006: 1_350_000, 2007: 1_400_000, 2008: 1_500_000,
    }  # fmt: skip
    assert amounts(report)["personnel", 2007] == 2_200_000


def test_a_heading_of_a_year_that_says_another_thing_stays_unknown() -> None:
    report = read({"平成19年度決算": Seen("平成19年度増減")}, YEARS_SHEET, make_form(YEARS))
    assert ("direct", 2007) not in amounts(report)
    assert "label-missing" in rules(report)


def test_a_doubtful_cell_does_not_become_a_label_that_leads_nowhere() -> None:
    hidden = {0: {"八": 0.5, "人": 0.01, "": 0.3}, 1: {"仲": 0.5, "": 0.3}, 2: {"貴": 0.5, "費": 0.01, "": 0.3}}
    text = SHEET.replace("人件費 | 2,200\n", "").replace("海岸の清掃", "海岸の清掃 | 人件費")
    report = read({"人件費": Seen("八仲貴", hidden, 0.4)}, text)
    assert ("personnel", 2007) not in amounts(report)
    assert "label-missing" in rules(report)


RATED = SPEC.replace("right: {narrative: reason}", "right: {rating: {criterion: need, code: '[A-Z]'}}")
RATED_SHEET = SHEET.replace("人がふえた", "B.高い")


@pytest.mark.parametrize(
    ("ink", "code"),
    [({"日": 0.85, "B": 0.03, "8": 0.1}, "B"), ({"日": 0.85, "B": 0.03, "E": 0.02}, None), ({"日": 0.99}, None)],
)
def test_a_code_is_the_one_letter_that_its_ink_allows(ink: dict[str, float], code: str | None) -> None:
    report = read({"B.高い": Seen("日.高い", {0: ink}, 0.85)}, RATED_SHEET, make_form(RATED))
    (rating,) = of(Rating, report)
    assert (rating.code, rating.grade, rating.raw) == (code, "高い" if code else "日.高い", "日.高い")
    assert "reading-doubtful" in rules(report)


def test_specks_behind_a_rating_are_none_of_it() -> None:
    report = read({"B.高い": Seen("B.高い、")}, RATED_SHEET, make_form(RATED))
    (rating,) = of(Rating, report)
    assert (rating.code, rating.grade, rating.raw) == ("B", "高い", "B.高い、")
