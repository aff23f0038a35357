"""Which forms to hold sheets against: those they are recognised as, one whose title alone is new, or the nearest."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.drafting.drift.nearest import Nearness
from pipeline.drafting.drift.trial import Named
from pipeline.errors import SpecError
from pipeline.recognise.reports import Recogniser
from pipeline.spec.registry import Registry

_THERE = 0.7  # of a form's labels are printed: its sheets are there, whatever their title


@dataclass(frozen=True, slots=True)
class Base:
    """A form to hold sheets against. ``recognised``: by its title; ``asked``: somebody named it."""

    form: str
    recognised: bool = False
    asked: bool = False

    @property
    def family(self) -> str:
        return self.form.rsplit("/", 1)[0]


def choose_bases(files: Sequence[Named], registry: Registry, near: Sequence[Nearness], asked: str | None) -> list[Base]:
    """The forms to compare with.

    Raises:
        SpecError: there is no such form, or none at all.
    """
    if asked is not None:
        if asked not in registry.resolved:
            raise SpecError(f"{asked}: there is no such form; known: {', '.join(sorted(registry.resolved))}")
        return [Base(asked, asked=True)]
    if not near:
        raise SpecError("no form is known to compare the sheets with; draft one with `hyoka forms draft`")
    found = [f.form for file in files for f in Recogniser(registry.forms).reports(file.document)]
    newest = {form.family: form.form for form in sorted(found, key=lambda form: form.year)}
    if not newest:
        return [Base(near[0].form)]
    recognised = [Base(name, recognised=True) for name in newest.values()]
    return [*recognised, *_untitled(recognised, registry, near)]


def _untitled(recognised: Sequence[Base], registry: Registry, near: Sequence[Nearness]) -> list[Base]:
    """Further forms of the same town whose labels are on the sheets, though nothing is recognised as them."""
    towns = {str(registry.resolved[base.form]["municipality"]["code"]) for base in recognised}
    families = {base.family for base in recognised}
    found: dict[str, Base] = {}
    for one in near:
        base = Base(one.form)
        same_town = str(registry.resolved[one.form]["municipality"]["code"]) in towns
        if one.share >= _THERE and same_town and base.family not in families:
            found.setdefault(base.family, base)
    return list(found.values())
