"""``hyoka forms learn``: how the pages of a form are ruled, from clean sheets."""

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
    """Learn how the pages of a form are ruled, and write it beside the form's spec, as YEAR.geometry.json.

    Scans of the form are then read by it: walls between cells that were lost in printing and scanning are put back.
    Give several sheets with short and long texts, so that it is seen which rows grow. No text of the sheets is kept.
    """
    from pipeline.errors import SpecError, UnreadableFile
    from pipeline.readers.clean import clean_pages
    from pipeline.readers.grids.learned import learn_layouts
    from pipeline.run.discover import NoSuchPath
    from pipeline.spec.geometry import SUFFIX, write_geometry
    from pipeline.spec.registry import load_forms, spec_file

    folders = [*(context.obj or []), *(forms or [])]
    registry = load_forms(folders)
    if registry.get(name) is None:
        raise SpecError(f"{name}: there is no such form; known: {', '.join(sorted(registry.resolved))}")
    pages = []
    for file in files:
        if not file.is_file():
            raise NoSuchPath(f"{file}: there is no such file; check the path")
        try:
            pages += list(clean_pages(file.read_bytes()))
        except UnreadableFile as error:
            raise SpecError(f"{file}: {error}") from error
    layouts = learn_layouts(name, pages, least)
    if not layouts:
        raise SpecError(
            f"{name}: of {len(pages)} pages no layout is on {least} or more; give more sheets, or --least 1"
        )
    spec = spec_file(name, folders)
    path = spec.with_name(spec.stem + SUFFIX)
    write_geometry(path, name, layouts)
    for number, layout in enumerate(layouts, 1):
        growing = sum(not band.fixed for band in layout.bands)
        write_line(
            f"layout {number}: {layout.pages} pages, {len(layout.cols) - 1} columns, {len(layout.bands)} rows, "
            f"of which {growing} may grow"
        )
    left_out = len(pages) - sum(layout.pages for layout in layouts)
    if left_out:
        write_line(f"left out: {left_out} pages without tables, or of a layout that fewer than {least} pages have")
    write_line(str(path))
