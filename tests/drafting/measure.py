"""How much of a form that people wrote down a draft of it has right, unaided."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.inventory import Entry, inventory

_STRUCTURE = {"section", "label", "row", "group", "column", "note", "title", "heading", "begins", "dated"}
_VALUES = ("right", "left", "below", "holds", "each_year", "cost", "funding", "staffing", "derived")
_COLUMNS = ("part", "measure", "mark", "basis", "sums_to", "year", "times", "ends_in_goal")


@dataclass(frozen=True)
class Share:
    """How many of the things of a form the draft has right."""

    right: int
    all: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else 1.0


def labels(draft: dict[str, Any], form: dict[str, Any]) -> Share:
    """The printed things of the form that the draft has too, in the same section, as the same kind of thing."""
    have = Counter(key for entry in inventory(draft) for key in _keys(entry))
    wanted = [entry for entry in inventory(form) if entry.kind in _STRUCTURE]
    right = [entry for entry in wanted if _takes(have, _keys(entry))]
    missing = [f"{entry.kind} {entry.above} / {entry.text}" for entry in wanted if entry not in right]
    return Share(len(right), len(wanted), tuple(missing))


def meanings(draft: dict[str, Any], form: dict[str, Any]) -> Share:
    """The values, rows and columns of the form whose meaning the draft has, to the last word."""
    have: Counter[tuple[str, str, str]] = Counter()
    for entry in inventory(draft):
        have.update((entry.kind, key, said) for key in entry.keys for said in _said(entry))
    wanted = [(entry, said) for entry in inventory(form) for said in _said(entry)]
    right = [(e, said) for e, said in wanted if _takes(have, [(e.kind, key, said) for key in e.keys])]
    wrong = [f"{e.kind} {e.text}: {said}" for e, said in wanted if (e, said) not in right]
    return Share(len(right), len(wanted), tuple(wrong))


def checks(draft: dict[str, Any], form: dict[str, Any]) -> Share:
    """The identities of the form that the draft proposes, whatever they are called."""
    have = {_identity(check) for check in draft.get("checks", [])}
    wanted = [_identity(check) for check in form.get("checks", [])]
    return Share(sum(w in have for w in wanted), len(wanted), tuple(w for w in wanted if w not in have))


def _identity(check: dict[str, Any]) -> str:
    left = check.get("sum") or check.get("ratio") or [check.get("change") or check.get("beside")]
    return f"{sorted(map(str, left)) if 'sum' in check else left} = {check['equals']}"


def _keys(entry: Entry) -> list[tuple[str, str]]:
    return [(entry.kind, key) for key in entry.keys]


def _takes(have: Counter[Any], keys: Iterable[Any]) -> bool:
    """True if one of the keys is still there; it is taken out."""
    found = next((key for key in keys if have[key] > 0), None)
    if found is None:
        return False
    have[found] -= 1
    return True


def _said(entry: Entry) -> list[str]:
    """What an entry says, each part by itself: options are entries of their own, choice names are anybody's."""
    if not isinstance(entry.item, dict) or entry.kind not in {"label", "row", "column"}:
        return []
    said = []
    for key in (*_VALUES, *_COLUMNS):
        if key in entry.item:
            said.append(f"{key} {_plain(entry.item[key])}")
    return said


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in {"options", "choice", "holds"}}
        return "{" + ", ".join(f"{k}: {_plain(kept[k])}" for k in sorted(kept)) + "}"
    return str(value)
