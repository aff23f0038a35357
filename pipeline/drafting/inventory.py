"""Everything that a form prints, as a flat list: sections, labels, rows, columns, options, units and what adds up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.normalize.fold import match_key
from pipeline.spec.extend import located
from pipeline.spec.source import Location
from pipeline.spec.todo import without_todos

HEADINGS = ("title", "dated", "begins")
_KINDS = {"year_tables": "row", "record_tables": "row", "mark_tables": "row", "rows": "row", "columns": "column"}
_SAYS_NOTHING = ("label", "heading", "group", "option", "rows", "options", "lines", "columns", "groups", "id")
_INNER = ("year_tables", "record_tables", "mark_tables", "decoration", "parts", "each", "codes")


@dataclass(frozen=True)
class Entry:
    """One printed thing: ``kind`` what it is, ``texts`` its variants, ``section`` the heading that it stands below.

    ``names`` leads to it from the outside in, ``location`` is where it stands in the form's data, ``item`` what stands
    there.
    """

    kind: str
    texts: tuple[str, ...]
    section: str
    names: tuple[str, ...]
    location: Location
    item: Any

    @property
    def text(self) -> str:
        """How it is printed, the first variant."""
        return self.texts[0]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The match keys of its variants."""
        return frozenset(map(match_key, self.texts))

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """Its variants as they would be printed if all were named: proposals are taken."""
        return tuple(map(str, without_todos(list(self.texts))))

    @cached_property
    def says(self) -> dict[str, Any]:
        """What it means, without how it is printed and what is below it."""
        if not isinstance(self.item, dict):
            return {}
        return {k: v for k, v in self.item.items() if k not in (*_SAYS_NOTHING, *_INNER)}

    @cached_property
    def meaning(self) -> str:
        """What it means, to compare."""
        return json.dumps(self.says, ensure_ascii=False, sort_keys=True)

    @property
    def above(self) -> str:
        """What it stands in, from the outside in."""
        return " / ".join(self.names[:-1])

    @property
    def optional(self) -> bool:
        """True if a sheet may be without it."""
        return isinstance(self.item, dict) and bool(self.item.get("optional"))


def inventory(data: dict[str, Any]) -> list[Entry]:
    """Every printed thing of a form's resolved data, in the form's order."""
    entries: list[Entry] = []
    for key in HEADINGS:
        if key in data:
            entries.append(Entry(key, _texts(data[key]), "", (key,), (key,), data[key]))
    for number, evidence in enumerate(data.get("evidence", [])):
        entries.append(Entry("evidence", _texts(evidence), "", ("evidence",), ("evidence", number), evidence))
    for number, text in enumerate(data.get("decoration", [])):
        entries.append(Entry("note", (text,), "", (text,), ("decoration", number), text))
    entries.extend(_options(data.get("choices", {}), ("choices",), ("choices",), ""))
    entries.extend(_lines(data.get("lines", []), ("lines",), (), ""))
    for number, section in enumerate(data.get("sections", [])):
        entries.extend(_section(section, ("sections", number)))
    if isinstance(data.get("listed"), dict):
        entries.extend(_listed(data["listed"]))
    for number, check in enumerate(data.get("checks", [])):
        said = (str(check.get("id")),)
        entries.append(Entry("check", said, "", said, ("checks", number), check))
    return entries


def address(data: dict[str, Any], entry: Entry) -> str | None:
    """The shortest path of names that leads to an entry and to nothing else; None if there is none."""
    own = entry.text
    above = [name for name in entry.names[:-1] if " / " not in name]
    paths = [[], *([name] for name in reversed(above)), above]
    paths += [above[number:] for number in range(1, len(above))]
    for before in sorted(paths, key=len):
        path = " / ".join([*before, own])
        if located(data, path) == entry.location:
            return path
    return None


def _section(section: dict[str, Any], at: Location) -> Iterator[Entry]:
    texts = _texts(section.get("heading", ""))
    heading = texts[0]
    names = (heading,)
    yield Entry("section", texts, heading, names, at, section)
    for number, text in enumerate(section.get("decoration", [])):
        yield Entry("note", (text,), heading, (*names, text), (*at, "decoration", number), text)
    if isinstance(section.get("parts"), dict):
        parts = section["parts"]
        yield Entry(
            "label", _texts(parts["label"]), heading, (*names, *_texts(parts["label"])[:1]), (*at, "parts"), parts
        )
    yield from _lines(section.get("lines", []), (*at, "lines"), names, heading)
    for kind in ("year_tables", "record_tables", "mark_tables"):
        for number, table in enumerate(section.get(kind, [])):
            yield from _table(table, (*at, kind, number), names, heading)


