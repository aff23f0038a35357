"""``hyoka forms diff``: what differs between two forms."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import Forms, Json
from pipeline.cli.streams import write_line

if TYPE_CHECKING:
    from pipeline.drafting.difference import Difference

_PLACE = "MUNICIPALITY/FORM/YEAR"


def diff_command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help=f"A form, {_PLACE}, or its file, {_PLACE}.yaml.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The form, or file, to compare it with.")],
    forms: Forms = None,
    json: Json = False,
) -> None:
    """Print what differs between two forms, by name: what is renamed, added, gone, moved, or says something else.

    Exit status: 0 if nothing differs, 1 if something does, 2 for a form or file that isn't there or is wrong.
    """
    from pipeline.drafting.difference import differences

    folders = [*(context.obj or []), *(forms or [])]
    found = differences(resolved_form(old, folders), resolved_form(new, folders))
    if json:
        from pipeline.cli.jsons import write_json

        write_json([difference_json(difference) for difference in found])
    else:
        for difference in found:
            write_line(difference_line(difference))
        if not found:
            write_line(f"{old} and {new} are alike")
    raise typer.Exit(int(bool(found)))


def resolved_form(name: str, folders: list[Path]) -> dict[str, Any]:
    """The data of a form with all that it has from the form it extends; ``name`` may be its file.

    Raises:
        SpecError: there is no such form, or it is wrong.
    """
    from pipeline.errors import SpecError
    from pipeline.spec.near import near
    from pipeline.spec.registry import load_forms

    path = Path(name)
    if path.suffix == ".yaml":
        if not path.is_file():
            raise SpecError(f"{name}: there is no such file; check the path")
        place = path.absolute()
        folders, name = [*folders, place.parents[2]], "/".join((*place.parts[-3:-1], place.stem))
    known = load_forms(folders).resolved
    if name not in known:
        raise SpecError(f"{name}: there is no such form; {near(name, known)}")
    return known[name]


def difference_json(difference: "Difference") -> dict[str, Any]:
    """A difference with the names of its parts."""
    from pipeline.model.change import names_of

    return {name: getattr(difference, name) for name in names_of(type(difference))}


def difference_line(difference: "Difference") -> str:
    """A difference on one line: ``renamed row: ⑤経費 / 市民1人当たり -> 人口1人当たり``."""
    said = f"{difference.change} {difference.what}: "
    name = f"{difference.where} / {difference.name}" if difference.where else difference.name
    if difference.change == "renamed":
        return f"{said}{name} -> {difference.new}"
    if difference.change in {"changed", "moved"} and (difference.old or difference.new):
        old = (
            f"{difference.old} -> " if difference.old else "(nothing) -> " if difference.change == "changed" else "-> "
        )
        return f"{said}{name}: {old}{difference.new or '(nothing)'}"
    return f"{said}{name}"
