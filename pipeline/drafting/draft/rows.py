"""A form's spec from samples in rows of text, where columns can't be trusted: as far as labels and order tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.drafting.draft.headings import title_words
from pipeline.drafting.draft.labels import Samples
from pipeline.drafting.draft.notes import NUMBERED, is_note
from pipeline.drafting.draft.pages import stage_of
from pipeline.drafting.draft.shapes import shape, value_word
from pipeline.drafting.likeness import has_year, with_years_open
from pipeline.drafting.words import TODO, column_meaning, doubted, guess, row_meaning
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key

_FEWEST = 2
_UNITS = ("百万円", "千円", "万円", "円")


@dataclass
class _Section:
    """A section and its rows, each the cells that say something."""

    heading: Cell
    rows: list[list[Cell]] = field(default_factory=list)
    units: str = ""


def draft_rows(samples: Samples) -> dict[str, Any]:
    """The words of the form: title and sections."""
    rows = [[c for c in row if not c.is_blank] for grid in samples.best.grids for row in grid.rows]
    begin = next(
        (n for n, row in enumerate(rows) if len(row) == 1 and samples.is_label(row[0]) and has_year(row[0].text)), None
    )
    words = title_words(rows[begin][0].text) if begin is not None else {"title": f"{TODO} {{sheet_year}}"}
    sections = list(_sections(rows, (begin if begin is not None else -1) + 1, samples))
    return {**words, "sections": [_words(section, samples) for section in sections]}


def _sections(rows: Sequence[list[Cell]], begin: int, samples: Samples) -> Iterator[_Section]:
    """Sections begin with a numbered label at the left; where none is numbered, with a label below an empty row."""
    firsts = [(n, row[0]) for n, row in enumerate(rows) if n >= begin and row and samples.is_label(row[0])]
    starts = [n for n, cell in firsts if NUMBERED.match(cell.text.strip())]
    if len(starts) < _FEWEST:
        starts = [n for n, _ in firsts if n == begin or not rows[n - 1]]
    seen: dict[str, _Section] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        key = match_key(rows[start][0].text)
        new = key not in seen
        section = seen.setdefault(key, _Section(rows[start][0]))
        section.rows.extend(row for row in rows[start:end] if row)
        if new:
            yield section


def _words(section: _Section, samples: Samples) -> dict[str, Any]:
    heading = match_key(section.heading.text)
    words: dict[str, Any] = {"heading": heading}
    notes = [cell for row in section.rows for cell in row if samples.is_label(cell) and is_note(cell)]
    section.rows = [[cell for cell in row if cell not in notes] for row in section.rows]
    section.rows = [row for row in section.rows if row]
    section.units = " ".join(match_key(cell.text) for cell in notes)
    lines: list[list[Any]] = []
    tables: dict[str, list[dict[str, Any]]] = {"year_tables": [], "record_tables": []}
    number = 0
    while number < len(section.rows):
        row = section.rows[number]
        years = [cell for cell in row if samples.is_label(cell) and has_year(cell.text)]
        if len(years) >= _FEWEST:
            used = _table(section, number, years, samples, tables)
            if used:
                before = [cell for cell in row if cell is not section.heading and cell.col < years[0].col]
                lines.extend([line] if (line := _line(before, [], samples)) and not tables["record_tables"] else [])
                number += used
                continue
        below = section.rows[number + 1] if number + 1 < len(section.rows) else []
        line = _line(row[1:] if row[0] is section.heading else row, below, samples)
        if row[0] is section.heading and len(row) > 1 and not samples.is_label(row[1]):
            line = _line(row, below, samples)
        if line:
            lines.append(line)
        number += 1
    stage = stage_of(heading, lines)
    return {
        **words,
        **({"evaluation": stage} if stage else {}),
        **({"decoration": [match_key(cell.text) for cell in notes]} if notes else {}),
        **({"lines": lines} if lines else {}),
        **{name: found for name, found in tables.items() if found},
    }


def _line(row: Sequence[Cell], below: Sequence[Cell], samples: Samples) -> list[Any]:
    """The labels of a row, each with the cells up to the next one."""
    labels = [n for n, cell in enumerate(row) if samples.is_label(cell)]
    line: list[Any] = []
    for number, at in enumerate(labels):
        end = labels[number + 1] if number + 1 < len(labels) else len(row)
        label = with_years_open(row[at].text)
        count = end - at - 1
        if count:
            words = [_value(row, at, step, label, samples) for step in range(1, count + 1)]
            choice = next((word for word in words if "choice" in word), None)
            line.append({"label": label, "right": choice or (words[0] if count == 1 else words)})
        elif below and not any(samples.is_label(cell) for cell in below) and number == len(labels) - 1:
            line.append({"label": label, "below": value_word(label, [cell.text for cell in below])})
        else:
            line.append(label)
    return line


def _value(row: Sequence[Cell], at: int, step: int, label: str, samples: Samples) -> dict[str, Any]:
    texts = samples.beside(row[at], "right", step)
    if step == 1:
        word = value_word(label, texts)
        return doubted(word) if row[at + 1].place in samples.constants else word
    word = value_word("", texts)
    return word if "choice" in word or "narrative" in word else {"field": TODO}


def _table(
    section: _Section, at: int, years: Sequence[Cell], samples: Samples, tables: dict[str, list[dict[str, Any]]]
) -> int:
    """A table with years across from a row of headings on; how many rows it takes, 0 if it is none."""
    body = []
    for row in section.rows[at + 1 :]:
        if sum(samples.is_label(cell) and has_year(cell.text) for cell in row) >= _FEWEST:
            break
        figures = [cell for cell in row if not samples.is_label(cell)]
        if not samples.is_label(row[0]) and len(figures) == len(row):
            body.append(row)
            continue
        if figures and shape([cell.text for cell in figures[-1:]]) == "text":
            break
        body.append(row)
    named = [row for row in body if samples.is_label(row[0])]
    heads = [c for c in section.rows[at] if samples.is_label(c) and c is not section.heading and not has_year(c.text)]
    if any(guess("columns", cell.text) is not None and "part" in column_meaning(cell.text) for cell in heads):
        tables["record_tables"].append(_records(section, at, samples, len(tables["record_tables"])))
        return len(body) + 1
    if not named:
        return 0
    tables["year_tables"].append(_year_table(section, years, body, samples, len(tables["year_tables"])))
    return len(body) + 1


def _year_table(
    section: _Section, years: Sequence[Cell], body: Sequence[list[Cell]], samples: Samples, number: int
) -> dict[str, Any]:
    rows: list[Any] = []
    inside: list[Any] | None = None
    within: str | None = None
    for row in body:
        labels = [cell for cell in row if samples.is_label(cell)]
        if not labels:
            continue
        if len(labels) > 1:
            within = guess("groups", labels[0].text)
            inside = []
            rows.append({"group": match_key(labels[0].text), "rows": inside})
        own = match_key(labels[-1].text)
        word = row_meaning(own, within if inside is not None else None)
        if inside is not None and len(labels) == 1 and "funding" not in word:
            inside = within = None
        if "funding" in word:
            word = {**word, "funding": {"within": "total", **word["funding"]}}
        (inside if inside is not None else rows).append({"label": own, **word})
    texts = " ".join(match_key(cell.text) for cell in (section.heading, *years)) + section.units
    unit = next((unit for unit in _UNITS if unit in texts), None)
    labels_of = list(dict.fromkeys(with_years_open(cell.text) for cell in years))
    return {
        "id": "table" if number == 0 else f"table_{number + 1}",
        "header": labels_of[0] if len(labels_of) == 1 else labels_of,
        "years": len(years),
        "unit": unit or f"{TODO} 千円",
        "evaluated": {"basis": "settlement", "sums_to": "total"},
        "sheet": {"basis": "initial_budget", "sums_to": "direct"},
        "rows": rows,
    }


def _records(section: _Section, at: int, samples: Samples, number: int) -> dict[str, Any]:
    columns: list[dict[str, Any]] = []
    for cell in section.rows[at]:
        if cell is section.heading or not samples.is_label(cell):
            continue
        label = with_years_open(cell.text)
        same = next((column for column in columns if column["label"] == label), None)
        if same is not None:
            same["times"] = same.get("times", 1) + 1
            continue
        word = column_meaning(label) if not has_year(cell.text) or guess("columns", label) else {"measure": "actual"}
        if "measure" in word and not has_year(cell.text) and "year" not in word:
            word["year"] = "undated"
        columns.append({"label": label, **word})
    about = " ".join([match_key(section.heading.text), *(str(column["label"]) for column in columns)])
    groups = [{"kind": guess("kinds", about) or "outcome"}]
    return {
        "id": "records" if number == 0 else f"records_{number + 1}",
        "makes": "indicator",
        "columns": columns,
        "groups": groups,
    }
