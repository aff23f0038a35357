"""What the marks must give: every option ticked or not, and the verdicts they mean."""

from collections.abc import Sequence

from tests.dialect.expected import OneOf, Page
from tests.dialect.options import BUDGET, END, GO_ON, NAMES
from tests.dialect.sheet_review import GRADES, INTEGRATION, MERITS, TARGET, YES_NO
from tests.dialect.truth import BUDGETS, DIRECTIONS, ENDINGS, Truth, Verdict

TYPES = ("自治事務", "法定受託事務", "法定受託+附加")


def _group(
    page: Page,
    where: tuple[str | None, str, int | None, str],
    options: Sequence[str],
    checked: int | None,
    tag: str,
    keys: Sequence[str | None] | None = None,
) -> None:
    for at, option in enumerate(options):
        key = keys[at] if keys else None
        page.add("Choice", (*where, option), {"checked": at == checked, "key": key, "status": "value"}, tag)


def _nested(page: Page, stage: str | None, verdict: Verdict | None, tag: str) -> None:
    """事業の継続 ⇒ …, 終了 ⇒ …, and the budget."""
    at = None if verdict is None else list(NAMES).index(verdict.direction)
    _group(page, (stage, "direction", None, ""), ("事業の継続",), 0 if verdict and not verdict.ended else None, tag)
    _group(page, (stage, "direction", None, ""), ("終了",), 0 if verdict and verdict.ended else None, tag, ("ended",))
    _group(page, (stage, "direction", None, "事業の継続"), GO_ON, at, tag, DIRECTIONS)
    ending = None if at is None else at - len(GO_ON) if at >= len(GO_ON) else None
    _group(page, (stage, "direction", None, "終了"), END, ending, tag, ENDINGS)
    _budget(page, stage, verdict, tag)


def _budget(page: Page, stage: str | None, verdict: Verdict | None, tag: str) -> None:
    _group(page, (stage, "budget", None, ""), BUDGET, verdict.budget_at if verdict else None, tag, BUDGETS)


def _one_row(page: Page, verdict: Verdict | None, tag: str) -> None:
    at = None if verdict is None else 6 if verdict.ended else DIRECTIONS.index(verdict.direction)
    _group(page, ("second", "direction", None, ""), (*GO_ON, "終了"), at, tag, (*DIRECTIONS, "ended"))
    _budget(page, "second", verdict, tag)


def _evaluation(page: Page, key: tuple[object, ...], verdict: Verdict | None, tag: str, **more: object) -> None:
    values: dict[str, object] = {
        "performed": verdict is not None,
        "direction": verdict.direction if verdict else None,
        "direction_note": verdict.note if verdict else None,
        "budget": verdict.budget if verdict else None,
        **more,
    }
    page.add("Evaluation", key, values, tag)


def _performed(t: Truth) -> object:
    """The second evaluation's list says nothing of going on but by its options: only 終了 ends the project."""
    return None if t.second is None else False if t.second.ended else OneOf((True, None))


def summary_choices(t: Truth, page: Page) -> None:
    """所管の意見 and 二次評価の意見."""
    after = t.year + 1
    _nested(page, "first", t.first, "first.direction")
    _evaluation(page, ("first", False), t.first, "first.direction", continues=not t.first.ended, for_fiscal_year=after)
    options = ("有り⇒下記評価へ", "無し⇒終了")
    where = ("second", "second_evaluation", None, "")
    _group(page, where, options, 0 if t.second else 1, "second.performed", ("yes", "no"))
    _one_row(page, t.second, "second.direction")
    _evaluation(page, ("second", False), t.second, "second.direction", continues=_performed(t), for_fiscal_year=after)


def sheet_choices(t: Truth, page: Page) -> None:
    """Everything ticked on the sheet."""
    for at, option in enumerate(TYPES):
        values = {"checked": at == t.administrative_type, "key": None, "status": "value"}
        page.add("Choice", (None, "administrative_type", None, "", option), values, f"administrative_type{at}")
    for at, listed in enumerate(t.listed):
        if listed:
            where = (None, "implementation_plan", t.year - 1 + at, "")
            _group(page, where, ("実施計画における位置づけ",), 0, f"listed{at}")
    stage = None if t.previous is None else int(t.previous_stage == "second")
    _group(page, (None, "final_stage", None, ""), ("一次評価", "二次評価"), stage, "previous", ("first", "second"))
    _nested(page, None, t.previous, "previous.direction")
    if t.previous:
        _evaluation(
            page,
            (t.previous_stage, True),
            t.previous,
            "previous",
            continues=not t.previous.ended,
            for_fiscal_year=t.year,
        )
    for at, outcome in enumerate(t.outcomes):
        options = ("実績値の拡大を図る", "実績値の縮小を図る")
        ticked = outcome.code - 1 if outcome.code else None
        of_it = (None, "indicator_direction", None, str(at))
        _group(page, of_it, options, ticked, f"outcome{at}.decrease", ("increase", "decrease"))
    _review(t, page)
    _verdicts(t, page)
    _merits(t, page)


def _merits(t: Truth, page: Page) -> None:
    for merit, ticked in enumerate(t.contribution):
        if ticked is not None:
            values: dict[str, object] = {"grade": GRADES[ticked], "status": "value"}
            page.add("Rating", ("ex_ante", MERITS[merit]), values, f"contribution.{merit}.{ticked}")
        for at, grade in enumerate(GRADES):
            values = {"checked": at == ticked, "status": "value"}
            key = ("ex_ante", "expected_contribution", None, MERITS[merit], grade)
            if page.text(f"contribution.{merit}.{at}") or ticked is not None:
                page.add("Choice", key, values, f"contribution.{merit}.{at}")


def _review(t: Truth, page: Page) -> None:
    r = t.review
    for field, options, checked, tag in (
        ("target_review", TARGET, r.target, "target_review"),
        ("implementing_body_review", YES_NO, r.body_review, "body_review"),
        ("integration", INTEGRATION, r.integration, "integration"),
        ("beneficiary_charge", YES_NO, r.charge, "charge"),
        ("beneficiary_charge_review", YES_NO, r.charge_review, "charge_review"),
    ):
        _group(page, ("first", field, None, ""), options, checked, tag)


def _verdicts(t: Truth, page: Page) -> None:
    _nested(page, "first", t.first, "first.direction")
    _evaluation(
        page,
        ("first", False),
        t.first,
        "first.direction",
        continues=not t.first.ended,
        for_fiscal_year=t.year + 1,
        evaluated_on="{:04d}-{:02d}-{:02d}".format(*t.first_date),
        evaluator=page.text("first.evaluator"),
    )
    _one_row(page, t.second, "second.direction")
    date = "{:04d}-{:02d}-{:02d}".format(*t.second_date) if t.second_date else None
    _evaluation(
        page,
        ("second", False),
        t.second,
        "second.direction",
        continues=_performed(t),
        for_fiscal_year=t.year + 1,
        evaluated_on=date,
    )
