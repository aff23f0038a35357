"""The one factory of sheets that are rendered in every way: a truth, laid out on the form of ``tests.paper.form``."""

from tests.paper.model import Cell, Gap, Page, Sheet, Table, figures, label, line, said
from tests.paper.truth import CONTRACTED, CRITERIA, DIRECTIONS, GRADES, Measure, Truth

YEARS = ("平成18年度", "平成19年度", "平成20年度")
BOXES, CIRCLES = ("■", "□"), ("●", "○")

CLEANING = Truth(
    name="海岸清掃",
    department="環境課",
    purpose="海岸を美しく保つ。ごみを集め、分けて、運ぶ。" * 4,
    contracted=0,
    direct=(1_200, 1_350, 1_400),
    personnel=(3_900, 4_680),
    national=(600, 600, 700),
    measures=(
        Measure("回収したごみ", "kg", ("820", "1,040"), "1,000"),
        Measure("参加した人", "人", ("－", "95"), ""),
    ),
    grades=(0, 1),
    direction=1,
    reason="ごみが減った。",
)


def filled(truth: Truth, marks: tuple[str, str] = BOXES) -> Sheet:
    """The sheet that states ``truth``; ``marks`` stand before an option that is chosen, and one that isn't."""
    blocks = (
        line("平成20年度試験評価表", 180, size=12, height=24),
        *(line("1 事業"), _about(truth, marks), Gap()),
        *(line("2 費用", 0, (340, "（単位：千円）")), _cost(truth), Gap()),
        *(line("3 指標"), _results(truth), Gap()),
        *(line("4 評価"), _review(truth), Gap(), _verdict(truth, marks)),
    )
    return Sheet((Page(blocks),))


def _about(truth: Truth, marks: tuple[str, str]) -> Table:
    return Table(
        (60, 200, 60, 195),
        (
            (label("事業名"), said(truth.name), label("担当課"), said(truth.department)),
            (label("目的", spaced=True), said(truth.purpose, cols=3)),
            (label("委託"), said(_options(CONTRACTED, truth.contracted, marks), cols=3)),
        ),
        (18, 20 + 12 * (truth.purpose.count("\n") + len(truth.purpose) // 50), 18),
    )  # fmt: skip


def _cost(truth: Truth) -> Table:
    return Table(
        (20, 100, 100, 100, 100),
        (
            (label("区　　分", cols=2), *_labels(*YEARS)),
            (label("事業費", cols=2), *_amounts(*truth.direct)),
            (label("人件費", cols=2), *_amounts(*truth.personnel, None)),
            (label("合　計", cols=2), *_amounts(*truth.total, None)),
            (label("財源", rows=2, upright=True), label("国県"), *_amounts(*truth.national)),
            (label("町費"), *_amounts(*truth.general)),
        ),
    )


def _results(truth: Truth) -> Table:
    rows = tuple((said(m.name), said(m.unit), *figures(*m.actual, m.goal)) for m in truth.measures)
    return Table((160, 60, 90, 90, 90), (_labels("指標", "単位", *YEARS[:2], "目標"), *rows))


def _review(truth: Truth) -> Table:
    rows = tuple(
        (label(criterion), *(said("○" if number == chosen else "") for number in range(len(GRADES))))
        for criterion, chosen in zip(CRITERIA, truth.grades, strict=True)
    )
    return Table((100, 60, 60, 60), (_labels("", *GRADES), *rows))


def _verdict(truth: Truth, marks: tuple[str, str]) -> Table:
    rows = (
        (label("方向"), said(_options(DIRECTIONS, truth.direction, marks))),
        (label("理由"), said(truth.reason)),
    )
    return Table((100, 300), rows, (18, 18 + 12 * (truth.reason.count("\n") + len(truth.reason) // 30)))


def _options(options: tuple[str, ...], chosen: int | None, marks: tuple[str, str]) -> str:
    return "　".join(f"{marks[number != chosen]}{option}" for number, option in enumerate(options))


def _amounts(*amounts: int | None) -> tuple[Cell, ...]:
    return figures(*("" if amount is None else f"{amount:,}" for amount in amounts))


def _labels(*texts: str) -> tuple[Cell, ...]:
    return tuple(label(text) for text in texts)
