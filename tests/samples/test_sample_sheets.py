"""The sheets in ``raw/``: all that is read as the golden data has it, the key figures as a person wrote them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

import pytest

from pipeline.model.facts import Cost, Derived, Evaluation, Fact, Funding, Goal, Indicator, IndicatorValue, Staffing
from pipeline.model.finding import Severity
from pipeline.model.report import Report
from tests.samples.by_hand import BY_HAND, DEPRECIATION_OF_2022, QUANTITIES, UNITS, Amounts, Key, Sheet
from tests.samples.conftest import refuse_in_ci
from tests.samples.reading import GOLDEN, PDFS, SHEETS, golden_path, golden_text, read_sheet

F = TypeVar("F", bound=Fact)
each_sheet = pytest.mark.parametrize("name", sorted(BY_HAND))


def full_sheet(name: str) -> tuple[Report, Sheet]:
    return read_sheet(name).reports[1], BY_HAND[name]


def of(kind: type[F], report: Report) -> Iterator[F]:
    return (fact for fact in report.facts if isinstance(fact, kind))


# ---- golden data


@pytest.mark.parametrize("name", [*SHEETS, *PDFS])
def test_everything_read_is_as_in_the_golden_data(name: str, regen: bool) -> None:
    text = golden_text(read_sheet(name))
    if regen:
        GOLDEN.mkdir(exist_ok=True)
        golden_path(name).write_text(text, encoding="utf-8", newline="\n")
    assert text.splitlines() == golden_path(name).read_text(encoding="utf-8").splitlines()


def test_every_sheet_has_golden_data_and_was_read_by_a_person() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {golden_path(name).name for name in (*SHEETS, *PDFS)}
    assert set(SHEETS) == set(BY_HAND)


@pytest.mark.parametrize("ci", ["true", "1", "yes"])
def test_golden_data_is_never_written_in_ci(ci: str) -> None:
    with pytest.raises(pytest.UsageError, match="--regen"):
        refuse_in_ci(regen=True, environment={"CI": ci})


@pytest.mark.parametrize("ci", [{}, {"CI": ""}, {"CI": "false"}])
def test_golden_data_may_be_written_elsewhere(ci: dict[str, str]) -> None:
    refuse_in_ci(regen=True, environment=ci)
    refuse_in_ci(regen=False, environment={"CI": "true"})


# ---- the whole sheet


@each_sheet
def test_both_forms_are_read_to_the_last_cell(name: str) -> None:
    source = read_sheet(name)
    assert [report.head.kind for report in source.reports] == ["summary", "sheet"]
    assert source.unread == ()
    assert [(report.coverage, report.unread) for report in source.reports] == [(1.0, ()), (1.0, ())]


@each_sheet
def test_only_the_sheet_that_contradicts_itself_has_errors(name: str) -> None:
    findings = [f for report in read_sheet(name).reports for f in report.findings]
    assert tuple(f.rule for f in findings if f.severity is Severity.ERROR) == BY_HAND[name].errors
    assert not [f for f in findings if f.severity is Severity.WARNING]


@each_sheet
def test_both_forms_know_whose_report_they_are(name: str) -> None:
    year, code = name.split("/")
    for report in read_sheet(name).reports:
        head = report.head
        assert (head.project_code, head.sheet_fiscal_year, head.fiscal_year) == (code, int(year), int(year) - 1)
        assert (head.started_fiscal_year, head.ended_fiscal_year) == (BY_HAND[name].started, BY_HAND[name].ended)
        assert head.municipality.code == "992011"


@each_sheet
def test_the_form_of_the_year_is_used(name: str) -> None:
    version = "2022" if name.startswith("2022") else "2023"
    assert [report.head.form.rsplit("/", 1)[1] for report in read_sheet(name).reports] == [version, version]


# ---- what was written down by hand


def thousands(amounts: Amounts, years: tuple[int, ...]) -> dict[tuple[str, int], int | None]:
    """The printed amounts in yen, by name and year."""
    return {
        (name, year): None if amount is None else amount * 1000
        for name, row in amounts.items()
        for year, amount in zip(years, row, strict=False)
        if not isinstance(amount, str)
    }


@each_sheet
def test_costs(name: str) -> None:
    report, sheet = full_sheet(name)
    wanted = thousands(sheet.costs, sheet.years)
    if name in DEPRECIATION_OF_2022:
        wanted["depreciation", 2022] = DEPRECIATION_OF_2022[name] * 1000
    read = {
        ("budget" if fact.basis == "initial_budget" else fact.item, fact.fiscal_year): fact.amount_yen
        for fact in of(Cost, report)
    }
    assert read == wanted


@each_sheet
def test_sources_of_funding(name: str) -> None:
    report, sheet = full_sheet(name)
    facts = list(of(Funding, report))
    assert {(f.source, f.fiscal_year): f.amount_yen for f in facts} == thousands(sheet.sources, sheet.years)
    assert {f.fiscal_year for f in facts if f.sums_to == "direct"} == {sheet.years[2]}


@each_sheet
def test_staff_and_unit_costs(name: str) -> None:
    report, sheet = full_sheet(name)
    staff = {f.fiscal_year: f.value for f in of(Staffing, report) if f.measure == "fte" and f.value is not None}
    assert staff == decimals(sheet.staff)
    for measure, wanted in (("per_resident", sheet.per_resident), ("per_use", sheet.per_use)):
        read = {f.fiscal_year: f.value for f in of(Derived, report) if f.measure == measure and f.value is not None}
        assert read == decimals(wanted)


def decimals(printed: dict[int, str]) -> dict[int | None, Decimal | None]:
    return {year: Decimal(text) for year, text in printed.items()}


Numbers = dict[Key, IndicatorValue]


def numbers(report: Report) -> Numbers:
    indicators = {fact.number: fact for fact in of(Indicator, report)}
    return {
        (indicators[f.indicator].kind, indicators[f.indicator].ordinal, f.measure, f.fiscal_year): f
        for f in of(IndicatorValue, report)
    }


@each_sheet
def test_indicators(name: str) -> None:
    report, sheet = full_sheet(name)
    read = {key: fact.value for key, fact in numbers(report).items() if fact.value is not None}
    wanted: dict[Key, Decimal] = {}
    for year, row in sheet.outcome.items():
        for measure, text in zip(("target", "actual", "achievement_rate"), row, strict=False):
            wanted["outcome", 1, measure, year] = Decimal(text)
    wanted |= {("users", 1, "actual", year): Decimal(number) for year, number in sheet.users.items()}
    wanted |= {("activity", 1, "actual", year): Decimal(text) for year, text in sheet.activity.items()}
    named = {key for key in read if key[0] in {"outcome", "users"} or key[:3] == ("activity", 1, "actual")}
    assert {key: read[key] for key in named if key[2] != "goal"} == wanted


@pytest.mark.parametrize("name", sorted(QUANTITIES))
def test_quantities_that_are_more_than_a_number(name: str) -> None:
    read = numbers(full_sheet(name)[0])
    for key, wanted in QUANTITIES[name].items():
        fact = read[key]
        assert (fact.value, fact.value_low, fact.value_high, fact.qualifier, fact.status) == wanted


@pytest.mark.parametrize(("code", "direction"), [("030402", "increase"), ("060311", "decrease")])
def test_whether_more_is_better(code: str, direction: str) -> None:
    sheets = [name for name in SHEETS if name.endswith(code)]
    found = [fact.direction for name in sheets for fact in of(Indicator, full_sheet(name)[0]) if fact.kind == "outcome"]
    assert found == [direction] * 3


@each_sheet
def test_units(name: str) -> None:
    """The summary prints a unit below each number: that of the indicator is its target's, not that of the rate."""
    for report in read_sheet(name).reports:
        units = {fact.kind: fact.unit for fact in of(Indicator, report) if fact.kind != "activity"}
        wanted = UNITS[name[-6:]] | ({} if report.head.kind == "summary" else {"outcome": None})
        assert units == wanted


