"""From files to a drafted form: its data, and how much of the samples it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.drafting.draft.checks import find_checks
from pipeline.drafting.draft.labels import Samples, find_labels
from pipeline.drafting.draft.pages import draft_pages
from pipeline.drafting.draft.samples import samples_of
from pipeline.drafting.drift.added import left_unread
from pipeline.drafting.drift.trial import Named, Trial, try_form
from pipeline.errors import SpecError
from pipeline.model.document import Cell
from pipeline.spec.todo import todos

_UNKNOWN = {"code": "TODO", "name": "TODO", "prefecture": "TODO"}


@dataclass(frozen=True)
class Draft:
    """A drafted form: ``coverage`` is the share of the samples' cells that it reads once all is named.

    ``problem``: why the draft as it is would be no form, or finds no sheet.
    """

    data: dict[str, Any]
    samples: int
    sheets: int
    coverage: float
    unread: tuple[tuple[str, Cell], ...]
    errors: tuple[str, ...]
    problem: str | None = None

    @property
    def todo(self) -> int:
        """How many things a person has to name."""
        return sum(1 for _ in todos(self.data))


def draft_form(files: Sequence[Named], name: str) -> Draft:
    """A form called ``name`` from files with samples of it.

    Raises:
        SpecError: there is one sample only, from which nobody can tell labels from values.
    """
    samples = samples_of(files)
    if len(samples) < 2:
        raise SpecError("one sheet alone doesn't tell labels from values: give two sheets of the form at least")
    found = find_labels(samples)
    words = draft_pages(found)
    data = {
        "form": name,
        "name": "TODO",
        "municipality": dict(_UNKNOWN),
        "kind": "sheet",
        **{key: words[key] for key in ("title", "dated", "begins", "decoration", "lines") if key in words},
        "sheet_after": 1,
        "rounding": {"千円": "unknown"},
        "sections": words["sections"],
    }
    return _tried(data, files, found)


def _tried(data: dict[str, Any], files: Sequence[Named], samples: Samples) -> Draft:
    number = len(samples.all)
    try:
        trial = try_form(files, data, [])
    except ValidationError as error:
        worst = max(error.errors(), key=lambda e: len(e["loc"]))
        where = " > ".join(str(step) for step in worst["loc"])
        return Draft(data, number, 0, 0.0, (), (), f"the draft needs work before it is a form: {where}: {worst['msg']}")
    if trial.readings and (checks := find_checks(data, trial)):
        data = {**data, "checks": checks}
    problem = None if trial.readings else "; ".join(f.message for f in trial.findings) or "the title finds no sheet"
    return Draft(
        data, number, len(trial.readings), trial.coverage, tuple(left_unread(trial)), _errors(trial), problem
    )


def _errors(trial: Trial) -> tuple[str, ...]:
    return tuple(f"{finding.place or ''} {finding.rule}: {finding.message}".strip() for finding in trial.errors)
