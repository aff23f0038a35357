"""The 概要: one page before the sheet, laid out as the real one."""

from tests.dialect.options import BUDGET, direction_rows, one_row
from tests.dialect.page import BLANK, GAP, RULE, Row, label, marks, prose, row, value
from tests.dialect.style import Style
from tests.dialect.truth import Truth

P = "summary."


def summary(t: Truth, s: Style) -> list[Row]:
    """The summary's rows."""
    year = t.year - 1
    return [
        GAP,
        GAP,
        row(label(f"{s.year(year)}に実施された事業の結果報告及び今後の方向性(概要)")),
        GAP,
        row(
            label(
                f"※本ページは各事務事業の概要紹介と{_bare(s.year(year))}の報告を目的としています。"
                "評価の詳細については次ページをご覧ください。"
            )
        ),
        GAP,
        row(label("事業名"), value(t.name, P + "project_name"), label("所管"), value(t.department, P + "department")),
        row(BLANK, BLANK, BLANK, value(f"TEL {t.telephone}", P + "telephone")),
        GAP,
        row(label("事業の目的 (何の為に 行うか)"), prose(t.texts.summary_purpose, P + "purpose")),
        RULE,
        GAP,
        *_people(t),
        GAP,
        *_activities(t),
        GAP,
        *_costs(t),
        GAP,
        *_outcomes(t),
        GAP,
        *_first(t, s),
        GAP,
        *_second(t, s),
        GAP,
    ]


def _bare(text: str) -> str:
    """The preamble of the real sheet leaves the era out."""
    return text.lstrip("平成令和") if text[2:3].isdigit() else text


def _people(t: Truth) -> list[Row]:
    service = t.service
    return [
        row(
            label("対象 (誰を、何を 対象としてい るか)"),
            prose(t.texts.summary_target, P + "target"),
            label("対象とした数"),
            value(service.people[1], P + "population"),
            value(service.people_unit if service.people[1] else None),
            movable=True,
        ),
        row(
            BLANK,
            BLANK,
            label("実際に 利用した数"),
            value(service.users[1], P + "users"),
            value(service.users_unit),
            movable=True,
        ),
    ]


def _activities(t: Truth) -> list[Row]:
    cells = [BLANK, label("活動実績")]
    for at, activity in enumerate(t.activities):
        cells += [
            label("項目名"),
            value(activity.name, f"{P}activity{at}"),
            value(activity.values[1], f"{P}activity{at}.actual"),
            label("単位"),
            value(activity.unit),
        ]
    for _ in range(3 - len(t.activities)):
        cells += [label("項目名"), BLANK]
    text = row(label("活動の内容"), label("(何を したか)"), prose(t.texts.summary_activities, P + "activities"))
    return [text.width(15), row(*cells)]


def _costs(t: Truth) -> list[Row]:
    money = t.money
    return [
        row(
            label("経費 (どれだけか かったか)"),
            label("当初予算額(千円)"),
            label("決算額(千円)"),
            label("事業費合計(千円) ※人件費・公債費を含む"),
            label("市民一人当たり単価(円)"),
        ),
        row(
            BLANK,
            value(money.budget[1], P + "budget"),
            value(money.direct[1], P + "direct"),
            value(money.total[1], P + "total"),
            value(money.per_resident[1], P + "per_resident"),
            slots=1,
        ),
    ]


def _outcomes(t: Truth) -> list[Row]:
    rows = [
        row(
            label("成果 (結果として どうなったか)"),
            label("成果指標名"),
            label("説明 (計算方法等)"),
            label("目標値"),
            label("実績"),
            label("達成率"),
        )
    ]
    for at, outcome in enumerate(t.outcomes):
        tag = f"{P}outcome{at}"
        rows += [
            row(
                BLANK,
                value(outcome.name, tag),
                prose(outcome.formula),
                value(outcome.targets[1], tag + ".target"),
                value(outcome.actuals[1], tag + ".actual"),
                value(outcome.rates[1], tag + ".rate"),
            ),
            row(BLANK, BLANK, BLANK, *[label(f"単位 {unit}") for unit in (outcome.unit, outcome.unit, "%")]),
        ]
    return rows


def _first(t: Truth, s: Style) -> list[Row]:
    go_on, end = direction_rows(s, 0, t.first, brackets=False)
    return [
        row(label("今後の方向性 (所管の意見)"), label("総合評価"), marks(go_on, P + "first.direction")).width(7),
        row(BLANK, BLANK, marks(end, P + "first.direction.end")).width(7),
        row(BLANK, label("予算"), marks(s.options(0, BUDGET, t.first.budget_at), P + "first.budget")).width(7),
    ]


def _second(t: Truth, s: Style) -> list[Row]:
    performed = s.options(0, ("有り⇒下記評価へ", "無し⇒終了"), 0 if t.second else 1)
    budget = s.options(0, BUDGET, t.second.budget_at if t.second else None)
    return [
        row(
            label("今後の方向性 (二次評価の意見)"),
            marks(f"二次評価実施の有無 {performed}", P + "second.performed"),
        ).width(7),
        row(BLANK, label("総合評価"), marks(one_row(s, 0, t.second), P + "second.direction")).width(7),
        row(BLANK, label("予算"), marks(budget, P + "second.budget")).width(7),
    ]