@each_sheet
def test_verdicts(name: str) -> None:
    report, sheet = full_sheet(name)
    verdicts = {(f.stage, f.for_fiscal_year, f.restated): (f.direction, f.budget) for f in of(Evaluation, report)}
    made = sheet.years[2]
    wanted: dict[tuple[str | None, int | None, bool], tuple[str | None, str | None]] = {
        ("first", made + 1, False): sheet.first,
        ("second", made + 1, False): sheet.second or (None, None),
    }
    if sheet.restated is not None:
        wanted[sheet.restated[0], made, True] = sheet.restated[1:]
    assert verdicts == wanted
    second = next(f for f in of(Evaluation, report) if f.stage == "second" and not f.restated)
    assert second.performed is (sheet.second is not None)


@each_sheet
def test_the_summary_says_the_same(name: str) -> None:
    summary, sheet = read_sheet(name).reports[0], BY_HAND[name]
    year = sheet.years[1]
    costs = thousands(sheet.costs, sheet.years)
    read = {(f.basis, f.item, f.fiscal_year): f.amount_yen for f in of(Cost, summary)}
    assert read == {
        ("initial_budget", "direct", year): costs["budget", year],
        ("settlement", "direct", year): costs["direct", year],
        ("settlement", "total", year): costs["total", year],
    }
    assert numbers(summary)["users", 1, "actual", year].value == sheet.users[year]
    rates = [numbers(summary)["outcome", 1, m, year].value for m in ("target", "actual", "achievement_rate")]
    assert rates == [Decimal(text) for text in sheet.outcome[year]]
    verdicts = {f.stage: (f.for_fiscal_year, f.direction, f.budget) for f in of(Evaluation, summary)}
    assert verdicts["first"] == (year + 2, *sheet.first)
    assert verdicts["second"][1:] == (sheet.second or (None, None))


@each_sheet
def test_deadlines(name: str) -> None:
    report, sheet = full_sheet(name)
    assert tuple(fact.deadline for fact in of(Goal, report)) == sheet.goals


# ---- between the sheets


def test_one_settlement_was_revised_and_no_other() -> None:
    stated: dict[tuple[str, str, int | None], set[int]] = {}
    for name in SHEETS:
        for fact in of(Cost, full_sheet(name)[0]):
            if fact.item == "direct" and fact.basis == "settlement" and fact.amount_yen is not None:
                stated.setdefault((name[-6:], fact.item, fact.fiscal_year), set()).add(fact.amount_yen)
    revised = {key: amounts for key, amounts in stated.items() if len(amounts) > 1}
    assert revised == {("030402", "direct", 2022): {6_842_000, 6_827_000}}


def test_the_words_of_an_open_option_are_kept() -> None:
    report, _ = full_sheet("2024/060311")
    first = next(fact for fact in of(Evaluation, report) if fact.stage == "first")
    assert (first.direction, first.direction_note) == ("other", "包括管理委託への移行を検討する")
