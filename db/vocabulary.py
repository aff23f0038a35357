"""Every enumeration of the database as data: key, Japanese, English. The table ``terms`` is its copy.

A closed vocabulary is also a CHECK constraint: adding a key to one needs a migration.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One key of a vocabulary; ``ja`` is short enough to head a column, ``en`` explains."""

    key: str
    ja: str
    en: str


BASIS = (
    Term("initial_budget", "当初予算", "Budget as first adopted for the fiscal year"),
    Term("supplementary_budget", "補正予算", "Change to the budget during the fiscal year"),
    Term("revised_budget", "予算現額・最終予算", "Budget after all changes"),
    Term("budget", "予算", "A budget; the form doesn't say which"),
    Term("budget_request", "予算要求・予算案", "Budget asked for or proposed, not adopted yet"),
    Term("settlement", "決算・実績", "What was spent or done; expected settlements (見込み) included, see note"),
    Term("forecast", "見込み", "What the report expects"),
    Term("plan", "計画・全体計画", "What a plan foresees"),
)

ITEM = (
    Term("direct", "事業費", "Cost of the project, staff not added"),
    Term("personnel", "人件費", "Cost of staff"),
    Term("goods", "物件費", "Cost of goods and services"),
    Term("depreciation", "減価償却費", "Depreciation"),
    Term("debt_service", "公債費", "Debt service"),
    Term("interest", "公債利子", "Interest on debt"),
    Term("total", "事業費合計・トータルコスト", "Total cost, staff and all else the form counts added"),
    Term("breakdown", "内訳", "A line of a breakdown; its label names it"),
    Term("other", "その他", "Any other cost; its label names it"),
)

SOURCE = (
    Term("general", "一般財源", "General revenue, free of purpose"),
    Term("national", "国庫支出金", "National government"),
    Term("prefectural", "県・府支出金", "Prefectural government"),
    Term("national_prefectural", "国・県支出金", "National and prefectural government, not told apart"),
    Term("beneficiary", "受益者負担", "Paid by those who benefit"),
    Term("fees", "使用料・手数料", "Fees and charges"),
    Term("property", "財産収入", "Income from property"),
    Term("transfers", "繰入金", "Transfers from other accounts and funds"),
    Term("bond", "市債・地方債", "Local government bonds"),
    Term("other", "その他", "Any other source; its label names it"),
    Term("breakdown", "内訳", "A line of a breakdown; its label names it"),
    Term("earmarked_total", "収入計・特定財源計", "Sum of the sources bound to a purpose"),
    Term("total", "財源合計", "Sum of all sources"),
)

STAFF_KIND = (
    Term("regular", "正規職員", "Regular staff"),
    Term("fixed_term", "任期付職員", "Fixed-term staff"),
    Term("contract", "嘱託職員", "Contract staff"),
    Term("temporary", "臨時職員・アルバイト", "Temporary staff"),
    Term("agency", "人材派遣", "Agency staff"),
    Term("other", "その他", "Any other staff; the label names them"),
    Term("quota", "定数", "Posts allotted, not people at work"),
    Term("total", "合計", "All staff the form counts"),
)

STAFF_MEASURE = (
    Term("fte", "人工", "Full-time equivalents (1.77 人)"),
    Term("heads", "人数", "People counted as heads"),
    Term("hours", "時間", "Hours worked"),
)

INDICATOR_KIND = (
    Term("activity", "活動指標", "What the project did"),
    Term("outcome", "成果指標", "What came of it"),
    Term("population", "対象数・対象指標", "How many it is meant for"),
    Term("users", "利用数", "How many used it"),
)

INDICATOR_MEASURE = (
    Term("actual", "実績", "Result reached"),
    Term("target", "目標・想定・計画", "Value aimed at for the year"),
    Term("forecast", "見込み", "Value expected"),
    Term("goal", "最終目標", "Final or undated target"),
    Term("achievement_rate", "達成率", "Achievement rate as printed"),
)

INDICATOR_DIRECTION = (
    Term("increase", "拡大を図る", "More is better"),
    Term("decrease", "縮小を図る", "Less is better"),
)

DERIVED_MEASURE = (
    Term("per_resident", "市民一人当たり", "Cost per resident"),
    Term("per_use", "利用一単位当たり", "Cost per use"),
    Term("per_indicator", "指標一単位当たり", "Cost per unit of an indicator"),
    Term("beneficiary_rate", "受益者負担率", "Share of the cost paid by those who benefit"),
    Term("change", "差引・増減", "Difference between two figures of the form"),
)

# What a derived figure is computed from: any item of cost or source of funding. One term where both have the key.
NUMERATOR = tuple({term.key: term for term in (*SOURCE, *ITEM)}.values())

SUMS_TO = (
    Term("direct", "事業費", "These sources add up to the direct cost"),
    Term("total", "事業費合計", "These sources add up to the total cost"),
)

