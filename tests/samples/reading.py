"""Reading a sample sheet, and writing it down as golden data: a line a fact, so that differences are short."""

import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model.change import names_of
from pipeline.model.document import Place
from pipeline.model.facts import Derived, Fact, Indicator, IndicatorValue
from pipeline.model.finding import Severity
from pipeline.model.quantity import Status
from pipeline.model.report import Report, SourceReading
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry, load_forms
from tests.conftest import ROOT

TOWN = ROOT / "raw" / "aohama"
GOLDEN = Path(__file__).parent / "golden"
SHEETS = tuple(sorted(path.relative_to(TOWN).with_suffix("").as_posix() for path in TOWN.glob("*/*.txt")))
PDFS = tuple(sorted(path.relative_to(TOWN).with_suffix("").as_posix() for path in TOWN.glob("*/*.pdf")))


@cache
def _registry() -> Registry:
    return load_forms()


@cache
def read_sheet(sheet: str) -> SourceReading:
    """What the pipeline reads from the sample ``<year>/<code>``, or the PDF file ``<year>/<form>``."""
    suffix = "pdf" if sheet in PDFS else "txt"
    return read_source(read_document((TOWN / f"{sheet}.{suffix}").read_bytes()), _registry())


def golden_path(sheet: str) -> Path:
    """Where the golden data of a sample stands."""
    return GOLDEN / f"{sheet.replace('/', '-')}.json"


def golden_text(source: SourceReading) -> str:
    """A source as JSON: every fact with its place, and every finding that is more than information."""
    return "[\n" + ",\n".join(_report(report) for report in source.reports) + "\n]\n"


def _report(report: Report) -> str:
    head = {f.name: _plain(getattr(report.head, f.name)) for f in fields(report.head) if f.name != "municipality"}
    head |= {"municipality": report.head.municipality.code, "cells": report.cells, "coverage": report.coverage}
    findings = [
        {"rule": f.rule, "severity": f.severity, "year": f.fiscal_year, "at": _plain(f.place)}
        for f in report.findings
        if f.severity is not Severity.INFO
    ]
    ordered = sorted(report.facts, key=lambda f: (f.place.page, f.place.row, f.place.col, type(f).__name__, f.slot))
    names = {f.number: f"{f.kind} {f.ordinal}" for f in report.facts if isinstance(f, Indicator)}
    lines = ",\n".join(f"  {_json(_fact(fact, names))}" for fact in ordered)
    return f'{{"head": {_json(head)},\n "findings": {_json(findings)},\n "facts": [\n{lines}\n ]}}'


def _fact(fact: Fact, indicators: Mapping[int, str]) -> dict[str, Any]:
    """What a fact says, without what goes without saying and without the cell's text, which the place leads to."""
    said = {n: getattr(fact, n) for n in names_of(type(fact)) if n not in {"place", "raw", "number"}}
    if said["status"] is Status.VALUE:
        del said["status"]
    if isinstance(fact, IndicatorValue | Derived) and fact.indicator is not None:
        said["indicator"] = indicators[fact.indicator]
    start = {"table": type(fact).__name__, "at": _plain(fact.place), "label": said.pop("label")}
    unsaid = {"slot": 0, "restated": False}
    return start | {k: _plain(v) for k, v in said.items() if v is not None and v != "" and unsaid.get(k, ...) != v}


def _plain(value: object) -> Any:
    if isinstance(value, Place):
        return f"{value.row}:{value.col}" if value.page == 1 else f"p{value.page} {value.row}:{value.col}"
    return str(value) if isinstance(value, Decimal) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
