"""What must add up: pass, fail, half an identity, or not applicable."""

import pytest

from pipeline.checks.identities import Identities, Outcome, Result
from pipeline.checks.report_checks import check_report
from pipeline.model.change import replace
from pipeline.model.document import Place
from pipeline.model.drafts import RecordHead, ReportYears
from pipeline.model.facts import Derived, Fact, IndicatorValue
from pipeline.model.quantity import Status
from tests.builders import cost, decimal, make_form

SUM = "{id: total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}"
RATE = (
    "{id: rate, ratio: [indicator.outcome.actual, indicator.outcome.target], factor: 100, %s "
    "equals: indicator.outcome.achievement_rate}"
)
UNIT = "{id: unit, ratio: [cost.settlement.total, indicator.users.actual], equals: derived.settlement.per_use}"


def identities(check: str, rounding: str = "nearest") -> Identities:
    form = make_form(f"rounding: {{千円: {rounding}}}\nchecks: [{check}]")
    heads = [
        RecordHead(number=n, makes="indicator", kind=kind, ordinal=1, heading=None)
        for n, kind in enumerate(("outcome", "outcome", "users"))
    ]
    return Identities(form, ReportYears(evaluated=2007, sheet=2008), heads)


def results(check: str, *facts: Fact, rounding: str = "nearest") -> list[Result]:
    every = identities(check, rounding)
    return every.evaluate(every.checks[0], facts)


def outcome(check: str, *facts: Fact, rounding: str = "nearest") -> Outcome:
    (result,) = results(check, *facts, rounding=rounding)
    return result.outcome


def value(measure: str, text: str | None, indicator: int = 0, **more: str) -> IndicatorValue:
    return IndicatorValue(
        place=Place(1, 1, 1),
        raw=text or "",
        label=measure,
        fiscal_year=2007,
        indicator=indicator,
        measure=measure,
        value=None if text is None else decimal(text),
        **more,  # type: ignore[arg-type]  # names and types are the caller's
    )


def per_use(text: str) -> Derived:
    figure = decimal(text)
    return Derived(
        place=Place(1, 1, 1), raw=text, label="単価", fiscal_year=2007, basis="settlement", measure="per_use",
        numerator="total", value=figure, yen=figure, unit="円",
    )  # fmt: skip


# ---- sums


@pytest.mark.parametrize(
    ("total", "expected"),
    [(15, Outcome.PASS), (16, Outcome.PASS), (14, Outcome.PASS), (17, Outcome.FAIL), (13, Outcome.FAIL)],
)
def test_a_sum_holds_if_rounding_allows_it(total: int, expected: Outcome) -> None:
    assert outcome(SUM, cost("direct", 10), cost("personnel", 5), cost("total", total)) is expected


def test_a_sum_that_holds_to_the_digit_is_close() -> None:
    exact, rounded = [
        results(SUM, cost("direct", 10), cost("personnel", 5), cost("total", total))[0] for total in (15, 16)
    ]
    assert (exact.close, rounded.close) == (True, False)


def test_truncated_addends_never_add_up_to_less() -> None:
    parts = (cost("direct", 10), cost("personnel", 5))
    assert outcome(SUM, *parts, cost("total", 17), rounding="truncated") is Outcome.PASS
    assert outcome(SUM, *parts, cost("total", 13), rounding="truncated") is Outcome.FAIL
    assert outcome(SUM, *parts, cost("total", 17), rounding="unknown") is Outcome.PASS


def test_a_dash_adds_nothing_and_a_blank_neither() -> None:
    dash = cost("personnel", None, status=Status.NONE)
    assert outcome(SUM, cost("direct", 15), dash, cost("total", 15)) is Outcome.PASS
    assert outcome(SUM, cost("direct", 15), cost("total", 15)) is Outcome.PASS
    assert outcome(SUM, cost("direct", 10), dash, cost("total", 15)) is Outcome.FAIL


@pytest.mark.parametrize("status", [Status.UNDECIDED, Status.AMBIGUOUS, Status.UNREADABLE, Status.TEXT])
def test_a_figure_without_a_value_is_not_a_zero(status: Status) -> None:
    unknown = cost("personnel", None, status=status)
    assert outcome(SUM, cost("direct", 15), unknown, cost("total", 15)) is Outcome.NOT_APPLICABLE


def test_half_a_sum_is_an_orphan() -> None:
    assert outcome(SUM, cost("total", 15)) is Outcome.ORPHAN
    assert outcome(SUM, cost("direct", 15)) is Outcome.ORPHAN


def test_a_total_that_says_nothing_is_no_orphan() -> None:
    assert outcome(SUM, cost("total", None, status=Status.UNDECIDED), cost("direct", 5)) is Outcome.NOT_APPLICABLE


