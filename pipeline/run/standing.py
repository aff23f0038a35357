"""How good a database is, source by source, and whether it got worse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct
from sqlalchemy import Connection, text

from pipeline.load.record import Spot


class Standing(Struct, frozen=True):
    """What was read from one source, and what there is to say of it: open findings by severity."""

    facts: int
    coverage: float | None
    error: int
    warning: int
    info: int


@dataclass(frozen=True, slots=True)
class Worse:
    """A number of a source that got worse; ``before`` and ``now`` as people read them."""

    source: str
    what: str
    before: str
    now: str


def standings(connection: Connection) -> dict[str, Standing]:
    """The standing of every source that a path has, by that path (and member)."""
    query = "SELECT path, member, facts, coverage, errors, warnings, infos FROM quality WHERE status <> 'missing'"
    found: dict[str, Standing] = {}
    for row in connection.execute(text(query + " ORDER BY source_id")):
        place = str(Spot(row.path, row.member))
        here = Standing(int(row.facts), row.coverage, int(row.errors), int(row.warnings), int(row.infos))
        found[place] = _together(found[place], here) if place in found else here
    return found


def _together(one: Standing, other: Standing) -> Standing:
    """Where a file's new content was refused or could not be read, what was there before still stands beside it."""
    shares = [share for share in (one.coverage, other.coverage) if share is not None]
    counts = [getattr(one, name) + getattr(other, name) for name in ("error", "warning", "info")]
    return Standing(one.facts + other.facts, min(shares, default=None), *counts)


def worse(before: Mapping[str, Standing], now: Mapping[str, Standing]) -> list[Worse]:
    """What got worse in the sources that both have: a source that is new or gone is no fault."""
    return [each for source in sorted(before.keys() & now.keys()) for each in _of(source, before[source], now[source])]


def _of(source: str, before: Standing, now: Standing) -> Iterator[Worse]:
    if now.facts < before.facts:
        yield Worse(source, "facts", f"{before.facts:,}", f"{now.facts:,}")
    if before.coverage is not None and (now.coverage is None or now.coverage < before.coverage):
        yield Worse(source, "coverage", _share(before.coverage), _share(now.coverage))
    for severity in ("error", "warning", "info"):
        was, is_now = getattr(before, severity), getattr(now, severity)
        if is_now > was:
            yield Worse(source, f"{severity} findings", f"{was:,}", f"{is_now:,}")


def _share(share: float | None) -> str:
    return "none" if share is None else f"{share:.4%}"
