"""The 評価表, sections ① to ④ and ⑨, laid out as the real one, drift and all."""

from tests.dialect.options import BUDGET, direction_rows
from tests.dialect.page import BLANK, GAP, Piece, Row, label, marks, prose, row, value
from tests.dialect.said import Said
from tests.dialect.sheet_numbers import costs, indicators
from tests.dialect.sheet_review import review, second
from tests.dialect.style import Style
from tests.dialect.truth import Plan, Truth

P = "sheet."


def sheet(t: Truth, s: Style) -> list[Row]:
    """The sheet's rows."""
    return [
        row(label(f"{s.year(t.year, spaced=True)}事務事業評価表(一般用)")),
        GAP,
        *_head(t, s),
        GAP,
        *_outline(t, s),
        GAP,
        *_content(t, s),
        GAP,
        *_previous(t, s),
        GAP,
        *costs(t, s),
        GAP,
        *indicators(t, s),
        GAP,
        *review(t, s),
        GAP,
        *second(t, s),
        GAP,
        *_plans(t),
    ]


def _head(t: Truth, s: Style) -> list[Row]:
    ended = s.year(t.ended, spaced=True) if t.ended else "平成 年度" if t.year < 2019 else "令和 年度"
    rows = [
        row(
            label("①事務事業名"),
            BLANK,
            label("担当"),
            label("部課コード"),
            value(t.department_code, P + "department_code"),
            label("TEL"),
            value(t.telephone, P + "telephone"),
        ),
        row(
            label("事業コード"),
            value(t.code, P + "project_code"),
            value(t.name, P + "project_name"),
            value(t.department, P + "department"),
        ),
        row(
            label("開始年度"),
            value(s.year(t.started, spaced=True), P + "started_fiscal_year"),
            label("→"),
            label("終了年度"),
            value(ended, P + "ended_fiscal_year"),
        ),
        row(BLANK, BLANK, label("グループ"), value(t.group, P + "group")),
    ]
    return [r.width(7) for r in rows]


def _outline(t: Truth, s: Style) -> list[Row]:
    types = ("自治事務", "法定受託事務", "法定受託+附加")
    levels = ("政策", "施策", "中柱", "小柱")
    policies: list[Piece] = []
    for at, (level, (code, name)) in enumerate(zip(levels, t.policies, strict=True)):
        policies += [label(level), value(code + ("" if code.startswith("(") else " ") + name, f"{P}policy{at}")]
    listed = [value("○", f"{P}listed{at}") if t.listed[at] else BLANK for at in range(2)]
    rank = f"{t.survey[0]}施策中 {t.survey[1]} 位" if t.survey else "施策中 位"
    reform: list[Piece] = []
    for at in range(2):
        code, name = t.reform[at] if at < len(t.reform) else ("", "")
        reform += [label("コード"), value(code, f"{P}reform{at}"), value(name)]
    rows = [
        row(
            label("②事業の概要"),
            label("事業の種類別"),
            *[
                marks(s.ticked(1, name, checked=at == t.administrative_type), f"{P}administrative_type{at}")
                for at, name in enumerate(types)
            ],
            label("根拠法令"),
            *_several(t.laws, "legal_basis"),
        ),
        row(BLANK, label("分野別計画・指針"), *_spread(t.plans, "related_plan")),
        row(BLANK, label("関連・類似事業"), *_spread(t.related, "related_project")),
        row(BLANK, label("総合計画の体系"), *policies),
        row(
            label(f"・{s.letter_year(t.year - 1)}市民意識調査における施策の順位…{rank}", P + "survey"),
            BLANK,
            label("・実施計画における位置づけ…"),
            BLANK,
            label(s.letter_year(t.year - 1)),
            listed[0],
            label(s.letter_year(t.year)),
            listed[1],
        ),
        row(label("行政改革大綱における行動計画への位置づけ")),
        row(*reform),
        row(label("事業開始の背景"), prose(t.texts.background, P + "background")),
    ]
    return [r.width(10) for r in rows]


