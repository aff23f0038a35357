"""横浜市 令和7年度 事業評価書: a head, then one block for each 細事業, which may stand on a later page."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.model.change import replace
from tests.real_pdf.expected import Cost, Derived, Expected, Indicator, Rating, Value
from tests.real_pdf.words import Box, Number, Page, columns, middle, pages

REIWA = 2018
SHEET = Box(45, 45, 555, 800)
LEFT = Box(72, 45, 140.5, 800)
MONEY = ("５年度", "６年度", "差引（増減）")
YEARS = tuple(f"{y}年度" for y in "３４５６７８９")
CRITERIA = ("市民ニーズ", "実施根拠", "妥当性", "事業実績", "(1)実施主体", "(2)実施手法", "負担の公平性")
HEADINGS = (*CRITERIA[:-1], "公平性")  # the last one is in two lines
HEADED = ("事業概要", "各細事業の分析結果を踏まえた事業改善の検討等")
ROW = 9  # half of the height that a one-line row surely has


@dataclass(frozen=True)
class Block:
    """Where one 細事業 stands."""

    page: Page
    box: Box


def expected(path: Path) -> list[Expected]:
    with pages(path) as printed:
        return [_report(printed)]


def _report(printed: list[Page]) -> Expected:
    head = printed[0]
    blocks = [block for page in printed for block in _blocks(page)]
    report = Expected(
        ordinal=1,
        first_page=1,
        last_page=printed[-1].number,
        serial=_beside(head, "評価書番号", 490, 546),
        project_name=_beside(head, "令和６年度事業名", 140.5, 546),
        department=_beside(head, "所管区局・課", 140.5, 270),
        fiscal_year=2024,
        sheet_fiscal_year=2025,
        parts=tuple(_text(b, "細事業名称") for b in blocks),
    )
    top = head.must_find("事業決算額", SHEET).bottom
    costs, derived = _costs(head, replace(SHEET, top=top, bottom=top + 50), None)
    texts = [_headed(head, label) for label in HEADED]
    codes = [_beside(head, "政策番号", 180, 257), _beside(head, "施策番号", 298, 374)]
    texts += [*codes, _beside(head, "歳出予算科目", 324, 427)]
    ratings: list[Rating] = []
    indicators: list[Indicator] = []
    values: list[Value] = []
    for part, block in enumerate(blocks, 1):
        more, change = _costs(block.page, block.box, part)
        costs += more
        derived += change
        texts += [_text(block, "細事業概要"), _text(block, "増減説明")]
        ratings += _ratings(block, part)
        name, unit = _indicator(block)
        if name:
            indicators.append(Indicator(part, "activity", name, unit))
        values += _values(block, part)
    return replace(
        report,
        costs=tuple(costs),
        derived=tuple(derived),
        texts=tuple(t for t in texts if t),
        ratings=tuple(ratings),
        indicators=tuple(indicators),
        values=tuple(values),
    )


def _beside(page: Page, label: str, left: float, right: float) -> str:
    _, y = middle(page.must_find(label, SHEET))
    return page.text(Box(left, y - ROW, right, y + ROW))


def _headed(page: Page, label: str) -> str:
    """The box below a grey heading, down to the next rule."""
    heading = page.must_find(label, SHEET)
    top, bottom = page.between_rules(300, heading.bottom + 8)
    return page.text(Box(48, top, 546, bottom))


def _blocks(page: Page) -> list[Block]:
    tops, box = [], SHEET
    while (label := page.find("細事業名称", box)) is not None:
        tops.append(label.top - 4)
        box = replace(SHEET, top=label.bottom)
    return [Block(page, replace(SHEET, top=a, bottom=b)) for a, b in pairwise([*tops, SHEET.bottom])]


def _text(block: Block, label: str) -> str:
    """The cell at the right of a label."""
    _, y = middle(block.page.must_find(label, replace(LEFT, top=block.box.top, bottom=block.box.bottom)))
    top, bottom = block.page.between_rules(300, y)
    return block.page.text(Box(140.5, top, 546, bottom))


def _headings(page: Page, labels: tuple[str, ...], box: Box) -> list[tuple[float, float]]:
    """The columns under headings that stand side by side."""
    return columns([middle(page.must_find(label, box))[0] for label in labels])


def _costs(page: Page, box: Box, part: int | None) -> tuple[list[Cost], list[Derived]]:
    """決算 of two years and their difference, below the first headings in the box."""
    heading = page.must_find(MONEY[-1], box)
    _, y = middle(page.must_find("決算", replace(box, top=heading.bottom)))
    spans = _headings(page, MONEY, replace(box, top=heading.top - 3))
    cells = [page.cell(Box(left, y - ROW, right, y + ROW)) for left, right in spans]
    costs = [
        Cost(part, REIWA + 5 + n, "settlement", "direct", None, "", cell.status, yen(cell))
        for n, cell in enumerate(cells[:2])
        if cell is not None
    ]
    change = cells[2]
    if change is None:
        return costs, []
    in_yen = None if change.value is None else change.value * 1000
    return costs, [Derived(part, "change", None, None, change.status, change.value, "千円", in_yen)]


def yen(cell: Number) -> int | None:
    """千円 as printed, in yen."""
    return None if cell.value is None else int(cell.value * 1000)


def _amount(block: Block) -> Box:
    """From the line that names what is counted down."""
    label = block.page.must_find("細事業事業量", block.box)
    return replace(block.box, top=label.top - 3)


def _indicator(block: Block) -> tuple[str, str | None]:
    box = _amount(block)
    unit = block.page.must_find("単位", box)
    _, y = middle(unit)
    name = block.page.text(Box(140.5, y - ROW, 400, y + ROW))
    return name, block.page.text(Box(467, y - ROW, 546, y + ROW)) or None


def _values(block: Block, part: int) -> list[Value]:
    """A row to each of 想定 and 実績: one line above it to one below, since a long value is broken."""
    page, box = block.page, _amount(block)
    spans = _headings(page, YEARS, box)
    header = page.must_find(YEARS[0], box)
    below = replace(LEFT, top=header.bottom, bottom=block.box.bottom)
    middles = [middle(page.must_find(label, below))[1] for label in ("想定", "実績")]
    half = (middles[1] - middles[0]) / 2
    found = []
    for measure, y in zip(("target", "actual"), middles, strict=True):
        for n, (left, right) in enumerate(spans):
            place = Box(left, y - half, right, y + half)
            cell = page.cell(place)
            if cell is None and page.struck(place):
                cell = Number("none", None, "")
            if cell is not None:
                found.append(Value(part, "activity", 1, measure, REIWA + 3 + n, cell.status, cell.value))
    return found


def _ratings(block: Block, part: int) -> list[Rating]:
    """分析結果 below its criteria, as far down as the block goes."""
    page = block.page
    top = page.must_find("客観的指標に", block.box).top - 45
    below = replace(block.box, top=top)
    spans = _headings(page, HEADINGS, below)
    start = page.must_find("(1)実施主体", below).bottom + 4
    _, end = page.between_rules(300, start + 10)
    return [
        Rating(part, criterion, None, text)
        for criterion, (left, right) in zip(CRITERIA, spans, strict=True)
        if (text := page.text(Box(left, start, right, end)))
    ]


def misfits(report: Expected) -> list[str]:
    """Where the printed figures of a sheet contradict each other, by more than rounding explains."""
    found = []
    for part in (None, *range(1, len(report.parts) + 1)):
        years = {c.fiscal_year: c.yen or 0 for c in report.costs if c.part == part}
        change = [d.yen for d in report.derived if d.part == part]
        if len(years) != 2 or len(change) != 1:
            found.append(f"part {part}: {years} {change}")
        elif years[2024] - years[2023] != change[0]:
            found.append(f"part {part}: {years} differ by {change[0]}")
    for year in (2023, 2024):
        whole = sum(c.yen or 0 for c in report.costs if c.part is None and c.fiscal_year == year)
        parts = sum(c.yen or 0 for c in report.costs if c.part is not None and c.fiscal_year == year)
        if whole != parts:
            found.append(f"{year}: parts {parts} != {whole}")
    return found
