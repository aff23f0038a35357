"""From sheets to what has drifted, in rounds: what a heading hides is seen once the heading is mended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.drafting.drift.added import add_columns, add_labels, left_unread
from pipeline.drafting.drift.bases import Base, choose_bases
from pipeline.drafting.drift.edits import Drifted, Mending
from pipeline.drafting.drift.labels import mend_labels, mend_times
from pipeline.drafting.drift.lists import mend_list
from pipeline.drafting.drift.nearest import Nearness, nearest_forms
from pipeline.drafting.drift.new_sections import add_sections
from pipeline.drafting.drift.options import mend_gone_options, mend_options
from pipeline.drafting.drift.sections import mend_sections
from pipeline.drafting.drift.titles import mend_recognition, mend_title
from pipeline.drafting.drift.trial import Named, Said, Trial, alone, as_form, try_form
from pipeline.drafting.drift.units import mend_units
from pipeline.errors import SpecError
from pipeline.model.document import Cell
from pipeline.spec.form import Form
from pipeline.spec.registry import Registry
from pipeline.spec.todo import todos

_ROUNDS = 4
_NEAR = 0.25  # of a form's labels are printed, or it isn't worth mending
_FAR = "no known form is near enough to be mended: draft one with `hyoka forms draft`"
_STEPS = (mend_sections, mend_units, mend_times, mend_labels, mend_options, add_sections, add_columns, add_labels)
_ERA_YEAR = re.compile(r"(令和|平成)([0-9０-９]+|元)年度")


@dataclass(frozen=True)
class Drift:
    """What has drifted: the form that the sheets were held against, how near it is, and the edits that mend it.

    ``before`` and ``after``: the share of cells that the form reads, and that it reads when mended. ``unread`` cells
    remain, and ``wrong`` is what is wrong with what was read all the same; ``problem``: why nothing could be compared.
    """

    base: str
    form: str
    nearness: Nearness
    others: tuple[Nearness, ...]
    recognised: bool
    drifted: tuple[Drifted, ...]
    top: dict[str, Any]
    changes: tuple[dict[str, Any], ...]
    notes: tuple[str | None, ...]
    data: dict[str, Any]
    sheets: int
    before: float
    after: float
    unread: tuple[tuple[str, Cell], ...]
    wrong: tuple[Said, ...] = ()
    problem: str | None = None

    @property
    def differs(self) -> bool:
        """True if anything is otherwise than the form has it, or can't be read by it."""
        return bool(self.drifted or self.unread or self.wrong or self.problem)

    @property
    def todo(self) -> int:
        """How many things a person has to name or confirm before the mended form can be used."""
        return sum(1 for _ in todos([self.top, list(self.changes)]))


def find_drift(
    files: Sequence[Named], registry: Registry, base: str | None = None, year: int | None = None
) -> list[Drift]:
    """What is otherwise on the sheets than in ``base``, or the forms they are recognised as, or the nearest form.

    Raises:
        SpecError: there is no such form, or none at all.
    """
    files = [file.held for file in files]
    near = nearest_forms([file.document for file in files], registry)
    bases = choose_bases(files, registry, near, base)
    found: dict[Base, Drift] = {}
    retitled: dict[str, Form] = {}
    # Where one form's title is new, all its labels would seem to be added to the form before it in the file.
    for one in sorted(bases, key=lambda each: each.recognised):
        found[one] = _drift(files, registry, near, one, retitled, year)
        if not one.recognised and "title" in found[one].top:
            retitled[one.form] = as_form(found[one].data)
    return [found[one] for one in bases]


