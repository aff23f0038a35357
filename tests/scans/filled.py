"""Sheets of the sample forms, filled in by chance: their figures add up, and every seed has others."""

from random import Random

from tests.paper import hyokasho, mokuhyo
from tests.paper.filled import YEARS
from tests.paper.hyokasho import Item
from tests.paper.model import Cell, Gap, Page, Sheet, Table, figures, label, line, said
from tests.paper.mokuhyo import GOALS, LASTING, TOGETHER, Four, Project
from tests.scans import words

_UNITS = ("件", "人", "回", "本", "世帯", "か所", "%", "日")
_RATINGS = (
    ("A.目標どおり", "B.おおむね目標どおり", "C.目標に届かず"),
    ("A.高い", "B.まずまず", "C.低い"),
    ("A.よい", "B.まずまず", "C.わるい"),
)
_DIRECTIONS = ("ひろげる", "つづける", "あらためる", "ちぢめる", "やめる")
_PLACES = 5  # digits of the longest figures


def goal_sheets(rng: Random, count: int) -> Sheet:
    """A page a project, of the form that has goals and circles."""
    return mokuhyo.sheets([_project(rng, number) for number in range(1, count + 1)])


def item_sheets(rng: Random) -> Sheet:
    """Two pages with a 細目 each."""
    items = (_item(rng, 1), _item(rng, 2))
    before, after = (sum(_number(item.costs[year]) for item in items) for year in (0, 1))
    return hyokasho.sheets(items, (_printed(before), _printed(after), _change(before, after)))


def box_sheets(rng: Random, count: int) -> Sheet:
    """A page a project, of the test form that has boxes to tick."""
    return Sheet(tuple(_box_page(rng) for _ in range(count)))


def _figure(rng: Random) -> int:
    """A number of any length up to the longest."""
    places = rng.randint(1, _PLACES)
    return rng.randint(10 ** (places - 1), 10**places - 1)


def _printed(number: int) -> str:
    return f"{number:,}" if number >= 0 else f"▲{-number:,}"


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _change(before: int, after: int) -> str:
    return _printed(after - before)


def _four(rows: list[list[int]]) -> list[Four]:
    """Rows of numbers as printed."""
    return [(_printed(a), _printed(b), _printed(c), _printed(d)) for a, b, c, d in rows]


# ---- goals and circles


def _project(rng: Random, number: int) -> Project:
    parts = rng.randint(1, 3)
    national, other, general = ([_figure(rng) for _ in range(4)] for _ in range(3))
    cost = [sum(year) for year in zip(national, other, general, strict=True)]
    beneficiary = [rng.randint(0, amount) for amount in other]
    rates = [f"{100 * paid / spent:.1f}%" for paid, spent in zip(beneficiary, cost, strict=True)]
    breakdown = list(map(list, zip(*(_shares(rng, amount, parts) for amount in cost), strict=True)))
    printed = _four([cost, national, other, beneficiary, general, *breakdown])
    outcomes = [
        (words.thing(rng), rng.choice(_UNITS), _four([[_figure(rng) for _ in range(4)]])[0], rng.choice(("○", "")))
        for _ in range(rng.randint(1, 2))
    ]
    return Project(
        number=number, department=words.office(rng), name=words.name(rng), aim=f"{rng.choice('ABC')} あんしんの浜",
        measure=f"{rng.choice('ABCD')} {words.sentence(rng, 10)}", activities=words.sentences(rng, 35),
        target=words.whom(rng), means=words.sentence(rng, 18), form=rng.choice(("直営", "一部委託", "全部委託")),
        plans=words.sentence(rng, 16), goals=tuple(sorted(rng.sample(range(len(GOALS)), rng.randint(0, 5)))),
        views=tuple(rng.sample((*TOGETHER, *LASTING), rng.randint(0, 4))), planned=words.sentence(rng, 40),
        done=words.sentences(rng, 25), cost=printed[0],
        breakdown=tuple((words.thing(rng)[:7], row) for row in printed[5:]), national=printed[1], other=printed[2],
        beneficiary=printed[3], general=printed[4], rate=(rates[0], rates[1], rates[2], rates[3]),
        other_words=f"{words.thing(rng)} {printed[2][3]}千円", outcomes=tuple(outcomes),
        ratings=(rng.choice(_RATINGS[0]), rng.choice(_RATINGS[1]), rng.choice(_RATINGS[2])),
        reasons=(words.sentence(rng, 30), words.sentence(rng, 30), words.sentence(rng, 30)),
        direction=rng.choice(_DIRECTIONS), remarks=rng.choice(("", words.sentences(rng, 20))),
        prepared=rng.choice(("", "1 命を守る", "2 暮らしを守る")),
    )  # fmt: skip


