"""Truths whose texts look like the form itself: narrative lines that are headings, names that are labels."""

from collections.abc import Iterator
from random import Random

from pipeline.model.change import replace
from tests.dialect.truth import Truth

LINES = (
    "⑤経費",
    "予算",
    "総合評価",
    "評価理由",
    "実績",
    "達成率",
    "⑥指標",
    "④前年評価と改善点",
    "目的",
    "対象数",
    "事業開始の背景",
    "平成19年度中に改善した点",
    "平成20年度事務事業評価表(一般用)",
    "コード",
    "12,345",
    "未定",
    "評価日",
    "⑦一次評価",
    "市債",
    "---",
    "①事務事業名",
    "③事業の内容",
    "⑤経費の見直しを行った",
    "予算 現状どおり",
    "評価理由は別紙のとおり",
    "○",
    "※",
    "事業名",
    "平成21年度における事業の方向性",
    "その他",
    "その他 関係課と調整した",
    "対象(誰を、何を対象としているのか)",
)
WORDS = (
    "予算",
    "担当",
    "グループ",
    "単位",
    "市",
    "その他",
    "実績",
    "目標値",
    "コード",
    "評価日",
    "無し",
    "総合評価",
    "項目名",
    "TEL",
    "12",
    "H19",
    "○",
    "未定",
    "－",
    "なし",
    "事業名",
    "所管",
    "終了年度",
)


def trapped(truth: Truth, seed: int) -> Iterator[tuple[str, Truth]]:
    """The truth with one trap at a time; each with a name."""
    rng = Random(seed)
    for line in LINES:
        for name in ("activities", "improvements"):
            lines = list(getattr(truth.texts, name))
            at = rng.randrange(len(lines) + 1)
            put = (*lines[:at], line, *lines[at:])
            texts = (
                replace(truth.texts, activities=put) if name == "activities" else replace(truth.texts, improvements=put)
            )
            yield f"{name}: {line} at {at} of {len(lines)}", replace(truth, texts=texts)
    for word in WORDS:
        yield from worded(truth, word)


def worded(truth: Truth, word: str) -> Iterator[tuple[str, Truth]]:
    """The truth with ``word`` for one value at a time."""
    texts = truth.texts
    first, *others = truth.activities
    yield f"name: {word}", replace(truth, name=word)
    yield f"group: {word}", replace(truth, group=word)
    yield f"department: {word}", replace(truth, department=word)
    yield f"evaluator: {word}", replace(truth, evaluator=word)
    yield f"body: {word}", replace(truth, review=replace(truth.review, body=word))
    yield f"activity name: {word}", replace(truth, activities=(replace(first, name=word), *others))
    yield f"activity unit: {word}", replace(truth, activities=(replace(first, unit=word), *others))
    yield f"formula: {word}", replace(truth, activities=(replace(first, formula=word), *others))
    yield f"outcome name: {word}", replace(truth, outcomes=(replace(truth.outcomes[0], name=word), *truth.outcomes[1:]))
    yield f"goal: {word}", replace(truth, goals=(replace(truth.goals[0], item=word), *truth.goals[1:]))
    yield f"purpose: {word}", replace(truth, texts=replace(texts, purpose=word))
    yield f"background: {word}", replace(truth, texts=replace(texts, background=word))
    yield f"issues: {word}", replace(truth, texts=replace(texts, issues=word))
    yield f"reason: {word}", replace(truth, texts=replace(texts, reason=word))
    yield f"plan: {word}", replace(truth, plans=(word,))
