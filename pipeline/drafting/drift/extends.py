"""The file that extends a form by the edits that mend it."""

from collections.abc import Iterator
from typing import Any

import yaml

from pipeline.drafting.drift.find import Drift

_WIDTH = 118


def extends_text(drift: Drift, files: str) -> str:
    """The spec as YAML: a line or two for every edit, with a remark where a person should look twice."""
    lines = [f"# Written by `hyoka forms drift` from {files}: look at every change before you use it."]
    lines.append(f"extends: {drift.base}")
    lines.append(f"form: {drift.form}")
    lines.extend(f"{key}: {flow(value)}" for key, value in drift.top.items())
    if drift.changes:
        lines.append("change:")
    for change, note in zip(drift.changes, drift.notes, strict=True):
        lines.extend(_change(change, note))
    return "\n".join(lines) + "\n"


def _change(change: dict[str, Any], note: str | None) -> Iterator[str]:
    if note is not None:
        yield f"  # {note}"
    line = f"  - {flow(change)}"
    if len(line) <= _WIDTH:
        yield line
        return
    first, *rest = change.items()
    yield f"  - {first[0]}: {flow(first[1])}"
    for key, value in rest:
        yield f"    {key}: {flow(value)}"


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...").strip()
