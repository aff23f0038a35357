"""``hyoka correct``: what a person rules on a cell."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Database, Json, RulingsDir, Who, Why
from pipeline.rulings.model import Action

if TYPE_CHECKING:
    from pipeline.load.corrections import Standing


def correct_command(
    action: Annotated[
        Action | None, typer.Argument(metavar="replace|confirm|unreadable", help="What is ruled.", show_default=False)
    ] = None,
    where: Annotated[
        str | None,
        typer.Argument(
            metavar="WHERE",
            help="A finding's id, or FILE:LINE:COLUMN as check prints it; FILE:pPAGE:LINE:COLUMN[:SLOT] in full.",
            show_default=False,
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="[VALUE]", help="With replace: what it says, as it would be printed.", show_default=False
        ),
    ] = None,
    why: Why = None,
    who: Who = None,
    table: Annotated[
        str | None, typer.Option(metavar="TABLE", help="Which fact, where a cell gave several: costs, choices, ….")
    ] = None,
    field: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Which column of it, where it isn't the value itself.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List all corrections, and whether they apply.")] = False,
    undo: Annotated[str | None, typer.Option("--undo", metavar="ID", help="Take a correction back.")] = None,
    rulings: RulingsDir = None,
    db: Database = DEFAULT_DATABASE,
    json: Json = False,
) -> None:
    """Rule on what was read from a cell: write the ruling to a file in rulings/, and apply it at once.

    replace takes VALUE instead of what was read; a number is read as on the sheet, in the cell's unit (12,236) or its
    own (12,236千円). confirm says that the reading, or the finding of this id, is right, odd as it looks.
    unreadable says that nobody can read it. Findings about the cell become confirmed; its text (raw) stays as printed.

    A ruling applies at every later ingest and rebuild while the cell's text is the same. When it changed, the ruling
    lapses, with the finding correction-lapsed.

    Exit status: 0; 2 if nothing is there, the value doesn't fit, or a file in rulings/ can't be read.
    """
    from pipeline.cli.places import shown_path
    from pipeline.cli.ruling import author, folder_of
    from pipeline.cli.tables import clean, console
    from pipeline.run.correct import Order, correct, corrections
    from pipeline.run.correct import undo as take_back

    folder = folder_of(db, rulings)
    to = console()
    if listing:
        _list(corrections(db, folder), json=json)
        return
    if undo is not None:
        path = take_back(db, folder, undo)
        to.print(clean(f"{path.as_posix()} is deleted, and what was read holds again"), soft_wrap=True)
        return
    if action is None or where is None:
        raise typer.BadParameter("say what to rule (replace, confirm, unreadable) and where; or --list, or --undo ID")
    if (action is Action.REPLACE) != (value is not None):
        raise typer.BadParameter("replace takes a VALUE, and nothing else does", param_hint="VALUE")
    if not (why or "").strip():
        raise typer.BadParameter("say why, for who reads this later", param_hint="--why")
    order = Order(
        action=action, where=where, value=value, table=table, field=field, who=author(who), why=(why or "").strip()
    )
    done = correct(db, folder, order)
    ruling = done.ruling
    if json:
        from pipeline.cli.jsons import write_json

        write_json(_json(done.standing) | {"file": done.path.as_posix()})
        return
    read = (ruling.expected_raw or "").strip()
    said = f"{read} -> {ruling.value}" if ruling.action is Action.REPLACE else read
    where_to = f"{shown_path(ruling.path, ruling.place)}: {ruling.action.value} {ruling.about}: {said}"
    to.print(clean(where_to), soft_wrap=True)
    to.print(clean(f"{ruling.id}: written to {done.path.as_posix()}"), soft_wrap=True)
    if done.standing.why is not None:
        to.print(clean(f"but it doesn't apply: {done.standing.why}"), soft_wrap=True)


def _list(standings: "list[Standing]", *, json: bool) -> None:
    from pipeline.cli.places import shown_path
    from pipeline.cli.tables import Column, console, print_table

    if json:
        from pipeline.cli.jsons import write_json

        write_json([_json(each) for each in standings])
        return
    if not standings:
        console().print("nothing was corrected yet")
        return
    headings = ("id", "action", "where", "what", "read", "value", "who", "why", "applies")
    rows = [
        (
            r.id,
            r.action.value,
            shown_path(r.path, r.place),
            r.about,
            (r.expected_raw or "").strip(),
            r.value if r.action is Action.REPLACE else None,
            f"{r.who}, {r.at}",
            r.why,
            _state(each),
        )
        for each in standings
        for r in (each.ruling,)
    ]
    print_table(console(), [Column(name) for name in headings], rows)


def _state(each: "Standing") -> str:
    if each.why is not None:
        return f"no: {each.why}"
    return "yes, though the file changed" if each.carried else "yes"


def _json(each: "Standing") -> dict[str, object]:
    from msgspec import structs

    values = structs.asdict(each.ruling)
    place = values.pop("place")
    where = {"page": place.page, "row": place.row, "col": place.col}
    return {
        "id": each.ruling.id,
        **values,
        **where,
        "applies": each.why is None,
        "carried": each.carried,
        "lapsed": each.why,
    }
