"""``hyoka forms draft``: a first spec from samples of a form that nobody has written down yet."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.forms_drift import named_documents
from pipeline.cli.options import Json
from pipeline.cli.places import shown_path
from pipeline.cli.streams import write_line

if TYPE_CHECKING:
    from pipeline.drafting.draft.draft import Draft

_SHOWN = 20
_EXAMPLE = "town/form/2000"
_NAME = re.compile(r"[a-z0-9_]+/[a-z0-9_]+/[0-9]{4}")


def draft_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Sheets of one form, of different projects; or one list.")
    ],
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What to call the form: MUNICIPALITY/FORM/YEAR, in Latin letters.")
    ] = _EXAMPLE,
    write: Annotated[Path | None, typer.Option(metavar="DIR", help="Write it into this folder of forms.")] = None,
    json: Json = False,
) -> None:
    """Draft a form from samples: what stays the same on all of them is a label, what varies is a value.

    Sections, lines, choices, tables, types, years, units, and the sums that hold on all samples are proposed. What a
    person has to name says TODO, and the form doesn't load before that is done. Of sheets, give as many as you have,
    from different departments: ten tell far more than two. Of a list (one project a row), one file is enough.

    Exit status: 0 if the draft reads all samples whole and without an error, 1 if not, 2 for a wrong path, or
    one sheet alone.
    """
    if not _NAME.fullmatch(name):
        raise typer.BadParameter(f"{name!r}: expected MUNICIPALITY/FORM/YEAR as in {_EXAMPLE}", param_hint="--name")
    from pipeline.cli.progress import taking_time
    from pipeline.drafting.draft.draft import draft_form
    from pipeline.drafting.draft.writing import spec_text

    with taking_time(f"drafting from {_number(files)}"):
        draft = draft_form(named_documents(files), name)
    text = spec_text(draft.data, _remarks(draft, files))
    path = _write(write, name, text) if write is not None else None
    if json:
        from pipeline.cli.jsons import cell_json, write_json

        write_json(
            {
                "form": name,
                "samples": draft.samples,
                "sheets": draft.sheets,
                "coverage": draft.coverage,
                "todo": draft.todo,
                "unread": [{"file": file, **cell_json(cell)} for file, cell in draft.unread],
                "alike": [{"label": label, "value": value} for label, value in draft.alike],
                "bare": list(draft.bare),
                "errors": list(draft.errors),
                "problem": draft.problem,
                "spec": text,
                "written": str(path) if path is not None else None,
            }
        )
    else:
        _print(draft, text, path)
    raise typer.Exit(int(draft.coverage < 1.0 or draft.problem is not None or bool(draft.errors)))


def _remarks(draft: "Draft", files: list[Path]) -> list[str]:
    """What stands at the head of the draft, for whoever goes on with it."""
    alike = [f"The same on all samples, and taken for a value: {label} | {text}" for label, text in draft.alike]
    return [
        f"Drafted by `hyoka forms draft` from {_number(files)}: {_samples(draft)}.",
        "Look at every line: names and meanings are guesses by what such labels usually mean. Options of a choice that",
        "prints only what is chosen are those that the samples have. What says TODO is for you to name.",
        *alike,
    ]


def _number(files: list[Path]) -> str:
    return f"{len(files)} file{'s' if len(files) > 1 else ''}"


def _samples(draft: "Draft") -> str:
    return f"{draft.samples} sample{'s' if draft.samples > 1 else ''}"


def _write(folder: Path, name: str, text: str) -> Path:
    from pipeline.errors import SpecError

    path = folder / f"{name}.yaml"
    if path.exists():
        raise SpecError(f"{path}: is there already, and is not overwritten; move it, or give another --name")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _print(draft: "Draft", text: str, path: Path | None) -> None:
    if path is None:
        write_line(text.rstrip("\n"))
    lines = [f"{_samples(draft)}; with all named, the draft reads {draft.coverage:.1%} of their cells"]
    if draft.problem is not None:
        lines.append(draft.problem)
    lines.append(f"{draft.todo} to do: name what says TODO")
    lines += [f"the same on all samples: {text}: value of {label}, or a label?" for label, text in draft.alike]
    if draft.bare:
        lines.append(f"labels without a value, unless one is a value that all samples have: {' | '.join(draft.bare)}")
    lines += [
        f"unread: {shown_path(file, cell.place)} {' '.join(cell.text.split())[:60]}"
        for file, cell in draft.unread[:_SHOWN]
    ]
    if len(draft.unread) > _SHOWN:
        lines.append(f"and {len(draft.unread) - _SHOWN} more unread cells")
    lines += [f"error in reading the samples by it: {error}" for error in draft.errors[:_SHOWN]]
    if len(draft.errors) > _SHOWN:
        lines.append(f"and {len(draft.errors) - _SHOWN} more errors")
    for line in lines:
        write_line(line if path is not None else f"# {line}")
    if path is not None:
        write_line(f"written: {path}")
