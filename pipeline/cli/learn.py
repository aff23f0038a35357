"""``hyoka forms learn``: how the pages of a form are ruled, and how its labels look, from clean sheets."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Forms
from pipeline.cli.streams import write_line


def learn_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The form: MUNICIPALITY/FORM/YEAR.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Clean sheets: PDF files, or good scans.")],
    least: Annotated[
        int, typer.Option("--least", min=1, metavar="N", help="Leave out layouts that fewer than N pages have.")
    ] = 1,
    forms: Forms = None,
) -> None:
    """Learn how the pages of a form are ruled and how its labels look, and write it beside the form's spec.

    The files are YEAR.geometry.json and YEAR.labels.json. Scans of the form are then read by them: walls between cells
    that were lost in printing and scanning are put back, and labels are told by their looks, which is faster and surer.
    Give several sheets with short and long texts, so that it is seen which rows grow. Nothing of the sheets is kept but
    the form's own labels.
    """
    from pipeline.errors import SpecError
    from pipeline.run.learn import learn
    from pipeline.spec import geometry, label_pictures
    from pipeline.spec.registry import load_forms, spec_file

    folders = [*(context.obj or []), *(forms or [])]
    registry = load_forms(folders)
    form = registry.get(name)
    if form is None:
        raise SpecError(f"{name}: there is no such form; known: {', '.join(sorted(registry.resolved))}")
    learned = learn(form, files, least)
    spec = spec_file(name, folders)
    path = spec.with_name(spec.stem + geometry.SUFFIX)
    geometry.write_geometry(path, name, learned.layouts)
    for number, layout in enumerate(learned.layouts, 1):
        growing = sum(not band.fixed for band in layout.bands)
        write_line(
            f"layout {number}: {layout.pages} pages, {len(layout.cols) - 1} columns, {len(layout.bands)} rows, "
            f"of which {growing} may grow"
        )
    if learned.left_out:
        write_line(
            f"left out: {learned.left_out} pages without tables, or of a layout that fewer than {least} pages have"
        )
    write_line(str(path))
    if learned.labels:
        path = spec.with_name(spec.stem + label_pictures.SUFFIX)
        label_pictures.write_labels(path, name, learned.labels)
        write_line(f"labels: {len({label.text for label in learned.labels})}, in {len(learned.labels)} sizes\n{path}")
