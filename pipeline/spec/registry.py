"""All forms that hyoka knows: found in folders, resolved, validated, hashed.

A form lives in ``<municipality>/<form>/<year>.yaml``; the path says the same as its ``form`` key.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline import __version__
from pipeline.errors import SpecError
from pipeline.spec.extend import resolve
from pipeline.spec.form import Form
from pipeline.spec.source import SpecSource, read_spec

BUILT_IN = Path(__file__).parent.parent / "forms"


@dataclass(frozen=True)
class Registry:
    """The forms in force, and their resolved data."""

    forms: tuple[Form, ...]
    resolved: dict[str, dict[str, Any]]

    @cached_property
    def forms_hash(self) -> str:
        """Identifies the specs, and the program that reads by them: when it changes, sources are bound again."""
        text = __version__ + json.dumps(
            [self.resolved[form.form] for form in self.forms], ensure_ascii=False, sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def get(self, name: str) -> Form | None:
        """The form with this name; None if there is none."""
        return next((form for form in self.forms if form.form == name), None)


def load_forms(folders: Iterable[Path] = ()) -> Registry:
    """Load the built-in forms, and those in ``folders`` (a form there replaces a built-in one of the same name).

    Raises:
        SpecError: any spec is wrong; the message names file, line, what was found and what is allowed.
    """
    sources: dict[str, SpecSource] = {}
    for folder in (BUILT_IN, *folders):
        if not folder.is_dir():
            raise SpecError(f"{folder}: no such folder of forms")
        for path in sorted(folder.glob("*/*/*.yaml")):
            sources[path.relative_to(folder).with_suffix("").as_posix()] = read_spec(path)
    resolved = {name: _resolved(name, sources, ()) for name in sorted(sources)}
    forms = tuple(_validated(name, resolved[name], sources[name]) for name in sorted(sources))
    _check_companions(forms, sources)
    return Registry(forms, resolved)


def _resolved(name: str, sources: dict[str, SpecSource], below: tuple[str, ...]) -> dict[str, Any]:
    source = sources[name]
    parent = source.data.get("extends")
    if parent is None:
        if "change" in source.data:
            raise SpecError(f"{source.where(('change',))}: change needs extends: it edits another form")
        return source.data
    if not isinstance(parent, str) or parent not in sources:
        raise SpecError(
            f"{source.where(('extends',))}: extends {parent!r}, which is not a form; known: {', '.join(sources)}"
        )
    if parent in (*below, name):
        raise SpecError(f"{source.where(('extends',))}: {name} extends itself by way of {parent}")
    return resolve(source, _resolved(parent, sources, (*below, name)))


def _validated(name: str, data: dict[str, Any], source: SpecSource) -> Form:
    if data.get("form") != name:
        raise SpecError(f"{source.where(('form',))}: form is {data.get('form')!r}, but the file's place says {name!r}")
    try:
        return Form.model_validate(data)
    except ValidationError as error:
        raise SpecError(_explain(error, source)) from error


def _explain(error: ValidationError, source: SpecSource) -> str:
    """The deepest complaint: a union's shallow ones only say that it is not something else."""
    worst = max(error.errors(), key=lambda e: (e["type"] == "value_error", len(source_steps(e["loc"]))))
    where = source.where(source_steps(worst["loc"]))
    steps = " > ".join(str(step) for step in source_steps(worst["loc"]))
    message = worst["msg"].removeprefix("Value error, ")
    extends = " (after extends; the line is this file's)" if "extends" in source.data else ""
    return f"{where}: {steps}: {message}{extends}"


def source_steps(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A pydantic location without the names of union members, which stand in no file."""
    return tuple(step for step in location if isinstance(step, int) or (step[:1].islower() and "[" not in step))


def _check_companions(forms: tuple[Form, ...], sources: dict[str, SpecSource]) -> None:
    families = {form.family for form in forms}
    for form in forms:
        if form.companion is not None and form.companion.form not in families:
            where = sources[form.form].where(("companion", "form"))
            raise SpecError(
                f"{where}: companion {form.companion.form!r} is not a form; known: {', '.join(sorted(families))}"
            )
