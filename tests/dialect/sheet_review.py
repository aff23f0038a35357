"""The 評価表's ⑦ and ⑧, laid out as the real one: the second row of ⑦ has its values two columns left of its labels."""

from tests.dialect.options import BUDGET, direction_rows, one_row
from tests.dialect.page import BLANK, Piece, Row, label, marks, prose, row, value
from tests.dialect.style import MARK_STYLES, Style
from tests.dialect.truth import Truth

P = "sheet."
TARGET = ("対象を絞る", "対象を拡大する", "見直しの必要なし")
INTEGRATION = ("統合する", "連携する", "類似事業がない", "統合等必要なし")
YES_NO = ("有", "無")
GRADES = ("非常に高い", "高い", "やや低い", "低い")
MERITS = ("総合計画上位目標", "市長マニフェスト")


def review(t: Truth, s: Style) -> list[Row]:
    """⑦一次評価: the review, the goals, the verdict."""
    r = t.review
    go_on, end = direction_rows(s, 3, t.first, brackets=True)
    issues = "明らかとなった課題" + (s.joint + t.texts.issues if t.texts.issues else "")
    rows = [
        row(label("⑦一次評価"), label("評価項目"), label("現状評価"), label("評価項目"), label("現状評価")),
        row(
            BLANK,
            label("対象設定"),
            label("事業の対象を見直す必要性"),
            label("実施主体"),
            label("現在の実施主体"),
            label("見直しの必要性"),
        ),
        row(
            BLANK,
            BLANK,
            marks(s.options(3, TARGET, r.target), P + "target_review"),
            BLANK,
            value(r.body, P + "implementing_body"),
            marks(s.options(3, YES_NO, r.body_review), P + "body_review"),
        ),
        row(
            BLANK,
            label("他事業との整理・統合"),
            label("類似・関連事業などとの整理・統合"),
            label("受益と負担の関係"),
            label("受益者負担の有無"),
            label("見直しの必要性"),
        ),
        row(
            marks(s.options(3, INTEGRATION, r.integration), P + "integration"),
            BLANK,
            marks(s.options(3, YES_NO, r.charge), P + "charge"),
            BLANK,
            marks(s.options(3, YES_NO, r.charge_review), P + "charge_review"),
        ),
        row(prose(issues, P + "issues")),
        row(
            label("⑦一次評価"),
            label("今期目標項目(何を)"),
            BLANK,
            label("達成水準(どこまで)"),
            BLANK,
            label("時期(いつまで)"),
        ),
        *_goals(t, s),
        row(label(f"{s.year(t.year + 1)}における事業の方向性")),
        row(label("総合評価"), marks(go_on, P + "first.direction")),
        row(BLANK, marks(end, P + "first.direction.end")),
        row(label("予算"), marks(s.options(3, BUDGET, t.first.budget_at), P + "first.budget")),
        row(prose("評価理由" + s.joint + t.texts.reason, P + "first.reason")),
        row(
            label("評価日"),
            value(s.month(t.first_date), P + "first.evaluated_on"),
            label("記入者職氏名"),
            value(t.evaluator, P + "first.evaluator"),
        ),
    ]
    return [each.width(6) for each in rows]


def _goals(t: Truth, s: Style) -> list[Row]:
    rows = []
    for at, goal in enumerate(t.goals):
        lead = f"{s.year(t.year)}における目標設定{s.joint}" if at == 0 else ""
        rows.append(
            row(
                BLANK,
                prose(lead + goal.item, f"{P}goal{at}"),
                BLANK,
                prose(goal.level, f"{P}goal{at}.level"),
                BLANK,
                value(s.month(goal.deadline), f"{P}goal{at}.deadline"),
            )
        )
    return rows


def second(t: Truth, s: Style) -> list[Row]:
    """⑧二次評価 and the ex-ante evaluation for the next year."""
    budget = s.options(4, BUDGET, t.second.budget_at if t.second else None)
    reason = "評価理由" + (s.joint + t.texts.second_reason if t.texts.second_reason else "")
    ex_ante = "評価理由" + (s.joint + t.texts.ex_ante_reason if t.texts.ex_ante_reason else "")
    rank = f"部内優先順位… {t.priority} 位" if t.priority else "部内優先順位… 位"
    rows = [
        row(label("⑧二次評価"), label(f"{s.year(t.year + 1)}における事業の方向性")),
        row(BLANK, label("総合評価"), marks(one_row(s, 4, t.second), P + "second.direction")),
        row(BLANK, label("予算"), marks(budget, P + "second.budget")),
        row(BLANK, prose(reason, P + "second.reason"), label("評価日"), _date(t.second_date, s, "second.evaluated_on")),
        row(
            label("⑧二次評価"),
            label("次年度用事前評価"),
            label(rank, P + "priority"),
            *[label(grade) for grade in GRADES],
        ),
        row(BLANK, label("見込まれる貢献度"), label(MERITS[0]), *_grades(t.contribution[0], s, 0)),
        row(BLANK, BLANK, label(MERITS[1]), *_grades(t.contribution[1], s, 1)),
        row(prose(ex_ante, P + "ex_ante.reason"), label("評価日"), _date(t.ex_ante_date, s, "ex_ante.evaluated_on")),
    ]
    return [each.width(7) for each in rows]


def _date(date: tuple[int, int, int] | None, s: Style, tag: str) -> Piece:
    return value(s.month(date), P + tag) if date else BLANK


def _grades(ticked: int | None, s: Style, merit: int) -> list[Piece]:
    """A mark alone in each cell."""
    on, off = MARK_STYLES[s.marks[4 % len(s.marks)]]
    return [marks((on if at == ticked else off).strip(), f"{P}contribution.{merit}.{at}") for at in range(len(GRADES))]