STAGE = (
    Term("ex_ante", "事前評価", "Before the project or the term begins"),
    Term("first", "一次評価・所管評価・内部評価", "By the department in charge"),
    Term("second", "二次評価・課長等意見", "By those above it"),
    Term("external", "外部評価", "By people from outside"),
    Term("final", "最終評価", "The last word"),
)

DIRECTION = (
    Term("maintain", "現状維持", "Go on as it is"),
    Term("expand", "拡充", "Do more"),
    Term("improve", "改善・効率化", "Do it better"),
    Term("reduce", "縮小", "Do less"),
    Term("merge", "統合", "Merge with another project"),
    Term("no_room", "改善余地なし", "Nothing left to improve"),
    Term("completed", "事業完了", "Its purpose is reached"),
    Term("ended", "終了", "It ends"),
    Term("abolished", "廃止", "It is abolished"),
    Term("suspended", "休止", "It is suspended"),
    Term("undecided", "判断できない", "Can't be judged yet"),
    Term("other", "その他", "Something else; direction_note says what"),
    Term("mixed", "複数", "Several options are ticked; choices.key has each"),
)

BUDGET = (
    Term("same", "現状どおり", "The same budget"),
    Term("increase", "増額", "A larger budget"),
    Term("decrease", "減額", "A smaller budget"),
    Term("end", "終了", "No budget any more"),
)

OUTCOME = (
    Term("same", "維持", "The same outcome is expected"),
    Term("increase", "向上", "A better outcome is expected"),
    Term("decrease", "低下", "A lesser outcome is expected"),
)

STATUS = (
    Term("value", "値", "A value was read"),
    Term("none", "なし", "The form says there is none: －, ―, なし, struck through"),
    Term("undecided", "未定", "The form says it isn't decided: 未定, 調整中"),
    Term("text", "文字", "Words where a number was expected"),
    Term("ambiguous", "曖昧", "Two readings remain: no value, and a finding"),
    Term("unreadable", "判読不能", "####, #N/A, damaged, or so ruled: no value, and a finding"),
)

REPORT_KIND = (
    Term("sheet", "評価表", "The full sheet"),
    Term("list_row", "一覧の行", "A row of a list, with little more than name, cost and verdict"),
    Term("summary", "概要", "A summary of a sheet"),
)

READER = (
    Term("text", "テキスト", "Plain text"),
    Term("html", "HTML", "Web page"),
    Term("excel", "エクセル", "Workbook"),
    Term("pdf", "PDF", "PDF with a text layer"),
    Term("ocr", "文字認識", "Recognised from an image"),
)

SOURCE_STATUS = (
    Term("loaded", "読込済", "Its reports are in the database"),
    Term("unrecognized", "様式不明", "It was read, but no form matches"),
    Term("failed", "失敗", "It couldn't be read; error says why"),
    Term("missing", "所在不明", "No path has it any more; what it said counts until other content is in its place"),
)

SEVERITY = (
    Term("error", "誤り", "A value is wrong or missing"),
    Term("warning", "注意", "A value may be wrong"),
    Term("info", "情報", "Good to know"),
)

FINDING_STATUS = (
    Term("open", "未確認", "Nobody has looked at it yet"),
    Term("confirmed", "確認済", "A person looked: the form does say so"),
)

CORRECTION_ACTION = (
    Term("replace", "置換", "The reading is wrong: take this value"),
    Term("confirm", "確認", "The reading is right, odd as it looks"),
    Term("unreadable", "判読不能", "Nobody can read it: no value"),
)

LINK_KIND = (
    Term("renamed", "改称", "The project got another name"),
    Term("merged", "統合", "The project went into another"),
    Term("split", "分割", "The project was divided"),
    Term("recoded", "コード変更", "The project got another code"),
)

# Open: specs may name other fields. This one is the database's own.
NARRATIVE_FIELD = (Term("reason", "評価理由・判断理由", "Why a verdict or rating was given"),)

VOCABULARIES: dict[str, tuple[Term, ...]] = {
    "basis": BASIS,
    "item": ITEM,
    "source": SOURCE,
    "sums_to": SUMS_TO,
    "staff_kind": STAFF_KIND,
    "staff_measure": STAFF_MEASURE,
    "indicator_kind": INDICATOR_KIND,
    "indicator_measure": INDICATOR_MEASURE,
    "indicator_direction": INDICATOR_DIRECTION,
    "derived_measure": DERIVED_MEASURE,
    "numerator": NUMERATOR,
    "stage": STAGE,
    "direction": DIRECTION,
    "budget": BUDGET,
    "outcome": OUTCOME,
    "narrative_field": NARRATIVE_FIELD,
    "status": STATUS,
    "report_kind": REPORT_KIND,
    "reader": READER,
    "source_status": SOURCE_STATUS,
    "severity": SEVERITY,
    "finding_status": FINDING_STATUS,
    "correction_action": CORRECTION_ACTION,
    "link_kind": LINK_KIND,
}
