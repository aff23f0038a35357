"""池田市 令和6年度実施事業 目標設定シート: every sheet has each cell at the same place."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from tests.real_pdf.expected import Choice, Cost, Derived, Expected, Funding, Indicator, Rating, Value
from tests.real_pdf.words import Box, Number, Page, pages

MONEY = (131.5, 167, 202.5, 238, 273.5)
YEARS = ((2022, "settlement"), (2023, "settlement"), (2024, "budget"), (2024, "settlement"))
DIRECT = (512.5, 528.5)
LINES = ((528.5, 545), (545, 560.5), (560.5, 576.5))
SOURCES = (
    ("national_prefectural", None, (576.5, 592.5)),
    ("bond", None, (592.5, 608.5)),
    ("other", None, (608.5, 624.5)),
    ("beneficiary", "other", (624.5, 640.5)),
    ("general", None, (640.5, 656)),
)
RATE = (656.5, 672.5)

MEASURES = (("actual", 2023), ("target", 2024), ("actual", 2024), ("goal", 2027))
OUTCOME = (362.5, 397.5, 433.5, 468.5, 504.5)
OUTCOME_ROWS = (DIRECT, *LINES[:2])

CRITERIA = (
    ("成果指標の達成状況", (560.5, 576.5)),
    ("事業の有効性", (608.5, 624.5)),
    ("事業の効率性", (624.5, 640.5)),
)
DIRECTION = Box(397.5, 672.5, 558, 688.5)

SDGS = tuple(pairwise((271, 287, 304, 321, 338, 354.5, 371.5)))
SDG_COLUMNS = ((131.5, 149, 273.5), (273.5, 291, 415.5), (415.5, 433, 558))
VIEWS = tuple(pairwise((371.5, 388.5, 405.5, 422.5)))
VIEW_COLUMNS = ((202.5, 220, 380), (380, 397.5, 558))

NUMBER = Box(522, 40, 558, 58)
DEPARTMENT = Box(131.5, 79.5, 256, 99.5)
NAME = Box(362, 79.5, 558, 99.5)
PERIOD = (Box(149, 159.5, 167, 184), Box(220, 159.5, 238, 184))
TEXTS = {
    "施策の柱": Box(131.5, 104.5, 291, 125),
    "施策名称": Box(131.5, 125, 291, 144.5),
    "事前に備えるべき目標": Box(380, 104.5, 558, 125),
    "施策分野": Box(380, 125, 558, 144.5),
    "事業の対象": Box(131.5, 184, 255.5, 207.5),
    "事業の手段・方法": Box(131.5, 207.5, 255.5, 231.5),
    "実施形態": Box(131.5, 231.5, 255.5, 255),
    "事業内容": Box(291, 159.5, 558, 231.5),
    "関連計画・例規": Box(291, 231.5, 558, 255),
    "取組予定": Box(184.5, 422.5, 344.5, 459.5),
    "取組実績": Box(397.5, 422.5, 558, 459.5),
    "判断理由 達成状況": Box(309, 576.5, 558, 608.5),
    "判断理由 有効性・効率性": Box(309, 640.5, 558, 672.5),
    "判断理由 方向性": Box(309, 688.5, 558, 720.5),
    "その他財源の主な内容": Box(131.5, 672.5, 273.5, 720.5),
    "備考": Box(47, 739, 558, 777),
}
DESIGNATED = Box(504.5, 512.5, 558, 560.5)


def expected(path: Path) -> list[Expected]:
    with pages(path) as [page]:
        return [_report(page)]


def _report(page: Page) -> Expected:
    indicators, values = _outcome(page)
    return Expected(
        ordinal=1,
        first_page=1,
        last_page=1,
        serial=page.text(NUMBER),
        project_name=page.text(NAME),
        department=page.text(DEPARTMENT),
        fiscal_year=2024,
        sheet_fiscal_year=2025,
        costs=_costs(page),
        funding=_funding(page),
        derived=_rates(page),
        indicators=indicators,
        values=values,
        ratings=_ratings(page),
        choices=(*_marks(page, "SDG", SDGS, SDG_COLUMNS)[:17], *_marks(page, "視点", VIEWS, VIEW_COLUMNS)),
        direction=page.text(DIRECTION),
        texts=tuple(text for box in TEXTS.values() if (text := page.text(box))),
    )


def _row(page: Page, row: tuple[float, float], edges: tuple[float, ...]) -> list[tuple[int, Number]]:
    """The filled cells of a row, each with the ordinal of its column from 0."""
    cells = (page.cell(Box(left, row[0], right, row[1])) for left, right in pairwise(edges))
    return [(n, cell) for n, cell in enumerate(cells) if cell is not None]


def yen(cell: Number) -> int | None:
    """千円 as printed, in yen."""
    return None if cell.value is None else int(cell.value * 1000)


def _costs(page: Page) -> tuple[Cost, ...]:
    found = [Cost(None, *YEARS[n], "direct", None, "", cell.status, yen(cell)) for n, cell in _row(page, DIRECT, MONEY)]
    for row in LINES:
        name = page.text(Box(64.5, row[0], 131.5, row[1]))
        found += [
            Cost(None, *YEARS[n], "breakdown", "direct", name, cell.status, yen(cell))
            for n, cell in _row(page, row, MONEY)
        ]
    return tuple(found)


def _funding(page: Page) -> tuple[Funding, ...]:
    return tuple(
        Funding(*YEARS[n], source, within, cell.status, yen(cell))
        for source, within, row in SOURCES
        for n, cell in _row(page, row, MONEY)
    )


def _rates(page: Page) -> tuple[Derived, ...]:
    return tuple(
        Derived(None, "beneficiary_rate", *YEARS[n], cell.status, cell.value, "%", None)
        for n, cell in _row(page, RATE, MONEY)
    )


def _outcome(page: Page) -> tuple[tuple[Indicator, ...], tuple[Value, ...]]:
    indicators, values = [], []
    for top, bottom in OUTCOME_ROWS:
        name = page.text(Box(273.5, top, 344.5, bottom))
        cells = _row(page, (top, bottom), OUTCOME)
        if not name:
            if cells:
                raise LookupError(f"numbers of no indicator: {cells}")
            continue
        unit = page.text(Box(344.5, top, 362.5, bottom)) or None
        indicators.append(Indicator(None, "outcome", name, unit))
        values += [Value(None, "outcome", len(indicators), *MEASURES[n], cell.status, cell.value) for n, cell in cells]
    return tuple(indicators), tuple(values)


def _ratings(page: Page) -> tuple[Rating, ...]:
    found = []
    for criterion, (top, bottom) in CRITERIA:
        printed = page.text(Box(397.5, top, 558, bottom))
        match = re.fullmatch(r"([A-Z])\.(.+)", printed)
        if match is None:
            raise LookupError(f"{criterion}: {printed!r} is no grade")
        found.append(Rating(None, criterion, match[1], match[2]))
    return tuple(found)


def _marks(
    page: Page, group: str, rows: tuple[tuple[float, float], ...], across: tuple[tuple[float, float, float], ...]
) -> list[Choice]:
    """Options down the first column, then the next; the mark is left of its option."""
    found = []
    for left, start, right in across:
        for top, bottom in rows:
            option = page.text(Box(start, top, right, bottom))
            mark = page.text(Box(left, top, start, bottom))
            if mark not in ("", "○"):
                raise LookupError(f"{option}: {mark!r} is no mark")
            found.append(Choice(group, option, mark == "○"))
    return found


def misfits(report: Expected) -> list[str]:
    """Where the printed figures of a sheet contradict each other, by more than rounding explains."""
    found = []
    for year, basis in YEARS:
        direct = [c.yen for c in report.costs if (c.fiscal_year, c.basis, c.item) == (year, basis, "direct")]
        sources = {f.source: f.yen or 0 for f in report.funding if (f.fiscal_year, f.basis) == (year, basis)}
        lines = [c.yen or 0 for c in report.costs if (c.fiscal_year, c.basis, c.item) == (year, basis, "breakdown")]
        cost = (direct[0] if direct else 0) or 0
        where = f"{year} {basis}"
        top = [yen for source, yen in sources.items() if source != "beneficiary"]
        if abs(sum(top) - cost) > 1000 * (len(top) + 1) / 2:
            found.append(f"{where}: sources {sum(top)} != cost {cost}")
        if sum(lines) - cost > 1000 * (len(lines) + 1) / 2:
            found.append(f"{where}: lines {sum(lines)} > cost {cost}")
        if sources.get("beneficiary", 0) > sources.get("other", 0):
            found.append(f"{where}: beneficiary {sources['beneficiary']} > other {sources.get('other', 0)}")
        rate = [d.value for d in report.derived if (d.fiscal_year, d.basis) == (year, basis)]
        share = Decimal(sources.get("beneficiary", 0)) / cost * 100 if cost else Decimal(0)
        if abs(share - (rate[0] or 0 if rate else 0)) > Decimal("0.1"):
            found.append(f"{where}: rate {rate} but {share:.2f}")
    return found
