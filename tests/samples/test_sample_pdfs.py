"""The PDF files in ``raw/``: what is read from them is what their descriptions in ``tests/paper`` say."""

import re
import zlib
from base64 import a85decode
from decimal import Decimal

import pytest

from pipeline.model.facts import (
    Choice,
    Cost,
    Derived,
    Evaluation,
    Field,
    Funding,
    Indicator,
    IndicatorValue,
    Narrative,
    Part,
    Policy,
    Rating,
    Staffing,
)
from pipeline.model.finding import Severity
from pipeline.model.report import Report
from tests.builders import of
from tests.paper import hyokasho, mokuhyo
from tests.paper.samples import FILES, sample
from tests.samples.reading import PDFS, TOWN, read_sheet

EACH = pytest.mark.parametrize("name", sorted(FILES))


def drawn(data: bytes) -> list[bytes]:
    """What a PDF file draws: its streams, unpacked, because not every zlib packs alike."""
    packed = re.findall(rb"stream\r?\n([^<].*?~>)\s*endstream", data, re.DOTALL)
    return [zlib.decompress(a85decode(found.removesuffix(b"~>"))) for found in packed]


@EACH
def test_a_file_is_what_its_description_draws(name: str) -> None:
    data = (TOWN / f"{name}.pdf").read_bytes()
    assert drawn(data) == drawn(sample(name)) != []
    assert len(data) < 60_000


def test_every_file_has_a_description() -> None:
    assert set(PDFS) == set(FILES)


@EACH
def test_every_sheet_is_read_to_the_last_cell(name: str) -> None:
    source = read_sheet(name)
    assert (source.unread, source.findings) == ((), ())
    assert [(report.coverage, report.unread) for report in source.reports] == [(1.0, ())] * len(source.reports)


@EACH
def test_only_the_sheet_that_contradicts_itself_has_errors(name: str) -> None:
    found = [(r.ordinal, f.rule) for r in read_sheet(name).reports for f in r.findings if f.severity != Severity.INFO]
    assert found == ([(2, "check-funding_total")] if name == "2024/mokuhyo" else [])


@EACH
def test_every_sheet_has_checks_that_pass(name: str) -> None:
    for report in read_sheet(name).reports:
        assert [f for f in report.findings if f.rule.startswith("check-") and f.severity is Severity.INFO]


# ---- mokuhyo: three sheets in a volume


def of_number(number: int) -> tuple[Report, mokuhyo.Project]:
    return read_sheet("2024/mokuhyo").reports[number], mokuhyo.PROJECTS[number]


NUMBERS = pytest.mark.parametrize("number", [0, 1, 2])
COLUMNS = (("settlement", 2021), ("settlement", 2022), ("budget", 2023), ("settlement", 2023))
Columns = dict[tuple[str, str | None, int | None], int | None]


def thousands(**rows: mokuhyo.Four) -> Columns:
    """The printed amounts in yen; blanks say nothing."""
    return {
        (name, *column): int(text.replace(",", "")) * 1000
        for name, texts in rows.items()
        for column, text in zip(COLUMNS, texts, strict=True)
        if text
    }


@NUMBERS
def test_mokuhyo_heads(number: int) -> None:
    report, project = of_number(number)
    head = report.head
    assert (head.serial, head.project_name, head.department) == (str(number + 1), project.name, project.department)
    assert (head.fiscal_year, head.sheet_fiscal_year, head.first_page) == (2023, 2024, number + 1)


@NUMBERS
def test_mokuhyo_amounts(number: int) -> None:
    report, p = of_number(number)
    costs: Columns = {(f.item, f.basis, f.fiscal_year): f.amount_yen for f in of(Cost, report) if f.item == "direct"}
    assert costs == thousands(direct=p.cost)
    sources: Columns = {(f.source, f.basis, f.fiscal_year): f.amount_yen for f in of(Funding, report)}
    wanted = thousands(
        national_prefectural=p.national, bond=p.bond, other=p.other, beneficiary=p.beneficiary, general=p.general
    )
    assert sources == wanted
    named = [(f.label.split(" > ")[2], f.raw) for f in of(Cost, report) if f.item == "breakdown"]
    assert named == [(name, text) for name, texts in p.breakdown for text in texts]
    rates = [f"{f.value}%" for f in of(Derived, report)]
    assert rates == [text for text in p.rate if text]


@NUMBERS
def test_mokuhyo_marks(number: int) -> None:
    report, p = of_number(number)
    chosen = {(f.field, f.option) for f in of(Choice, report) if f.checked}
    assert chosen == {
        *(("goals", mokuhyo.GOALS[n]) for n in p.goals),
        *(("viewpoint", text) for text in p.views),
        ("direction", p.direction),
        *(("resilience_indicator", "防災指針の 指標に該当") for outcome in p.outcomes if outcome[3]),
    }
    assert len([f for f in of(Choice, report) if f.field == "goals"]) == len(mokuhyo.GOALS)


@NUMBERS
def test_mokuhyo_indicators(number: int) -> None:
    report, p = of_number(number)
    named = {f.number: (f.name, f.unit) for f in of(Indicator, report)}
    assert list(named.values()) == [(name, unit) for name, unit, _, _ in p.outcomes]
    read = [(named[f.indicator][0], f.measure, f.fiscal_year, f.value) for f in of(IndicatorValue, report)]
    columns = (("actual", 2022), ("target", 2023), ("actual", 2023), ("goal", 2027))
    assert sorted(read, key=str) == sorted(
        (
            (name, *column, Decimal(text.replace(",", "")))
            for name, _, texts, _ in p.outcomes
            for column, text in zip(columns, texts, strict=True)
        ),
        key=str,
    )


