"""JSON output: Japanese as it is, numbers as numbers, everything in an order that stays."""

import json
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pipeline.cli.streams import write_line
from pipeline.model.change import names_of
from pipeline.model.document import Cell, Place
from pipeline.model.finding import Finding


def write_json(value: Any) -> None:
    """Print ``value``."""
    write_line(json.dumps(_finite(value), ensure_ascii=False, indent=2, default=plain, allow_nan=False))


def plain(value: Any) -> Any:
    """What JSON has no type for, as what it has."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return str(value)
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def _finite(value: Any) -> Any:
    """JSON has no number that is infinite or none: such a one becomes a word."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def place_json(place: Place | None) -> dict[str, int | None]:
    """A place as the tables have it, from 0; people's line and column are one more."""
    if place is None:
        return {"page": None, "row": None, "col": None}
    return {"page": place.page, "row": place.row, "col": place.col}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding with the names of its columns."""
    values = {name: getattr(finding, name) for name in names_of(type(finding)) if name != "place"}
    return {**values, **place_json(finding.place)}


def cell_json(cell: Cell) -> dict[str, Any]:
    """A cell that was not read."""
    return {**place_json(cell.place), "text": cell.text}
