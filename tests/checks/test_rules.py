"""What can tell placements apart: identities, and the figures of a companion form."""

import pytest

from pipeline.checks.identities import Identities
from pipeline.checks.rules import Rule, Score, WitnessRule, rules_of, states_the_same, witnesses
from pipeline.model.change import replace
from pipeline.model.document import Place
from pipeline.model.drafts import RecordHead, ReportYears
from pipeline.model.facts import Indicator, IndicatorValue
from pipeline.model.quantity import Status
from pipeline.model.report import Report
from tests.builders import cost, decimal, make_form, read

CHECK = "{id: total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}"


def rule() -> Rule:
    form = make_form(f"rounding: {{千円: nearest}}\nchecks: [{CHECK}]")
    (only,) = rules_of(Identities(form, ReportYears(evaluated=2007, sheet=2008), []))
    return only


def users(text: str, number: int = 0, **more: object) -> IndicatorValue:
    fact = IndicatorValue(
        place=Place(1, 1, 1), raw=text, label="利用数", fiscal_year=2007, indicator=number, measure="actual",
        value=decimal(text),
    )  # fmt: skip
    return replace(fact, **more)


def head(number: int, kind: str, ordinal: int) -> RecordHead:
    return RecordHead(number=number, makes="indicator", kind=kind, ordinal=ordinal, heading=None)


def test_a_sum_that_holds_speaks_for_a_placement_and_the_more_the_closer() -> None:
    exact = rule().score([cost("direct", 10), cost("personnel", 5), cost("total", 15)])
    rounded = rule().score([cost("direct", 10), cost("personnel", 5), cost("total", 16)])
    wrong = rule().score([cost("direct", 10), cost("personnel", 5), cost("total", 99)])
    assert exact.points > rounded.points > 0 > wrong.points
    assert (exact.broken, rounded.broken, wrong.broken) == (False, False, True)


def test_half_a_sum_is_a_doubt_and_not_a_failure() -> None:
    half = rule().score([cost("total", 15)])
    assert (half.points, half.broken, len(half.orphans)) == (0, False, 1)
    assert half.at_least() < rule().score([cost("direct", 1), cost("total", 99)]).points


def test_a_placement_beats_another_only_if_its_doubts_are_no_excuse() -> None:
    sure, doubtful = Score(3), Score(6, frozenset({"a"}))
    assert not sure.beats(doubtful)
    assert not doubtful.beats(sure)
    assert doubtful.beats(Score(3, frozenset({"a"})))
    assert sure.beats(Score(0))
    assert not sure.beats(Score(3))


def test_a_rule_touches_what_it_speaks_of() -> None:
    assert rule().touches(cost("direct", 1))
    assert not rule().touches(cost("interest", 1))
    assert not rule().touches(cost("direct", 1, basis="initial_budget"))


def test_a_witness_wants_its_figure_in_its_year() -> None:
    witness = WitnessRule(2007, frozenset(), cost("total", 15))
    assert witness.score([cost("total", 15)]).points > 0
    assert witness.score([cost("total", 99)]).broken
    assert len(witness.score([cost("total", 15, 2006)]).orphans) == 1
    assert not witness.touches(cost("direct", 15))


def test_a_witness_of_an_indicator_speaks_of_the_same_one_alone() -> None:
    witness = WitnessRule(2007, frozenset({3}), users("5"))
    assert witness.touches(users("7", 3))
    assert not witness.touches(users("5", 2))
    assert not witness.touches(users("5", 3, measure="target"))


@pytest.mark.parametrize(("other", "same"), [(15, True), (16, False), (14, False), (None, False)])
def test_amounts_printed_alike_are_the_same_if_equal(other: int | None, same: bool) -> None:
    assert states_the_same(cost("total", 15), cost("total", other)) is same


@pytest.mark.parametrize(
    ("yen", "same"), [(15_000, True), (15_499, True), (15_999, True), (14_500, True), (14_498, False), (16_001, False)]
)
def test_amounts_printed_in_two_units_are_the_same_if_rounding_allows_it(yen: int, same: bool) -> None:
    in_yen = cost("total", 15, amount_yen=yen, unit="円", precision_yen=1)
    assert states_the_same(cost("total", 15), in_yen) is same
    assert states_the_same(in_yen, cost("total", 15)) is same


@pytest.mark.parametrize(("other", "same"), [("36.2", True), ("36.20", True), ("36.3", False)])
def test_other_figures_are_the_same_if_equal(other: str, same: bool) -> None:
    assert states_the_same(users("36.2"), users(other)) is same


def test_a_companion_bears_witness_of_what_both_state() -> None:
    indicator = Indicator(place=Place(1, 0, 0), raw="", label="", number=7, kind="outcome", ordinal=2)
    unsure = cost("direct", None, status=Status.AMBIGUOUS)
    facts = (indicator, users("5", 7), cost("total", 15), unsure)
    empty = read(make_form(""), "①経費")
    companion: Report = replace(empty, facts=facts)
    same = ["cost.settlement.total", "cost.settlement.direct", "indicator.outcome.actual"]
    found = witnesses(companion, same, [head(0, "outcome", 1), head(1, "outcome", 2), head(2, "users", 2)])
    assert [(rule.stated, rule.records) for rule in found if isinstance(rule, WitnessRule)] == [
        (cost("total", 15), frozenset()),
        (users("5", 7), frozenset({1})),
    ]


def test_ranges_that_differ_are_not_the_same() -> None:
    first = users("0", value=None, value_low=decimal("60"), value_high=decimal("120"))
    assert not states_the_same(first, replace(first, value_high=decimal("900")))
