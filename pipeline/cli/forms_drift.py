"""``hyoka forms drift``: how the form of some sheets differs from the nearest form that is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import Forms, Json
from pipeline.cli.places import shown_path
from pipeline.cli.streams import write_line

if TYPE_CHECKING:
    from pipeline.drafting.drift.edits import Drifted
    from pipeline.drafting.drift.find import Drift
    from pipeline.drafting.drift.trial import Named, Said

_SHOWN = 20


def drift_command(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Sheets of one form and year, or folders of them.")
    ],
    forms: Forms = None,
    against: Annotated[
        str | None, typer.Option(metavar="NAME", help="The form to hold them against, instead of the nearest.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help="The year the sheets were made in, if their title doesn't say.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the form that extends it into this folder of forms.")
    ] = None,
    json: Json = False,
) -> None:
    """Tell how the form of some sheets differs from the nearest known form, and write a form that extends it.

    What differs is listed by name: renamed, added, gone, moved, changed, with the place on the sheet and the closest
    known label. The form that mends it is printed, or written by --write. What a person has to name or confirm in it
    says TODO, and it doesn't load before that is done. Several sheets tell labels from values better than one.

    What still gives errors when the sheets are read by the mended form is listed, too.

    Exit status: 0 if nothing differs and all is read without an error, 1 if not, 2 for a wrong path or form.
    """
    from pipeline.cli.progress import taking_time
    from pipeline.drafting.drift.extends import extends_text
    from pipeline.drafting.drift.find import find_drift
    from pipeline.spec.registry import load_forms

    registry = load_forms([*(context.obj or []), *(forms or [])])
    with taking_time("comparing with the forms that are known"):
        found = find_drift(named_documents(files), registry, against, year)
    names = ", ".join(path.name for path in files)
    texts = [extends_text(drift, names) for drift in found]
    paths = [
        _write(write, drift, text) if write is not None and drift.drifted else None
        for drift, text in zip(found, texts, strict=True)
    ]
    if json:
        from pipeline.cli.jsons import write_json

        write_json([_json(*each) for each in zip(found, texts, paths, strict=True)])
    else:
        for each in zip(found, texts, paths, strict=True):
            _print(*each)
    raise typer.Exit(int(any(drift.differs for drift in found)))


def named_documents(files: list[Path]) -> list["Named"]:
    """The files, those of folders included, as read, with what to call them.

    Raises:
        NoSuchPath: a path leads to no file.
        UnreadableFile: no reader takes a file.
    """
    from pipeline.drafting.drift.trial import Named
    from pipeline.errors import UnreadableFile
    from pipeline.model.finding import Finding
    from pipeline.readers import read_document
    from pipeline.run.discover import NoSuchPath, discover
    from pipeline.run.file import read_bytes

    named = []
    empty = [path for path in files if path.is_dir() and not discover([path]).files]
    if empty:
        raise NoSuchPath(f"{empty[0]}: there is no file to read in this folder; check the path")
    for file in [found.path for found in discover(files).files]:
        data = read_bytes(file)
        if isinstance(data, Finding):
            raise UnreadableFile(f"{file}: {data.message}")
        try:
            named.append(Named(file.name, read_document(data)))
        except UnreadableFile as error:
            raise UnreadableFile(f"{file}: {error}") from error
    return named


def _write(folder: Path, drift: "Drift", text: str) -> Path:
    from pipeline.errors import SpecError

    path = folder / f"{drift.form}.yaml"
    if path.exists():
        raise SpecError(f"{path}: is there already, and is not overwritten; move it, or write into another folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def drifted_line(drifted: "Drifted") -> str:
    """One difference on a line: ``renamed row: 2 費用 / cost / 人件費 -> 職員費 (030402.txt:12:1)``."""
    name = " ".join((f"{drifted.where} / {drifted.name}" if drifted.where else drifted.name).split())
    said = f"{drifted.change} {drifted.what}: {name}"
    if drifted.change == "changed":
        said += f": {drifted.new}"
    elif drifted.new is not None and drifted.change != "added":
        said += f" -> {drifted.new}"
    closest = f"closest known label: {drifted.closest}" if drifted.change == "added" and drifted.closest else None
    unmended = None if drifted.mended else "no edit says this: write it by hand"
    more = "; ".join(part for part in (drifted.at, closest, drifted.note, unmended) if part)
    return f"{said} ({more})" if more else said


def _print(drift: "Drift", text: str, path: Path | None) -> None:
    for line in _nearness(drift):
        write_line(line)
    if drift.problem is not None:
        write_line(drift.problem)
    for drifted in drift.drifted:
        write_line(drifted_line(drifted))
    if drift.problem is not None and not drift.drifted:
        return
    if not drift.drifted:
        write_line(_nothing(drift))
    for line in _outcome(drift):
        write_line(line)
    if path is not None:
        write_line(f"written: {path}")
    elif drift.drifted:
        write_line(f"\n{text.rstrip()}")


def _nothing(drift: "Drift") -> str:
    """What to say where no difference has a name."""
    if drift.unread or any(not said.finding.is_of_the_sheet for said in drift.wrong):
        return "nothing that could be named differs, and yet not all is read as it should be"
    if drift.wrong:
        return "nothing differs but that figures contradict one another: look whether rows or columns changed places"
    return "nothing differs"


def _nearness(drift: "Drift") -> Iterator[str]:
    """Which form the sheets were held against, and how near it and the next ones are."""
    near = drift.nearness
    how = "recognised by its title" if drift.recognised else "the nearest known form"
    yield f"{drift.base}, {how}: {near.printed} of its {near.labels} labels are printed ({near.share:.0%})"
    for other in () if drift.recognised else drift.others:
        yield f"  next: {other.form}, {other.printed} of {other.labels} ({other.share:.0%})"


def _outcome(drift: "Drift") -> Iterator[str]:
    """How much is read before and after, and what is left to do."""
    sheets = "1 sheet" if drift.sheets == 1 else f"{drift.sheets} sheets"
    yield f"{sheets}: {drift.before:.1%} of the cells are read by it, {drift.after:.1%} by the form below"
    for file, cell in drift.unread[:_SHOWN]:
        yield f"  still unread: {shown_path(file, cell.place)} {' '.join(cell.text.split())[:60]}"
    if len(drift.unread) > _SHOWN:
        yield f"  and {len(drift.unread) - _SHOWN} more unread cells"
    yield from _wrong(drift)
    if drift.todo:
        yield f"{drift.todo} to do: name or confirm what says TODO, then the form loads"


def _wrong(drift: "Drift") -> Iterator[str]:
    """What is wrong with what was read, each thing once, with how often it comes."""
    kinds: dict[tuple[str, str], list[Said]] = {}
    for said in drift.wrong:
        kinds.setdefault((said.finding.rule, said.finding.message), []).append(said)
    for (rule, message), all_said in list(kinds.items())[:_SHOWN]:
        first = all_said[0]
        more = f" (and {len(all_said) - 1} more)" if len(all_said) > 1 else ""
        what = "contradiction" if first.finding.is_of_the_sheet else "still wrong"
        yield f"  {what}: {shown_path(first.file, first.finding.place)}: {rule}: {message}{more}"
    if len(kinds) > _SHOWN:
        yield f"  and {len(kinds) - _SHOWN} more kinds of errors: hyoka show FILE tells them all"


def _json(drift: "Drift", text: str, path: Path | None) -> dict[str, Any]:
    from pipeline.cli.jsons import cell_json, finding_json
    from pipeline.model.change import names_of

    near = [drift.nearness, *drift.others]
    return {
        "base": drift.base,
        "form": drift.form,
        "recognised": drift.recognised,
        "near": [{"form": n.form, "printed": n.printed, "labels": n.labels} for n in near],
        "drifted": [{name: getattr(d, name) for name in names_of(type(d))} for d in drift.drifted],
        "sheets": drift.sheets,
        "coverage": {"before": drift.before, "after": drift.after},
        "unread": [{"file": file, **cell_json(cell)} for file, cell in drift.unread],
        "wrong": [{"file": said.file, **finding_json(said.finding)} for said in drift.wrong],
        "todo": drift.todo,
        "problem": drift.problem,
        "spec": text,
        "written": str(path) if path is not None else None,
    }
