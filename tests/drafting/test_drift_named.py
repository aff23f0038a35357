"""What drifted is called what it is: no value is a label, no twin is forgotten, no unit is left behind."""

from pathlib import Path

import pytest

from pipeline.drafting.drift.find import Drift, find_drift
from pipeline.drafting.drift.trial import Named, place_in
from pipeline.model.change import replace
from pipeline.model.document import Place
from pipeline.readers import read_document
from pipeline.spec.registry import Registry, load_forms
from tests.conftest import ROOT
from tests.drafting.mended import confirmed, coverages, drifted, errors
from tests.sheets import FORM, Sheet

TEXT = Sheet(year=2023).text()
AOHAMA = ROOT / "raw" / "aohama" / "2024"
# The small form with a verdict twice, options, and years that are headed by their unit.
MORE = """\
  - heading: 4 一次評価
    evaluation: {stage: first, year: after_sheet}
    lines:
      - - {label: 方向性, right: {choice: direction, evaluation: direction, options: verdicts}}
      - - {label: 評価の理由, right: {narrative: reason}}
  - heading: 5 二次評価
    evaluation: {stage: second, year: after_sheet}
    lines:
      - - {label: 方向性, right: {choice: direction, evaluation: direction, options: verdicts}}
      - - {label: 評価の理由, right: {narrative: reason}}
choices:
  verdicts:
    - {option: 拡充, key: expand}
    - {option: 継続, key: maintain}
    - {option: 廃止, key: abolished, continues: false}
"""
VERDICTS = """\
4 一次評価
方向性\t□拡充 ■継続 □廃止
評価の理由\t順調である。
5 二次評価
方向性\t■拡充 □継続 □廃止
評価の理由\t求めが多い。
"""


def registry_of(folder: Path, form: str) -> Registry:
    path = folder / "hamabe" / "hyo" / "2021.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(form, encoding="utf-8")
    return load_forms([folder])


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return registry_of(tmp_path / "forms", FORM.replace("checks:\n", f"{MORE}checks:\n"))


def said(drift: Drift) -> list[tuple[str, str, str, str | None]]:
    return [(d.change, d.what, d.name, d.new) for d in drift.drifted]


def test_a_label_of_two_sections_is_renamed_in_both(tmp_path: Path, registry: Registry) -> None:
    data = f"{TEXT}{VERDICTS}".replace("評価の理由", "評価した理由").encode()
    (mended,) = drifted(data, registry)
    assert mended.said == [("renamed", "label", "評価の理由", "評価した理由")] * 2
    both = confirmed(tmp_path / "forms", mended)
    assert (coverages(data, both, "hamabe/hyo/2023"), errors(data, both)) == ([1.0], [])


def test_a_label_that_is_a_column_elsewhere_is_renamed_there_too(tmp_path: Path) -> None:
    form = FORM.replace(
        "{narrative: purpose}}\n", "{narrative: purpose}}\n      - [{label: 単位, right: {field: measured_in}}]\n"
    )
    text = TEXT.replace("2 費用", "単位\t袋\n2 費用").replace("単位\t", "数え方\t")
    (mended,) = drifted(text.encode(), registry_of(tmp_path / "forms", form))
    assert mended.said == [("renamed", kind, "単位", "TODO 数え方") for kind in ("label", "column")]
    both = confirmed(tmp_path / "forms", mended, [("TODO ", "")])
    assert (coverages(text.encode(), both, "hamabe/hyo/2023"), errors(text.encode(), both)) == ([1.0], [])


def test_the_value_of_a_known_label_is_no_label(registry: Registry) -> None:
    # 事業名's row can't be read by its order while its next label is missing, so 海岸清掃 is unread, too
    data = f"{TEXT}{VERDICTS}".replace("担当課", "海の係").encode()
    (mended,) = drifted(data, registry)
    assert mended.said == [("renamed", "label", "担当課", "TODO 海の係")]


def test_what_is_chosen_is_no_label(registry: Registry) -> None:
    data = f"{TEXT}{VERDICTS}".replace("4 一次評価\n方向性", "4 一次評価\n行き先").encode()
    (mended,) = drifted(data, registry)
    assert mended.said == [("renamed", "label", "方向性", "TODO 行き先")]


