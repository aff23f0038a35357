"""The commands and what ``hyoka --help`` says of them."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.cli import check, correct, forms, ingest, links, query, rebuild, show
from pipeline.cli.options import paragraphs
from pipeline.cli.streams import write_line


class _Commands(TyperGroup):
    """The commands; an option of theirs that stands before them is told where it belongs."""

    def parse_args(self, context: Any, words: list[str]) -> list[str]:
        option = words[0].partition("=")[0] if words else ""
        if option in _OPTIONS:
            said = f"it belongs to a command and stands after it: hyoka {_a_command(words)} {option} …"
            raise typer.BadParameter(said, param_hint=option)
        return super().parse_args(context, words)


def _a_command(words: list[str]) -> str:
    return next((word for word in words if word in (*_COMMANDS, "forms", "links")), "COMMAND")


app = typer.Typer(
    cls=_Commands,
    help="Evaluation sheets (事務事業評価表) of local governments, from files to a database people trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_OPTIONS = (
    "--db", "--forms", "--json", "--csv", "--again", "--severity", "--form", "--year", "--source", "--dry-run",
    "--diff", "--strict", "--prune", "--parsed", "--no-parsed", "--baseline", "--rulings", "--who", "--why",
)  # fmt: skip
_COMMANDS: dict[str, Callable[..., None]] = {
    "ingest": ingest.ingest_command,
    "show": show.show_command,
    "query": query.query_command,
    "check": check.check_command,
    "correct": correct.correct_command,
    "rebuild": rebuild.rebuild_command,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, help=paragraphs(_command.__doc__))(_command)
app.add_typer(forms.app, name="forms")
app.add_typer(links.app, name="links", help=paragraphs(links.links_command.__doc__))


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
