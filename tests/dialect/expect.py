"""What the two pages must give: every fact of the truth, and nothing else."""

from tests.dialect.expect_choices import sheet_choices, summary_choices
from tests.dialect.expected import Expected, Page, Values
from tests.dialect.money import Column
from tests.dialect.render import Rendered
from tests.dialect.said import Said
from tests.dialect.sheet_numbers import FUNDING
from tests.dialect.truth import Truth


def expect(t: Truth, rendered: Rendered) -> list[Expected]:
    """Every fact of both pages."""
    printed = rendered.printed()
    return [*_summary(t, Page("summary", printed)), *_sheet(t, Page("sheet", printed), rendered)]


def _head(page: Page, t: Truth) -> None:
    page.head(
        fiscal_year=t.year - 1,
        sheet_fiscal_year=t.year,
        project_name=page.text("project_name"),
        department=page.text("department"),
        project_code=t.code,
        started_fiscal_year=t.started,
        ended_fiscal_year=t.ended,
    )
    page.field("project_name", "project_name")
    page.field("department", "department")


def _summary(t: Truth, page: Page) -> Page:
    year = t.year - 1
    _head(page, t)
    page.field("telephone", "telephone", value=t.telephone)
    page.narrative("purpose", t.texts.summary_purpose, "purpose")
    page.narrative("target", t.texts.summary_target, "target")
    page.narrative("activities", t.texts.summary_activities, "activities")
    for kind, said, unit in (
        ("population", t.service.people[1], t.service.people_unit),
        ("users", t.service.users[1], t.service.users_unit),
    ):
        if said:
            page.add("Indicator", (kind, 1), {"unit": unit, "name": None, "formula": None, "direction": None}, kind)
            _value(page, (kind, 1, "actual", year), said, unit, kind)
    money = t.money
    _cost(page, ("initial_budget", "direct", year), money.budget[1], "budget")
    _cost(page, ("settlement", "direct", year), money.direct[1], "direct")
    _cost(page, ("settlement", "total", year), money.total[1], "total")
    _derived(page, "per_resident", year, money.per_resident[1], "per_resident")
    for at, activity in enumerate(t.activities):
        tag = f"activity{at}"
        values = {"name": page.text(tag), "formula": None, "unit": activity.unit, "direction": None}
        page.add("Indicator", ("activity", at + 1), values, tag)
        _value(page, ("activity", at + 1, "actual", year), activity.values[1], activity.unit, f"{tag}.actual")
    for at, outcome in enumerate(t.outcomes):
        tag = f"outcome{at}"
        values = {"name": page.text(tag), "formula": outcome.formula, "unit": outcome.unit, "direction": None}
        page.add("Indicator", ("outcome", at + 1), values, tag)
        for measure, said, unit, name in (
            ("target", outcome.targets[1], outcome.unit, "target"),
            ("actual", outcome.actuals[1], outcome.unit, "actual"),
            ("achievement_rate", outcome.rates[1], "%", "rate"),
        ):
            _value(page, ("outcome", at + 1, measure, year), said, unit, f"{tag}.{name}")
    summary_choices(t, page)
    return page


def _sheet(t: Truth, page: Page, rendered: Rendered) -> Page:
    _head(page, t)
    for name in ("department_code", "telephone", "project_code", "started_fiscal_year", "group", "account"):
        page.field(name, name)
    if t.ended:
        page.field("ended_fiscal_year", "ended_fiscal_year")
    for name, several in (("legal_basis", t.laws), ("related_plan", t.plans), ("related_project", t.related)):
        for at in range(len(several)):
            page.field(name, f"{name}{at}", at=at)
    if t.survey:
        page.field("survey_measures", "survey", t.year - 1, value=str(t.survey[0]))
        page.field("survey_rank", "survey", t.year - 1, value=str(t.survey[1]))
    page.field("previous_evaluation_year", "previous", t.year - 1, value=rendered.style.year(t.year - 1))
    page.field("implementing_body", "implementing_body")
    if t.priority:
        page.field("department_priority", "priority", value=str(t.priority))
    if t.ex_ante_date:
        page.field("ex_ante_evaluated_on", "ex_ante.evaluated_on", value=iso(t.ex_ante_date))
    page.field("plan_position", "environment.position", value=t.environment.position)
    page.field("plan_position", "next_generation.position", at=1, value=t.next_generation.position)
    _policies(t, page)
    _narratives(t, page)
    _money(t, page)
    _numbers(t, page)
    for at, goal in enumerate(t.goals):
        page.add(
            "Goal", (at + 1,), {"item": goal.item, "level": goal.level, "deadline": iso(goal.deadline)}, f"goal{at}"
        )
    sheet_choices(t, page)
    return page


def iso(date: tuple[int, ...]) -> str:
    """As precise as printed."""
    return "-".join([f"{date[0]:04d}", *(f"{part:02d}" for part in date[1:])])


def _policies(t: Truth, page: Page) -> None:
    for at, (level, (code, name)) in enumerate(zip(("政策", "施策", "中柱", "小柱"), t.policies, strict=True)):
        page.add("Policy", (None, level, 0), {"code": code, "name": name}, f"policy{at}")
    for at, (code, name) in enumerate(t.reform):
        page.add("Policy", ("行政改革大綱における行動計画", None, at), {"code": code, "name": name}, f"reform{at}")
    for plan, label, tag in (
        (t.environment, "環境基本計画", "environment"),
        (t.next_generation, "次世代育成支援行動計画", "next_generation"),
    ):
        if plan.code:
            page.add("Policy", (label, None, 0), {"code": plan.code, "name": None}, f"{tag}.code")
    for at, (level, below) in enumerate(
        zip(("基本目標", "主要課題", "施策の方向"), t.next_generation.names, strict=True)
    ):
        if below:
            page.add("Policy", ("次世代育成支援行動計画", level, 0), {"name": below}, f"next_generation.{at}")


