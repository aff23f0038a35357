"""All forms that hyoka knows: found in folders, resolved, validated, hashed.

A form lives in ``<municipality>/<form>/<year>.yaml``; the path says the same as its ``form`` key. A form that extends
its own name is the one that it replaces, with a few changes.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline import __version__
from pipeline.errors import SpecError
from pipeline.model.layout import NO_LAYOUTS, KnownLayouts
from pipeline.spec.explain import explain
from pipeline.spec.extend import Resolved, resolve, unchanged
from pipeline.spec.form import Form
from pipeline.spec.learned import known_layouts
from pipeline.spec.near import near
from pipeline.spec.source import SpecSource, nearest, read_spec
from pipeline.spec.todo import todo_message, todos, without_todos

_DEPTH = 3
_SHAPE = "a spec is MUNICIPALITY/FORM/YEAR.yaml in the folder that --forms names, hamabe/jigyo/2023.yaml for instance"
BUILT_IN = Path(__file__).parent.parent / "forms"


@dataclass(frozen=True)
class Registry:
    """The forms in force, their resolved data, and how their pages are ruled, where that was learned.

    ``own`` are the names of those that are not as hyoka has them, because of the folders that were given.
    """

    forms: tuple[Form, ...]
    resolved: dict[str, dict[str, Any]]
    layouts: KnownLayouts = NO_LAYOUTS
    own: frozenset[str] = frozenset()

    @cached_property
    def forms_hash(self) -> str:
        """Identifies the specs, and the program that reads by them: when it changes, sources are bound again."""
        text = __version__ + json.dumps(
            [self.resolved[form.form] for form in self.forms], ensure_ascii=False, sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def form_hashes(self) -> dict[str, str]:
        """Identifies each spec, by the name of its form."""
        texts = {name: json.dumps(data, ensure_ascii=False, sort_keys=True) for name, data in self.resolved.items()}
        return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()}

    def get(self, name: str) -> Form | None:
        """The form with this name; None if there is none."""
        return next((form for form in self.forms if form.form == name), None)


def load_forms(folders: Iterable[Path] = ()) -> Registry:
    """Load the built-in forms, and those in ``folders`` (a form there replaces a built-in one of the same name).

    Raises:
        SpecError: any spec is wrong; the message names file, line, what was found and what is allowed.
    """
    found: _Sources = {}
    for folder in (BUILT_IN, *folders):
        for path in _specs(folder):
            found.setdefault(path.relative_to(folder).with_suffix("").as_posix(), []).append(read_spec(path))
    sources = {name: found[name][-1] for name in sorted(found)}
    resolved = {name: _resolved(name, found, ()) for name in sources}
    forms = tuple(_validated(name, resolved[name], source) for name, source in sources.items())
    _check_companions(forms, sources)
    layouts = known_layouts((name, source.path) for name, source in sources.items())
    data = {name: whole.data for name, whole in resolved.items()}
    return Registry(forms, data, layouts, frozenset(_own(data, found)))


def _own(data: dict[str, dict[str, Any]], found: "_Sources") -> Iterator[str]:
    """The forms that the folders add or change, be it by changing one that they extend."""
    built_in = {name: layers[:1] for name, layers in found.items() if layers[0].path.is_relative_to(BUILT_IN)}
    if built_in == found:
        return
    for name, values in data.items():
        if name not in built_in or _resolved(name, built_in, ()).data != values:
            yield name


def spec_file(name: str, folders: Iterable[Path] = ()) -> Path:
    """The file of a known form: of several of that name the one in force."""
    paths = [folder / f"{name}.yaml" for folder in (BUILT_IN, *folders)]
    return [path for path in paths if path.is_file()][-1]


# Of every form what the folders have, the one in force last.
_Sources = dict[str, list[SpecSource]]


def _specs(folder: Path) -> list[Path]:
    """The spec files of a folder; a folder without any was not what its owner thinks."""
    if not folder.is_dir():
        raise SpecError(f"{folder}: no such folder of forms; check the path")
    found = sorted(folder.glob("*/*/*.yaml"))
    if not found and folder != BUILT_IN:
        raise SpecError(f"{folder}: no form is in it: {_SHAPE}. {_what_is_there(folder)}")
    misnamed = next(iter(sorted(folder.glob("*/*/*.yml"))), None)
    if misnamed is not None:
        raise SpecError(f"{misnamed}:1: a spec's name ends with .yaml; rename it to {misnamed.stem}.yaml")
    return found


def _what_is_there(folder: Path) -> str:
    elsewhere = next(_yaml_files(folder), None)
    if elsewhere is None:
        return "There is no YAML file in it at all"
    depth = len(elsewhere.relative_to(folder).parts)
    said = f"There is {elsewhere}"
    if depth < _DEPTH:
        meant = Path(os.path.normpath(folder.absolute().joinpath(*[os.pardir] * (_DEPTH - depth))))
        return f"{said}: perhaps you mean --forms {meant}"
    if depth > _DEPTH:
        return f"{said}: perhaps you mean --forms {elsewhere.parents[_DEPTH - 1]}"
    return said


def _yaml_files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(here, name) for name in sorted(names) if name.lower().endswith((".yaml", ".yml")))


def _resolved(name: str, sources: _Sources, below: tuple[str, ...], layer: int = -1) -> Resolved:
    layers = sources[name]
    source = layers[layer]
    parent = source.data.get("extends")
    if parent is None:
        if "change" in source.data:
            raise SpecError(f"{source.where(('change',))}: change needs extends: it edits another form")
        return unchanged(source)
    if parent == name and len(layers) + layer > 0:
        return resolve(source, _resolved(name, sources, below, layer - 1))
    if not isinstance(parent, str) or parent not in sources:
        known = near(str(parent), set(sources) - {name})
        raise SpecError(f"{source.where(('extends',))}: extends {parent!r}, which is not a form; {known}")
    if parent in (*below, name):
        raise SpecError(f"{source.where(('extends',))}: {name} extends itself by way of {parent}")
    return resolve(source, _resolved(parent, sources, (*below, name)))


def _validated(name: str, whole: Resolved, source: SpecSource) -> Form:
    said = whole.data.get("form")
    if said != name:
        raise SpecError(f"{source.where(('form',))}: form is {said!r}, but the file's place says {name!r}")
    to_do = [(at, nearest(whole.places, at) or f"{source.path}:1") for at in todos(whole.data)]
    try:
        # With things to do, all else is checked first: what is wrong is told while one works on them.
        form = Form.model_validate(without_todos(whole.data) if to_do else whole.data)
    except ValidationError as error:
        raise SpecError(explain(error, whole, source)) from error
    if to_do:
        raise SpecError(f"{to_do[0][1]}: {todo_message(whole.data, to_do)}")
    return form


def _check_companions(forms: tuple[Form, ...], sources: dict[str, SpecSource]) -> None:
    families = {form.family for form in forms}
    for form in forms:
        if form.companion is not None and form.companion.form not in families:
            where = sources[form.form].where(("companion", "form"))
            raise SpecError(
                f"{where}: companion {form.companion.form!r} is not a form; known: {', '.join(sorted(families))}"
            )
