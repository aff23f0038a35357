"""蒼浜市 小規模事業一覧: a list of small projects as a workbook. All of it is invented."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Side

HEAD = (
    ("コード", "事業名", "担当課", "令和4年度", None, "令和5年度", None, "令和6年度", "成果", None, None, None,
     "点検の結果", None),
    (None, None, None, "決算額", "うち一般財源", "決算額", "うち一般財源", "予算額", "名称", "単位", "令和5年度実績",
     "令和6年度目標", "方向", "理由"),
)  # fmt: skip
MERGED = ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "I3:L3", "M3:N3", "A1:N1")
_THOUSANDS, _EDGE = "#,##0", Side(style="thin")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


@dataclass(frozen=True)
class Row:
    """A project: amounts in 千円 (None: blank), figures as the cell has them, with a format where it matters."""

    code: str
    name: str
    department: str
    amounts: tuple[int | str | None, ...]
    indicator: tuple[str, str] = ("", "")
    figures: tuple[float | str | None, float | str | None] = (None, None)
    form: str = "General"
    verdict: tuple[str, str] = ("", "")


ROWS = (
    Row("110101", "花いっぱい運動", "市民協働課", (320, 320, 315, 300, 330), ("植えた株", "株"), (4_200, 4_500),
        "#,##0", ("続ける", "区ごとの世話役が育った。")),
    Row("110102", "図書の修理ボランティア", "図書館", (48, 48, 52, 52, 60), ("修理した本", "冊"), ("約310", 320),
        "General", ("広げる", "貸出の待ちが減った。")),
    Row("110103", "海岸の清掃の日", "環境課", (1_205, 805, 1_180, 780, 1_200), ("参加した人の割合", "%"), (0.125, 0.15),
        "0.0%", ("続ける", "雨で一回中止した。")),
    Row("110104", "古い看板の撤去", "都市計画課", (900, 900, 0, 0, None), ("残る看板", "基"), (0, "－"), "General",
        ("終える", "すべて撤去した。")),
    Row("110105", "朝市の見守り", "商工課", ("－", "－", 75, 75, 80), ("見守った日", "日"), (12, 24), "General",
        ("広げる", "令和5年度に始めた。\n出店者の声がよい。")),
)  # fmt: skip


def as_workbook() -> bytes:
    """The list as an .xlsx file, without the time it was made at."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "一覧"
    sheet["A1"] = "令和6年度　小規模事業一覧（令和5年度の点検）"
    sheet["N2"] = "（単位：千円）"
    for row, texts in enumerate(HEAD, start=3):
        for col, text in enumerate(texts, start=1):
            sheet.cell(row, col).value = text
    for number, row_ in enumerate(ROWS, start=5):
        values = (row_.code, row_.name, row_.department, *row_.amounts, *row_.indicator, *row_.figures, *row_.verdict)
        for col, value in enumerate(values, start=1):
            cell = sheet.cell(number, col)
            cell.value = value
            cell.number_format = _THOUSANDS if 4 <= col <= 8 else row_.form if col in {11, 12} else "General"
    for line in sheet.iter_rows(min_row=3, max_row=4 + len(ROWS), max_col=14):
        for cell in line:
            cell.border = _BORDER
    for area in MERGED:
        sheet.merge_cells(area)
    return _timeless(book)


def _timeless(book: Workbook) -> bytes:
    made, clean = BytesIO(), BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in package.namelist():
            part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-10-01T00:00:00Z", package.read(name))
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part)
    return clean.getvalue()