def _shares(rng: Random, amount: int, parts: int) -> list[int]:
    """An amount in so many parts."""
    cuts = sorted(rng.randint(0, amount) for _ in range(parts - 1))
    return [right - left for left, right in zip((0, *cuts), (*cuts, amount), strict=True)]


# ---- 細目


def _item(rng: Random, number: int) -> Item:
    before, after = _figure(rng), _figure(rng)
    planned = tuple(_printed(_figure(rng)) for _ in range(7))
    return Item(
        number, words.thing(rng), words.sentences(rng, 20), (_printed(before), _printed(after), _change(before, after)),
        words.sentence(rng, 40), f"{words.thing(rng)}の数", rng.choice(_UNITS), planned,
        tuple(_printed(_figure(rng)) for _ in range(4)), hyokasho.ITEMS[rng.randint(0, 1)].results,
    )  # fmt: skip


# ---- boxes to tick


def _box_page(rng: Random) -> Page:
    """A page of the form of ``tests.paper.test_same_facts``."""
    direct, personnel, national = ([_figure(rng) for _ in range(3)] for _ in range(3))
    total = [direct[year] + personnel[year] for year in (0, 1)]
    national = [
        min(amount, total[year]) if year < 2 else min(amount, direct[2]) for year, amount in enumerate(national)
    ]
    town = [total[0] - national[0], total[1] - national[1], direct[2] - national[2]]

    def row(*numbers: int) -> tuple[Cell, ...]:
        return figures(*map(_printed, numbers), *[""] * (3 - len(numbers)))

    about = Table(
        (60, 200, 60, 195),
        (
            (label("事業名"), said(words.name(rng)), label("担当課"), said(words.office(rng))),
            (label("目的", spaced=True), said(words.sentences(rng, 70), cols=3)),
            (label("委託"), said(_ticked(rng, "　", "あり", "なし"), cols=3)),
        ),
        (18, 40, 18),
    )  # fmt: skip
    cost = Table(
        (20, 100, 100, 100, 100),
        (
            (label("区　　分", cols=2), *map(label, YEARS)),
            (label("事業費", cols=2), *row(*direct)),
            (label("人件費", cols=2), *row(*personnel[:2])),
            (label("合　計", cols=2), *row(*total)),
            (label("財源", rows=2, upright=True), label("国県"), *row(*national)),
            (label("町費"), *row(*town)),
        ),
    )
    results = Table(
        (160, 60, 90, 90, 90),
        (
            tuple(map(label, ("指標", "単位", *YEARS[:2], "目標"))),
            *((said(words.thing(rng)), said(rng.choice(_UNITS)), *figures(*(_value(rng) for _ in range(3))))
              for _ in range(2)),
        ),
    )  # fmt: skip
    grades = [[said("○" if col == chosen else "") for col in range(3)] for chosen in rng.choices(range(3), k=2)]
    review = Table(
        (100, 60, 60, 60),
        (tuple(map(label, ("", "高い", "並", "低い"))), (label("必要性"), *grades[0]), (label("有効性"), *grades[1])),
    )
    verdict = Table(
        (100, 300),
        ((label("方向"), said(_ticked(rng, "　", "拡充", "縮小"))), (label("理由"), said(words.sentence(rng, 34)))),
    )
    return Page(
        (
            line("平成20年度試験評価表", 180, size=12, height=24),
            line("1 事業"), about, Gap(), line("2 費用", 0, (340, "（単位：千円）")), cost,
            Gap(), line("3 指標"), results, Gap(), line("4 評価"), review, Gap(), verdict,
        )
    )  # fmt: skip


def _value(rng: Random) -> str:
    return rng.choice((_printed(_figure(rng)), _printed(_figure(rng)), f"{_figure(rng) / 10:,.1f}", "－"))


def _ticked(rng: Random, between: str, *options: str) -> str:
    chosen = rng.randrange(len(options))
    return between.join(("■" if number == chosen else "□") + option for number, option in enumerate(options))