def test_an_option_that_is_gone_from_all_sheets_is_told(registry: Registry) -> None:
    data = f"{TEXT}{VERDICTS}".replace(" □廃止", "").encode()
    assert errors(data, registry) == [], "nothing is unread"
    (mended,) = drifted(data, registry)
    assert mended.said == [("gone", "option", "廃止", None)]
    assert "{at: 廃止, remove: true}" in mended.text


def test_an_option_in_the_place_of_one_that_is_gone_is_to_be_confirmed(tmp_path: Path, registry: Registry) -> None:
    data = f"{TEXT}{VERDICTS}".replace("継続", "今のまま").encode()
    (mended,) = drifted(data, registry)
    assert mended.said == [("renamed", "option", "継続", "TODO 今のまま")]
    both = confirmed(tmp_path / "forms", mended, [("TODO ", "")])
    assert (coverages(data, both, "hamabe/hyo/2023"), errors(data, both)) == ([1.0], [])


def test_a_new_section_is_one(tmp_path: Path, registry: Registry) -> None:
    data = f"{TEXT}{VERDICTS}6 町長の所見\n意見\t住民の声をよく聞くこと。\n".encode()
    (mended,) = drifted(data, registry)
    assert mended.said == [("added", "section", "6 町長の所見", None), ("added", "label", "意見", None)]
    both = confirmed(tmp_path / "forms", mended, [("field: TODO", "field: mayor")])
    assert (coverages(data, both, "hamabe/hyo/2023"), errors(data, both)) == ([1.0], [])


def test_a_new_text_label_is_no_number_and_to_be_confirmed(registry: Registry) -> None:
    data = f"{TEXT}{VERDICTS}".replace("5 二次評価", "評価者の所見\tよく行われている。\n5 二次評価").encode()
    (mended,) = drifted(data, registry)
    assert mended.said == [("added", "label", "評価者の所見", None)]
    assert "{label: 評価者の所見, right: {narrative: TODO overall}}" in mended.text
    assert "number" not in mended.text


def test_a_value_that_all_sheets_have_is_no_label(registry: Registry) -> None:
    texts = [Sheet(year=2023, name=name, department="環境課").text() for name in ("清掃", "点検")]
    files = [f"{text}{VERDICTS}".replace("担当課", "所管部署").encode() for text in texts]
    (drift,) = find_drift([Named(f"{n}", read_document(data)) for n, data in enumerate(files)], registry)
    assert said(drift) == [("renamed", "label", "担当課", "TODO 所管部署")]


def test_a_unit_above_years_changes_what_their_figures_mean(tmp_path: Path) -> None:
    form = FORM.replace('header: "{year}"', 'header: ["{year}(千円)", "{year}"]').replace(
        "{label: 人件費, years: evaluated, cost: {item: personnel}}",
        "{label: 人件費, years: evaluated, each_year: [{cost: {item: personnel, basis: settlement}, unit: 千円}]}",
    )
    row = TEXT.splitlines()[5]
    data = TEXT.replace(row, row.replace("年度", "年度(百万円)")).encode()
    (mended,) = drifted(data, registry_of(tmp_path / "forms", form))
    assert mended.said == [("changed", "unit", "cost", "千円 -> 百万円")]
    assert "千円" not in mended.text.split("change:")[1], "what a row says of its unit changes too"
    both = confirmed(tmp_path / "forms", mended)
    assert (coverages(data, both, "hamabe/hyo/2023"), errors(data, both)) == ([1.0], [])


def test_a_new_title_of_one_form_of_several_in_a_file_is_just_that() -> None:
    data = (AOHAMA / "030402.txt").read_bytes().decode("utf-8-sig")
    assert "事務事業評価シート" in data
    drifts = drifted(data.replace("事務事業評価シート", "事務事業点検シート").encode(), load_forms())
    assert [mended.drift.base for mended in drifts] == ["aohama/gaiyo/2023", "aohama/hyokahyo/2023"]
    assert drifts[0].said == []
    assert [(change, what) for change, what, *_ in drifts[1].said] == [("renamed", "title")]


def test_places_name_their_page() -> None:
    place = Place(page=2, row=3, col=4)
    assert place_in("a.pdf", place) == f"a.pdf:p2:{place}"
    assert place_in("a.pdf", replace(place, page=1)) == f"a.pdf:{place}"