def test_years_and_bases_are_not_mixed() -> None:
    found = results(SUM, cost("direct", 10), cost("total", 10), cost("direct", 3, 2006), cost("total", 4, 2006))
    assert {(r.fiscal_year, r.outcome) for r in found} == {(2007, Outcome.PASS), (2006, Outcome.PASS)}
    budget = cost("direct", 99, basis="initial_budget")
    assert outcome(SUM, cost("direct", 10), budget, cost("total", 10)) is Outcome.PASS


def test_two_totals_can_not_be_checked() -> None:
    assert outcome(SUM, cost("direct", 1), cost("total", 1), cost("total", 2)) is Outcome.NOT_APPLICABLE


# ---- ratios


@pytest.mark.parametrize(
    ("rate", "inverse", "expected"),
    [
        ("98.3", "", Outcome.PASS),
        ("98", "", Outcome.PASS),
        ("98.5", "", Outcome.FAIL),
        ("101.7", "", Outcome.FAIL),
        ("101.7", "or_inverse: true,", Outcome.PASS),
        ("98.3", "or_inverse: true,", Outcome.PASS),
        ("99.9", "or_inverse: true,", Outcome.FAIL),
    ],
)
def test_a_rate_may_be_printed_upside_down_if_the_form_says_so(rate: str, inverse: str, expected: Outcome) -> None:
    facts = (
        value("actual", "59", unit="人"),
        value("target", "60", unit="人"),
        value("achievement_rate", rate, unit="%"),
    )
    assert outcome(RATE % inverse, *facts) is expected


def test_each_indicator_is_checked_alone() -> None:
    facts = [
        value(m, t, n)
        for n in (0, 1)
        for m, t in (("actual", "5"), ("target", "5"), ("achievement_rate", f"{1 - n}00"))
    ]
    assert [r.outcome for r in results(RATE % "", *facts)] == [Outcome.PASS, Outcome.FAIL]


@pytest.mark.parametrize("target", ["0", None])
def test_nothing_is_divided_by_zero_or_by_nothing(target: str | None) -> None:
    facts = value("actual", "5", unit="人"), value("target", target, unit="人"), value("achievement_rate", "0")
    assert outcome(RATE % "", *facts) is Outcome.NOT_APPLICABLE


def test_a_rate_of_nothing_is_an_orphan_and_a_result_without_a_rate_is_not() -> None:
    assert outcome(RATE % "", value("achievement_rate", "90.0")) is Outcome.ORPHAN
    assert outcome(RATE % "", value("actual", "5"), value("target", "5")) is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("printed", "expected"), [("15775.5", Outcome.PASS), ("15785.5", Outcome.FAIL)])
def test_a_cost_by_its_users(printed: str, expected: Outcome) -> None:
    facts = cost("total", 16627), value("actual", "1054", 2, unit="人"), per_use(printed)
    assert outcome(UNIT, *facts) is expected


def test_a_rough_number_carries_no_check() -> None:
    users = value("actual", "1000", 2, unit="人", qualifier="約")
    assert outcome(UNIT, cost("total", 16627), users, per_use("1.0")) is Outcome.NOT_APPLICABLE


# ---- beside, and checks of one year

BESIDE = "{id: unit, beside: cost.settlement.total, equals: derived.settlement.per_use}"


def test_a_result_stands_beside_what_it_is_made_of() -> None:
    assert outcome(BESIDE, cost("total", 16627), per_use("15775.5")) is Outcome.PASS
    assert outcome(BESIDE, per_use("15775.5")) is Outcome.FAIL
    assert outcome(BESIDE, cost("total", 16627)) is Outcome.ORPHAN


def test_a_check_of_one_year_says_nothing_of_others() -> None:
    check = SUM.replace("{id", "{year: evaluated, id")
    facts = [cost(item, 1, year) for item in ("direct", "total") for year in (2006, 2007, 2008)]
    assert [r.fiscal_year for r in results(check, *facts)] == [2007]


def test_a_check_of_the_sheets_year_says_nothing_of_the_evaluated_one() -> None:
    check = BESIDE.replace("{id", "{year: sheet, id")
    assert results(check, cost("total", 1), per_use("1.0")) == []
    assert [r.fiscal_year for r in results(check, cost("total", 1, 2008))] == [2008]


# ---- findings


def test_a_result_without_what_it_stands_beside_is_an_error() -> None:
    (said,) = check_report([per_use("2.0")], identities(BESIDE))
    assert (said.rule, said.severity, said.actual) == ("check-unit", "error", "2.0 at 2:2")
    assert said.message.startswith("fails: derived.settlement.per_use beside cost.settlement.total")


