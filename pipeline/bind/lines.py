"""Find the lines of a spec on the rows of a section: labels in order, some of them with holes.

Every line is looked for whole first. Only then are lines that lack a label taken, so that a damaged line never steals a
row from an intact one; what a damaged line leaves open is not guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.bind.claims import Claims, Row
from pipeline.bind.findings import label_missing
from pipeline.model.document import Cell
from pipeline.model.finding import Finding
from pipeline.spec.labels import match_label
from pipeline.spec.sections import Element, LineItem, Records, variants
from pipeline.spec.template import Match, compile_template, is_year_hole


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """An element of a line and the cell its label stands in. ``record`` counts the repeats of a ``Records`` group."""

    element: Element
    cell: Cell
    match: Match
    records: Records | None = None
    record: int = 0

    @property
    def printed_label(self) -> str:
        """The label without the values in its holes; years belong to it."""
        if all(is_year_hole(name) for name, _ in self.match.holes):
            return self.cell.text
        text = self.match.source
        for name, printed in self.match.holes:
            text = text.replace(f"{{{name}}}", printed if is_year_hole(name) else "")
        return text


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of the spec on row ``row`` of its section."""

    line: int
    row: int
    elements: tuple[PlacedElement, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    element: Element
    required: bool
    records: Records | None = None
    record: int = 0


@dataclass(frozen=True, slots=True)
class _Fit:
    elements: tuple[PlacedElement, ...]
    missing: tuple[Element, ...]


def match_lines(
    lines: Sequence[Sequence[LineItem]], rows: Sequence[Row], claims: Claims, spare: frozenset[Cell]
) -> list[PlacedLine]:
    """Place every line that can be placed, and claim its labels. ``spare``: heading cells that a line may use too."""
    placed: dict[int, PlacedLine] = {}
    for whole in (True, False):
        for number, line in enumerate(lines):
            if (
                number not in placed
                and (found := _best_row(number, line, rows, claims, spare, placed, whole)) is not None
            ):
                placed[number] = found
                claims.label(*(element.cell for element in found.elements))
    for number in _interchangeable(lines, placed):
        claims.release(*(element.cell for element in placed.pop(number).elements))
    return [placed[number] for number in sorted(placed)]


def _interchangeable(lines: Sequence[Sequence[LineItem]], placed: dict[int, PlacedLine]) -> list[int]:
    """Placed lines that can't be told from one that is missing: whose values they have is anybody's guess."""
    labels = [tuple(variants(want.element.label) for want in _flatten(line, 0) if want.required) for line in lines]
    missing = {labels[number] for number in range(len(lines)) if number not in placed and labels[number]}
    return [number for number in sorted(placed) if labels[number] in missing]


def missing_labels(lines: Sequence[Sequence[LineItem]], placed: Sequence[PlacedLine], near: Cell) -> list[Finding]:
    """An error finding for every required label that was not found."""
    by_line = {line.line: line for line in placed}
    findings = []
    for number, line in enumerate(lines):
        found = by_line.get(number)
        have = [element.element for element in found.elements] if found else []
        place = found.elements[0].cell if found else near
        for wanted in _flatten(line, 0):
            if not wanted.required:
                continue
            if wanted.element in have:
                have.remove(wanted.element)
                continue
            findings.append(label_missing(variants(wanted.element.label)[0], place))
    return findings


def _best_row(
    number: int,
    line: Sequence[LineItem],
    rows: Sequence[Row],
    claims: Claims,
    spare: frozenset[Cell],
    placed: dict[int, PlacedLine],
    whole: bool,
) -> PlacedLine | None:
    """The row for a line: the first that fits at or after the line before it, else the first at all."""
    after = max((other.row for n, other in placed.items() if n < number), default=0)
    fits = []
    for index, row in enumerate(rows):
        cells = [cell for cell in row if claims.is_free(cell) or cell in spare]
        fit = _fit(line, cells)
        if fit.elements and (not fit.missing if whole else _is_telling(fit)):
            elements = fit.elements if whole else _certain(fit)
            if elements:
                fits.append((index < after, -len(elements), index, elements))
    if not fits:
        return None
    _, _, index, elements = min(fits, key=lambda fit: fit[:3])
    return PlacedLine(number, index, elements)


def _flatten(line: Sequence[LineItem], repeats: int) -> list[_Wanted]:
    wanted = []
    for item in line:
        if isinstance(item, str):
            wanted.append(_Wanted(Element(label=item), required=True))
        elif isinstance(item, Records):
            for record in range(repeats):
                wanted.extend(_Wanted(element, False, item, record) for element in item.each)
        else:
            wanted.extend([_Wanted(item, not (item.optional or item.repeat))] * (max(repeats, 1) if item.repeat else 1))
    return wanted


def _fit(line: Sequence[LineItem], cells: Sequence[Cell]) -> _Fit:
    """Match labels to cells from left to right, skipping cells that are no label of this line."""
    wanted = _flatten(line, len(cells))
    elements: list[PlacedElement] = []
    missing: list[Element] = []
    at = 0
    for want in wanted:
        # An optional element may not reach past the next required one.
        stop = len(cells)
        hit = next(
            ((i, m) for i in range(at, stop) if (m := match_label(want.element.label, cells[i].text)) is not None), None
        )
        if hit is None or (not want.required and _passes_required(wanted, want, cells, at, hit[0])):
            if want.required:
                missing.append(want.element)
            continue
        at = hit[0] + 1
        elements.append(PlacedElement(want.element, cells[hit[0]], hit[1], want.records, want.record))
    return _Fit(tuple(elements), tuple(missing))


def _next_match(element: Element, cells: Sequence[Cell], start: int) -> tuple[int, Match] | None:
    for index in range(start, len(cells)):
        if (match := match_label(element.label, cells[index].text)) is not None:
            return index, match
    return None


def _passes_required(wanted: list[_Wanted], want: _Wanted, cells: Sequence[Cell], start: int, hit: int) -> bool:
    position = next(i for i, other in enumerate(wanted) if other is want)
    later = [
        other for other in wanted[position + 1 :] if other.required or (other.records is not None and other is not want)
    ]
    if not later:
        return False
    first = later[0]
    if first.element.label == want.element.label:
        return False
    return any(match_label(first.element.label, cells[i].text) is not None for i in range(start, hit))


def _is_telling(fit: _Fit) -> bool:
    """True if a label with printed text of its own was found: a year alone could be of any line."""
    return any(compile_template(v).has_literal for e in fit.elements for v in variants(e.element.label))


def _certain(fit: _Fit) -> tuple[PlacedElement, ...]:
    """The elements of a damaged line that can't be mistaken for one of the missing."""
    gone = {label for element in fit.missing for label in variants(element.label)}
    return tuple(e for e in fit.elements if not gone & set(variants(e.element.label)))
