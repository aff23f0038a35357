"""``hyoka forms``: the forms that hyoka knows."""

from typing import Annotated

import typer

from pipeline.cli.forms_diff import diff_command
from pipeline.cli.forms_draft import draft_command
from pipeline.cli.forms_drift import drift_command
from pipeline.cli.learn import learn_command
from pipeline.cli.options import Forms, Json, paragraphs
from pipeline.cli.streams import write_line

app = typer.Typer(
    help="List the forms, print one, compare two; see how one has drifted, draft one, learn how its pages are ruled.",
    invoke_without_command=True,
)
app.command("diff", help=paragraphs(diff_command.__doc__))(diff_command)
app.command("draft", help=paragraphs(draft_command.__doc__))(draft_command)
app.command("drift", help=paragraphs(drift_command.__doc__))(drift_command)
app.command("learn", help=paragraphs(learn_command.__doc__))(learn_command)


@app.callback()
def list_command(context: typer.Context, forms: Forms = None, json: Json = False) -> None:
    """List the forms that hyoka knows."""
    if context.invoked_subcommand is not None:
        context.obj = forms or []
        return
    from pipeline.spec.registry import load_forms

    known = [
        {
            "form": form.form,
            "municipality_code": form.municipality.code,
            "municipality": form.municipality.name,
            "year": form.year,
            "kind": form.kind,
            "name": form.name,
        }
        for form in load_forms(forms or []).forms
    ]
    if json:
        from pipeline.cli.jsons import write_json

        write_json(known)
        return
    from pipeline.cli.tables import Column, console, print_table

    headings = ("form", "municipality", "year", "kind", "name")
    columns = [Column(heading, heading == "year") for heading in headings]
    print_table(console(), columns, [[form[heading] for heading in headings] for form in known])


@app.command("show")
def show_form(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The form: MUNICIPALITY/FORM/YEAR.")],
    forms: Forms = None,
) -> None:
    """Print a form's spec as YAML, with everything that it has from the form it extends."""
    import yaml

    from pipeline.errors import SpecError
    from pipeline.spec.registry import load_forms

    registry = load_forms([*context.obj, *(forms or [])])
    if name not in registry.resolved:
        raise SpecError(f"{name}: there is no such form; known: {', '.join(sorted(registry.resolved))}")
    text = yaml.dump(registry.resolved[name], Dumper=_plain_dumper(), allow_unicode=True, sort_keys=False, width=120)
    write_line(text.rstrip("\n"))


@app.command("schema")
def print_schema(
    write: Annotated[bool, typer.Option("--write", help="Write it to its file instead of printing it.")] = False,
) -> None:
    """Print the JSON schema of form specs, by which editors check and complete them."""
    from pipeline.cli.schema import SCHEMA_FILE, schema_text

    if write:
        SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
        write_line(str(SCHEMA_FILE))
    else:
        write_line(schema_text().rstrip("\n"))


def _plain_dumper() -> type:
    """A dumper that spells out what YAML would abbreviate by anchors."""
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    return Plain
