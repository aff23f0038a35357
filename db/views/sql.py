"""View files: what they say about themselves, and their SQL for one kind of database.

The files are plain SQL with four words of our own. ``include(_piece)`` stands for another file. ``fold(x)`` is ``x``
without differences of width and without white space, for matching only. ``least_of(f)`` and ``most_of(f)`` bound a
quantity: half of its last printed digit down and up, so that 59.8 agrees with 60 but 1,054 not with 1,055.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from db.views.fold import fold_sql

_FOLDER = Path(__file__).parent

# Name of each view and its file, in the order of creation: a view comes after those it is made of.
VIEWS = {
    "project_history": "project_history",
    "project_costs": "project_costs",
    "project_funding": "project_funding",
    "project_indicators": "project_indicators",
    "part_costs": "part_costs",
    "project_directions": "project_directions",
    "project_departments": "project_departments",
    "project_years": "project_years",
    "restatements": "restatements",
    "cost_per_outcome": "cost_per_outcome",
    "direction_vs_cost": "direction_vs_cost",
    "to_look_at": "to_look_at",
    "quality": "quality",
    "search_narratives": "search_narratives",
    "事業費": "japanese_costs",
    "指標": "japanese_indicators",
    "評価": "japanese_directions",
}

_LAST_DIGIT = (
    "CASE WHEN {x} = round({x}) THEN 0.49 WHEN {x} = round({x}, 1) THEN 0.049 "
    "WHEN {x} = round({x}, 2) THEN 0.0049 ELSE 0.00049 END"
)


@dataclass(frozen=True, slots=True)
class ViewDoc:
    """What a view is, and its columns in order, each with what it holds."""

    text: str
    columns: dict[str, str]


@cache
def view_doc(view: str) -> ViewDoc:
    """The description at the top of the view's file: a text, an empty line, then columns (``name: what it holds``)."""
    lines = []
    for line in _read(VIEWS[view]).splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").removeprefix(" "))
    split = lines.index("")
    columns: dict[str, str] = {}
    name = ""
    for line in lines[split + 1 :]:
        if line.startswith(" "):
            columns[name] += " " + line.strip()
        else:
            name, _, text = line.partition(": ")
            columns[name] = text
    return ViewDoc(" ".join(lines[:split]), columns)


def view_sql(view: str, dialect: str) -> str:
    """The query of a view, for ``sqlite`` or ``postgresql``."""
    return _expanded(_without_header(VIEWS[view]), dialect)


def statements(file: str) -> list[str]:
    """The statements of a file that holds several, with lines ``-- next`` between them."""
    return re.split(r"^-- next\n", _read(file), flags=re.MULTILINE)


def _expanded(sql: str, dialect: str) -> str:
    sql = re.sub(r"include\((\w+)\)", lambda found: _expanded(_without_header(found[1]), dialect).strip(), sql)
    sql = re.sub(r"fold\(([\w.]+)\)", lambda found: fold_sql(found[1], dialect), sql)
    sql = re.sub(r"least_of\((\w+)\)", lambda found: _bound(found[1], "-", "value_low", "value_high"), sql)
    return re.sub(r"most_of\((\w+)\)", lambda found: _bound(found[1], "+", "value_high", "value_low"), sql)


def _bound(table: str, sign: str, near: str, far: str) -> str:
    number = f"coalesce({table}.{near}, {table}.value, {table}.{far})"
    return f"({number} {sign} {_LAST_DIGIT.format(x=number)})"


def _without_header(file: str) -> str:
    return re.sub(r"\A(--.*\n)+", "", _read(file))


@cache
def _read(file: str) -> str:
    return (_FOLDER / f"{file}.sql").read_text(encoding="utf-8")
