"""A spec file as YAML with line numbers: strict where YAML is lax.

Duplicate keys are errors; ``yes``/``no``/``on``/``off``, dates and leading-zero numbers stay text (YAML 1.1 would turn
a label ``no`` into false and a code 010802 into a number).
"""

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipeline.errors import SpecError

T = TypeVar("T")
Location = tuple[str | int, ...]
Lines = dict[Location, int]

# Far more than any form needs, and little enough to be read at once: a few bytes of YAML can mean millions of things.
MOST_BYTES, MOST_THINGS, DEEPEST = 2_000_000, 200_000, 60


@dataclass(frozen=True, slots=True)
class SpecSource:
    """The raw data of one spec file, and the line (1-based) of every key and item in it."""

    path: Path
    data: dict[str, Any]
    lines: Lines

    def where(self, location: Location) -> str:
        """``file:line`` of the nearest place at or above ``location``."""
        return f"{self.path}:{nearest(self.lines, location) or 1}"

    @property
    def places(self) -> dict[Location, str]:
        """``file:line`` of everything in it."""
        return {location: f"{self.path}:{line}" for location, line in self.lines.items()}


def nearest(table: Mapping[Location, T], location: Location) -> T | None:
    """What ``table`` has for the nearest thing at or above ``location``."""
    for length in range(len(location), -1, -1):
        found = table.get(location[:length])
        if found is not None:
            return found
    return None


class _Loader(yaml.SafeLoader):
    """YAML with only the types a spec needs, nested no deeper than a spec may be."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise yaml.composer.ComposerError(None, None, _TOO_DEEP, self.get_mark())
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


_TOO_DEEP = f"nested more than {DEEPEST} deep"
_KEPT = {"tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_resolver: Any = _Loader
_resolver.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_resolver.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|[1-9]\d*)$"), list("0123456789"))


def read_spec(path: Path) -> SpecSource:
    """Read one spec file.

    Raises:
        SpecError: not UTF-8, not YAML, a key twice, too much, or no mapping at the top; with file and line.
    """
    text = _text(path)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise SpecError(f"{path}:{_line(error, text)}: not YAML: {_problem(error)}") from error
    if not isinstance(root, yaml.MappingNode):
        raise SpecError(f"{path}:1: a spec is a mapping of keys to values")
    lines: Lines = {}
    return SpecSource(path, _build(root, (), lines, path), lines)


def _text(path: Path) -> str:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise SpecError(f"{path}:1: this is no file, and a spec is one; give the folder or pipe another name")
        if state.st_size > MOST_BYTES:
            raise SpecError(f"{path}:1: {state.st_size:,} bytes; a spec has {MOST_BYTES:,} at most")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecError(f"{path}:1: not UTF-8 at byte {error.start}; save the spec as UTF-8") from error
    except OSError as error:
        raise SpecError(f"{path}:1: can't be read: {error.strerror}; check the file and its permissions") from error


def _line(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    return text.count("\n", 0, getattr(error, "position", 0)) + 1


def _problem(error: yaml.YAMLError) -> str:
    return " ".join(str(getattr(error, "problem", error)).split())


def _build(node: yaml.Node, at: Location, lines: Lines, path: Path) -> Any:
    if len(at) > DEEPEST:
        raise SpecError(f"{path}:{node.start_mark.line + 1}: {_TOO_DEEP}, or an anchor (&) contains itself")
    if len(lines) > MOST_THINGS:
        raise SpecError(
            f"{path}:{node.start_mark.line + 1}: more than {MOST_THINGS:,} things when its aliases (*) are written out"
        )
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, lines, path)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*at, i), lines, path) for i, child in enumerate(node.value)]
    return _scalar(node, path)


def _mapping(node: yaml.MappingNode, at: Location, lines: Lines, path: Path) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise SpecError(f"{path}:{line}: a key is a word, not a list or mapping")
        key = str(key_node.value)
        if key in result:
            raise SpecError(f"{path}:{line}: the key {key!r} stands here twice; keep one")
        lines[(*at, key)] = line
        result[key] = _build(child, (*at, key), lines, path)
    return result


def _scalar(node: yaml.Node, path: Path) -> Any:
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith(":bool"):
        if node.value not in {"true", "false"}:
            raise SpecError(f"{path}:{node.start_mark.line + 1}: {node.value!r} is neither true nor false")
        return node.value == "true"
    if node.tag.endswith(":int"):
        if not node.value.isdecimal():
            raise SpecError(f"{path}:{node.start_mark.line + 1}: {node.value!r} is not a whole number")
        return int(node.value)
    if not node.tag.endswith(":str"):
        raise SpecError(f"{path}:{node.start_mark.line + 1}: {node.tag} is not allowed in a spec")
    return node.value
