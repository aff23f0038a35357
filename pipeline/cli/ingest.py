"""``hyoka ingest``: files into the database."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Backend, Database, Forms, Json
from pipeline.model.backend import PdfBackend


def ingest_command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, and folders with all that is in them.")
    ],
    db: Database = DEFAULT_DATABASE,
    forms: Forms = None,
    json: Json = False,
    again: Annotated[bool, typer.Option("--again", help="Read unchanged files again, too.")] = False,
    pdf_backend: Backend = PdfBackend.PDFIUM,
) -> None:
    """Read evaluation sheets into the database.

    A file that is known and unchanged is skipped, a changed one replaces what was read from it, and what was read from
    a file that is no longer there goes. Hidden files and README files are passed over. Zip files are read as folders
    are.

    What was read by a form of --forms stays as it is when that form isn't given again; --again reads it anyway.

    Exit status: 0 if every file was read whole; 1 if a file could not be read, is of no known form, was not read whole
    or was read by a form that isn't given now (skipped files count, too; the rest is loaded); 2 for a wrong path, form
    spec or database; 130 if broken off: what was loaded by then stays. A sheet that was read whole but contradicts
    itself is a finding, not a failure.
    """
    from pipeline.cli.progress import watching
    from pipeline.cli.run_report import print_summary, summary_json
    from pipeline.run.ingest import ingest
    from pipeline.spec.registry import load_forms

    registry = load_forms(forms or [])
    with watching() as listen:
        command = _command(paths, db, pdf_backend)
        summary = ingest(paths, db, registry, command=command, listen=listen, again=again, pdf_backend=pdf_backend)
    if json:
        summary_json(summary)
    else:
        print_summary(summary)
    raise typer.Exit(summary.exit_status)


def _command(paths: list[Path], db: str, pdf_backend: PdfBackend = PdfBackend.PDFIUM) -> str:
    """The command as kept in ``runs``: no password in it."""
    from db.engine import database_url
    from pipeline.run.discover import readable

    words = ["hyoka", "ingest", *(str(path) for path in paths)]
    if db != DEFAULT_DATABASE:
        words += ["--db", database_url(db).render_as_string(hide_password=True) if "://" in db else db]
    if pdf_backend is not PdfBackend.PDFIUM:
        words += ["--pdf-backend", pdf_backend.value]
    return readable(shlex.join(words))
