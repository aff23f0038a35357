"""``hyoka show``: what is read from one file, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Backend, Forms, Json, Recognition
from pipeline.cli.streams import write_line
from pipeline.model.backend import Ocr, PdfBackend


def show_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    forms: Forms = None,
    json: Json = False,
    pdf_backend: Backend = PdfBackend.PDFIUM,
    ocr: Recognition = Ocr.AUTO,
    image: Annotated[
        int | None,
        typer.Option(metavar="PAGE", help="Draw this page of a PDF or scan, its cells coloured by what they are."),
    ] = None,
    member: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which file in a zip file to read; without it, they are listed.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="OUT.png", help="Where to put the picture instead of NAME-PAGE.png.")
    ] = None,
) -> None:
    """Read one file and print all that was read: each value with its place, what is odd, and what no rule claimed.

    With --image, draw one page instead, so that you see what is label, value, decoration and unread.

    Places are line:column, both from 1. Exit status: 0 if the file was read whole, 1 if it could not be read, is of no
    known form or was not read whole, 2 for a wrong path or form spec. A sheet that was read whole but contradicts
    itself is a finding, not a failure.
    """
    from pipeline.cli.show_json import reading_json
    from pipeline.cli.show_text import print_reading
    from pipeline.cli.zipped import read_one
    from pipeline.model.finding import Finding, Severity
    from pipeline.run.discover import NoSuchPath, posix_name
    from pipeline.run.file import no_bytes, read_file
    from pipeline.run.holdings import spot_of
    from pipeline.spec.registry import load_forms

    if json and image is not None:
        raise typer.BadParameter("--json and --image: choose one")
    if output is not None and image is None:
        raise typer.BadParameter("--output is for the picture that --image draws; say which page")
    if member is None and not file.exists():
        spot = spot_of(str(file))  # as every other command prints it: path/to.zip > member
        file, member = Path(spot.path), spot.member
    if not file.exists():
        raise NoSuchPath(f"{file}: there is no such file; check the path")
    if file.is_dir():
        raise NoSuchPath(f"{file}: this is a folder, and show reads one file; hyoka ingest reads folders")
    registry = load_forms(forms or [])
    data = read_one(file, member)
    name = posix_name(file)
    if isinstance(data, Finding):
        read = no_bytes(name, data, member)
    else:
        read = read_file(data, name, registry, pdf_backend, ocr, member=member)
    if image is not None and isinstance(data, bytes) and read.record.status != "failed":
        from pipeline.cli.page_picture import write_picture
        from pipeline.readers import read_document

        path = output or Path(f"{Path(member or file).stem}-{image}.png")
        write_picture(read_document(data, pdf_backend, ocr, registry.layouts), data, image, registry, path)
        write_line(f"page {image} is drawn in {path}")
        return
    if json:
        reading_json(read)
    else:
        print_reading(read)
    found = [*read.reading.findings, *(f for report in read.reading.reports for f in report.findings)]
    whole = read.record.status == "loaded" and not any(
        f.severity is Severity.ERROR and not f.is_of_the_sheet for f in found
    )
    raise typer.Exit(int(not whole))
