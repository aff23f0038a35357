"""``hyoka check``: what a person should look at."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Csv, Database, Json, ParsedFolder, one_format


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
    source: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Only this file, or those in this folder or zip file; 'A.zip > NAME', too."),
    ] = None,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Only say what is worse than after the run before the last.")
    ] = False,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --baseline: compare with what --save-baseline wrote.")
    ] = None,
    save_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write down how good every source is, and do nothing else.")
    ] = None,
    parsed: ParsedFolder = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List what a person should look at, most severe first: file:line:column, rule, message, expected, found.

    The id behind a finding on a cell (#1f3a9c2e) is what hyoka correct takes: hyoka correct confirm 1f3a9c2e --why "…".
    It is the same after every run and rebuild, as long as the finding and the file are.

    With --baseline, say instead which sources have fewer facts, a lower coverage, more findings of severity error or
    warning, or fewer checks that hold than they had; files that are new or gone are no reason to fail.

    Exit status: 0 if none of them is of severity error, else 1; 2 for a form or file that the database doesn't have.
    With --baseline: 0 if no source is worse, 1 if one is, 2 if there is nothing to compare with.
    """
    if save_baseline is not None or baseline or against is not None:
        from pipeline.cli.baseline import compare, save

        if save_baseline is not None:
            if baseline or against is not None:
                raise typer.BadParameter("save or compare, not both at once", param_hint="--save-baseline")
            save(db, save_baseline)
            return
        raise typer.Exit(compare(db, against, parsed, json=json))
    from pipeline.cli.database import reading
    from pipeline.cli.findings import Wanted, nothing_ingested, open_findings, refuse_unknown

    one_format(json=json, csv=csv)
    severities = tuple(key.value for key in list(Least)[: list(Least).index(severity) + 1])
    with reading(db) as connection:
        nothing = nothing_ingested(connection)
        wanted = refuse_unknown(connection, Wanted(severities, form, year, source))
        found = open_findings(connection, wanted)
    if json:
        _write_json(found)
    elif csv:
        _write_csv(found)
    else:
        _write_lines(found, "nothing was ingested yet: `hyoka ingest` reads files" if nothing else "nothing to look at")
    raise typer.Exit(int(any(finding["severity"] == "error" for finding in found)))


def _write_json(found: list[dict[str, Any]]) -> None:
    from pipeline.cli.jsons import write_json

    write_json(found)


def _write_csv(found: list[dict[str, Any]]) -> None:
    from pipeline.cli.findings import COLUMNS
    from pipeline.cli.tables import write_csv

    write_csv(COLUMNS, [[finding[name] for name in COLUMNS] for finding in found])


def _write_lines(found: list[dict[str, Any]], otherwise: str) -> None:
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
        details += [("#", finding["finding_id"])] if finding["finding_id"] is not None else []
        if details:
            said = ", ".join(f"{name} {value}".replace("# ", "#") for name, value in details)
            to.print(Text(clean(f"    {said}").replace("\n", " "), style="dim"), soft_wrap=True)
    counts = [(sum(f["severity"] == key for f in found), key) for key in styles]
    to.print(Text(", ".join(f"{number:,} {key}" for number, key in counts if number) or otherwise))
