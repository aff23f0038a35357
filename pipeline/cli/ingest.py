"""``hyoka ingest``: files into the database."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Database, Forms, Json


def ingest_command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, and folders with all that is in them.")
    ],
    db: Database = DEFAULT_DATABASE,
    forms: Forms = None,
    json: Json = False,
    again: Annotated[bool, typer.Option("--again", help="Read unchanged files again, too.")] = False,
) -> None:
    """Read evaluation sheets into the database.

    A file that is known and unchanged is skipped, a changed one replaces what was read from it, and what was read from
    a file that is no longer there goes. Hidden files and README files are passed over.

    Exit status: 0 if every file was read whole; 1 if a file could not be read, is of no known form, or was loaded with
    findings of severity error (skipped files count, too); 2 for a wrong path, form spec or database; 130 if broken off:
    what was loaded by then stays.
    """
    from pipeline.cli.progress import watching
    from pipeline.cli.run_report import print_summary, summary_json
    from pipeline.run.ingest import ingest
    from pipeline.spec.registry import load_forms

    registry = load_forms(forms or [])
    with watching() as listen:
        summary = ingest(paths, db, registry, command=_command(paths, db), listen=listen, again=again)
    if json:
        summary_json(summary)
    else:
        print_summary(summary)
    raise typer.Exit(summary.exit_status)


def _command(paths: list[Path], db: str) -> str:
    """The command as kept in ``runs``: no password in it."""
    from db.engine import database_url

    words = ["hyoka", "ingest", *(str(path) for path in paths)]
    if db != DEFAULT_DATABASE:
        words += ["--db", database_url(db).render_as_string(hide_password=True) if "://" in db else db]
    return shlex.join(words)
