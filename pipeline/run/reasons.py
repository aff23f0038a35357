"""Why a run does with a file what it does."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from pipeline.load.known import KnownSource
from pipeline.spec.registry import Registry

_NAMED = 3


class Action(StrEnum):
    """What a run does with a file. Whether it can be read is another matter: that is its status."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    COPY = "copy"
    REBOUND = "re-bound"
    REREAD = "read again"
    KEPT = "kept"
    REFUSED = "refused"


def why_again(
    known: KnownSource,
    forms: Sequence[str],
    registry: Registry,
    reader_version: str,
    past_forms: Mapping[str, Mapping[str, str]],
    *,
    kept: bool = True,
) -> tuple[Action, str]:
    """What is done with content that is known and not settled, and why.

    ``forms`` are those of its reports, ``past_forms`` all forms by the fingerprints of earlier runs. ``kept``: its
    pages are where they should be.
    """
    if known.status == "missing":
        return Action.REREAD, "it is back"
    if known.forms_hash is None:
        return Action.REREAD, "it could not be loaded last time"
    if known.reader_version != reader_version:
        return Action.REREAD, f"the reader changed from {known.reader_version} to {reader_version}"
    if known.forms_hash != registry.forms_hash:
        return Action.REBOUND, _changed_forms(forms, registry, past_forms.get(known.forms_hash))
    return Action.REREAD, "--again" if kept else "its pages are no longer kept"


def _changed_forms(forms: Sequence[str], registry: Registry, past: Mapping[str, str] | None) -> str:
    if past is None:
        return "the forms changed"
    now = registry.form_hashes
    changed = sorted(name for name in past.keys() | now.keys() if past.get(name) != now.get(name))
    if not changed:
        return "hyoka changed"
    mine = [name for name in changed if name in forms] or changed
    told = [_change(name, past, now) for name in mine[:_NAMED]]
    more = [f"{len(mine) - _NAMED} more"] if len(mine) > _NAMED else []
    return ", ".join(told + more)


def _change(name: str, past: Mapping[str, str], now: Mapping[str, str]) -> str:
    how = "is new" if name not in past else "is not given" if name not in now else "changed"
    return f"form {name} {how}"
