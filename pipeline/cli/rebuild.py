"""``hyoka rebuild``: the same database once more, without reading a file."""

import typer

from pipeline.cli.options import DEFAULT_DATABASE, Database, Forms, Json, ParsedFolder, RulingsDir


def rebuild_command(
    db: Database = DEFAULT_DATABASE,
    forms: Forms = None,
    parsed: ParsedFolder = None,
    rulings: RulingsDir = None,
    json: Json = False,
) -> None:
    """Make the database anew from what ingest kept in parsed/, by the forms as they are now; no file is read.

    What people ruled is applied to it. Give --forms as at the last ingest. A database that is there is replaced only if
    nothing is lacking, and in one transaction: others see the old one until the new one is whole.

    Exit status: 0 if all sources are in it; 1 if some are lacking (they are named, and a database that has something
    in it stays as it was); 2 if nothing is kept of this database, or it can't be used.
    """
    from pipeline.cli.progress import watching
    from pipeline.run.past import parsed_folder, rulings_folder
    from pipeline.run.rebuild import rebuild
    from pipeline.spec.registry import load_forms

    registry = load_forms(forms or [])
    folder = parsed or parsed_folder(db)
    if folder is None:
        raise typer.BadParameter("this database is in memory only; say by --parsed what to make it from")
    with watching() as listen:
        rebuilt = rebuild(db, registry, folder, listen, rulings=rulings or rulings_folder(db))
    if json:
        from pipeline.cli.jsons import write_json

        lacking = [{"path": each.spot.path, "member": each.spot.member, "why": each.why} for each in rebuilt.lacking]
        numbers = {"sources": rebuilt.sources, "reports": rebuilt.reports, "written": rebuilt.written}
        write_json({**numbers, "lacking": lacking})
    else:
        from pipeline.cli.tables import clean, console

        to = console()
        for each in rebuilt.lacking:
            to.print(clean(f"{each.spot}: {each.why}"), soft_wrap=True)
        what = f"{rebuilt.sources:,} sources, {rebuilt.reports:,} reports"
        lacking_number = len(rebuilt.lacking)
        if rebuilt.written:
            to.print(f"made anew: {what}" + (f"; {lacking_number:,} lacking" if lacking_number else ""))
        else:
            to.print(f"{lacking_number:,} sources are lacking, so the database stays as it was")
    raise typer.Exit(int(bool(rebuilt.lacking)))
