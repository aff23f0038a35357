"""A reading as JSON: facts by the names of tables and columns, pointing at each other by number within the report."""

from dataclasses import asdict
from typing import Any

from pipeline.cli.jsons import cell_json, finding_json, place_json, write_json
from pipeline.load.rows import TABLES
from pipeline.model.change import names_of
from pipeline.model.facts import Fact
from pipeline.model.report import Report
from pipeline.run.file import ReadFile


def reading_json(read: ReadFile) -> None:
    """Print everything that was read from a file."""
    write_json(
        {
            **asdict(read.record),
            "reports": [_report(report) for report in read.reading.reports],
            "findings": [finding_json(finding) for finding in read.reading.findings],
            "unread": [cell_json(cell) for cell in read.reading.unread],
        }
    )


def _report(report: Report) -> dict[str, Any]:
    return {
        "ordinal": report.ordinal,
        **asdict(report.head),
        "cells": report.cells,
        "coverage": report.coverage,
        "facts": [_fact(fact) for fact in in_order(report)],
        "findings": [finding_json(finding) for finding in report.findings],
        "unread": [cell_json(cell) for cell in report.unread],
    }


def in_order(report: Report) -> list[Fact]:
    """The facts of a report in reading order."""
    return sorted(report.facts, key=lambda f: (f.place.page, f.place.row, f.place.col, f.slot, TABLES[type(f)].name))


def _fact(fact: Fact) -> dict[str, Any]:
    values = {name: getattr(fact, name) for name in names_of(type(fact)) if name != "place"}
    return {"table": TABLES[type(fact)].name, **values, **place_json(fact.place)}
