"""Lists of another year: headings renamed, added and gone, the years, the unit and the title."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.spec.registry import load_forms
from tests.drafting.mended import MOST_LINES, Mended, confirmed, coverages, drifted, errors
from tests.paper import ichiran

REGISTRY = load_forms()
FORM = "aohama/ichiran/2025"


def next_year(*changes: Callable[[Worksheet], None]) -> bytes:
    """The list a year later, with some things otherwise."""
    book = load_workbook(BytesIO(ichiran.as_workbook()))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=4):
        for cell in row:
            if isinstance(cell.value, str):
                for year in (6, 5, 4):
                    cell.value = str(cell.value).replace(f"令和{year}年度", f"令和{year + 1}年度")
    for change in changes:
        change(sheet)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def renamed(old: str, new: str | None) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == old]
        assert cells
        for cell in cells:
            cell.value = new

    return change


def column(above: str, text: str | None, value: str | int) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet["O3"], sheet["O4"] = above, text
        if text is None:
            sheet.merge_cells("O3:O4")
        for row in range(5, 10):
            sheet.cell(row, 15).value = value

    return change


def said(*changes: Callable[[Worksheet], None]) -> Mended:
    (mended,) = drifted(next_year(*changes), REGISTRY)
    assert mended.drift.base == "aohama/ichiran/2024"
    return mended


CASES = [
    ([renamed("理由", "判断の理由")], [("renamed", "column", "理由", "判断の理由")], []),
    ([renamed("うち一般財源", "うち一財")], [("renamed", "column", "うち一般財源", "うち一財")], []),
    ([renamed("点検の結果", "点検結果")], [("renamed", "heading", "点検の結果", "点検結果")], []),
    (
        [renamed("コード", "番号"), renamed("担当課", "所管課")],
        [("renamed", "column", "コード", "TODO 番号"), ("renamed", "column", "担当課", "TODO 所管課")],
        [("TODO ", "")],
    ),
    ([column("備考", None, "特になし")], [("added", "column", "備考", None)], []),
    (
        [column("令和7年度", "うち国庫支出金", 15)],
        [("added", "column", "うち国庫支出金", None)],
        [("basis: TODO", "basis: budget")],
    ),
]


@pytest.mark.parametrize(("changes", "expected", "named"), CASES)
def test_headings_are_named_mended_and_read_whole(
    tmp_path: Path,
    changes: list[Callable[[Worksheet], None]],
    expected: list[tuple[str, str, str, str | None]],
    named: list[tuple[str, str]],
) -> None:
    data = next_year(*changes)
    assert errors(data, REGISTRY)
    mended = said(*changes)
    assert mended.said == expected
    assert 0 < mended.lines <= MOST_LINES
    registry = confirmed(tmp_path, mended, named)
    assert coverages(data, registry, FORM) == [1.0] * 5
    assert errors(data, registry) == []


def test_a_code_that_may_have_another_heading_is_never_given_up() -> None:
    text = said(renamed("コード", "番号"), renamed("担当課", "所管課")).text
    assert "{at: コード, set: {label: TODO 番号}}" in text
    assert "remove" not in text
    assert "serial" not in text


def test_a_label_has_no_variant_twice() -> None:
    def unchanged_year(sheet: Worksheet) -> None:
        for cell in (cell for row in sheet.iter_rows(max_row=4) for cell in row if isinstance(cell.value, str)):
            for year in (5, 6, 7):
                cell.value = str(cell.value).replace(f"令和{year}年度", f"令和{year - 1}年度")

    mended = said(unchanged_year, renamed("うち一般財源", "うち一財"))
    assert mended.drift.form == "aohama/ichiran/2024"
    assert "{at: うち一般財源, set: {label: [うち一般財源, うち一財]}}" in mended.text
    assert "決算額" not in mended.text


def test_another_year_in_a_row_of_years_is_one_column_more() -> None:
    mended = said(column("令和4年度", "決算額", 105))
    assert mended.said == [("added", "column", "決算額", None)]
    assert "under: '{year}'" in mended.text
    assert mended.drift.after == 1.0


def test_a_heading_that_no_column_can_have_is_told() -> None:
    def low(sheet: Worksheet) -> None:
        sheet["O3"] = "備考"
        sheet["O5"] = "特になし"

    (drifted_,) = said(low).drift.drifted
    assert (drifted_.change, drifted_.name, drifted_.mended) == ("added", "備考", False)
    assert drifted_.note is not None


def test_a_unit_that_is_gone_is_told() -> None:
    mended = said(renamed("（単位：千円）", None))
    assert ("gone", "unit note", "（単位：{unit}）", None) in mended.said
    assert mended.drift.differs


def test_an_option_that_the_form_does_not_have_is_added(tmp_path: Path) -> None:
    data = next_year(renamed("広げる", "統合する"))
    (mended,) = drifted(data, REGISTRY)
    assert mended.said == [("added", "option", "統合する", None)]
    assert coverages(data, confirmed(tmp_path, mended), FORM) == [1.0] * 5


def test_a_new_title_is_renamed_with_both_its_years(tmp_path: Path) -> None:
    data = next_year(
        renamed("令和7年度　小規模事業一覧（令和6年度の点検）", "令和7年度　小規模事業の点検一覧（令和6年度）")
    )
    (mended,) = drifted(data, REGISTRY)
    (title,) = mended.said
    assert title[3] == "{sheet_year}小規模事業の点検一覧({evaluated_year})"
    assert errors(data, confirmed(tmp_path, mended)) == []


def test_what_no_edit_mends_is_listed_all_the_same() -> None:
    def swapped(sheet: Worksheet) -> None:
        sheet["D3"], sheet["F3"] = sheet["F3"].value, sheet["D3"].value

    drift = said(swapped).drift
    assert drift.drifted == ()
    assert drift.differs, "never that nothing differs while reading gives errors"
    assert "years-unexpected" in {one.finding.rule for one in drift.wrong}
