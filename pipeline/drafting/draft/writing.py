"""A drafted form as YAML, laid out as people write specs."""

from collections.abc import Iterator
from typing import Any

from pipeline.drafting.drift.extends import flow

_WIDTH = 118
_ITEMS = {"lines", "rows", "columns", "groups", "year_tables", "record_tables", "sections", "checks", "listed"}


def spec_text(data: dict[str, Any], remarks: list[str]) -> str:
    """The spec, with remarks at its head."""
    lines = [*(f"# {remark}" for remark in remarks)]
    for key, value in data.items():
        if key in {"choices", "sections", "checks", "listed"}:
            lines.append("")
        lines.extend(_entry(key, value, 0))
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    line = f"{pad}{key}: {flow(value)}"
    if key not in _ITEMS and len(line) <= _WIDTH:
        yield line
    elif isinstance(value, dict):
        yield f"{pad}{key}:"
        for inner, item in value.items():
            yield from _entry(inner, item, depth + 1)
    elif isinstance(value, list):
        yield f"{pad}{key}:"
        yield from _list(value, depth + 1, key == "lines")
    else:
        yield line


def _list(items: list[Any], depth: int, of_lines: bool) -> Iterator[str]:
    pad = "  " * depth
    for item in items:
        line = f"{pad}- {flow(item)}"
        nested = isinstance(item, dict) and bool(_ITEMS & set(item))
        if len(line) <= _WIDTH and not nested and not (of_lines and isinstance(item, list) and len(item) > 1):
            yield line
        elif isinstance(item, list):
            inner = list(_list(item, depth + 1, False))
            yield f"{pad}- {inner[0].lstrip()}" if inner else f"{pad}- []"
            yield from inner[1:]
        elif isinstance(item, dict):
            rows = [row for key, value in item.items() for row in _entry(key, value, depth + 1)]
            yield f"{pad}- {rows[0].lstrip()}"
            yield from rows[1:]
        else:
            yield line
