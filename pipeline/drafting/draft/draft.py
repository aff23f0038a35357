"""From files to a drafted form: its data, and how much of the samples it reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.drafting.draft.block import printed
from pipeline.drafting.draft.checks import find_checks
from pipeline.drafting.draft.labels import Samples, find_labels
from pipeline.drafting.draft.lists import draft_list
from pipeline.drafting.draft.pages import draft_pages
from pipeline.drafting.draft.rows import draft_rows
from pipeline.drafting.draft.samples import Sample, samples_of
from pipeline.drafting.drift.added import left_unread
from pipeline.drafting.drift.trial import Named, Said, Trial, place_in, try_form
from pipeline.errors import SpecError
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.spec.todo import todos

_FEWEST = 2
_HEAD = ("title", "dated", "begins", "decoration", "lines")
_UNKNOWN = {"code": "TODO", "name": "TODO", "prefecture": "TODO"}


@dataclass(frozen=True)
class Draft:
    """A drafted form: ``coverage`` is the share of the samples' cells that it reads once all is named.

    ``problem``: why the draft as it is would be no form, or finds no sheet. ``alike``: labels, and what all samples
    have beside each, which was taken for its value. ``bare``: labels with nothing beside them.
    """

    data: dict[str, Any]
    samples: int
    sheets: int
    coverage: float
    unread: tuple[tuple[str, Cell], ...]
    errors: tuple[str, ...]
    problem: str | None = None
    alike: tuple[tuple[str, str], ...] = ()

    @property
    def bare(self) -> tuple[str, ...]:
        """The labels that nothing stands beside, in the order of the form."""
        lines = [
            *self.data.get("lines", []),
            *(line for s in self.data.get("sections", []) for line in s.get("lines", [])),
        ]
        return tuple(dict.fromkeys(item for line in lines for item in line if isinstance(item, str)))

    @property
    def todo(self) -> int:
        """How many things a person has to name."""
        return sum(1 for _ in todos(self.data))


def draft_form(files: Sequence[Named], name: str) -> Draft:
    """A form called ``name`` from files with samples of it.

    Raises:
        SpecError: there is one sample only, from which nobody can tell labels from values.
    """
    files = [file.held for file in files]
    listed = draft_list(files[0].document)
    if listed is not None:
        return _tried(_form(name, listed), files, len(files))
    samples = _distinct(samples_of(files))
    if len(samples) < _FEWEST:
        raise SpecError("one sheet alone doesn't tell labels from values: give two sheets of the form at least")
    found = find_labels(samples)
    words = draft_pages(found) if all(sample.aligned for sample in samples) else draft_rows(found)
    return replace(_tried(_form(name, words), files, len(samples)), alike=tuple(dict.fromkeys(_alike(found))))


def _alike(samples: Samples) -> Iterator[tuple[str, str]]:
    """Labels with a text beside them that all samples have, which was taken for a value."""
    for cell in samples.best.cells:
        if cell.place in samples.constants:
            yield printed(samples.constants[cell.place]), printed(cell)


def _distinct(samples: Sequence[Sample]) -> list[Sample]:
    """The samples that differ: of a sheet that is given twice every value would be a label."""
    return list({tuple(cell.text for cell in sample.cells): sample for sample in reversed(samples)}.values())[::-1]


def _form(name: str, words: dict[str, Any]) -> dict[str, Any]:
    """The whole form: what the sheets say, and what only a person knows."""
    return {
        "form": name,
        "name": "TODO",
        "municipality": dict(_UNKNOWN),
        "kind": "list_row" if "listed" in words else "sheet",
        **{key: words[key] for key in _HEAD if key in words},
        "sheet_after": 1,
        "rounding": {"千円": _rounding(words)},
        **{key: words[key] for key in ("sections", "listed") if key in words},
    }


def _rounding(words: dict[str, Any]) -> str:
    """How amounts are rounded, where the sheet says so."""
    said = str(words)
    return "nearest" if "四捨五入" in said else "truncated" if "切り捨て" in said or "切捨" in said else "unknown"


def _tried(data: dict[str, Any], files: Sequence[Named], number: int) -> Draft:
    try:
        trial = try_form(files, data, [])
    except ValidationError as error:
        worst = max(error.errors(), key=lambda e: len(e["loc"]))
        where = " > ".join(str(step) for step in worst["loc"])
        return Draft(data, number, 0, 0.0, (), (), f"the draft needs work before it is a form: {where}: {worst['msg']}")
    if trial.readings and (checks := find_checks(data, trial)):
        data = {**data, "checks": checks}
    problem = None if trial.readings else "; ".join(f.message for f in trial.findings) or "the title finds no sheet"
    return Draft(data, number, len(trial.readings), trial.coverage, tuple(left_unread(trial)), _errors(trial), problem)


def _errors(trial: Trial) -> tuple[str, ...]:
    """What is wrong with the reading, each thing once; unread cells are told by themselves."""
    wrong = [said for said in trial.wrong if not said.finding.is_of_the_sheet and said.finding.rule != "cell-unread"]
    first = {(said.finding.rule, said.finding.message): said for said in reversed(wrong)}
    return tuple(_error(said) for said in reversed(first.values()))


def _error(said: Said) -> str:
    where = place_in(said.file, said.finding.place) if said.finding.place is not None else said.file
    return f"{where}: {said.finding.rule}: {said.finding.message}"
