"""``hyoka ingest``: files into the database."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Backend, Database, Forms, Json, ParsedFolder, Recognition, RulingsDir
from pipeline.model.backend import Ocr, PdfBackend

if TYPE_CHECKING:
    from pipeline.run.options import Options


def ingest_command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, and folders with all that is in them.")
    ],
    db: Database = DEFAULT_DATABASE,
    forms: Forms = None,
    json: Json = False,
    again: Annotated[bool, typer.Option("--again", help="Read unchanged files again, too.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen to every file, and change nothing at all.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print the values that are gained, lost and changed.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Load nothing from a file that has a finding of severity error.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Forget files that are gone from the paths, and all that they said.")
    ] = False,
    prune_emptied: Annotated[
        bool, typer.Option("--prune-emptied", help="Like --prune, also where all files known under a path are gone.")
    ] = False,
    parsed: ParsedFolder = None,
    no_parsed: Annotated[bool, typer.Option("--no-parsed", help="Keep nothing of what reading produced.")] = False,
    rulings: RulingsDir = None,
    pdf_backend: Backend = PdfBackend.PDFIUM,
    ocr: Recognition = Ocr.AUTO,
) -> None:
    """Read evaluation sheets into the database.

    A file that is known and unchanged is skipped, and a changed one replaces what was read from it, once it can be
    read. Hidden files and README files are passed over. Zip files are read as folders are.

    A file that is no longer there is missing: what it said is kept, and every run says so, until --prune forgets it.
    Where all files known under a path are gone, the path or the disk may be wrong: the status is 1, and --prune is
    refused, unless it is --prune-emptied.

    What reading a file produced is kept in parsed/, so that it can be bound to changed forms, and the database be made
    anew (hyoka rebuild), without reading it again.

    With --strict, a file with an error in it is refused: nothing of it is loaded, what an earlier run loaded from that
    path stays, and the status is 1.

    Paths are kept relative to the folder of the database (that which its folder db/ is in), and may be read from any
    working directory; files elsewhere by their absolute paths.

    What people ruled (hyoka correct, hyoka links) is applied to what is read.

    What was read by a form of --forms stays as it is when that form isn't given again; --again reads it anyway.

    Exit status: 0 if every file was read whole; 1 if a file could not be read, is of no known form, was not read whole
    or was read by a form that isn't given now (skipped files count, too; the rest is loaded), or if there is no file
    to read under a path, or none of those it had; 2 for a wrong path, form spec or database, or a refused --prune; 130
    if broken off: what was loaded by then stays. A sheet that was read whole but contradicts itself is a finding, not a
    failure.
    """
    from pipeline.cli.progress import watching
    from pipeline.cli.run_report import print_summary, summary_json
    from pipeline.run.ingest import ingest
    from pipeline.run.options import Options
    from pipeline.run.past import parsed_folder, rulings_folder
    from pipeline.spec.registry import load_forms

    if parsed is not None and no_parsed:
        raise typer.BadParameter("--parsed and --no-parsed: choose one")
    registry = load_forms(forms or [])
    options = Options(
        again=again,
        pdf_backend=pdf_backend,
        ocr=ocr,
        parsed=None if no_parsed else parsed or parsed_folder(db),
        strict=strict,
        prune=prune or prune_emptied,
        prune_emptied=prune_emptied,
        dry=dry_run,
        diff=diff,
        rulings=rulings or rulings_folder(db),
    )
    with watching() as listen:
        summary = ingest(paths, db, registry, options, command=_command(paths, db, options), listen=listen)
    if json:
        summary_json(summary)
    else:
        print_summary(summary)
    raise typer.Exit(summary.exit_status)


def _command(paths: list[Path], db: str, options: "Options") -> str:
    """The command as kept in ``runs``: no password in it."""
    from db.engine import database_url
    from pipeline.run.discover import readable

    words = ["hyoka", "ingest", *(str(path) for path in paths)]
    if db != DEFAULT_DATABASE:
        words += ["--db", database_url(db).render_as_string(hide_password=True) if "://" in db else db]
    if options.pdf_backend is not PdfBackend.PDFIUM:
        words += ["--pdf-backend", options.pdf_backend.value]
    if options.ocr is not Ocr.AUTO:
        words += ["--ocr", options.ocr.value]
    chosen = {
        "--again": options.again,
        "--strict": options.strict,
        "--prune": options.prune and not options.prune_emptied,
        "--prune-emptied": options.prune_emptied,
    }
    words += [word for word, wanted in chosen.items() if wanted]
    return readable(shlex.join(words))
