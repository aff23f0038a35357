"""The workbook in ``raw/``: a list whose rows say what their description says."""

from decimal import Decimal

from pipeline.model.facts import Cost, Evaluation, Funding, IndicatorValue
from pipeline.model.finding import Severity
from pipeline.model.report import Report, SourceReading
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.builders import of
from tests.paper.ichiran import ROWS, as_workbook
from tests.samples.reading import TOWN

FILE = TOWN / "2024" / "ichiran.xlsx"
COLUMNS = (
    (Cost, "settlement", 2022), (Funding, "settlement", 2022), (Cost, "settlement", 2023),
    (Funding, "settlement", 2023), (Cost, "budget", 2024),
)  # fmt: skip


def reading() -> SourceReading:
    return read_source(read_document(FILE.read_bytes()), load_forms())


def reports() -> list[tuple[Report, int]]:
    return list(zip(reading().reports, range(len(ROWS)), strict=True))


def test_the_file_is_what_its_description_makes() -> None:
    made, kept = read_document(as_workbook()), read_document(FILE.read_bytes())
    assert tuple(made.grids) == tuple(kept.grids)


def test_it_is_read_to_the_last_cell_and_nothing_is_odd() -> None:
    source = reading()
    assert (source.unread, source.findings) == ((), ())
    for report in source.reports:
        assert (report.coverage, [f for f in report.findings if f.severity is not Severity.INFO]) == (1.0, [])


def test_heads() -> None:
    for report, number in reports():
        head, row = report.head, ROWS[number]
        assert (head.project_code, head.project_name, head.department) == (row.code, row.name, row.department)
        assert (head.kind, head.fiscal_year, head.sheet_fiscal_year) == ("list_row", 2023, 2024)


def test_amounts() -> None:
    for report, number in reports():
        said = {(type(f), f.basis, f.fiscal_year): f.amount_yen for f in (*of(Cost, report), *of(Funding, report))}
        printed = zip(COLUMNS, ROWS[number].amounts, strict=True)
        assert said == {
            column: amount * 1000 if isinstance(amount, int) else None
            for column, amount in printed
            if amount is not None
        }


def test_figures_and_verdicts() -> None:
    found = {
        (number, value.fiscal_year, value.measure): (value.value, value.qualifier, value.unit)
        for report, number in reports()
        for value in of(IndicatorValue, report)
    }
    assert found[1, 2023, "actual"] == (Decimal(310), "約", "冊")
    assert found[2, 2023, "actual"] == (Decimal("12.5"), None, "%")
    assert found[3, 2023, "actual"] == (Decimal(0), None, "基")
    assert found[3, 2024, "target"] == (None, None, "基")
    verdicts = [
        (verdict.direction, verdict.for_fiscal_year) for report, _ in reports() for verdict in of(Evaluation, report)
    ]
    assert verdicts == [(said, 2025) for said in ("maintain", "expand", "maintain", "ended", "expand")]
