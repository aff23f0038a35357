"""Sheets in rows of text, with one thing otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.spec.registry import Registry, load_forms
from tests.drafting.mended import MOST_LINES, confirmed, coverages, drifted, errors
from tests.sheets import Sheet, write_forms

FORM = "hamabe/hyo/2023"
TEXT = Sheet(year=2023).text()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return load_forms([write_forms(tmp_path / "forms")])


def new(old: str, text: str) -> Callable[[], str]:
    assert old in TEXT
    return lambda: TEXT.replace(old, text)


def section_moved() -> str:
    costs, indicators = TEXT.index("2 費用"), TEXT.index("3 指標")
    return TEXT[:costs] + TEXT[indicators:] + TEXT[costs:indicators]


CASES = [
    (new("担当課", "担当する課"), [("renamed", "label", "担当課", "担当する課")], []),
    (new("目的\t", "ねらい\t"), [("renamed", "label", "目的", "TODO ねらい")], [("TODO ", "")]),
    (new("人件費", "職員の人件費"), [("renamed", "row", "人件費", "職員の人件費")], []),
    (new("3 指標", "3 ものさし"), [("renamed", "section", "3 指標", "3ものさし")], []),
    (
        new("合計\t", "積立金\t0\t0\n合計\t"),
        [("added", "row", "積立金", None)],
        [("item: TODO", "item: other")],
    ),
    (
        new("\t目標\n回収したごみ\tkg\t820\t1,040\t", "\t見込み\t目標\n回収したごみ\tkg\t820\t1,040\t1,100\t"),
        [("added", "column", "見込み", "見込み")],
        [],
    ),
    (new("担当課\t", "係\t海岸係\t担当課\t"), [("added", "label", "係", None)], [("field: TODO", "field: section")]),
    (new("町費", "町の一般財源"), [("renamed", "row", "町費", "TODO 町の一般財源")], [("TODO ", "")]),
    (section_moved, [("moved", "section", "2 費用", "after 3 指標")], []),
]


@pytest.mark.parametrize(("text", "expected", "named"), CASES)
def test_what_drifted_is_named_mended_in_ten_lines_and_read_whole(
    tmp_path: Path,
    registry: Registry,
    text: Callable[[], str],
    expected: list[tuple[str, str, str, str | None]],
    named: list[tuple[str, str]],
) -> None:
    data = text().encode()
    assert errors(data, registry), "a sheet whose form has drifted is never read as if it hadn't"
    (mended,) = drifted(data, registry)
    assert mended.said == expected
    assert 0 < mended.lines <= MOST_LINES
    both = confirmed(tmp_path / "forms", mended, named)
    assert coverages(data, both, FORM) == [1.0]
    assert errors(data, both) == []


def test_a_unit_that_changed_changes_what_amounts_mean(tmp_path: Path, registry: Registry) -> None:
    data = TEXT.replace("（単位：千円）", "（単位：円）").encode()
    (mended,) = drifted(data, registry)
    assert ("renamed", "note", "（単位：千円）", "(単位:円)") in mended.said
    assert ("changed", "unit", "cost", "千円 -> 円") in mended.said
    form = confirmed(tmp_path / "forms", mended).get(FORM)
    assert form is not None
    assert form.sections[1].year_tables[0].unit == "円"


def test_years_more_or_less_are_counted(registry: Registry) -> None:
    data = TEXT.replace(
        "\t令和3年度\t令和4年度\t令和5年度\n", "\t令和2年度\t令和3年度\t令和4年度\t令和5年度\n"
    ).encode()
    (mended,) = drifted(data, registry)
    assert ("changed", "years", "{year}", "3 -> 4") in mended.said


def test_a_label_in_another_section_moves_with_what_it_means(tmp_path: Path, registry: Registry) -> None:
    purpose = "目的\t海岸を美しく保つ。\n"
    data = TEXT.replace(purpose, "").replace("3 指標\n", f"3 指標\n{purpose}")
    (mended,) = drifted(data.encode(), registry)
    assert ("gone", "label", "目的", None) not in mended.said
    assert mended.said[0][:3] == ("moved", "label", "目的") or not mended.drift.drifted[0].mended


def test_a_sheet_of_no_known_title_is_held_against_the_nearest_form(registry: Registry) -> None:
    data = TEXT.replace("浜辺町事業評価票", "砂原町事業評価書").replace("担当課", "担当する課").encode()
    (mended,) = drifted(data, registry)
    drift = mended.drift
    assert (drift.base, drift.recognised) == ("hamabe/hyo/2021", False)
    assert drift.nearness.share > drift.others[0].share
    assert ("renamed", "label", "担当課", "担当する課") in mended.said
    assert drift.form == "todo/hyo/2023", "the town is for a person to name"
    assert "municipality: {code: TODO" in mended.text
    assert drift.after == 1.0


def test_several_sheets_tell_labels_from_values(registry: Registry) -> None:
    from pipeline.drafting.drift.find import find_drift
    from pipeline.drafting.drift.trial import Named
    from pipeline.readers import read_document

    texts = [Sheet(year=2023, name=name, department=d).text() for name, d in (("a", "甲課"), ("b", "乙課"))]
    files = [Named(f"{n}", read_document(t.replace("担当課", "所管").encode())) for n, t in enumerate(texts)]
    (drift,) = find_drift(files, registry)
    assert [(d.change, d.name, d.new) for d in drift.drifted] == [("renamed", "担当課", "TODO 所管")]
    assert drift.sheets == 2


def test_what_is_near_no_form_is_not_mended(registry: Registry) -> None:
    (mended,) = drifted("令和5年度のたより\n海辺の花が咲いた。\n".encode(), registry)
    assert (mended.said, mended.lines) == ([], 0)
    assert mended.drift.problem is not None
    assert "hyoka forms draft" in mended.drift.problem


def test_any_form_may_be_asked_for(registry: Registry) -> None:
    (mended,) = drifted(TEXT.replace("担当課", "担当する課").encode(), registry, base="hamabe/hyo/2021")
    assert mended.said == [("renamed", "label", "担当課", "担当する課")]