def _drift(
    files: Sequence[Named],
    registry: Registry,
    near: Sequence[Nearness],
    base: Base,
    retitled: dict[str, Form],
    year: int | None,
) -> Drift:
    chosen, recognised, asked = base.form, base.recognised, base.asked
    nearness = next(n for n in near if n.form == chosen)
    data = registry.resolved[chosen]
    # Other forms tell where their own sheets begin; held against a form that somebody asks for, all is that form's.
    others = [alone(retitled.get(f.form, f)) for f in registry.forms if f.family != base.family and not asked]
    before = try_form(files, data, others)
    sheet_year = year or _sheet_year(before)
    mending = Mending(data, lenient=sheet_year == _year(chosen))
    far = not (recognised or asked) and nearness.share < _NEAR
    trial = before if far else _mend(mending, files, others, before)
    sheet_year = year or _sheet_year(trial) or _year(chosen)
    town = recognised or _is_named(files, data)
    name = f"{chosen.rsplit('/', 1)[0] if town else 'todo/' + chosen.split('/')[1]}/{sheet_year}"
    top = {"name": _renamed(str(data.get("name")), sheet_year - _year(chosen)), **mending.top}
    if not town:
        top["municipality"] = {"code": "TODO", "name": "TODO", "prefecture": "TODO"}
    return Drift(
        base=chosen,
        form=name,
        nearness=nearness,
        others=tuple(n for n in near if n.form != chosen)[:2],
        recognised=recognised,
        drifted=tuple(dict.fromkeys(mending.drifted)),
        top=top,
        changes=tuple(mending.changes),
        notes=tuple(mending.notes),
        data=mending.data,
        sheets=len(trial.readings),
        before=before.coverage,
        after=trial.coverage,
        unread=tuple(left_unread(trial)),
        wrong=tuple(said for said in trial.wrong if said.finding.rule != "cell-unread"),
        problem=_FAR if far else None if trial.readings else _problem(trial),
    )


def _mend(mending: Mending, files: Sequence[Named], others: Sequence[Form], trial: Trial) -> Trial:
    """Make edits until the sheets are read whole, or nothing more is found."""
    if not trial.readings or "listed" in mending.data:
        trial = _recognise(mending, files, others)
    for _ in range(_ROUNDS):
        made = mending.data
        for step in (mend_list, mend_options) if "listed" in mending.data else _STEPS:
            if (not trial.readings and step is not mend_list) or (trial.coverage == 1.0 and not trial.errors):
                break
            trial = _step(step, mending, files, others, trial)
        if mending.data is made:
            break
    # What is no longer printed makes no error, and is gone all the same.
    return _step(mend_gone_options, mending, files, others, trial) if trial.readings else trial


def _recognise(mending: Mending, files: Sequence[Named], others: Sequence[Form]) -> Trial:
    """Mend what the form is recognised by; sheets of its own year have it beside what it had."""
    data = mending.data
    mend_title(mending, files)
    mend_recognition(mending, files)
    trial = try_form(files, mending.data, others)
    if mending.top and not mending.lenient and _sheet_year(trial) == _year(str(data["form"])):
        mending.data, mending.lenient = data, True
        mending.top.clear()
        mending.drifted.clear()
        return _recognise(mending, files, others)
    return trial


def _step(step: Any, mending: Mending, files: Sequence[Named], others: Sequence[Form], trial: Trial) -> Trial:
    """One kind of edit, and the sheets read again; edits after which the form is none, or reads less, are undone."""
    kept = mending.data, list(mending.changes), list(mending.notes), len(mending.drifted), dict(mending.top)
    after = None
    try:
        step(mending, trial)
        if mending.data is kept[0]:
            return trial
        after = try_form(files, mending.data, others)
    except (SpecError, ValidationError):
        pass  # an edit that can't be made, or after which nothing is a form: told, but not written
    if after is not None and after.readings and after.coverage >= trial.coverage:
        return after
    mending.data, mending.changes, mending.notes, mending.top = kept[0], kept[1], kept[2], kept[4]
    told = [_unmended(drifted) for drifted in mending.drifted[kept[3] :]]
    mending.drifted[kept[3] :] = told
    return trial


def _unmended(drifted: Drifted) -> Drifted:
    values = {name: getattr(drifted, name) for name in Drifted.__slots__}
    return Drifted(**{**values, "mended": False})


def _sheet_year(trial: Trial) -> int | None:
    years = [reading.found.years.sheet for reading in trial.readings if reading.found.years.sheet is not None]
    return max(years, default=None)


def _year(form: str) -> int:
    return int(form.rsplit("/", 1)[1])


def _is_named(files: Sequence[Named], data: dict[str, Any]) -> bool:
    """True if the sheets print the municipality's name somewhere, or nothing says that they are another's."""
    name = str(data["municipality"]["name"])
    texts = [cell.text for file in files for grid in file.document.grids for cell in grid.non_blank()]
    return any(name in text for text in texts)


def _renamed(name: str, years: int) -> str:
    """The form's name with the year in it moved on."""
    found = _ERA_YEAR.search(name)
    if found is None or found[2] == "元":
        return name
    return f"{name[: found.start()]}{found[1]}{int(found[2]) + years}年度{name[found.end() :]}"


def _problem(trial: Trial) -> str:
    said = [finding.message for finding in trial.findings]
    return said[0] if said else "no sheet was found in the files, even with the nearest form's title mended"
