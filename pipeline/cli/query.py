"""``hyoka query``: SQL to a table, CSV or JSON."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Csv, Database, Json, one_format


def query_command(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement; - reads it from standard input.")],
    db: Database = DEFAULT_DATABASE,
    csv: Csv = False,
    json: Json = False,
) -> None:
    """Ask the database, which can't be changed this way.

    The views are the place to start: SELECT * FROM project_years; db/dictionary.md explains them all. To search texts:
    SELECT * FROM search_narratives WHERE text MATCH '情報公開' on SQLite. It finds nothing for words under three
    characters: use SELECT * FROM narratives WHERE text LIKE '%防災%' for those.

    --csv is UTF-8 and, in a file or a pipe, begins with the byte order mark by which Excel knows it; --json has none.

    Exit status: 0, or 2 if the database refuses the statement.
    """
    from pipeline.cli.database import reading

    one_format(json=json, csv=csv)
    statement = _asked(sys.stdin.read() if sql == "-" else sql)
    with reading(db) as connection:
        result = connection.exec_driver_sql(statement, None, {"no_parameters": True})
        if not result.returns_rows:
            raise typer.BadParameter("this statement asks for nothing; write a SELECT", param_hint="SQL")
        headings: list[str] = list(result.keys())
        rows: list[Sequence[Any]] = [tuple(row) for row in result]
    if csv:
        _write_csv(headings, rows)
    elif json:
        _write_json(headings, rows)
    else:
        _write_table(headings, rows)


def _asked(sql: str) -> str:
    """The statement, if it is one.

    Raises:
        typer.BadParameter: it is blank, or holds bytes that are no characters.
    """
    if not sql.strip():
        raise typer.BadParameter("the statement is blank; write a SELECT", param_hint="SQL")
    if any("\ud800" <= character <= "\udfff" for character in sql):
        raise typer.BadParameter("the statement is not in the terminal's encoding; write it in UTF-8", param_hint="SQL")
    return sql


def _write_csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from pipeline.cli.tables import write_csv

    write_csv(headings, rows)


def _write_json(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from pipeline.cli.jsons import write_json

    names = _distinct(headings)
    write_json([dict(zip(names, row, strict=True)) for row in rows])


def _distinct(headings: Sequence[str]) -> list[str]:
    """Headings as keys: a second ``name`` is ``name:2``, so that no value is lost."""
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading}:{seen[heading]}")
    return names


def _write_table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from pipeline.cli.streams import write_line
    from pipeline.cli.tables import console, guess_columns, needed_width, print_pairs, print_table

    to = console()
    columns = guess_columns(headings, rows)
    if headings and needed_width(columns, rows) <= to.width:
        print_table(to, columns, rows)
    else:  # too many columns for this terminal: one below the other
        for number, row in enumerate(rows, 1):
            print_pairs(to, zip(headings, row, strict=True), title=f"— {number} —")
    write_line(f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}", sys.stderr)