def _narratives(t: Truth, page: Page) -> None:
    texts = t.texts
    page.narrative("background", texts.background, "background")
    page.narrative("purpose", texts.purpose, "purpose")
    page.narrative("target", texts.target, "target")
    page.narrative("activities", "\n".join(texts.activities), "activities")
    page.narrative("improvements", "\n".join(texts.improvements), "improvements", year=t.year - 1)
    page.narrative("issues", texts.issues, "issues", "first")
    page.narrative("reason", texts.reason, "first.reason", "first")
    page.narrative("reason", texts.second_reason, "second.reason", "second")
    page.narrative("reason", texts.ex_ante_reason, "ex_ante.reason", "ex_ante")


def _money(t: Truth, page: Page) -> None:
    money = t.money
    years = (t.year - 2, t.year - 1, t.year)
    for basis, item, column, tag in (
        ("initial_budget", "direct", money.budget, "budget"),
        ("settlement", "direct", money.direct, "direct"),
        ("settlement", "personnel", money.personnel, "personnel"),
        ("settlement", "debt_service", money.debt, "debt"),
        ("settlement", "total", money.total, "total"),
    ):
        for at, said in enumerate(column):
            _cost(page, (basis, item, years[at]), said, f"{tag}.{at}")
    for source, _ in FUNDING:
        for at, said in enumerate(money.funding[source]):
            basis, sums_to = ("initial_budget", "direct") if at == 2 else ("settlement", "total")
            key = (basis, source, "total", years[at])
            if said:
                page.add("Funding", key, {**_amount(said), "sums_to": sums_to}, f"funding.{source}.{at}")
    for kind, measure, staff, tag in (
        ("contract", "heads", money.contract, "contract"),
        ("temporary", "heads", money.temporary, "temporary"),
        ("regular", "fte", money.fte, "regular"),
    ):
        for at, said in enumerate(staff):
            if said:
                page.add(
                    "Staffing", ("settlement", kind, measure, None, years[at]), measured(said, "人"), f"{tag}.{at}"
                )
    for at in range(2):
        _derived(page, "per_resident", years[at], money.per_resident[at], f"per_resident.{at}")
        _derived(page, "per_use", years[at], money.per_use[at], f"per_use.{at}")


def _cost(page: Page, key: tuple[str, str, int], said: Said | None, tag: str) -> None:
    if said:
        basis, item, year = key
        page.add("Cost", (basis, item, None, year), _amount(said), tag)


def _amount(said: Said) -> Values:
    if said.value is None:
        return {"status": said.status, "amount_yen": None}
    return {"status": said.status, "amount_yen": int(said.value * 1000), "precision_yen": 1000, "unit": "千円"}


def _derived(page: Page, measure: str, year: int, said: Said | None, tag: str) -> None:
    if said:
        values = {"status": "value", "value": said.value, "yen": said.value, "unit": "円"}
        page.add("Derived", ("settlement", measure, "total", year), values, tag)


def measured(said: Said, unit: str | None) -> Values:
    """A quantity's values; ``unit`` is the row's, where the cell has none."""
    values: Values = {
        "status": said.status,
        "value": said.value,
        "value_low": said.low,
        "value_high": said.high,
        "qualifier": said.qualifier,
        "unit": said.unit or unit,
    }
    return values


def _value(page: Page, key: tuple[str, int, str, int | None], said: Said | None, unit: str | None, tag: str) -> None:
    if said:
        page.add("IndicatorValue", key, measured(said, unit), tag)


def _series(page: Page, key: tuple[str, int, str], years: tuple[int, ...], column: Column, tag: str) -> None:
    for at, said in enumerate(column):
        _value(page, (*key, years[at]), said, None, f"{tag}.{at}")


def _numbers(t: Truth, page: Page) -> None:
    service = t.service
    years = (t.year - 2, t.year - 1)
    for kind, column, unit, formula in (
        ("population", service.people, service.people_unit, None),
        ("users", service.users, service.users_unit, service.users_formula),
    ):
        if any(column):
            values: Values = {"unit": unit, "name": None, "formula": formula, "direction": None}
            page.add("Indicator", (kind, 1), values, f"{kind}.1")
        for at, said in enumerate(column):
            _value(page, (kind, 1, "actual", years[at]), said, unit, f"{kind}.{at}")
    for at, activity in enumerate(t.activities):
        tag, key = f"activity{at}", ("activity", at + 1)
        values = {"name": page.text(tag), "formula": activity.formula, "unit": activity.unit, "direction": None}
        page.add("Indicator", key, values, tag)
        for n, (measure, year) in enumerate(
            (
                ("actual", t.year - 2),
                ("actual", t.year - 1),
                ("forecast", t.year),
                ("goal", None),
            )
        ):
            _value(page, (*key, measure, year), activity.values[n], activity.unit, f"{tag}.{n}")
    for at, outcome in enumerate(t.outcomes):
        tag, key = f"outcome{at}", ("outcome", at + 1)
        direction = {1: "increase", 2: "decrease", None: None}[outcome.code]
        values = {"name": page.text(tag), "formula": outcome.formula, "unit": None, "direction": direction}
        page.add("Indicator", key, values, tag)
        _series(page, (*key, "target"), (*years, t.year), outcome.targets[:3], f"{tag}.target")
        _value(page, (*key, "goal", None), outcome.targets[3], None, f"{tag}.target.3")
        _series(page, (*key, "actual"), years, outcome.actuals, f"{tag}.actual")
        _series(page, (*key, "achievement_rate"), years, outcome.rates, f"{tag}.rate")
