"""What is wrong with a spec, in words for whoever writes one: file, line, what was found and what is allowed."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.normalize.fold import match_key
from pipeline.spec.extend import Resolved
from pipeline.spec.form import Form
from pipeline.spec.near import near
from pipeline.spec.source import Location, SpecSource, nearest

_OWN_NAMES = {"id", "heading", "label", "group", "option", "title"}


def explain(error: ValidationError, whole: Resolved, source: SpecSource) -> str:
    """The deepest complaint: a union's shallow ones only say that it is not something else."""
    worst = max(error.errors(), key=lambda e: (e["type"] == "value_error", len(source_steps(e["loc"]))))
    message = _message(worst)
    steps = source_steps(worst["loc"])
    location = steps if steps and worst["type"] != "value_error" else _spoken_of(message, whole.data, steps)
    where = nearest(whole.places, location) or f"{source.path}:1"
    shown = " > ".join(str(step) for step in steps)
    elsewhere = "" if where.startswith(f"{source.path}:") else f" (found in {source.path}, which extends it)"
    return f"{where}: {f'{shown}: ' if shown else ''}{message}{elsewhere}"


def source_steps(location: Location) -> Location:
    """A pydantic location without the names of union members, which stand in no file."""
    return tuple(step for step in location if isinstance(step, int) or (step[:1].islower() and "[" not in step))


def _message(error: ErrorDetails) -> str:
    said, found = error["msg"].removeprefix("Value error, "), error["input"]
    match error["type"]:
        case "extra_forbidden":
            key, known = str(error["loc"][-1]), known_keys(error["loc"][:-1])
            likely = near(key, known) if len(known) > 1 else ""
            there = f"the keys that exist are {', '.join(known)}" if known else "no key is"
            hint = f" ({likely})" if likely.startswith("near") else ""
            return f"the key {key!r} is not permitted here{hint}; {there}"
        case "missing":
            return f"the key {str(error['loc'][-1])!r} is missing here"
        case "string_type" if isinstance(found, int):
            return f'{said}, and {found} is a number: quote it, "{found}"'
        case "value_error":
            return said
    if isinstance(found, list | dict):
        return f"{said} (found a {'list' if isinstance(found, list) else 'mapping'})"
    if isinstance(found, str | int | None) and repr(found) not in said:
        return f"{said} (found {found!r})"
    return said


def known_keys(location: Location) -> list[str]:
    """The keys that a thing at a pydantic location may have."""
    models: list[type[BaseModel]] = [Form]
    for step in location:
        named = [model for model in models if model.__name__ == step]
        fields = [model.model_fields[str(step)] for model in models if step in model.model_fields]
        if named:
            models = named
        elif fields:
            models = list(dict.fromkeys(model for field in fields for model in _models(field.annotation)))
    return list(dict.fromkeys(name for model in models for name in model.model_fields))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _spoken_of(message: str, data: Any, steps: Location) -> Location:
    """Where the thing is that a complaint about the whole quotes: in the section that it names, the last of the name.

    Of two things that are alike, the second is the one that is too much.
    """
    location, item = steps, data
    for step in steps:
        item = item[step] if _has(item, step) else None
    for quoted in re.findall(r"'([^']+)'", message):
        found = list(_named(item, match_key(quoted), ()))
        if found:
            below = found[-1]
            location = (*location, *below)
            for step in below:
                item = item[step]
    return location


def _has(item: Any, step: str | int) -> bool:
    return (isinstance(item, dict) and step in item) or (
        isinstance(item, list) and isinstance(step, int) and step < len(item)
    )


def _named(item: Any, name: str, at: Location) -> Iterator[Location]:
    """Everything below that has this name, or is this text, outermost first."""
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(item, dict):
        if at and any(name in map(match_key, _texts(item.get(key))) for key in _OWN_NAMES):
            yield at
        pairs = ((key, child) for key, child in item.items() if key not in _OWN_NAMES or not at)
    elif isinstance(item, list):
        pairs = enumerate(item)
    elif isinstance(item, str) and match_key(item) == name:
        yield at
    for index, child in pairs:
        yield from _named(child, name, (*at, index))


def _texts(value: Any) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