def _table(table: dict[str, Any], at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    name = str(table.get("id", ""))
    names = (*above, name)
    yield Entry("table", (name,), section, names, at, table)
    if "header" in table:
        texts = _texts(table["header"])
        yield Entry("header", texts, section, (*names, "header"), (*at, "header"), table["header"])
    if "unit_note" in table:
        yield Entry("unit note", (table["unit_note"],), section, (*names, "unit_note"), (*at, "unit_note"), None)
    for number, column in enumerate(table.get("columns", [])):
        texts = _texts(column["label"]) if isinstance(column, dict) else (column,)
        yield Entry("column", texts, section, (*names, texts[0]), (*at, "columns", number), column)
        if isinstance(column, dict) and "under" in column:
            under = _texts(column["under"])
            yield Entry(
                "heading", under, section, (*names, under[0]), (*at, "columns", number, "under"), column["under"]
            )
    yield from _rows(table.get("rows", []), (*at, "rows"), names, section)
    for number, group in enumerate(table.get("groups", [])):
        yield from _record_group(group, (*at, "groups", number), names, section)


def _rows(rows: list[Any], at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    for number, row in enumerate(rows):
        here = (*at, number)
        if "group" in row:
            texts = _texts(row["group"])
            yield Entry("group", texts, section, (*above, texts[0]), here, row)
            yield from _rows(row["rows"], (*here, "rows"), (*above, texts[0]), section)
        elif "label" in row:
            texts = _texts(row["label"])
            yield Entry("row", texts, section, (*above, texts[0]), here, row)


def _record_group(group: dict[str, Any], at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    names = above
    if "label" in group:
        texts = _texts(group["label"])
        names = (*above, texts[0])
        yield Entry("group", texts, section, names, at, group)
    yield from _rows(group.get("lines", []), (*at, "lines"), names, section)
    yield from _option_list(group.get("codes", []), (*at, "codes"), names, section)


def _lines(lines: list[Any], at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    for number, line in enumerate(lines):
        for position, item in enumerate(line):
            here = (*at, number, position)
            if isinstance(item, dict) and "each" in item:
                for index, element in enumerate(item["each"]):
                    yield from _element(element, (*here, "each", index), above, section)
            else:
                yield from _element(item, here, above, section)


def _element(item: Any, at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    texts = _texts(item["label"]) if isinstance(item, dict) else (item,)
    names = (*above, texts[0])
    yield Entry("label", texts, section, names, at, item)
    if not isinstance(item, dict):
        return
    for side in ("right", "left", "below", "holds"):
        yield from _inline_options(item.get(side), (*at, side), names, section)


def _inline_options(value: Any, at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    """The options that are spelled out where they are used."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _inline_options(item, (*at, number), above, section)
    elif isinstance(value, dict):
        if isinstance(value.get("options"), list):
            yield from _option_list(value["options"], (*at, "options"), above, section)
        else:
            for key, item in value.items():
                if isinstance(item, dict):
                    yield from _inline_options(item, (*at, key), above, section)


def _options(choices: dict[str, Any], at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    for name, options in choices.items():
        yield Entry("choice", (name,), section, (*above, name), (*at, name), options)
        yield from _option_list(options, (*at, name), (*above, name), section)


def _option_list(options: list[Any], at: Location, above: tuple[str, ...], section: str) -> Iterator[Entry]:
    for number, option in enumerate(options):
        text = option["option"] if isinstance(option, dict) else option
        here = (*at, number)
        yield Entry("option", (text,), section, (*above, text), here, option)
        if isinstance(option, dict):
            yield from _option_list(option.get("options", []), (*here, "options"), (*above, text), section)


def _listed(listed: dict[str, Any]) -> Iterator[Entry]:
    for number, group in enumerate(listed.get("groups", [])):
        for index, column in enumerate(group.get("columns", [])):
            texts = _texts(column["label"])
            here = ("listed", "groups", number, "columns", index)
            yield Entry("column", texts, "", (texts[0],), here, column)
            yield from _inline_options(column.get("value"), (*here, "value"), (texts[0],), "")


def _texts(labels: Any) -> tuple[str, ...]:
    return tuple(map(str, labels)) if isinstance(labels, list) else (str(labels),)
