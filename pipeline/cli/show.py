"""``hyoka show``: what is read from one file, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Forms, Json


def show_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    forms: Forms = None,
    json: Json = False,
) -> None:
    """Read one file and print all that was read: each value with its place, what is odd, and what no rule claimed.

    Places are line:column, both from 1. Exit status: 0 if the file was read whole, 1 if it could not be read, is of no
    known form or has findings of severity error, 2 for a wrong path or form spec.
    """
    from pipeline.cli.show_json import reading_json
    from pipeline.cli.show_text import print_reading
    from pipeline.model.finding import Finding, Severity
    from pipeline.run.discover import NoSuchPath, posix_name
    from pipeline.run.file import no_bytes, read_bytes, read_file
    from pipeline.spec.registry import load_forms

    if not file.exists():
        raise NoSuchPath(f"{file}: there is no such file; check the path")
    if file.is_dir():
        raise NoSuchPath(f"{file}: this is a folder, and show reads one file; hyoka ingest reads folders")
    registry = load_forms(forms or [])
    data = read_bytes(file)
    name = posix_name(file)
    read = no_bytes(name, data) if isinstance(data, Finding) else read_file(data, name, registry)
    if json:
        reading_json(read)
    else:
        print_reading(read)
    found = [*read.reading.findings, *(f for report in read.reading.reports for f in report.findings)]
    whole = read.record.status == "loaded" and not any(f.severity is Severity.ERROR for f in found)
    raise typer.Exit(int(not whole))
