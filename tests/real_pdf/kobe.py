"""神戸市 平成25年度 事務事業評価シート: three pages and more, bound by heading words and row labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from pipeline.model.change import replace
from tests.real_pdf.expected import (
    Attached,
    Choice,
    Cost,
    Derived,
    Expected,
    Funding,
    Indicator,
    Staff,
    Value,
)
from tests.real_pdf.words import Box, Number, Page, columns, middle, pages, squash

HEISEI = 1988
NUMBERS = 140  # no number starts left of it, and the longest label ends there
LABELS = Box(35, 60, 134.5, 800)
BODY = Box(134.5, 60, 555, 800)
SHEET = Box(35, 60, 570, 790)
FIRST_YEAR = 20

HEADER = ("事務事業名", "所属名")
BASICS = ("目的", "の項目", "根拠法令等", "対象者", "事業内容", "事業開始年度")
EFFORTS = ("外部評価委員会", "取組の方向性", "再構築・民営化等の", "他都市の状況", "課題認識", "総合評価", "評価理由")
RADIOS = ("達成見込み", "取組への評価")

COSTS = (
    ("人件費", "personnel", None),
    ("物件費", "goods", None),
    ("", "breakdown", "goods"),  # アルバイト・人材派遣, in two lines, half-width on one sheet: between its neighbours
    ("委託料", "breakdown", "goods"),
    ("その他物件費", "breakdown", "goods"),
    ("減価償却費", "depreciation", None),
    ("公債利子", "interest", None),
    ("合計（A）", "total", None),
)
INCOME = (
    ("国県支出金", "national_prefectural"),
    ("使用料手数料", "fees"),
    ("財産収入", "property"),
    ("其他収入", "other"),
    ("合計", "earmarked_total"),
    ("（差引）一般財源", "general"),
)
STAFF_ON_COSTS = "従事人員(D)"
STAFF_TOTAL = "合計(D)"

# Below the year headings of 事業実績: a name, its numbers, a name, its numbers; then the same for 単位あたりコスト.
RESULTS = ((128.2, 148.8, 169.2), (169.2, 190.4, 210.8))
UNIT_COSTS = ((210.8, 231.9, 252.3), (252.3, 273.4, 293.8))
HEADING = 119.0  # where those headings stand
PITCH = 20.7  # of the rows of 職種等内訳


@dataclass(frozen=True)
class Row:
    """The numbers of one row by their year."""

    name: str
    cells: tuple[tuple[int, Number], ...]


def expected(path: Path) -> list[Expected]:
    """A report starts where 事務事業名 stands with 所属名 below it."""
    with pages(path) as printed:
        starts = [n for n, page in enumerate(printed) if page.find("所属名", LABELS)]
        ends = [*starts[1:], len(printed)]
        return [_report(n, printed[a:b]) for n, (a, b) in enumerate(zip(starts, ends, strict=True), 1)]


def _report(ordinal: int, printed: list[Page]) -> Expected:
    first, second, *rest = printed
    report = Expected(
        ordinal=ordinal,
        first_page=first.number,
        last_page=printed[-1].number,
        serial=None,
        project_name=_block(first, "事務事業名"),
        department=_department(first),
        fiscal_year=2012,
        sheet_fiscal_year=2013,
    )
    report = _money(report, first)
    report = _results(report, second)
    report = replace(report, staffing=(*report.staffing, *_staff(second)))
    attached = [page for page in rest if page.find("（別紙）", Box(0, 0, 200, 160))]
    body = [page for page in rest if page not in attached]
    texts = [*(_block(first, label) for label in BASICS)]
    texts += [_block(page, label) for page in body for label in EFFORTS if page.find(label, LABELS)]
    texts.append(first.text(replace(_cell(first, "所属名"), left=410)))
    return replace(
        report,
        started=_started(_block(first, "事業開始年度")),
        choices=tuple(c for page in body for label in RADIOS if page.find(label, LABELS) for c in _radio(page, label)),
        texts=tuple(t for t in (*texts, *(_footnote(page) for page in attached)) if t),
        opinions=tuple(opinion for page in attached for opinion in _opinions(page)),
        attached=tuple(number for page in attached for number in _attached(page)),
    )


def _cell(page: Page, label: str) -> Box:
    """The cell at the right of a label, between the rules above and below the middle of the label."""
    heading = page.find(f"≪{label}≫", LABELS)
    _, y = middle(page.must_find(label, LABELS if heading is None else replace(LABELS, top=heading.bottom)))
    top, bottom = page.between_rules(300, y)
    return Box(BODY.left, top, BODY.right, bottom)


def _block(page: Page, label: str) -> str:
    return page.text(_cell(page, label))


def _department(page: Page) -> str:
    cell = _cell(page, "所属名")
    return page.text(replace(cell, right=340))


def _started(text: str) -> int | None:
    match = re.fullmatch(r"(昭和|平成)(\d+)年度?", text)
    return None if match is None else int(match[2]) + {"昭和": 1925, "平成": HEISEI}[match[1]]


def _years(page: Page, word: str, top: float) -> list[tuple[int, tuple[float, float]]]:
    """The column of each year, by headings such as 20年度決算, the first one below ``top``."""
    last = {"決算": "予算", "実績": "見込み"}.get(word, word)
    headings = [f"{y}年度{word}" for y in range(FIRST_YEAR, FIRST_YEAR + 5)] + [f"{FIRST_YEAR + 5}年度{last}"]
    found = [page.must_find(h, replace(BODY, top=top)) for h in headings]
    spans = columns([middle(box)[0] for box in found])
    return [(HEISEI + FIRST_YEAR + n, span) for n, span in enumerate(spans)]


def _numbers(
    page: Page, years: list[tuple[int, tuple[float, float]]], top: float, bottom: float
) -> Iterator[tuple[int, Number]]:
    for year, (left, right) in years:
        cell = page.cell(Box(max(left, NUMBERS), top, right, bottom))
        if cell is not None:
            yield year, cell


def _basis(year: int) -> str:
    return "budget" if year == HEISEI + FIRST_YEAR + 5 else "settlement"


def _heights(page: Page) -> list[float]:
    """The middle of each row of 事業別コスト等, from 人件費 to 従事人員(D)."""
    top = page.must_find("≪事業別コスト等≫", LABELS).bottom
    found: list[float | None] = []
    for label in [*(c[0] for c in COSTS), *(i[0] for i in INCOME), STAFF_ON_COSTS]:
        if not label:
            found.append(None)
            continue
        box = page.must_find(label, replace(LABELS, top=top))
        found.append(middle(box)[1])
        top = box.bottom
    return [(found[n - 1] or 0) / 2 + (found[n + 1] or 0) / 2 if y is None else y for n, y in enumerate(found)]


def _money(report: Expected, page: Page) -> Expected:
    heights = _heights(page)
    half = (heights[-1] - heights[0]) / (len(heights) - 1) / 2
    years = _years(page, "決算", page.must_find("≪事業別コスト等≫", LABELS).top)
    rows = [tuple(_numbers(page, years, y - half, y + half)) for y in heights]
    costs = []
    for (_, item, within), cells, y in zip(COSTS, rows, heights, strict=False):
        name = page.text(Box(70, y - half, 134.5, y + half)) if item == "breakdown" else ""
        costs += [Cost(None, year, _basis(year), item, within, name, c.status, yen(c)) for year, c in cells]
    funding = [
        Funding(year, _basis(year), source, None, c.status, yen(c))
        for (_, source), cells in zip(INCOME, rows[len(COSTS) :], strict=False)
        for year, c in cells
    ]
    staff = [Staff(year, _basis(year), STAFF_ON_COSTS, True, c.status, c.value) for year, c in rows[-1]]
    return replace(report, costs=tuple(costs), funding=tuple(funding), staffing=tuple(staff))


def yen(cell: Number) -> int | None:
    """千円 as printed, in yen."""
    return None if cell.value is None else int(cell.value * 1000)


def _printed_unit(text: str) -> str | None:
    match = re.search(r"（単位[:：](.+?)）", text)
    return None if match is None else match[1]


def _results(report: Expected, page: Page) -> Expected:
    years = _years(page, "実績", 100)
    shift = middle(page.must_find("20年度実績", BODY))[1] - HEADING
    of_all = _printed_unit(page.text(replace(BODY, top=92, bottom=110)))
    indicators: list[Indicator] = []
    values: list[Value] = []
    unsaid: list[str] = []
    for top, mid, bottom in RESULTS:
        name = page.text(replace(BODY, top=top + shift, bottom=mid + shift))
        cells = list(_numbers(page, years, mid + shift, bottom + shift))
        if not cells:
            unsaid += [name] if name else []
            continue
        indicators.append(Indicator(None, "activity", name, _printed_unit(name) or of_all))
        values += [
            Value(None, "activity", len(indicators), _measure(year), year, cell.status, cell.value)
            for year, cell in cells
        ]
    derived = []
    for top, mid, bottom in UNIT_COSTS:
        unit = _printed_unit(page.text(replace(BODY, top=top + shift, bottom=mid + shift)))
        for year, c in _numbers(page, years, mid + shift, bottom + shift):
            said = c.value if unit == "円" else None
            derived.append(Derived(None, "per_indicator", year, None, c.status, c.value, unit, said))
    y = middle(page.must_find("市税等の充当額", LABELS))[1]
    for year, c in _numbers(page, years, y - 10, y + 10):
        derived.append(Derived(None, "per_resident", year, None, c.status, c.value, "円", c.value))
    return replace(
        report, indicators=tuple(indicators), values=tuple(values), derived=tuple(derived), unsaid=tuple(unsaid)
    )


def _measure(year: int) -> str:
    return "forecast" if year == HEISEI + FIRST_YEAR + 5 else "actual"


def _staff(page: Page) -> Iterator[Staff]:
    """Eight rows above the total, named by the sheet."""
    years = _years(page, "決算", page.must_find("≪執行体制≫", LABELS).top)
    total = middle(page.must_find(STAFF_TOTAL, LABELS))[1]
    for n in range(8, -1, -1):
        y = total - n * PITCH
        name = page.text(Box(58.5, y - PITCH / 2, 134.5, y + PITCH / 2)) if n else STAFF_TOTAL
        for year, c in _numbers(page, years, y - PITCH / 2, y + PITCH / 2):
            yield Staff(year, _basis(year), name, not n, c.status, c.value)


def methods(path: Path) -> list[tuple[int, int, str]]:
    """実施方法 by report and year."""
    found = []
    with pages(path) as printed:
        for page in (p for p in printed if p.find("≪執行体制≫", LABELS)):
            years = _years(page, "決算", page.must_find("≪執行体制≫", LABELS).top)
            y = middle(page.must_find("実施方法", LABELS))[1]
            top, bottom = page.between_rules(300, y)
            report = sum(1 for p in printed[: page.number] if p.find("所属名", LABELS))
            found += [(report, year, page.text(Box(a, top, b, bottom))) for year, (a, b) in years]
    return found


def _radio(page: Page, label: str) -> list[Choice]:
    """Four marks in a row, each left of its option, which may have two lines."""
    cell = _cell(page, label)
    marks = sorted((c for c in page.chars if c.text in "○●" and cell.holds(c)), key=lambda c: c.left)
    if len(marks) != 4:
        raise LookupError(f"{label}: {len(marks)} marks")
    ends = [*(m.left - 1 for m in marks[1:]), cell.right]
    return [
        Choice(label, page.text(replace(cell, left=m.right, right=end)), m.text == "●")
        for m, end in zip(marks, ends, strict=True)
    ]


def _opinions(page: Page) -> Iterator[tuple[str, str]]:
    """別紙 with opinions: a 事務事業 and what was said of it, a row between two rules."""
    heading = page.find("外部評価", Box(360, 80, 420, 110))
    if heading is None:
        return
    heights = sorted({round(r.top) for r in page.rules if r.left < 300 < r.right and r.top > heading.bottom})
    for top, bottom in pairwise(heights):
        name, said = (page.text(Box(left, top, right, bottom)) for left, right in ((45, 235), (235, 540)))
        if name or said:
            yield name, said


def _footnote(page: Page) -> str:
    """What stands below ※ on an attached page; numbers in brackets there are text."""
    star = page.find("※", SHEET)
    return "" if star is None else page.text(replace(SHEET, top=star.top - 2))


def _attached(page: Page) -> Iterator[Attached]:
    """別紙 with tables: every number at the right of the labels, under the year it stands below."""
    star = page.find("※", SHEET)
    end = SHEET.bottom if star is None else star.top
    first = page.find(f"{FIRST_YEAR}年度", BODY)
    if first is None:
        return
    spans = columns([middle(page.must_find(f"{y}年度", BODY))[0] for y in range(FIRST_YEAR, FIRST_YEAR + 5)])
    for n, (left, right) in enumerate(spans):
        for raw in page.lines(Box(left, first.bottom, right, end)):
            if re.fullmatch(r"[\d,.]+", text := squash(raw)):
                yield Attached(page.number, HEISEI + FIRST_YEAR + n, text)


def misfits(report: Expected) -> list[str]:
    """Where the printed figures of a sheet contradict each other, by more than rounding explains."""
    found = []
    for year in range(HEISEI + FIRST_YEAR, HEISEI + FIRST_YEAR + 6):
        money = {(c.item, c.within): 0 for c in report.costs}
        for c in report.costs:
            money[c.item, c.within] += (c.yen or 0) if c.fiscal_year == year else 0
        income = {f.source: f.yen or 0 for f in report.funding if f.fiscal_year == year}
        parts = [money.get((i, None), 0) for i in ("personnel", "goods", "depreciation", "interest")]
        total, earmarked = money.get(("total", None), 0), income["earmarked_total"]
        own = sum(v for k, v in income.items() if k not in ("earmarked_total", "general"))
        staff = {s.name: s.value or Decimal(0) for s in report.staffing if s.fiscal_year == year}
        rows = sum(v for k, v in staff.items() if "(D)" not in k and "参考" not in k)
        for what, a, b in (
            ("goods", money.get(("breakdown", "goods"), 0), money.get(("goods", None), 0)),
            ("total", sum(parts), total),
            ("earmarked_total", own, earmarked),
            ("general", total - earmarked, income["general"]),
            ("staff on page 1 and 2", staff[STAFF_ON_COSTS], staff[STAFF_TOTAL]),
            ("staff", rows, staff[STAFF_TOTAL]),
        ):
            if a != b:
                found.append(f"{year} {what}: {a} != {b}")
    return found
