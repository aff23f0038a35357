"""蒼浜市 細目別評価書: a block for every 細目, over two pages. All of it is invented."""

from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.change import replace
from tests.paper.model import STRUCK, Cell, Gap, Page, Sheet, Table, figures, label, said

_WIDTH = 515.0


@dataclass(frozen=True)
class Item:
    """One 細目; costs are of 令和4年度 and 5年度, volumes of 令和2年度 to 8年度."""

    number: int
    name: str
    summary: str
    costs: tuple[str, str, str]
    change: str
    volume: str
    unit: str
    planned: tuple[str, ...]
    done: tuple[str, ...]
    results: tuple[str, ...]


ITEMS = (
    Item(
        1, "公民館の講座", "五つの公民館で、くらしと文化の講座をひらく。", ("3,480", "3,655", "175"),
        "講師への謝礼がふえた。", "講座の回数", "回",
        ("60", "60", "64", "64", "66", "66", "66"), ("31", "52", "63", "67"),
        ("・申込みが多い", "・条例", "・ふさわしい", "・予定をこえた", "・一部委託", "・ちらしを電子化",
         "・材料費を集める"),
    ),
    Item(
        2, "移動教室", "山あいの集会所へ出向いて教室をひらく。", ("1,260", "1,140", "▲120"),
        "車の借上げを減らした。", "教室の回数", "回",
        ("12", "12", "12", "12", "10", "10", "10"), ("4", "9", "12", "11"),
        ("・希望する地区が多い", "・規則", "・ふさわしい", "・予定に足りない", "・直営", "・該当なし", "・なじまない"),
    ),
)  # fmt: skip


def sheets(items: tuple[Item, Item] = ITEMS, total: tuple[str, str, str] = ("4,740", "4,795", "55")) -> Sheet:
    """The file, or one of other 細目 and their total."""
    return Sheet((Page((*_head(total), _item(items[0], first=True))), Page((_item(items[1], first=False),))))


def _band(text: str, said_below: str, height: float) -> Table:
    return Table((_WIDTH,), ((label(text),), (said(said_below),)), (18, height))


def _head(costs: tuple[str, str, str]) -> tuple[Table | Gap, ...]:
    title = Table((_WIDTH,), ((label("令和６年度　細目別評価書"),),))
    name = Table((95, 420), ((label("令和５年度事業名"), said("生涯学習事業", align="center")),))
    who = Table(
        (95, 140, 70, 80, 26, 16, 26, 18, 26, 18),
        ((
            label("担当する課"), said("教育部社会教育課"), label("歳出の科目", size=7), said("一般会計"),
            said("10"), said("款"), said("05"), said("項"), said("02"), said("目"),
        ),),
    )  # fmt: skip
    where = Table(
        (95, 60, 60, 60, 60, 110, 70),
        ((
            label("分野・施策"), label("分野番号"), said("04", align="center"), label("施策番号"),
            said("12", align="center"), label("評価書の番号"), said("21", align="center"),
        ),),
    )  # fmt: skip
    total = Table((_WIDTH,), ((label("事業の決算額"),),))
    return (
        title, name, who, where, Gap(8),
        _band("事業のあらまし", "市民の学びを支える教室と講座を、市内の各地でひらく。", 34), Gap(8),
        total, _cost("事業費\n（千円）", costs, 95), Gap(8),
        _band("細目ごとの分析をふまえた改善", "移動教室の回数を見直す。", 34), Gap(8),
    )  # fmt: skip


def _cost(name: str, amounts: tuple[str, str, str], width: float) -> Table:
    heads = (label(name, rows=2), label("年度", size=7), label("４年度"), label("５年度"), label("差引（増減）"))
    rows = ((*heads, said()), (label("決算", size=7), *figures(*amounts), said()))
    return Table((width, 30, 90, 90, 90, 120), rows, 16)


_EDGES = (0, 14, 28, 95, 125, 135, 155, 185, 215, 245, 275, 305, 335, 355, 395, 405, 455, 515)
_YEARS = (155, 215, 275, 335, 395, 455, 515)
_MONEY = (125, 215, 305, 395, 515)
_RULERS = (135, 185, 245, 305, 355, 405, 455, 515)


def _item(item: Item, *, first: bool) -> Table:
    """The block of one 細目; the heading of them all stands over the first."""
    rows = (
        *(((label("細目の分析", cols=len(_EDGES) - 1),),) if first else ()),
        (
            said(str(item.number), rows=12), label("計画", rows=2, upright=True), label("細目の名称", size=7),
            *_spread(95, (515, said(item.name, align="center"))),
        ),
        (label("細目の\nあらまし", size=7), *_spread(95, (515, said(item.summary)))),
        (
            label("あゆみ", rows=7, upright=True), label("細目の費用\n（千円）", rows=2, size=7),
            *_spread(95, *zip(_MONEY, _headings("年度", "４年度", "５年度", "差引（増減）", ""), strict=True)),
        ),
        _spread(95, *zip(_MONEY, (label("決算", size=7), *figures(*item.costs), said()), strict=True)),
        (label("増減の説明", size=7), *_spread(95, (515, said(item.change)))),
        (label("細目の事業量", size=7),
         *_spread(95, (395, said(item.volume)), (455, label("単位")), (515, said(item.unit)))),
        (label("年度"), *_spread(95, *zip(_YEARS, _headings(*(f"{n}年度" for n in "２３４５６７８")), strict=True))),
        (label("予定"), *_spread(95, *zip(_YEARS, figures(*item.planned), strict=True))),
        (label("実績"), *_spread(95, *zip(_YEARS, (*figures(*item.done), *[STRUCK] * 3), strict=True))),
        *_analysis(item),
    )  # fmt: skip
    widths = tuple(float(right - left) for left, right in pairwise(_EDGES))
    return Table(widths, rows, (*((18,) if first else ()), 18, 26, *(16,) * 7, 18, 18, 40))


def _analysis(item: Item) -> tuple[tuple[Cell, ...], ...]:
    """What the 細目 is measured by, two of the measures below one heading."""
    tall = [
        label(text, rows=2, size=6) for text in ("ものさし", "市民の求め", "拠りどころ", "ふさわしさ", "実績の度合")
    ]
    halves = (label("(1)行う人", size=6), label("(2)行い方", size=6))
    results = (label("分析の\n結果", size=6), *(said(text, size=6) for text in item.results))
    return (
        (
            label("ものさしによる\n分析", cols=2, rows=3, size=7), *_spread(95, *zip(_RULERS[:5], tall, strict=True)),
            *_spread(355, (455, label("むだのなさ", size=6)), (515, label("負担のわけ方", rows=2, size=6))),
        ),
        _spread(355, *zip(_RULERS[5:7], halves, strict=True)),
        _spread(95, *zip(_RULERS, results, strict=True)),
    )  # fmt: skip


def _headings(*texts: str) -> tuple[Cell, ...]:
    return tuple(label(text, size=7) for text in texts)


def _spread(left: int, *cells: tuple[int, Cell]) -> tuple[Cell, ...]:
    """Cells side by side from an edge on, each to the edge that is named with it."""
    found = []
    for right, cell in cells:
        found.append(replace(cell, cols=_EDGES.index(right) - _EDGES.index(left)))
        left = right
    return tuple(found)
