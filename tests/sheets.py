"""A small form of a town that doesn't exist, and sheets filled in on it, for tests of what comes after reading.

The sheet adds up: 事業費 + 人件費 = 合計 = 国県 + 町費.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from pipeline.model.change import replace

FORM = """\
form: hamabe/hyo/2021
name: 令和3年度 事業評価票
municipality: {code: "990011", name: 浜辺町, prefecture: （例）}
kind: sheet
title: "{sheet_year}浜辺町事業評価票"
rounding: {千円: nearest}
sections:
  - heading: 1 事業
    lines:
      - - {label: 事業番号, right: {report: project_code}, optional: true}
        - {label: 整理番号, right: {report: serial}, optional: true}
        - {label: 事業名, right: {report: project_name}}
        - {label: 担当課, right: {report: department}}
      - - {label: 目的, right: {narrative: purpose}}
  - heading: 2 費用
    decoration: [（単位：千円）]
    year_tables:
      - id: cost
        header: "{year}"
        years: 3
        unit: 千円
        evaluated: {basis: settlement, sums_to: total}
        sheet: {basis: initial_budget, sums_to: direct}
        rows:
          - {label: 事業費, cost: {item: direct}}
          - {label: 人件費, years: evaluated, cost: {item: personnel}}
          - {label: 合計, years: evaluated, cost: {item: total}}
          - group: 財源
            rows:
              - {label: 国県, funding: {source: national_prefectural, within: total}}
              - {label: 町費, funding: {source: general, within: total}}
  - heading: 3 指標
    record_tables:
      - id: indicators
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: 単位, part: unit}
          - {label: "{year}", times: 2, measure: actual}
          - {label: 目標, measure: goal, year: undated}
        groups: [{kind: outcome}]
checks:
  - {id: cost_total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}
  - {id: funding_total, sum: ["funding.settlement.*"], equals: cost.settlement.total}
"""

_TEXT = """\
令和{era}年度浜辺町事業評価票
1 事業
{identity}\t事業名\t{name}\t担当課\t{department}
目的\t海岸を美しく保つ。
2 費用\t（単位：千円）
\t令和{before}年度\t令和{evaluated}年度\t令和{era}年度
事業費\t1,200\t{direct}\t1,400
人件費\t3,900\t4,680
合計\t5,100\t{total}
財源\t国県\t600\t600\t700
\t町費\t4,500\t{general}\t700
3 指標
指標\t単位\t令和{before}年度\t令和{evaluated}年度\t目標
回収したごみ\tkg\t820\t1,040\t年1,000程度
"""


@dataclass(frozen=True)
class Sheet:
    """What a sheet says; ``direct`` is the amount that tests change, in 千円, ``year`` the one it was made in."""

    code: str | None = "0012"
    serial: str | None = None
    name: str = "海岸清掃"
    department: str = "環境課"
    year: int = 2022
    direct: int = 1350

    def text(self) -> str:
        era = self.year - 2018
        identity = f"事業番号\t{self.code}" if self.code is not None else f"整理番号\t{self.serial or ''}"
        return _TEXT.format(
            era=era,
            evaluated=era - 1,
            before=era - 2,
            identity=identity,
            name=self.name,
            department=self.department,
            direct=f"{self.direct:,}",
            total=f"{self.direct + 4680:,}",
            general=f"{self.direct + 4080:,}",
        )

    def write(self, path: Path) -> Path:
        """The sheet as a file, in folders that are made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text(), encoding="utf-8")
        return path

    def but(self, **changes: object) -> "Sheet":
        return replace(self, **changes)


def write_forms(folder: Path) -> Path:
    """A folder with the form, as ``--forms`` takes it."""
    spec = folder / "hamabe" / "hyo" / "2021.yaml"
    spec.parent.mkdir(parents=True, exist_ok=True)
    spec.write_text(FORM, encoding="utf-8")
    return folder


@contextmanager
def failing(name: str, error: BaseException, after: int = 0) -> Iterator[None]:
    """Make the function ``name`` (dotted) raise ``error`` on all calls but the first ``after``."""
    module, _, function = name.rpartition(".")
    real = getattr(__import__(module, fromlist=[function]), function)
    calls = 0

    def instead(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls > after:
            raise error
        return real(*args, **kwargs)

    with mock.patch(name, instead):
        yield