def test_each_outcome_is_a_finding_that_says_what_and_from_where() -> None:
    facts = [cost("direct", 10), cost("personnel", 5), cost("total", 99)]
    (said,) = check_report(facts, identities(SUM))
    assert (said.rule, said.severity, said.fiscal_year) == ("check-total", "error", 2007)
    assert (said.expected, said.actual) == ("14,000 to 16,000", "99 at 2:2")
    assert (
        "fails: cost.settlement.direct + cost.settlement.personnel = cost.settlement.total; from 10 at 2:2, 5 at 2:2"
        in said.message
    )


def test_a_warning_is_a_warning_and_a_pass_is_information() -> None:
    warning = SUM.replace("{id", "{severity: warning, id")
    assert [f.severity for f in check_report([cost("direct", 1), cost("total", 9)], identities(warning))] == ["warning"]
    (said,) = check_report([cost("direct", 1), cost("total", 1)], identities(SUM))
    assert (said.severity, said.message.split(":")[0]) == ("info", "passes")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ([cost("direct", 1)], "the result is not printed"),
        ([cost("total", 1)], "nothing that it is computed from is printed"),
        ([cost("direct", None, status=Status.UNDECIDED), cost("total", 1)], "not every figure is an exact one"),
    ],
)
def test_what_can_not_be_checked_says_why(facts: list[Fact], why: str) -> None:
    (said,) = check_report(facts, identities(SUM))
    assert said.severity == "info"
    assert said.message.startswith("not applicable")
    assert said.message.endswith(why)


def test_a_rough_amount_carries_no_check() -> None:
    rough = cost("direct", 10, note="約")
    assert outcome(SUM, rough, cost("personnel", 5), cost("total", 19)) is Outcome.NOT_APPLICABLE


def test_a_rate_that_was_cut_off_is_no_error() -> None:
    facts = (
        value("actual", "2", unit="人"),
        value("target", "3", unit="人"),
        value("achievement_rate", "66.6", unit="%"),
    )
    assert outcome(RATE % "", *facts) is Outcome.PASS


def test_an_indicator_and_the_figure_computed_from_it_are_one_check() -> None:
    users = value("actual", "1054", 2, unit="人")
    check = BESIDE.replace("cost.settlement.total", "indicator.users.actual")
    assert [r.outcome for r in results(check, users, per_use("15775.5"))] == [Outcome.PASS]


CHANGE = "{id: change, change: cost.settlement.direct, equals: derived.settlement.change}"


def change(text: str, year: int = 2007, **more: object) -> Derived:
    """差引, printed in 千円."""
    number = decimal(text)
    return replace(
        Derived(
            place=Place(1, 9, 9),
            raw=text,
            label="",
            basis="settlement",
            measure="change",
            value=number,
            unit="千円",
            yen=number * 1000,
            fiscal_year=year,
        ),
        **more,
    )


@pytest.mark.parametrize(("printed", "expected"), [("-39", Outcome.PASS), ("-38", Outcome.PASS), ("39", Outcome.FAIL)])
def test_a_change_is_this_year_less_the_last(printed: str, expected: Outcome) -> None:
    figures = [cost("direct", 36_208, 2007), cost("direct", 36_247, 2006)]
    assert outcome(CHANGE, *figures, change(printed)) is expected


def test_a_change_without_the_year_before_can_not_be_checked() -> None:
    assert outcome(CHANGE, cost("direct", 36_208, 2007), change("-39")) is Outcome.NOT_APPLICABLE


def test_a_year_without_a_change_is_not_asked_about() -> None:
    assert results(CHANGE, cost("direct", 36_208, 2007), cost("direct", 36_247, 2006)) == []


def test_the_parts_add_up_to_the_whole_and_are_not_added_to_it() -> None:
    check = "{id: parts, sum: [parts.cost.settlement.direct], equals: cost.settlement.direct}"
    parts = [replace(cost("direct", amount, 2007), part=n) for n, amount in ((1, 3), (2, 4))]
    assert outcome(check, *parts, cost("direct", 7, 2007)) is Outcome.PASS
    assert outcome(check, *parts, cost("direct", 14, 2007)) is Outcome.FAIL


def test_an_identity_of_parts_holds_for_each_of_them() -> None:
    check = CHANGE.replace("cost.", "parts.cost.").replace("equals: derived", "equals: parts.derived")
    figures = [
        replace(cost("direct", amount, year), part=part)
        for part, year, amount in ((1, 2006, 1), (1, 2007, 3), (2, 2006, 5), (2, 2007, 5))
    ]
    found = results(check, *figures, change("2", part=1), change("7", part=2))
    assert [result.outcome for result in found] == [Outcome.PASS, Outcome.FAIL]


def test_a_total_printed_twice_alike_counts_once() -> None:
    parts = [cost("direct", 1_000, 2007), cost("personnel", 2_000, 2007)]
    assert outcome(SUM, *parts, cost("total", 3_000, 2007), cost("total", 3_000, 2007)) is Outcome.PASS
