"""Changed copies of what never changes itself: dataclasses, and the structs that are made by the thousand."""

import dataclasses
from typing import TypeVar

from msgspec import Struct, structs

T = TypeVar("T")


def replace(thing: T, /, **changes: object) -> T:
    """A copy of a frozen dataclass or struct with some of its values changed.

    Raises:
        TypeError: it has no such value.
    """
    if isinstance(thing, Struct):
        return structs.replace(thing, **changes)
    return dataclasses.replace(thing, **changes)  # type: ignore[type-var]


def names_of(kind: type) -> tuple[str, ...]:
    """The names of the values of a dataclass or struct, in order."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(field.name for field in dataclasses.fields(kind))  # type: ignore[arg-type]
