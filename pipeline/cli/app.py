"""The commands and what ``hyoka --help`` says of them."""

from collections.abc import Callable
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import check, forms, ingest, query, show
from pipeline.cli.options import paragraphs
from pipeline.cli.streams import write_line

app = typer.Typer(
    help="Evaluation sheets (事務事業評価表) of local governments, from files to a database people trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., None]] = {
    "ingest": ingest.ingest_command,
    "show": show.show_command,
    "query": query.query_command,
    "check": check.check_command,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, help=paragraphs(_command.__doc__))(_command)
app.add_typer(forms.app, name="forms")


def _version(wanted: bool) -> None:
    if wanted:
        write_line(f"hyoka {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Evaluation sheets (事務事業評価表) of local governments, from files to a database people trust."""
