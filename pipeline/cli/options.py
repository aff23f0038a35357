"""Options that several commands have."""

import inspect
from pathlib import Path
from typing import Annotated

import typer

from pipeline.model.backend import Ocr, PdfBackend

DEFAULT_DATABASE = "sqlite:///db/hyoka.sqlite"

Database = Annotated[
    str, typer.Option("--db", metavar="URL_OR_FILE", help="The database: a URL, or the path of an SQLite file.")
]
Forms = Annotated[
    list[Path] | None,
    typer.Option(
        "--forms",
        metavar="DIR",
        help="A folder with more form specs, as MUNICIPALITY/FORM/YEAR.yaml; can be given again.",
    ),
]
Backend = Annotated[
    PdfBackend,
    typer.Option("--pdf-backend", help="What reads PDF pages; pdfplumber is slow, and there to compare with."),
]
Recognition = Annotated[
    Ocr,
    typer.Option(
        "--ocr", help="Which pages are recognised as pictures: scans alone, every page, or none (scans are findings)."
    ),
]
ParsedFolder = Annotated[
    Path | None,
    typer.Option("--parsed", metavar="DIR", help="Where what reading produced is kept; else parsed/ by the database."),
]
RulingsDir = Annotated[
    Path | None,
    typer.Option("--rulings", metavar="DIR", help="Where people's rulings are; else rulings/ by the database."),
]
Who = Annotated[
    str | None, typer.Option("--who", metavar="NAME", help="Who rules; else the name that git has, or the account.")
]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why; every ruling needs a reason.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, with a heading line.")]


def one_format(*, json: bool, csv: bool) -> None:
    """Refuse two output formats at once."""
    if json and csv:
        raise typer.BadParameter("--json and --csv: choose one")


def paragraphs(text: str | None) -> str:
    """A docstring as help: the lines of a paragraph joined, so that they wrap where the terminal ends."""
    return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text or "").split("\n\n"))
