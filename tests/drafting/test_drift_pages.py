"""Ruled sheets of next year, with one thing otherwise: PDF, workbook and HTML."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.model.change import replace
from pipeline.spec.registry import load_forms
from tests.drafting.changed import has, next_year, relabelled, with_sections_swapped, with_tables
from tests.drafting.mended import MOST_LINES, confirmed, coverages, drifted, errors
from tests.paper import mokuhyo
from tests.paper.excel import as_excel
from tests.paper.model import Sheet, Table, label, said
from tests.paper.pdf import as_pdf
from tests.paper.style import Style

REGISTRY = load_forms()
FORM = "aohama/mokuhyo/2025"


def renamed(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "担当部署", "担当する部署")


def renamed_beyond_likeness(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "担当部署", "所管する課")


def row_renamed(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "一般財源", "うち一般財源")


def column_added(sheet: Sheet) -> Sheet:
    def change(table: Table) -> Table:
        if not has(table, "成果指標の内容"):
            return table
        first, second, *records = table.rows
        rows = ((*first, label("達成率", rows=2)), second, *((*r, said("98.0" if r[0].text else "")) for r in records))
        return replace(table, widths=(*table.widths, 30), rows=rows)

    return with_tables(sheet, change)


def section_moved(sheet: Sheet) -> Sheet:
    return Sheet(tuple(with_sections_swapped(page, "(2) 事業", "(3) 「進", "(4) お金") for page in sheet.pages))


def option_added(sheet: Sheet) -> Sheet:
    def change(table: Table) -> Table:
        if not has(table, "8 備えと減災"):
            return table
        *rows, last = table.rows
        return replace(table, rows=(*rows, (*last[:-1], said("○", align="center"), said("9 ともに歩む"))))

    return with_tables(sheet, change)


def option_gone(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "7 にぎわいの再生", "")


def renamed_thrice(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "判断の理由", "判断した理由")


def option_in_the_place_of_another(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "6 まちの足の確保", "6 町をめぐる")


def chosen_option_added(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "つづける", "しばらく様子をみる")


def row_renamed_beyond_likeness(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "うち利用者負担 B", "うち参加費")


def label_that_names_a_criterion(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "指標の進みぐあい", "めやすの進み方")


def column_renamed_beyond_likeness(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "成果指標の内容", "めやす")


def heading_over_columns_renamed(sheet: Sheet) -> Sheet:
    return relabelled(sheet, "目標値", "目標とする値")


CASES = [
    (column_renamed_beyond_likeness, ("renamed", "column", "成果指標の内容", "TODO めやす"), [("TODO ", "")]),
    (heading_over_columns_renamed, ("renamed", "heading", "目標値", "目標とする値"), []),
    (
        option_in_the_place_of_another,
        ("renamed", "option", "6 まちの足の確保", "TODO 6 町をめぐる"),
        [("TODO ", "")],
    ),
    (chosen_option_added, ("added", "option", "しばらく様子をみる", None), [("key: TODO", "key: maintain")]),
    (label_that_names_a_criterion, ("renamed", "label", "指標の進みぐあい", "TODO めやすの進み方"), [("TODO ", "")]),
    (row_renamed_beyond_likeness, ("renamed", "row", "うち利用者負担B", "TODO うち参加費"), [("TODO ", "")]),
    (renamed_thrice, ("renamed", "label", "判断の理由", "判断した理由"), []),
    (renamed, ("renamed", "label", "担当部署", "担当する部署"), []),
    (renamed_beyond_likeness, ("renamed", "label", "担当部署", "TODO 所管する課"), [("TODO ", "")]),
    (row_renamed, ("renamed", "row", "一般財源", "うち一般財源"), []),
    (column_added, ("added", "column", "達成率", "達成率"), []),
    (section_moved, ("moved", "section", "(2)事業のあらまし", "after (3)「進め方」の視点"), []),
    (option_added, ("added", "option", "9 ともに歩む", None), []),
]


def as_page(sheet: Sheet) -> bytes:
    return as_pdf(sheet, Style())


@pytest.mark.parametrize("make", [as_page, as_excel])
@pytest.mark.parametrize(("change", "expected", "named"), CASES, ids=lambda c: getattr(c, "__name__", ""))
def test_what_drifted_is_named_mended_in_ten_lines_and_read_whole(
    tmp_path: Path,
    make: Callable[[Sheet], bytes],
    change: Callable[[Sheet], Sheet],
    expected: tuple[str, str, str, str | None],
    named: list[tuple[str, str]],
) -> None:
    data = make(change(next_year(mokuhyo.sheets())))
    assert errors(data, REGISTRY), "a sheet whose form has drifted is never read as if it hadn't"
    (mended,) = drifted(data, REGISTRY)
    assert mended.said == [expected]
    assert mended.drift.base == "aohama/mokuhyo/2024"
    assert 0 < mended.lines <= MOST_LINES
    registry = confirmed(tmp_path, mended, named)
    assert coverages(data, registry, FORM) == [1.0, 1.0, 1.0]
    assert errors(data, registry) == []


def test_nothing_is_found_where_nothing_drifted() -> None:
    (mended,) = drifted(as_page(next_year(mokuhyo.sheets())), REGISTRY)
    assert (mended.said, mended.lines, mended.drift.after) == ([], 0, 1.0)


def test_a_name_that_only_its_place_tells_has_to_be_confirmed(tmp_path: Path) -> None:
    (mended,) = drifted(as_page(renamed_beyond_likeness(next_year(mokuhyo.sheets()))), REGISTRY)
    assert "# by its place alone" in mended.text
    with pytest.raises(SpecError, match=r"2025\.yaml:\d+: 1 thing is to do before the form can be used"):
        confirmed(tmp_path, mended)


def test_an_option_that_is_no_longer_printed_is_told() -> None:
    (mended,) = drifted(as_page(option_gone(next_year(mokuhyo.sheets()))), REGISTRY)
    assert ("gone", "option", "7 にぎわいの再生", None) in mended.said


def test_in_a_year_that_has_a_form_the_old_label_stays_valid(tmp_path: Path) -> None:
    before, after = as_page(mokuhyo.sheets()), as_page(renamed(mokuhyo.sheets()))
    (mended,) = drifted(after, REGISTRY)
    assert (mended.drift.form, mended.drift.base) == ("aohama/mokuhyo/2024", "aohama/mokuhyo/2024")
    registry = confirmed(tmp_path, mended)
    for data in (before, after):
        assert coverages(data, registry, "aohama/mokuhyo/2024") == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("make", [as_page, as_excel])
def test_an_option_renamed_in_a_year_that_has_a_form_is_written(tmp_path: Path, make: Callable[[Sheet], bytes]) -> None:
    data = make(relabelled(mokuhyo.sheets(), "近隣の市町との連携", "国や県との連携"))
    (mended,) = drifted(data, REGISTRY)
    assert mended.said == [("renamed", "option", "近隣の市町との連携", "国や県との連携")]
    assert mended.drift.drifted[0].mended
    assert "{at: 近隣の市町との連携, set: 国や県との連携}" in mended.text
    registry = confirmed(tmp_path, mended)
    assert coverages(data, registry, "aohama/mokuhyo/2024") == [1.0, 1.0, 1.0]
    assert errors(data, registry) == []


def test_a_text_that_says_nothing_may_be_renamed_too(tmp_path: Path) -> None:
    data = as_page(relabelled(next_year(mokuhyo.sheets()), "目標と点検のシート", "目標・点検・評価のシート"))
    (mended,) = drifted(data, REGISTRY)
    assert [said[:2] for said in mended.said] == [("renamed", "note")]
    assert "decoration: [目標・点検・評価のシート]" in mended.text
    assert errors(data, confirmed(tmp_path, mended)) == []


def test_one_sheet_alone_is_enough(tmp_path: Path) -> None:
    sheet = next_year(mokuhyo.sheets())
    data = as_page(renamed(Sheet(sheet.pages[:1])))
    (mended,) = drifted(data, REGISTRY)
    assert mended.said == [("renamed", "label", "担当部署", "担当する部署")]
    assert coverages(data, confirmed(tmp_path, mended), FORM) == [1.0]
