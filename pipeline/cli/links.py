"""``hyoka links``: which project goes on in which, as suggested and as people rule."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Database, Json, RulingsDir, Who, Why, paragraphs

if TYPE_CHECKING:
    from pipeline.rulings import LinkRuling
    from pipeline.run.link import Decision

app = typer.Typer(add_completion=False)

Ident = Annotated[str, typer.Argument(metavar="ID", help="The eight digits that hyoka links prints.")]
Kind = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="renamed, recoded, merged or split; else as suggested."),
]


@app.callback(invoke_without_command=True)
def links_command(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Those that were ruled on, too.")] = False,
    rulings: RulingsDir = None,
    db: Database = DEFAULT_DATABASE,
    json: Json = False,
) -> None:
    """List the projects that may be others under a new name or code, merged or split, with what speaks for it.

    Each ingest looks for them, above all by the amounts that both sheets state for the same year. A suggestion changes
    nothing until a person confirms it: hyoka links confirm ID --why "…". By a confirmed renamed or recoded, the
    history goes on under the later project in all views (project_history); merged and split stay apart. Rulings are
    files in rulings/, and hold at every later ingest and rebuild.

    Exit status: 0, also when there is something to look at; 2 if a file in rulings/ can't be read.
    """
    if context.invoked_subcommand is not None:
        return
    from pipeline.cli.ruling import folder_of
    from pipeline.run.link import known_links

    known = known_links(db, folder_of(db, rulings))
    ruled = {ruling.id: ruling for ruling in known.rulings}
    there: list[dict[str, Any]] = [
        {
            "id": link.id,
            "state": "suggested" if link.confirmed_by is None else f"confirmed by {link.confirmed_by}",
            "kind": link.kind,
            "municipality": link.from_.municipality,
            "from": {"key": link.from_.key, "name": link.from_.name},
            "to": {"key": link.to.key, "name": link.to.name},
            "evidence": link.evidence,
        }
        for link in known.links
        if every or link.confirmed_by is None
    ]
    shown = {entry["id"] for entry in there}
    there += [_ruled(ruling) for ident, ruling in ruled.items() if every and ident not in shown]
    if json:
        from pipeline.cli.jsons import write_json

        write_json(there)
        return
    _print(there, "no project seems to follow another" if not ruled else "nothing is left to look at; --all lists all")


def _ruled(ruling: "LinkRuling") -> dict[str, Any]:
    """A ruling that is no row of the table: a project of it isn't in the database, or it was rejected."""
    state = "rejected" if not ruling.confirmed else "confirmed, but a project isn't in this database"
    return {
        "id": ruling.id,
        "state": f"{state} (by {ruling.who}: {ruling.why})",
        "kind": ruling.kind,
        "municipality": ruling.from_.municipality,
        "from": {"key": ruling.from_.key, "name": ruling.from_.name},
        "to": {"key": ruling.to.key, "name": ruling.to.name},
        "evidence": ruling.evidence,
    }


def _print(there: list[dict[str, Any]], otherwise: str) -> None:
    from rich.text import Text

    from pipeline.cli.tables import clean, console

    to = console()
    for entry in there:
        ends = [f"{end['name'] or ''} ({end['key']})".strip() for end in (entry["from"], entry["to"])]
        line = Text(clean(f"{entry['id']}  {ends[0]} -> {ends[1]}"))
        line.append(clean(f"  {entry['kind']}, {entry['state']}"), style="yellow")
        to.print(line, soft_wrap=True)
        if entry["evidence"]:
            to.print(Text(clean(f"    {entry['evidence']}"), style="dim"), soft_wrap=True)
    if not there:
        to.print(Text(otherwise))


def confirm_command(
    ident: Ident, why: Why = None, who: Who = None, kind: Kind = None, rulings: RulingsDir = None,
    db: Database = DEFAULT_DATABASE,
) -> None:  # fmt: skip
    """Confirm that the one project follows the other."""
    _decide(ident, db, rulings, _decision(why, who, kind, confirmed=True))


def reject_command(
    ident: Ident, why: Why = None, who: Who = None, rulings: RulingsDir = None, db: Database = DEFAULT_DATABASE
) -> None:
    """Say that the one project doesn't follow the other: it is suggested no more."""
    _decide(ident, db, rulings, _decision(why, who, None, confirmed=False))


def add_command(
    from_: Annotated[str, typer.Argument(metavar="FROM", help="The earlier project: its key, code or name.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="The later one; of several namesakes MUNICIPALITY:KEY.")],
    why: Why = None,
    who: Who = None,
    kind: Kind = None,
    rulings: RulingsDir = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """State a link that isn't suggested; without --kind it is renamed."""
    from pipeline.cli.ruling import folder_of
    from pipeline.run.link import state

    _say(*state(db, folder_of(db, rulings), from_, to, _decision(why, who, kind, confirmed=True)))


def undo_command(ident: Ident, rulings: RulingsDir = None, db: Database = DEFAULT_DATABASE) -> None:
    """Take a ruling on a link back."""
    from pipeline.cli.ruling import folder_of
    from pipeline.cli.streams import write_line
    from pipeline.run.link import undo_link

    write_line(f"{undo_link(db, folder_of(db, rulings), ident).as_posix()} is deleted")


_COMMANDS: dict[str, Callable[..., None]] = {
    "confirm": confirm_command,
    "reject": reject_command,
    "add": add_command,
    "undo": undo_command,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, help=paragraphs(_command.__doc__))(_command)


def _decision(why: str | None, who: str | None, kind: str | None, *, confirmed: bool) -> "Decision":
    from pipeline.cli.ruling import author
    from pipeline.run.link import Decision

    if not (why or "").strip():
        raise typer.BadParameter("say why, for who reads this later", param_hint="--why")
    return Decision(confirmed=confirmed, kind=kind, who=author(who), why=(why or "").strip())


def _decide(ident: str, db: str, rulings: Path | None, decision: "Decision") -> None:
    from pipeline.cli.ruling import folder_of
    from pipeline.run.link import decide

    _say(*decide(db, folder_of(db, rulings), ident, decision))


def _say(ruling: "LinkRuling", path: Path) -> None:
    from pipeline.cli.tables import clean, console

    ends = " -> ".join(end.name or end.key for end in (ruling.from_, ruling.to))
    how = f"confirmed, {ruling.kind}" if ruling.confirmed else "rejected"
    console().print(clean(f"{ends}: {how}\n{ruling.id}: written to {path.as_posix()}"), soft_wrap=True)
