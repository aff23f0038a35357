"""A spec file as YAML with line numbers: strict where YAML is lax.

Duplicate keys are errors; ``yes``/``no``/``on``/``off``, dates and leading-zero numbers stay text (YAML 1.1 would turn
a label ``no`` into false and a code 010802 into a number).
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import SpecError

Lines = dict[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True)
class SpecSource:
    """The raw data of one spec file, and the line (1-based) of every key and item in it."""

    path: Path
    data: dict[str, Any]
    lines: Lines

    def where(self, location: tuple[str | int, ...]) -> str:
        """``file:line`` of the nearest place at or above ``location``."""
        steps = tuple(location)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return f"{self.path}:{self.lines.get(steps, 1)}"


class _Loader(yaml.SafeLoader):
    """YAML with only the types a spec needs."""


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
        SpecError: not UTF-8, not YAML, a key twice, or no mapping at the top; with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecError(f"{path}:1: not UTF-8 at byte {error.start}; save the spec as UTF-8") from error
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SpecError(f"{path}:{line}: not YAML: {getattr(error, 'problem', error)}") from error
    if not isinstance(root, yaml.MappingNode):
        raise SpecError(f"{path}:1: a spec is a mapping of keys to values")
    lines: Lines = {}
    try:
        data = _build(root, (), lines, path)
    except RecursionError as error:
        raise SpecError(f"{path}:1: an anchor (&) contains itself") from error
    return SpecSource(path, data, lines)


def _build(node: yaml.Node, at: tuple[str | int, ...], lines: Lines, path: Path) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, lines, path)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*at, i), lines, path) for i, child in enumerate(node.value)]
    return _scalar(node, path)


def _mapping(node: yaml.MappingNode, at: tuple[str | int, ...], lines: Lines, path: Path) -> dict[str, Any]:
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
