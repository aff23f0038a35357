"""How good a database is, source by source, and whether it got worse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct
from sqlalchemy import Connection, func, select, text

from db import tables as t
from pipeline.load.record import Spot
from pipeline.model.finding import CHECK

_SOURCES = (
    "SELECT source_id, path, member, facts, coverage, errors, warnings, infos FROM quality "
    "WHERE status <> 'missing' OR reports > 0 ORDER BY source_id"
)
_COUNTED = ("error", "warning", "info", "passed")


class Standing(Struct, frozen=True):
    """What was read from one source, and what there is to say of it: open findings by severity.

    ``passed``: how many checks hold, which are findings of severity info; None where nobody counted them.
    """

    facts: int
    coverage: float | None
    error: int
    warning: int
    info: int
    passed: int | None = None


@dataclass(frozen=True, slots=True)
class Worse:
    """A number of a source that got worse; ``before`` and ``now`` as people read them."""

    source: str
    what: str
    before: str
    now: str


def standings(connection: Connection) -> dict[str, Standing]:
    """The standing of every source that counts, by its path (and member)."""
    found: dict[str, Standing] = {}
    passed = _passed(connection)
    for row in connection.execute(text(_SOURCES)):
        place = str(Spot(row.path, row.member))
        counts = int(row.errors), int(row.warnings), int(row.infos)
        here = Standing(int(row.facts), row.coverage, *counts, passed.get(row.source_id, 0))
        found[place] = _together(found[place], here) if place in found else here
    return found


def _passed(connection: Connection) -> Mapping[int, int]:
    """How many checks hold, by source."""
    f = t.findings.c
    holds = (f.severity == "info") & f.rule.startswith(CHECK, autoescape=True)
    query = select(f.source_id, func.count().label("number")).where(holds).group_by(f.source_id)
    return {row.source_id: row.number for row in connection.execute(query)}


def _together(one: Standing, other: Standing) -> Standing:
    """Where a file's new content was refused or could not be read, what was there before still counts beside it."""
    shares = [share for share in (one.coverage, other.coverage) if share is not None]
    counts = [(getattr(one, name) or 0) + (getattr(other, name) or 0) for name in _COUNTED]
    return Standing(one.facts + other.facts, min(shares, default=None), *counts)


def worse(before: Mapping[str, Standing], now: Mapping[str, Standing]) -> list[Worse]:
    """What got worse in the sources that both have: a source that is new or gone is no fault."""
    return [each for source in sorted(before.keys() & now.keys()) for each in _of(source, before[source], now[source])]


def _of(source: str, before: Standing, now: Standing) -> Iterator[Worse]:
    if now.facts < before.facts:
        yield Worse(source, "facts", f"{before.facts:,}", f"{now.facts:,}")
    if before.coverage is not None and (now.coverage is None or now.coverage < before.coverage):
        yield Worse(source, "coverage", _share(before.coverage), _share(now.coverage))
    for severity in ("error", "warning"):
        was, is_now = getattr(before, severity), getattr(now, severity)
        if is_now > was:
            yield Worse(source, f"{severity} findings", f"{was:,}", f"{is_now:,}")
    if before.passed is not None and now.passed is not None and now.passed < before.passed:
        yield Worse(source, "checks that hold", f"{before.passed:,}", f"{now.passed:,}")


def _share(share: float | None) -> str:
    return "none" if share is None else f"{share:.4%}"
