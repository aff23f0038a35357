"""The oracle's columns are the right ones: the header says so, and the text boxes over it."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.utils import get_column_letter

from tests.real_list import columns, ofunato
from tests.real_list.columns import BLOCK, INDICATORS, PLAN, WIDTH, YEARS_OF_BLOCKS, after, fold

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
BOX = re.compile(r"([1-6])年目\(令和([2-7])年度(実績|目標)\)")
MONEY = ("国庫支出金", "都道府県支出金", "地方債", "その他", "一般財源", "事業費計")
STAFF = ("正規職員従事人数", "延べ業務時間", "人件費計", "トータルコスト")


@pytest.fixture(scope="module")
def heading(workbook: Path) -> dict[str, str]:
    return ofunato.heading(workbook)


def boxes(path: Path) -> Iterator[tuple[str, str, str]]:
    """The text boxes over the sheet: their first and last column, and what they say."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("xl/drawings/drawing1.xml"))
    for anchor in root.iter(f"{DRAWING}twoCellAnchor"):
        first, last = (int(anchor.findtext(f"{DRAWING}{end}/{DRAWING}col")) + 1 for end in ("from", "to"))
        yield get_column_letter(first), get_column_letter(last), "".join(t.text or "" for t in anchor.iter(TEXT))


def test_a_text_box_over_each_block_says_its_year(workbook: Path) -> None:
    found = []
    for first, last, said in boxes(workbook):
        box = BOX.fullmatch(fold(said))
        assert box is not None, said
        found.append((first, last, int(box[2]) + 2018, box[3]))
    assert found == [
        (after(BLOCK, number * WIDTH), after(BLOCK, number * WIDTH + 18), year, "目標" if year == 2025 else "実績")
        for number, year in enumerate(YEARS_OF_BLOCKS)
    ]


@pytest.mark.parametrize("first", [PLAN, *(after(BLOCK, number * WIDTH) for number in range(6))])
def test_money_and_staff_stand_under_their_names(heading: dict[str, str], first: str) -> None:
    for step, name in enumerate(MONEY + STAFF):
        assert name in heading[after(first, step)]


@pytest.mark.parametrize(("place", "indicator"), list(enumerate(INDICATORS)))
def test_indicators_stand_under_their_letters(
    heading: dict[str, str], place: int, indicator: tuple[str, str, str]
) -> None:
    kind, letter, column = indicator
    name = {"activity": "活動指標", "population": "対象指標", "outcome": "成果指標"}[kind]
    assert (heading[column][-4:], heading[after(column, 1)][-4:]) == (f"{letter}:名称", f"{letter}:単位")
    assert name in heading[column]
    for number in range(6):
        assert heading[after(BLOCK, number * WIDTH + 10 + place)][1:] == f"{name}{letter}"


def test_every_column_with_anything_in_it_is_compared(workbook: Path) -> None:
    filled = {column for row in ofunato.rows(workbook) for column, text in row.printed.items() if text.strip()}
    compared = {
        *columns.FIELDS, *columns.YEARS, *columns.BY_LINE, *columns.NARRATIVES, *columns.JUDGED, *columns.MARKS,
        *columns.CHOICES, *columns.RATINGS, *(after(column, 1) for column in columns.RATINGS),
        *(column for _, *three in columns.POLICIES for column in three),
        *(after(column, step) for _, _, column in INDICATORS for step in (0, 1)),
        *(after(PLAN, step) for step in range(10)),
        *(after(BLOCK, step) for step in range(len(YEARS_OF_BLOCKS) * WIDTH)),
    }  # fmt: skip
    assert filled == compared
