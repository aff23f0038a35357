"""What a sheet of ``tests.paper.form`` states, before anybody prints it, and the facts that must come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from pipeline.model.facts import (
    Choice,
    Cost,
    Evaluation,
    Fact,
    Field,
    Funding,
    Indicator,
    IndicatorValue,
    Narrative,
    Rating,
)
from pipeline.model.place import Place
from pipeline.model.quantity import Status

YEARS = (2006, 2007, 2008)
CONTRACTED, DIRECTIONS, GRADES = ("あり", "なし"), ("拡充", "縮小"), ("高い", "並", "低い")
CRITERIA = ("必要性", "有効性")
NOTHING = "－"
_KEYS = ("expand", "reduce")


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator: what it was in the two years that are over, and the goal, as they are printed."""

    name: str
    unit: str
    actual: tuple[str, str]
    goal: str


@dataclass(frozen=True, slots=True)
class Truth:
    """One project; amounts in thousands of yen. Choices are places in their lists, or None where nothing is chosen."""

    name: str
    department: str
    purpose: str
    contracted: int | None
    direct: tuple[int, int, int]
    personnel: tuple[int, int]
    national: tuple[int, int, int]
    measures: tuple[Measure, ...]
    grades: tuple[int, int]
    direction: int
    reason: str

    @property
    def total(self) -> tuple[int, int]:
        return self.direct[0] + self.personnel[0], self.direct[1] + self.personnel[1]

    @property
    def general(self) -> tuple[int, int, int]:
        """What no one else pays for."""
        paid = (*self.total, self.direct[2])
        return paid[0] - self.national[0], paid[1] - self.national[1], paid[2] - self.national[2]


def facts_of(truth: Truth) -> Iterator[Fact]:
    """Every fact that the sheet states."""
    yield Field(field="project_name", value=truth.name, **_PAPER)
    yield Field(field="department", value=truth.department, **_PAPER)
    yield Narrative(field="purpose", text=truth.purpose, **_PAPER)
    for number, option in enumerate(CONTRACTED):
        yield Choice(field="outsourced", option=option, checked=number == truth.contracted, **_PAPER)
    yield from _money(truth)
    for number, measure in enumerate(truth.measures):
        yield from _measure(number, measure)
    for criterion, chosen in zip(CRITERIA, truth.grades, strict=True):
        yield Rating(stage="first", criterion=criterion, grade=GRADES[chosen], **_PAPER)
        for number, grade in enumerate(GRADES):
            yield Choice(field="review", option=grade, stage="first", checked=number == chosen, **_PAPER)
    for number, (option, key) in enumerate(zip(DIRECTIONS, _KEYS, strict=True)):
        yield Choice(
            field="direction", option=option, key=key, stage="first", checked=number == truth.direction, **_PAPER
        )
    yield Evaluation(stage="first", performed=True, continues=True, direction=_KEYS[truth.direction], **_PAPER)
    yield Narrative(field="reason", text=truth.reason, stage="first", **_PAPER)


_PAPER: dict[str, Any] = {"place": Place(1, 0, 0), "raw": "", "label": ""}


def _money(truth: Truth) -> Iterator[Fact]:
    for item, amounts in (("direct", truth.direct), ("personnel", truth.personnel), ("total", truth.total)):
        for year, amount in zip(YEARS, amounts, strict=False):
            yield Cost(item=item, **_amount(year, amount))
    for source, parts in (("national_prefectural", truth.national), ("general", truth.general)):
        for year, amount in zip(YEARS, parts, strict=True):
            sums_to = "direct" if year == YEARS[-1] else "total"
            yield Funding(source=source, within="total", sums_to=sums_to, **_amount(year, amount))


def _amount(year: int, thousands: int) -> dict[str, Any]:
    basis = "initial_budget" if year == YEARS[-1] else "settlement"
    return {
        "fiscal_year": year, "basis": basis, "amount_yen": thousands * 1000, "unit": "千円", "precision_yen": 1000,
        **_PAPER,
    }  # fmt: skip


def _measure(number: int, measure: Measure) -> Iterator[Fact]:
    yield Indicator(number=number, kind="outcome", ordinal=number + 1, name=measure.name, unit=measure.unit, **_PAPER)
    figures = (("actual", 2006, measure.actual[0]), ("actual", 2007, measure.actual[1]), ("goal", None, measure.goal))
    for name, year, text in figures:
        if text:
            value = None if text == NOTHING else Decimal(text.replace(",", "").replace("▲", "-"))
            status = Status.NONE if text == NOTHING else Status.VALUE
            yield IndicatorValue(
                indicator=number,
                measure=name,
                fiscal_year=year,
                value=value,
                status=status,
                unit=measure.unit,
                **_PAPER,
            )


_NAMES = ("海岸清掃", "花火大会の運営", "防災無線の更新", "ＩＣＴ教育の推進", "図書館（分館）の管理", "A棟改修工事")
_DEPARTMENTS = ("環境課", "産業部観光課", "総務課 防災係")
_SENTENCES = (
    "海岸を美しく保つ。", "ごみを集め、分けて、運ぶ。", "参加者は前年の1.5倍になった。", "平成19年度に見直した。",
    "①点検　②修理", "費用は3,000千円をこえない。", "<注>A&Bの合計",
)  # fmt: skip
_UNITS = ("人", "kg", "回", "％", "箇所")


def invent(seed: int) -> Truth:
    """A truth, the same for the same seed."""
    rng = Random(seed)

    def amount(most: int) -> int:
        return rng.choice((0, rng.randint(1, 999), rng.randint(1_000, most)))

    direct = (amount(90_000), amount(900_000), amount(9_000))
    personnel = (amount(9_000), amount(9_000))
    paid = (direct[0] + personnel[0], direct[1] + personnel[1], direct[2])
    return Truth(
        name=rng.choice(_NAMES),
        department=rng.choice(_DEPARTMENTS),
        purpose=_said(rng, 6),
        contracted=rng.randrange(2),
        direct=direct,
        personnel=personnel,
        national=(rng.randint(0, paid[0]), rng.randint(0, paid[1]), rng.randint(0, paid[2])),
        measures=tuple(
            Measure(f"{rng.choice(_NAMES)}の数{number}", rng.choice(_UNITS), (_figure(rng), _figure(rng)), _figure(rng))
            for number in range(rng.randint(1, 4))
        ),
        grades=(rng.randrange(3), rng.randrange(3)),
        direction=rng.randrange(2),
        reason=_said(rng, 2),
    )


def _said(rng: Random, most: int) -> str:
    lines = [rng.choice(_SENTENCES) for _ in range(rng.randint(1, most))]
    return rng.choice(("", "\n")).join(lines)


def _figure(rng: Random) -> str:
    whole, large, hundredths = rng.randint(1, 999), rng.randint(1_000, 99_999), rng.randint(0, 99)
    return rng.choice(("", NOTHING, "0", f"{whole}", f"{large:,}", f"{whole}.{hundredths:02}", f"▲{whole}"))
