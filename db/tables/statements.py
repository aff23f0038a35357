"""What a report says in marks and words: verdicts, ratings, ticks, goals, plans, texts and all other fields."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, text

from db.tables.base import fact_table, fiscal_year, one_of


def _stage() -> Column[str]:
    comment = "Stage of the evaluation 評価の段階; label keeps the printed name"
    return one_of("stage", "stage", comment, nullable=True)


evaluations = fact_table(
    "evaluations",
    "One verdict at one stage 評価・今後の方向性",
    _stage(),
    fiscal_year("for_fiscal_year", "Fiscal year 年度 that the verdict is for"),
    Column(
        "restated",
        Boolean,
        nullable=False,
        server_default=text("FALSE"),
        comment="Last year's verdict, repeated on this sheet 前年評価",
    ),
    Column("performed", Boolean, comment="Whether the evaluation took place 実施の有無; NULL: the form doesn't say"),
    Column("continues", Boolean, comment="Whether the project goes on 継続・終了; NULL: the form doesn't say"),
    one_of("direction", "direction", "Direction from here 今後の方向性", nullable=True),
    Column("direction_note", Text, comment="What the form says besides the direction その他［ ］"),
    one_of("budget", "budget", "Verdict on the budget 予算", nullable=True),
    one_of("outcome", "outcome", "Verdict on the outcome 期待成果", nullable=True),
    Column("evaluated_on", Text, comment="Day of the evaluation 評価日, ISO date"),
    Column("evaluator", Text, comment="Who evaluated 記入者・評価者"),
)
Index(None, evaluations.c.for_fiscal_year, evaluations.c.stage)

ratings = fact_table(
    "ratings",
    "One criterion of a graded evaluation 評価項目; scales of different municipalities aren't comparable",
    _stage(),
    Column("criterion", Text, nullable=False, comment="Criterion 評価の観点 as printed"),
    Column("grade", Text, comment="Grade 評価 in the words printed"),
    Column("code", Text, comment="Code of the grade as printed: A, ２"),
)

choices = fact_table(
    "choices",
    "One option of one choice group 選択肢, ticked or not",
    _stage(),
    Column("field", Text, nullable=False, comment="The choice group"),
    Column("option", Text, nullable=False, comment="Option 選択肢 as printed"),
    Column("key", Text, comment="Its key, where a vocabulary has one"),
    Column("checked", Boolean, comment="Whether it is ticked; NULL if the mark can't be read"),
)

goals = fact_table(
    "goals",
    "One goal of the coming term 目標",
    Column("ordinal", Integer, nullable=False, comment="n-th goal on the form"),
    Column("item", Text, comment="What 目標項目（何を）"),
    Column("level", Text, comment="How far 達成水準（どこまで）"),
    Column("deadline", Text, comment="Until when 時期（いつまで）, ISO, as precise as printed: 2008-12"),
)

policies = fact_table(
    "policies",
    "One level of one plan's hierarchy 計画の体系",
    Column("ordinal", Integer, nullable=False, comment="n-th level on the form"),
    Column("plan", Text, comment="Plan 計画; NULL: the comprehensive plan 総合計画"),
    Column("level", Text, comment="Level of the plan: 政策, 施策"),
    Column("code", Text, comment="Code as printed"),
    Column("name", Text, comment="Name as printed"),
)

narratives = fact_table(
    "narratives",
    "One text in free words 記述欄",
    _stage(),
    Column("field", Text, nullable=False, comment="What the text is about; 'reason' for any 評価理由・判断理由"),
    Column("criterion", Text, comment="Criterion of the rating it explains"),
    Column("text", Text, nullable=False, comment="Text as printed 本文"),
)
Index(None, narratives.c.field)

fields = fact_table(
    "fields",
    "Any other scalar that the form has その他の項目, and every cell of the header",
    Column("field", Text, nullable=False, comment="What it is"),
    Column("ordinal", Integer, nullable=False, server_default="0", comment="n-th value of the field, from 0"),
    Column("value", Text, comment="Value, as text"),
)
Index(None, fields.c.field)
