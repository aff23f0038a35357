"""``hyoka check``: what a person should look at."""

import csv as csv_format
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Csv, Database, Json, one_format


class Least(StrEnum):
    """The severities, most severe first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def check_command(
    db: Database = DEFAULT_DATABASE,
    severity: Annotated[Least, typer.Option(help="The least severity to list: this one and what is worse.")] = (
        Least.WARNING
    ),
    form: Annotated[
        str | None, typer.Option(metavar="FORM", help="Only this form, or all whose name begins so: CITY, CITY/FORM.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="Only findings on this fiscal year, or on reports that evaluate it."),
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="PATH", help="Only this file, or the files in this folder.")] = (
        None
    ),
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List what a person should look at, most severe first: file:line:column, rule, message, expected, found.

    Exit status: 0 if none of them is of severity error, else 1.
    """
    from pipeline.cli.database import reading
    from pipeline.cli.findings import Wanted, open_findings

    one_format(json=json, csv=csv)
    severities = tuple(key.value for key in list(Least)[: list(Least).index(severity) + 1])
    with reading(db) as connection:
        found = open_findings(connection, Wanted(severities, form, year, source))
    if json:
        _write_json(found)
    elif csv:
        _write_csv(found)
    else:
        _write_lines(found)
    raise typer.Exit(int(any(finding["severity"] == "error" for finding in found)))


def _write_json(found: list[dict[str, Any]]) -> None:
    from pipeline.cli.jsons import write_json

    write_json(found)


def _write_csv(found: list[dict[str, Any]]) -> None:
    from pipeline.cli.findings import COLUMNS

    writer = csv_format.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)


def _write_lines(found: list[dict[str, Any]]) -> None:
    from rich.text import Text

    from pipeline.cli.findings import where
    from pipeline.cli.tables import clean, console

    to = console()
    styles = {"error": "bold red", "warning": "yellow", "info": "dim"}
    for finding in found:
        line = Text(f"{clean(where(finding))}: ")
        line.append(finding["severity"], style=styles[finding["severity"]])
        line.append(f" {finding['rule']}: {clean(finding['message'])}".replace("\n", " "))
        to.print(line, soft_wrap=True)
        details = [(name, finding[name]) for name in ("expected", "actual", "fiscal_year") if finding[name] is not None]
        if details:
            said = ", ".join(f"{name} {value}" for name, value in details)
            to.print(Text(clean(f"    {said}").replace("\n", " "), style="dim"), soft_wrap=True)
    counts = [(sum(f["severity"] == key for f in found), key) for key in styles]
    to.print(Text(", ".join(f"{number:,} {key}" for number, key in counts if number) or "nothing to look at"))
