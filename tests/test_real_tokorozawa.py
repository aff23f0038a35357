"""The real sheet gives exactly what is printed on it, by SQL on the database."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from pipeline.run.ingest import ingest
from pipeline.run.summary import RunSummary
from pipeline.spec.registry import load_forms

Ask = Callable[[str], list[tuple[Any, ...]]]


def asking(url: str) -> Ask:
    def ask(sql: str) -> list[tuple[Any, ...]]:
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql))]
        finally:
            engine.dispose()

    return ask


@pytest.fixture(scope="module")
def run(real: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[RunSummary, Ask]:
    folder = real / "tokorozawa"
    if not folder.is_dir():
        pytest.skip(f"the real sheets of this municipality are not here: no folder {folder}")
    url = f"sqlite:///{tmp_path_factory.mktemp('real')}/hyoka.sqlite"
    return ingest([folder], url, load_forms()), asking(url)


@pytest.fixture
def ask(run: tuple[RunSummary, Ask]) -> Ask:
    return run[1]


SHEET = "(SELECT id FROM reports WHERE kind = 'sheet')"


def test_it_is_read_whole(run: tuple[RunSummary, Ask]) -> None:
    summary, ask = run
    assert (summary.exit_status, summary.count("loaded"), len(summary.files)) == (0, 1, 1)
    assert ask("SELECT coverage FROM reports") == [(1.0,), (1.0,)]
    assert ask("SELECT count(*) FROM unread_cells") == [(0,)]
    assert ask("SELECT rule, message FROM findings WHERE severity = 'error'") == []


def test_two_reports_of_one_project(ask: Ask) -> None:
    columns = "kind, fiscal_year, sheet_fiscal_year, municipality_code, project_code, project_name, department"
    rest = "started_fiscal_year, ended_fiscal_year"
    said = (2007, 2008, "112089", "010802", "情報セキュリティ対策推進事業", "総合政策部 情報統計課", 2003, None)
    assert ask(f"SELECT {columns}, {rest} FROM reports ORDER BY ordinal") == [("summary", *said), ("sheet", *said)]
    assert ask("SELECT code, name, prefecture FROM municipalities") == [("112089", "所沢市", "埼玉県")]
    assert ask("SELECT municipality_code, key, code, name, department FROM projects") == [
        ("112089", "010802", "010802", "情報セキュリティ対策推進事業", "総合政策部 情報統計課")
    ]
    assert ask("SELECT count(DISTINCT project_id), count(superseded_by) FROM reports") == [(1, 0)]


def test_costs(ask: Ask) -> None:
    sql = f"SELECT basis, item, fiscal_year, amount_yen, status FROM costs WHERE report_id = {SHEET} ORDER BY 1, 2, 3"
    assert ask(sql) == [
        ("initial_budget", "direct", 2006, 0, "value"),
        ("initial_budget", "direct", 2007, 0, "value"),
        ("initial_budget", "direct", 2008, 0, "value"),
        ("settlement", "direct", 2006, 0, "value"),
        ("settlement", "direct", 2007, 0, "value"),
        ("settlement", "personnel", 2006, 12_236_000, "value"),
        ("settlement", "personnel", 2007, 16_627_000, "value"),
        ("settlement", "total", 2006, 12_236_000, "value"),
        ("settlement", "total", 2007, 16_627_000, "value"),
    ]
    assert ask("SELECT DISTINCT precision_yen FROM costs") == [(1000,)]


def test_funding(ask: Ask) -> None:
    sql = "SELECT source, fiscal_year, basis, amount_yen FROM funding ORDER BY fiscal_year"
    assert ask(sql) == [
        ("general", 2006, "settlement", 12_236_000),
        ("general", 2007, "settlement", 16_627_000),
        ("general", 2008, "initial_budget", 0),
    ]


def test_staffing(ask: Ask) -> None:
    assert ask("SELECT kind, measure, fiscal_year, value, unit FROM staffing ORDER BY fiscal_year") == [
        ("regular", "fte", 2006, 1.33, "人"),
        ("regular", "fte", 2007, 1.77, "人"),
    ]


def test_derived(ask: Ask) -> None:
    sql = f"""SELECT measure, numerator, fiscal_year, value, yen FROM derived
        WHERE report_id = {SHEET} ORDER BY measure, fiscal_year"""
    assert ask(sql) == [
        ("per_resident", "total", 2006, 36.2, 36.2),
        ("per_resident", "total", 2007, 49, 49),
        ("per_use", "total", 2006, 73_710.8, 73_710.8),
        ("per_use", "total", 2007, 15_775.5, 15_775.5),
    ]
    assert ask("SELECT raw FROM derived WHERE fiscal_year = 2007 AND measure = 'per_resident'") == [("49.0",)] * 2
    assert ask("""SELECT DISTINCT d.measure, i.kind FROM derived d JOIN indicators i ON i.id = d.indicator_id""") == [
        ("per_use", "users")
    ]


VALUES = f"""SELECT i.kind, i.ordinal, v.measure, v.fiscal_year, v.status, v.value, v.value_low, v.value_high,
    v.qualifier, v.unit FROM indicator_values v JOIN indicators i ON i.id = v.indicator_id
    WHERE v.report_id = {SHEET} AND i.kind IN ({{kinds}}) ORDER BY i.kind, i.ordinal, v.measure, v.fiscal_year"""


def test_population_and_users(ask: Ask) -> None:
    assert ask(VALUES.format(kinds="'population', 'users'")) == [
        ("population", 1, "actual", 2006, "value", 1800, None, None, "約", "人"),
        ("population", 1, "actual", 2007, "value", 1800, None, None, "約", "人"),
        ("users", 1, "actual", 2006, "value", 166, None, None, None, "人"),
        ("users", 1, "actual", 2007, "value", 1054, None, None, None, "人"),
    ]
    assert ask(f"SELECT formula FROM indicators WHERE kind = 'users' AND report_id = {SHEET}") == [
        ("eラーニングの受講決定通知を送付した職員数+外部派遣講師による研修会に参加した人数(累積)",)
    ]


def test_activity(ask: Ask) -> None:
    assert ask(VALUES.format(kinds="'activity'")) == [
        ("activity", 1, "actual", 2006, "value", 42, None, None, None, "人"),
        ("activity", 1, "actual", 2007, "value", 819, None, None, None, "人"),
        ("activity", 1, "forecast", 2008, "value", 400, None, None, "程度", "人"),
        ("activity", 1, "goal", None, "undecided", None, None, None, None, "人"),
        ("activity", 2, "actual", 2006, "value", 124, None, None, None, "人"),
        ("activity", 2, "actual", 2007, "value", 69, None, None, None, "人"),
        ("activity", 2, "forecast", 2008, "undecided", None, None, None, None, "人"),
        ("activity", 2, "goal", None, "value", None, 60, 120, "年 程度", "人"),
    ]
    sql = f"SELECT ordinal, name FROM indicators WHERE kind = 'activity' AND report_id = {SHEET} ORDER BY 1"
    assert ask(sql) == [(1, "eラーニング受講対象者数"), (2, "外部派遣講師による研修会")]


def test_outcome(ask: Ask) -> None:
    found = [row[2:6] for row in ask(VALUES.format(kinds="'outcome'"))]
    assert found == [
        ("achievement_rate", 2006, "value", 90),
        ("achievement_rate", 2007, "value", 98.3),
        ("actual", 2006, "value", 9),
        ("actual", 2007, "value", 59),
        ("target", 2006, "value", 10),
        ("target", 2007, "value", 60),
        ("target", 2008, "value", 80),
    ]
    sql = f"SELECT name, direction FROM indicators WHERE kind = 'outcome' AND report_id = {SHEET}"
    assert ask(sql) == [("情報セキュリティ研修受講率", "increase")]


def test_evaluations(ask: Ask) -> None:
    sql = """SELECT r.kind, e.stage, e.restated, e.for_fiscal_year, e.performed, e.continues, e.direction, e.budget,
        e.evaluated_on, e.evaluator FROM evaluations e JOIN reports r ON r.id = e.report_id
        ORDER BY r.ordinal, e.restated DESC, e.stage"""
    assert ask(sql) == [
        ("summary", "first", 0, 2009, 1, 1, "improve", "same", None, None),
        ("summary", "second", 0, 2009, 0, None, None, None, None, None),
        ("sheet", "second", 1, 2008, 1, 1, "improve", "same", None, None),
        ("sheet", "first", 0, 2009, 1, 1, "improve", "same", "2008-05-15", "情報統計課長 小山 一"),
        ("sheet", "second", 0, 2009, 0, None, None, None, None, None),
    ]


def test_choices(ask: Ask) -> None:
    sql = f"""SELECT field, option FROM choices WHERE report_id = {SHEET} AND stage = 'first' AND checked
        AND label LIKE '%⑦%' AND field NOT IN ('direction', 'budget') ORDER BY field"""
    assert ask(sql) == [
        ("beneficiary_charge", "無"),
        ("beneficiary_charge_review", "無"),
        ("implementing_body_review", "無"),
        ("integration", "類似事業がない"),
        ("target_review", "対象を拡大する"),
    ]
    assert ask("SELECT count(*) FROM choices WHERE checked IS NULL") == [(0,)]
    options = f"SELECT count(*), sum(checked) FROM choices WHERE report_id = {SHEET} AND label LIKE '%⑦%'"
    assert ask(options) == [(24, 8)]  # direction and budget of the section have three of the eight


def test_goals_and_policies(ask: Ask) -> None:
    assert ask("SELECT ordinal, deadline FROM goals ORDER BY ordinal") == [(1, "2008-12"), (2, "2009-02")]
    levels = "SELECT level, code, name FROM policies WHERE plan IS NULL AND level IS NOT NULL ORDER BY ordinal"
    assert ask(levels) == [
        ("政策", "第8章", "計画の推進に向け"),
        ("施策", "1節", "市民との協働"),
        ("中柱", "3", "行政サービスの向上"),
        ("小柱", "(1)", "個人情報保護対策の充実"),
    ]


def test_the_unit_cost_passes_by_interval(ask: Ask) -> None:
    sql = "SELECT severity FROM findings WHERE rule = 'check-unit_cost' AND fiscal_year = 2007"
    assert ask(sql) == [("info",)]  # though 16,627,000 / 1,054 is 15,775.14


def test_the_unit_cost_fails_on_a_copy_that_is_wrong(real: Path, tmp_path: Path) -> None:
    """The copy prints 15,785.5 for 15,775.5: no rounding of 16,627 千円 makes that."""
    sheet = real / "tokorozawa" / "2008" / "010802.txt"
    if not sheet.is_file():
        pytest.skip(f"the real sheet is not here: no file {sheet}")
    copy = tmp_path / "copy" / sheet.name
    copy.parent.mkdir()
    shutil.copyfile(sheet, copy)
    data = copy.read_bytes()
    assert data.count(b"15,775.5") == 1
    copy.write_bytes(data.replace(b"15,775.5", b"15,785.5"))
    url = f"sqlite:///{tmp_path}/copy.sqlite"
    summary = ingest([copy], url, load_forms())
    assert summary.exit_status == 0, "the sheet was read whole; that it contradicts itself is a finding"
    ask = asking(url)
    rules = "SELECT rule, fiscal_year, severity FROM findings WHERE severity = 'error'"
    assert ask(rules) == [("check-unit_cost", 2007, "error")]
    assert ask("SELECT value, status FROM derived WHERE measure = 'per_use' AND fiscal_year = 2007") == [
        (15_785.5, "value")
    ]
