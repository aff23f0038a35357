"""Whether a link would make one project of two that exist side by side, each with a sheet of the same year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from db import tables as t
from pipeline.load.links import ONE_TO_ONE
from pipeline.rulings.model import LinkRuling, ProjectName

End = tuple[str, str]
_NAMED = 3


def side_by_side(connection: Connection, ruling: LinkRuling, others: Iterable[LinkRuling]) -> str | None:
    """Why the history of the one project can't go on in the other's; None if it can.

    What other confirmed rulings join to the two counts with them.
    """
    if not ruling.confirmed or ruling.kind not in ONE_TO_ONE:
        return None
    joined = [other for other in others if other.confirmed and other.kind in ONE_TO_ONE and other.id != ruling.id]
    years = _years(connection, ruling.from_.municipality)
    for one in sorted(_joined_to(_end(ruling.from_), joined)):
        for other in sorted(_joined_to(_end(ruling.to), joined)):
            both = sorted(years.get(one, set()) & years.get(other, set()))
            if both:
                said = ", ".join(map(str, both[:_NAMED])) + (", …" if len(both) > _NAMED else "")
                return (
                    f"{one[1]} and {other[1]} both have a sheet or row of their own made in {said}, so they exist side "
                    f"by side, and neither is the other {ruling.kind}. Where one went into the other, it is merged"
                )
    return None


def _joined_to(end: End, links: Iterable[LinkRuling]) -> set[End]:
    """The project and all that links make one with it."""
    beside: dict[End, set[End]] = defaultdict(set)
    for link in links:
        beside[_end(link.from_)].add(_end(link.to))
        beside[_end(link.to)].add(_end(link.from_))
    found, left = {end}, [end]
    while left:
        new = beside[left.pop()] - found
        found |= new
        left.extend(new)
    return found


def _years(connection: Connection, municipality: str) -> Mapping[End, set[int]]:
    """In which fiscal years the sheets of every project were made."""
    p, r = t.projects.c, t.reports.c
    query = select(p.key, r.sheet_fiscal_year, r.fiscal_year).join(t.reports, r.project_id == p.id)
    found: dict[End, set[int]] = defaultdict(set)
    for row in connection.execute(query.where(p.municipality_code == municipality)):
        year = row.fiscal_year if row.sheet_fiscal_year is None else row.sheet_fiscal_year
        found[municipality, row.key] |= set() if year is None else {year}
    return found


def _end(project: ProjectName) -> End:
    return project.municipality, project.key