@NUMBERS
def test_mokuhyo_verdicts(number: int) -> None:
    report, p = of_number(number)
    assert [f"{f.code}.{f.grade}" for f in of(Rating, report)] == list(p.ratings)
    directions = {"つづける": "maintain", "ひろげる": "expand", "あらためる": "improve"}
    assert [(f.for_fiscal_year, f.direction) for f in of(Evaluation, report)] == [(2024, directions[p.direction])]
    texts = {(f.field, f.criterion): f.text for f in of(Narrative, report)}
    assert tuple(texts["reason", c] for c in ("指標の進みぐあい", "事業の効き目・手ぎわ", None)) == p.reasons
    periods = {f.field: "".join((f.value or "").split()) for f in of(Field, report)}
    assert (periods["plan_period_from"], periods["plan_period_to"]) == ("令和5年度", "令和9年度")


# ---- kikaku: pages without a year, a page of its own tables


def kikaku() -> Report:
    (report,) = read_sheet("2024/kikaku").reports
    return report


def test_kikaku_amounts() -> None:
    costs = {(f.item, f.fiscal_year): f.amount_yen for f in of(Cost, kikaku()) if f.item != "breakdown"}
    assert {year: costs["total", year] for year in range(2020, 2025)} == {
        2020: 11_350_000, 2021: 20_580_000, 2022: 21_920_000, 2023: 22_210_000, 2024: 22_400_000,
    }  # fmt: skip
    assert (costs["goods", 2020], costs["personnel", 2024]) == (3_150_000, 7_400_000)
    assert {f.basis for f in of(Cost, kikaku()) if f.fiscal_year == 2024} == {"budget"}
    general = [f.amount_yen for f in of(Funding, kikaku()) if f.source == "general"]
    assert general == [11_000_000, 16_520_000, 17_680_000, 18_300_000, 18_400_000]
    staff = [(f.kind, str(f.value)) for f in of(Staffing, kikaku()) if f.fiscal_year == 2024]
    assert sorted(staff) == [("regular", "0.2"), ("regular", "0.8"), ("total", "1.0"), ("total", "1.0")]


def test_kikaku_results_stand_under_their_names() -> None:
    named = {f.number: (f.name, f.unit) for f in of(Indicator, kikaku())}
    read = {(named[f.indicator][0], f.fiscal_year): f.value for f in of(IndicatorValue, kikaku())}
    assert read["まつりに来た人", 2020] == 0
    assert read["出店の数", 2020] is None
    assert (read["まつりに来た人", 2024], read["出店の数", 2024]) == (Decimal(16000), Decimal(32))
    unit_costs = [f for f in of(Derived, kikaku()) if f.measure == "per_indicator" and f.fiscal_year == 2023]
    found = {None if f.indicator is None else named[f.indicator]: f.value for f in unit_costs}
    assert found == {("まつりに来た人", "人"): Decimal(1461), ("出店の数", "店"): Decimal(716452)}


def test_kikaku_circles_are_a_radio_row() -> None:
    chosen = {f.field: f.option for f in of(Choice, kikaku()) if f.checked}
    assert chosen == {"expected_achievement": "ほぼ達成できる", "effort": "やや足りない"}
    assert len([f for f in of(Choice, kikaku()) if f.checked is False]) == 6


def test_kikaku_tables_of_its_own() -> None:
    named = {f.number: (f.name, f.unit) for f in of(Indicator, kikaku())}
    numbers = [(named[f.indicator], f.fiscal_year, f.value) for f in of(IndicatorValue, kikaku()) if f.place.page == 3]
    assert (("港", "人"), 2023, Decimal(11000)) in numbers
    assert (("公園", "人"), 2020, Decimal(0)) in numbers
    kept = [f.text for f in of(Narrative, kikaku()) if f.field == "attachment"]
    assert {"出店の受付をはじめる", "花火", "※雨の日は翌日に行う。"} <= set(kept)


# ---- hyokasho: a block for every part


def hyoka() -> Report:
    (report,) = read_sheet("2024/hyokasho").reports
    return report


def test_hyokasho_head() -> None:
    head = hyoka().head
    assert (head.serial, head.project_name, head.fiscal_year, head.last_page) == ("21", "生涯学習事業", 2023, 2)
    assert [(f.level, f.code) for f in of(Policy, hyoka())] == [("分野", "04"), ("施策", "12")]


@pytest.mark.parametrize("number", [1, 2])
def test_hyokasho_parts(number: int) -> None:
    item = hyokasho.ITEMS[number - 1]
    assert [f.name for f in of(Part, hyoka()) if f.part == number] == [item.name]
    costs = [f.raw for kind in (Cost, Derived) for f in of(kind, hyoka()) if f.part == number]
    assert tuple(costs) == item.costs
    numbers = {(f.measure, f.fiscal_year): f for f in of(IndicatorValue, hyoka()) if f.part == number}
    for measure, texts in (("target", item.planned), ("actual", item.done)):
        read = {year: numbers[measure, year].value for year in range(2020, 2020 + len(texts))}
        assert read == {2020 + n: Decimal(text) for n, text in enumerate(texts)}
    assert {numbers["actual", year].status for year in (2024, 2025, 2026)} == {"none"}
    ratings = {f.criterion: f.grade for f in of(Rating, hyoka()) if f.part == number}
    assert set(ratings.values()) == set(item.results)
    assert ratings["むだのなさ (2)行い方"] == item.results[5]
