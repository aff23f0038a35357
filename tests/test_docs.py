"""The form in the docs is a real one: it loads, reads a sheet, and its next year's version extends it."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.facts import Cost, Evaluation, IndicatorValue, Staffing
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry, load_forms

DOCS = Path(__file__).parent.parent / "docs" / "forms.md"

SHEET = """\
令和４年度浜辺町事業評価票
1 事業
事業番号\t0012\t事業名\t海岸清掃\t担当課\t環境課
開始\t平成元年度\t委託\t☑ 有　☐ 無
目的
海岸を美しく保つ。
2 費用\t（単位：千円）
\t令和２年度\t令和３年度\t令和４年度
事業費\t1,200\t1,350\t1,400
職員\t0.5人\t3,900\t0.6人\t4,680
合計\t5,100\t6,030
財源\t国県\t600\t600\t700
\t町費\t4,500\t5,430\t700
3 指標
指標\t単位\t令和２年度\t令和３年度\t目標
回収したごみ\tkg\t820\t1,040\t年1,000程度
4 評価
方向性\t□ 拡充 ■ 継続 □ 廃止 □ その他（　）
理由 今後も続ける必要がある。
"""


def _registry(folder: Path) -> Registry:
    for block in re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL):
        form = re.search(r"^form: (\S+)", block, flags=re.MULTILINE)
        assert form is not None
        path = folder / f"{form[1]}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")
    return load_forms([folder])


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return _registry(tmp_path)


def test_the_form_in_the_docs_reads_a_sheet_whole(registry: Registry) -> None:
    (report,) = read_source(read_document(SHEET.encode()), registry).reports
    serious = [finding for finding in report.findings if finding.severity != "info"]
    assert (serious, report.coverage) == ([], 1.0)
    assert (report.head.project_code, report.head.started_fiscal_year) == ("0012", 1989)
    totals = {f.fiscal_year: f.amount_yen for f in report.facts if isinstance(f, Cost) and f.item == "total"}
    assert totals == {2020: 5_100_000, 2021: 6_030_000}
    assert [float(f.value or 0) for f in report.facts if isinstance(f, Staffing)] == [0.5, 0.6]
    (verdict,) = [f for f in report.facts if isinstance(f, Evaluation)]
    assert (verdict.direction, verdict.for_fiscal_year) == ("maintain", 2023)
    (goal,) = [f for f in report.facts if isinstance(f, IndicatorValue) and f.measure == "goal"]
    assert (goal.value, goal.qualifier, goal.fiscal_year) == (Decimal(1000), "年 程度", None)


def test_next_years_form_in_the_docs_extends_it(registry: Registry) -> None:
    following = registry.resolved["hamabe/jigyo/2023"]
    rows = following["sections"][1]["year_tables"][0]["rows"][-1]["rows"]
    assert [row["label"] for row in rows] == [["国県", "国県支出金"], "町債", "町費"]
    labels = [element["label"] for line in following["sections"][0]["lines"] for element in line]
    assert "委託" not in labels
