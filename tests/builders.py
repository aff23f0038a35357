"""Small forms and sheets for tests: a form from a few lines of YAML, a document from lines with ``|`` between cells."""

import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import TypeVar

from pipeline.bind.report import bind_report
from pipeline.model.change import names_of
from pipeline.model.document import Document, Place
from pipeline.model.drafts import BoundReport
from pipeline.model.facts import Choice, Cost, Fact
from pipeline.model.finding import Finding
from pipeline.model.report import Report, SourceReading
from pipeline.readers.text import read_text
from pipeline.recognise.found import FoundReport
from pipeline.recognise.reports import Recogniser
from pipeline.run.source import read_source
from pipeline.spec.form import Form
from pipeline.spec.registry import Registry
from pipeline.spec.source import read_spec

NAME = "kasumi/sheet/2008"
TITLE = "平成20年度試験評価表"
"""The title line of a sheet made in 2008, of what was done in 2007."""

_DEFAULTS = {
    "name": "試験様式",
    "municipality": '{code: "990001", name: 霞ヶ原市, prefecture: （架空）}',
    "kind": "sheet",
    "title": '"{sheet_year}試験評価表"',
    "sections": "[{heading: ①経費}]",
}

F = TypeVar("F", bound=Fact)


def spec(text: str, name: str = NAME) -> str:
    """A whole spec: ``text`` first, so that its lines keep their numbers, then every key that it leaves out."""
    body = dedent(text).strip("\n")
    keys = set(re.findall(r"^(\w+):", body, re.MULTILINE))
    filled = {"form": name, **({} if "extends" in keys else _DEFAULTS)}
    return "\n".join([body, *(f"{key}: {value}" for key, value in filled.items() if key not in keys)]) + "\n"


def write_spec(folder: Path, text: str, name: str = NAME) -> Path:
    """Write a spec (see ``spec``) where its name says, and return its path."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(spec(text, name), encoding="utf-8")
    return path


def make_form(text: str, name: str = NAME) -> Form:
    """The form that a compact spec describes."""
    with TemporaryDirectory() as folder:
        return Form.model_validate(read_spec(write_spec(Path(folder), text, name)).data)


def sheet(text: str, title: str | None = TITLE) -> Document:
    """A text document: a line a row, ``|`` between cells, blanks around a cell dropped; ``title`` is its first line."""
    lines = dedent(text).strip("\n").split("\n")
    rows = ["\t".join(cell.strip() for cell in line.split("|")) for line in lines]
    return read_text("\n".join([*([title] if title else []), *rows]).encode())


def find(form: Form, text: str, title: str = TITLE) -> FoundReport:
    """The one report of ``form`` on a sheet."""
    (found,) = Recogniser([form]).reports(sheet(text, title))
    return found


def bind(form: Form, text: str, title: str = TITLE) -> BoundReport:
    """A sheet bound to a form, rows not settled yet."""
    return bind_report(find(form, text, title))


def read_all(document: Document, *forms: Form) -> SourceReading:
    """A document through all stages."""
    return read_source(document, Registry(forms, {}))


def read(form: Form, text: str, title: str = TITLE) -> Report:
    """The one report of a sheet, through all stages."""
    (report,) = read_all(sheet(text, title), form).reports
    return report


def of(kind: type[F], report: Report | BoundReport) -> list[F]:
    """The facts of one kind."""
    return [fact for fact in report.facts if isinstance(fact, kind)]


def amounts(report: Report) -> dict[tuple[str, int | None], int | None]:
    """Costs in yen by item and year."""
    return {(fact.item, fact.fiscal_year): fact.amount_yen for fact in of(Cost, report)}


def ticks(report: Report | BoundReport) -> dict[str, bool | None]:
    """Whether each option is chosen, by its text; of options printed twice the later."""
    return {choice.option: choice.checked for choice in of(Choice, report)}


def rules(report: Report | BoundReport) -> list[str]:
    """The rules of a report's findings that are more than information."""
    return [finding.rule for finding in report.findings if finding.severity != "info"]


def finding(report: Report | BoundReport | SourceReading, rule: str) -> Finding:
    """The one finding of a rule."""
    (found,) = [f for f in report.findings if f.rule == rule]
    return found


def cost(item: str, amount: int | None, year: int | None = 2007, *, col: int = 1, **more: object) -> Cost:
    """A settled cost in thousands of yen, as the year tables make it."""
    fact = Cost(
        place=Place(1, 1, col),
        raw="" if amount is None else f"{amount:,}",
        label=item,
        fiscal_year=year,
        basis="settlement",
        item=item,
        amount_yen=None if amount is None else amount * 1000,
        unit="千円",
        precision_yen=1000,
    )
    return _replaced(fact, more)


def _replaced(fact: Cost, more: dict[str, object]) -> Cost:
    values = {name: getattr(fact, name) for name in names_of(Cost)}
    return Cost(**(values | more))


def decimal(text: str) -> Decimal:
    """A decimal with the digits printed."""
    return Decimal(text)


LIST_NAME = "kasumi/list/2024"
_LIST_COLUMNS = """
title: "{sheet_year}事業一覧"
listed:
  groups:
    - columns:
        - {label: 番号, value: {report: project_code}}
        - {label: 事業名, value: {report: project_name}}
        - {label: 担当課, value: {report: department}}
    - unit: 千円
      basis: settlement
      each: [{back: 1}, {back: 0}]
      columns:
        - {label: 事業費, under: "{year}", value: {cost: {item: direct}}}
        - {label: 人件費, under: "{year}", value: {cost: {item: personnel}}}
  levels: 2
"""


def list_form(text: str = _LIST_COLUMNS, name: str = LIST_NAME) -> Form:
    """A form that is a list; unless told, of projects with two costs in each of two years, and two header rows."""
    with TemporaryDirectory() as folder:
        filled = ("sections:",) if "title:" in text else ("sections:", "title:")
        body = "\n".join(line for line in spec(text, name).split("\n") if not line.startswith(filled))
        path = Path(folder, f"{name}.yaml")
        path.parent.mkdir(parents=True)
        path.write_text(body, encoding="utf-8")
        return Form.model_validate(read_spec(path).data)


def dated_costs(reading: SourceReading) -> list[tuple[str | None, str, int | None, str]]:
    """Project, item, year and printed text of every cost that has an amount."""
    return [
        (report.head.project_name, fact.item, fact.fiscal_year, fact.raw)
        for report in reading.reports
        for fact in of(Cost, report)
        if fact.amount_yen is not None
    ]


def errors(reading: SourceReading) -> list[str]:
    """The rules of all error findings, of the file and of its reports."""
    found = [*reading.findings, *(f for report in reading.reports for f in report.findings)]
    return [f.rule for f in found if f.severity == "error"]
