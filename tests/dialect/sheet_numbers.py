"""The 評価表's ⑤ and ⑥, laid out as the real one: its values stand left and right of the headings they belong to."""

from tests.dialect.money import Column
from tests.dialect.numbers import Outcome
from tests.dialect.page import BLANK, Piece, Row, label, prose, row, value
from tests.dialect.said import Said
from tests.dialect.style import Style
from tests.dialect.truth import Truth

P = "sheet."
FUNDING = (
    ("general", "一般財源"),
    ("national_prefectural", "国・県支出金"),
    ("beneficiary", "受益者負担金"),
    ("bond", "市債"),
    ("other", "その他"),
)


def costs(t: Truth, s: Style) -> list[Row]:
    """⑤経費."""
    money = t.money
    years = [label(f"{s.year(t.year - 2 + at, spaced=True)} (千円)") for at in range(3)]
    pairs: list[Piece] = []
    heads: list[Piece] = []
    for at in range(2):
        fte = money.fte[at]
        pairs += [
            value(f"{fte.text} 人" if fte else None, f"{P}regular.{at}"),
            value(money.personnel[at], f"{P}personnel.{at}"),
        ]
        heads += [
            _bracketed(money.contract[at], f"{P}contract.{at}"),
            _bracketed(money.temporary[at], f"{P}temporary.{at}"),
        ]
    rows = [
        row(label("⑤経費"), label("《会計種別》"), value(money.account, P + "account"), *years),
        row(BLANK, label("当初予算"), BLANK, *_values(money.budget, "budget"), slots=3, movable=True),
        row(BLANK, label("決 算 (見込み含む)"), BLANK, *_values(money.direct, "direct"), slots=3, movable=True),
        row(BLANK, label("(嘱託職員) (臨時職員)"), *heads),
        row(BLANK, label("正規職員人件費"), BLANK, *pairs, slots=3),
        row(BLANK, label("公債費"), BLANK, *_values(money.debt, "debt"), slots=3, movable=True),
        row(BLANK, label("事業費合計"), BLANK, *_values(money.total, "total"), slots=3, movable=True),
        *_funding(t),
        row(
            label("市民一人当たり(単位:円)"),
            BLANK,
            *_values(money.per_resident, "per_resident"),
            slots=2,
            movable=True,
        ),
        row(
            label("利用数一単位あたり(単位:円)"),
            BLANK,
            *_values(money.per_use, "per_use"),
            slots=2,
            movable=True,
        ),
    ]
    return [r.width(7) for r in rows]


def _bracketed(said: Said | None, tag: str) -> Piece:
    """Contract and temporary staff: the printed brackets, with a number or without."""
    return value(f"({said.text} 人)", tag) if said else label("(人)")


def _values(column: Column, tag: str) -> list[Piece]:
    return [value(said, f"{P}{tag}.{at}") for at, said in enumerate(column)]


def _funding(t: Truth) -> list[Row]:
    """財源内訳: the merged heading pushes three rows right; the last two have lost what stood left of them."""
    rows = []
    for at, (source, name) in enumerate(FUNDING):
        values = _values(t.money.funding[source], f"funding.{source}")
        if at < 3:
            lead = label("財源内訳") if at == 0 else BLANK
            rows.append(row(BLANK, lead, label(name), BLANK, *values, slots=4, movable=True))
        else:
            rows.append(row(label(name), BLANK, *values, slots=2, movable=True))
    return rows


def indicators(t: Truth, s: Style) -> list[Row]:
    """⑥指標."""
    before, last, coming = (s.letter_year(t.year - 2 + at) for at in range(3))
    rows = [
        row(
            label("⑥指標"),
            label("項目名"),
            label("計算方法"),
            label("単位"),
            label(before),
            label(last),
            label(f"{coming}見込み"),
            label("将来目標"),
        )
    ]
    for at, activity in enumerate(t.activities):
        tag = f"{P}activity{at}"
        cells = [value(said, f"{tag}.{n}") for n, said in enumerate(activity.values)]
        head = label("活動実績") if at == 0 else BLANK
        rows.append(
            row(BLANK, head, value(activity.name, tag), prose(activity.formula), value(activity.unit), *cells, slots=5)
        )
    for at, outcome in enumerate(t.outcomes):
        rows += _outcome(outcome, f"{P}outcome{at}", first=at == 0)
    return [r.width(9) for r in rows]


def _outcome(outcome: Outcome, tag: str, *, first: bool) -> list[Row]:
    """Three rows; the second and third begin in column 0, and the code for the direction stands at their ends."""
    code = f" {outcome.code}" if outcome.code else ""
    return [
        row(
            BLANK,
            label("成果分析") if first else BLANK,
            value(outcome.name, tag),
            prose(outcome.formula),
            label("目標値"),
            *[value(said, f"{tag}.target.{n}") for n, said in enumerate(outcome.targets)],
            slots=5,
        ),
        row(
            label("実績"),
            BLANK,
            BLANK,
            BLANK,
            *[value(said, f"{tag}.actual.{n}") for n, said in enumerate(outcome.actuals)],
            BLANK,
            label("実績値の拡大を図る1", tag + ".increase"),
            slots=4,
        ),
        row(
            label("達成率"),
            BLANK,
            BLANK,
            BLANK,
            *[value(said, f"{tag}.rate.{n}") for n, said in enumerate(outcome.rates)],
            BLANK,
            label(f"実績値の縮小を図る2{code}", tag + ".decrease"),
            slots=4,
        ),
    ]
