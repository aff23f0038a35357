"""Which form is meant, in which version, of which year: by the title, by what else is printed, by the headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell
from pipeline.model.drafts import ReportYears
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.recognise.list_index import ListIndex
from pipeline.spec.form import Form
from pipeline.spec.labels import LabelIndex
from pipeline.spec.sections import variants
from pipeline.spec.template import Match


@dataclass(frozen=True, slots=True)
class Title:
    """A cell that the titles of some forms match."""

    cell: Cell
    matches: tuple[tuple[Form, Match], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The form of a report, the years it speaks of, and what there is to say about the choice."""

    form: Form
    years: ReportYears
    notes: tuple[Finding, ...]


class TitleIndex:
    """Finds the titles of forms; ``lists`` finds the headings of lists."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = [(form, variants(form.title)) for form in forms if form.listed is None]
        self.lists = ListIndex(forms)
        self._labels = LabelIndex(title for _, titles in self._forms for title in titles)

    def title(self, cell: Cell) -> Title | None:
        """The cell as a title; None if it is none."""
        matches = self._labels.matches(cell.text)
        if not matches:
            return None
        found = {match.source: match for match in matches}
        pairs = ((form, next((found[t] for t in titles if t in found), None)) for form, titles in self._forms)
        return Title(cell, tuple((form, match) for form, match in pairs if match is not None))


_INDEXES: dict[tuple[int, ...], tuple[tuple[Form, ...], TitleIndex]] = {}
_MOST_INDEXES = 8


def title_index(forms: Iterable[Form]) -> TitleIndex:
    """The index of ``forms``, which is the same for every file of a run and remembers what it has seen."""
    given = tuple(forms)
    key = tuple(map(id, given))
    if key not in _INDEXES:
        if len(_INDEXES) >= _MOST_INDEXES:
            _INDEXES.clear()
        _INDEXES[key] = (given, TitleIndex(given))  # the forms are kept, so that their ids stay their own
    return _INDEXES[key][1]


def choose(title: Title, cells: Sequence[Cell]) -> Chosen | Finding:
    """The form that ``cells`` are filled in on; a finding where none, or more than one, fits."""
    labels = {form.form: form.labels.sources(cell.text for cell in cells) for form, _ in title.matches}
    families: dict[str, list[tuple[Form, Match]]] = {}
    for form, match in title.matches:
        if all(set(variants(wanted)) & labels[form.form] for wanted in form.evidence):
            families.setdefault(form.family, []).append((form, match))
    if not families:
        return _no_evidence(title)
    scored = sorted(((_headings(group[0][0], labels[group[0][0].form]), name) for name, group in families.items()))
    if len(scored) > 1 and scored[-1][0] == scored[-2][0]:
        return _ambiguous(title, [name for _, name in scored])
    return _version(families[scored[-1][1]], title, cells)


def _headings(form: Form, labels: set[str]) -> int:
    return sum(not labels.isdisjoint(variants(section.heading)) for section in form.sections)


def has_heading(form: Form, cells: Sequence[Cell]) -> bool:
    """Whether a section of ``form`` begins in these cells."""
    return _headings(form, form.labels.sources(cell.text for cell in cells)) > 0


def _version(group: list[tuple[Form, Match]], title: Title, cells: Sequence[Cell]) -> Chosen:
    """The version in force in the sheet's year: the newest not younger than it, else the oldest there is."""
    ordered = sorted(group, key=lambda pair: pair[0].year)
    sheet = _years(*ordered[-1], cells).sheet
    fitting = [pair for pair in ordered if sheet is not None and pair[0].year <= sheet]
    form, match = fitting[-1] if fitting else ordered[0]
    years = _years(form, match, cells)
    if years.sheet is None:
        return Chosen(form, years, (_undated(title),))
    if form.year == years.sheet:
        return Chosen(form, years, ())
    note = Finding(
        "form-of-another-year",
        Severity.INFO,
        f"there is no spec for {years.sheet}; read by {form.form}. Every label is still checked against it",
        expected=form.form,
        actual=str(years.sheet),
        place=title.cell.place,
    )
    return Chosen(form, years, (note,))


def _years(form: Form, match: Match, cells: Iterable[Cell]) -> ReportYears:
    matches = [match] if form.dated is None else _dates(form, cells)
    sheet = _year("sheet_year", matches, form)
    evaluated = _year("evaluated_year", matches, form)
    if sheet is None and evaluated is not None:
        sheet = evaluated + form.sheet_after
    if evaluated is None and sheet is not None:
        evaluated = sheet - form.sheet_after
    return ReportYears(evaluated=evaluated, sheet=sheet)


def _dates(form: Form, cells: Iterable[Cell]) -> list[Match]:
    dated = set(variants(form.dated or []))
    return [match for cell in cells for match in form.labels.matches(cell.text) if match.source in dated]


def _year(hole: str, matches: Sequence[Match], form: Form) -> int | None:
    """The one year that all labels with this hole print; era-less years are read by the form's own."""
    texts = dict.fromkeys(text for match in matches if (text := match.get(hole)))
    readings = [parse_fiscal_year(text, near=form.year if form.dated is not None else None) for text in texts]
    years = {r.year for r in readings if r is not None and r.status is Status.VALUE}
    return years.pop() if len(years) == 1 else None


def _undated(title: Title) -> Finding:
    message = (
        "the title names no fiscal year that can be told, so no figure on the sheet can be dated; look at the sheet"
    )
    return Finding("year-missing", Severity.ERROR, message, "a year", title.cell.text.strip(), place=title.cell.place)


def _no_evidence(title: Title) -> Finding:
    wanted = sorted({variants(label)[0] for form, _ in title.matches for label in form.evidence})
    message = "the title is that of a known form, but what that form prints besides is missing: another town's form"
    actual = title.cell.text.strip()
    return Finding("form-unknown", Severity.ERROR, message, ", ".join(wanted), actual, place=title.cell.place)


def _ambiguous(title: Title, names: Sequence[str]) -> Finding:
    message = (
        f"the title fits several forms equally well: {', '.join(sorted(names))}; make their titles or headings tell"
    )
    return Finding(
        "form-ambiguous",
        Severity.ERROR,
        f"{message} them apart",
        actual=title.cell.text.strip(),
        place=title.cell.place,
    )