def _several(some: tuple[str, ...], tag: str) -> list[Piece]:
    return [value(text, f"{P}{tag}{at}") for at, text in enumerate(some)]


def _spread(some: tuple[str, ...], tag: str) -> list[Piece]:
    """Two values with the blanks of a merged cell between them, as the real sheet has its plans."""
    cells = _several(some, tag)
    return [cells[0], BLANK, BLANK, BLANK, *cells[1:]] if cells else []


def _content(t: Truth, s: Style) -> list[Row]:
    rows = [
        row(label("③事業の内容"), label("目的(何のために行うか、具体的に)")),
        row(BLANK, prose(t.texts.purpose, P + "purpose")),
        row(BLANK, label("対象(誰を、何を対象としているのか)"), BLANK, BLANK, BLANK, BLANK, label("利用数の考え方")),
        row(
            BLANK,
            prose(t.texts.target, P + "target"),
            BLANK,
            BLANK,
            BLANK,
            BLANK,
            prose(t.service.users_formula, P + "users.formula"),
        ),
        *(_counts(t, s, at) for at in range(2)),
        row(label("事業の具体的な内容及び実施方法")),
        *(row(prose(line, P + "activities")) for line in t.texts.activities),
    ]
    return [r.width(11) for r in rows]


def _counts(t: Truth, s: Style, at: int) -> Row:
    service = t.service
    year = label(s.year(t.year - 2 + at, spaced=True))
    left = (label("対象数"), label("単位")) if at == 0 else (BLANK, BLANK)
    right = (label("利用数"), label("単位")) if at == 0 else (BLANK, BLANK)
    return row(
        *left,
        year,
        *_counted(service.people[at], service.people_unit, f"{P}population.{at}"),
        *right,
        year,
        *_counted(service.users[at], service.users_unit, f"{P}users.{at}"),
        movable=True,
    )


def _counted(said: Said | None, unit: str, tag: str) -> tuple[Piece, Piece]:
    return (value(said, tag), value(unit)) if said else (BLANK, value(unit))


def _previous(t: Truth, s: Style) -> list[Row]:
    stages = ("一次評価", "二次評価")
    stage = s.options(2, stages, None if t.previous is None else int(t.previous_stage == "second"))
    go_on, end = direction_rows(s, 2, t.previous, brackets=True)
    budget = s.options(2, BUDGET, t.previous.budget_at if t.previous else None)
    title = f"{s.year(t.year - 1)}事務事業評価結果({s.year(t.year)}の方向性) << 最終評価 {stage} >>"
    rows = [
        row(label("④前年評価と改善点"), marks(title, P + "previous")),
        row(BLANK, label("総合評価"), marks(go_on, P + "previous.direction")),
        row(BLANK, BLANK, marks(end, P + "previous.direction.end")),
        row(BLANK, label("予算"), marks(budget, P + "previous.budget")),
        row(label(f"{s.year(t.year - 1)}中に改善した点")),
        *(row(prose(line, P + "improvements")) for line in t.texts.improvements),
    ]
    return [r.width(10) for r in rows]


def _plans(t: Truth) -> list[Row]:
    names = ("基本目標", "主要課題", "施策の方向")
    rows = [
        row(label("⑨個別計画における方向性"), *_position("◎環境基本計画", t.environment, "environment")),
        row(BLANK, *_position("◎次世代育成支援行動計画", t.next_generation, "next_generation")),
        *(
            row(
                *([] if at == 2 else [BLANK]),
                label(name),
                value(t.next_generation.names[at], f"{P}next_generation.{at}"),
            )
            for at, name in enumerate(names)
        ),
    ]
    return [r.width(5) for r in rows]


def _position(name: str, plan: Plan, tag: str) -> tuple[Piece, ...]:
    position = label(f"本事業の左記計画における位置づけ… {plan.position}", f"{P}{tag}.position")
    return label(name), position, label("計画コード"), value(plan.code, f"{P}{tag}.code")
