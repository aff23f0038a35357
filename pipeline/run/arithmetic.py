"""Where figures of a scan don't add up, the form's arithmetic chooses among what was nearly read.

A figure gives way to another reading of its cell only if the sheet then adds up better in every way, and no other
reading does as well and is nearly as likely. What was read first stays in ``raw``, and a finding says what was chosen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from pipeline.checks.identities import Identities, Outcome
from pipeline.checks.selection import figure
from pipeline.decode.changed import report_with
from pipeline.decode.numbers import Reading
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.facts import Fact
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.model.report import Report
from pipeline.recognise.found import FoundReport

Readings = Mapping[Place, Sequence[Reading]]
Finished = tuple[Report, Identities]
_UNLIKELY = 0.002  # a reading less probable than this beside the one taken is none
_CLEARLY = 8.0  # as many times as probable as the next that adds up
_MOST = 150  # ways to try
_TOGETHER = 2  # cells misread in one sum


@dataclass(frozen=True, slots=True)
class _Way:
    """Other readings for some cells, and how probable they are beside the ones taken."""

    readings: tuple[tuple[Place, Reading], ...]
    odds: float


def choose_readings(
    found: FoundReport, readings: Readings, finish: Callable[[FoundReport], Finished]
) -> tuple[FoundReport, Finished]:
    """The report with the readings that its own arithmetic asks for; ``finish`` binds, settles and checks one.

    Sums that have a figure in common are mended together, others one after the other.
    """
    done = finish(found)
    if not readings:
        return found, done
    chosen: list[Finding] = []
    for places in _together(_broken(done)):
        better = _mended(found, done, places, readings, finish)
        if better is not None:
            chosen += _chosen(found, better[0])
            _, found, done = better
    return found, (replace(done[0], findings=(*done[0].findings, *chosen)), done[1])


def _mended(
    found: FoundReport,
    done: Finished,
    places: set[Place],
    readings: Readings,
    finish: Callable[[FoundReport], Finished],
) -> tuple[_Way, FoundReport, Finished] | None:
    """The way to read the cells at ``places`` by which more sums hold, and none less; None if there isn't just one."""
    broken = _broken(done)
    tried: list[tuple[int, float, _Way, FoundReport, Finished]] = []
    for way in _ways(places, readings):
        if tried and len(way.readings) > len(tried[0][2].readings):
            break  # one slip explains it
        other = report_with(found, _cells(found, way))
        result = finish(other)
        left = _broken(result)
        if len(left) < len(broken) and left.keys() <= broken.keys():
            tried.append((len(left), way.odds, way, other, result))
    if not tried:
        return None
    tried.sort(key=lambda one: (one[0], -one[1]))
    least, odds, way, other, result = tried[0]
    if any(rival[0] == least and rival[1] * _CLEARLY > odds for rival in tried[1:]):
        return None
    return way, other, result


def _together(broken: Mapping[tuple[object, ...], set[Place]]) -> list[set[Place]]:
    """The cells of sums that fail; those of sums with a cell in common together."""
    groups: list[set[Place]] = []
    for places in broken.values():
        joined = set(places)
        for group in [group for group in groups if group & joined]:
            groups.remove(group)
            joined |= group
        groups.append(joined)
    return groups


def confirmed(facts: Sequence[Fact], identities: Identities) -> frozenset[Place]:
    """The cells of figures of which something holds that could have failed."""
    given = identities.sorted_out(facts)
    sure: set[Place] = set()
    for check in identities.checks:
        for result in identities.evaluate(check, given):
            involved = [*result.inputs, *([] if result.target is None else [result.target])]
            if result.outcome is Outcome.PASS and any(map(figure, involved)):
                sure.update(fact.place for fact in involved)
    return frozenset(sure)


def _broken(done: Finished) -> dict[tuple[object, ...], set[Place]]:
    """The identities that fail, each with the cells that it is about."""
    report, identities = done
    given = identities.sorted_out(report.facts)
    failed: dict[tuple[object, ...], set[Place]] = {}
    for check in identities.checks:
        for result in identities.evaluate(check, given):
            if result.outcome is Outcome.FAIL:
                involved = [*result.inputs, *([] if result.target is None else [result.target])]
                about = result.target or result.inputs[0]
                key = (check.id, result.fiscal_year, about.part, getattr(about, "indicator", None))
                failed.setdefault(key, set()).update(fact.place for fact in involved)
    return failed


def _ways(places: set[Place], readings: Readings) -> Iterator[_Way]:
    """One cell read otherwise, then two, the likeliest first."""
    others = {
        place: [reading for reading in given[1:] if reading.probability >= _UNLIKELY * given[0].probability]
        for place in sorted(places, key=lambda p: (p.page, p.row, p.col))
        if (given := readings.get(place))
    }
    left = _MOST
    for number in range(1, _TOGETHER + 1):
        ways = [
            _Way(chosen, prod(reading.probability / readings[place][0].probability for place, reading in chosen))
            for some in combinations(others, number)
            for chosen in product(*([(place, reading) for reading in others[place]] for place in some))
        ]
        ways.sort(key=lambda way: -way.odds)
        yield from ways[:left]
        left -= len(ways)
        if left <= 0:
            return


def _cells(found: FoundReport, way: _Way) -> dict[Place, Cell]:
    wanted = dict(way.readings)
    return {
        cell.place: replace(
            cell,
            text=wanted[cell.place].text,
            recognised=cell.text if cell.recognised is None else cell.recognised,
        )
        for row in found.rows
        for cell in row
        if cell.place in wanted
    }


def _chosen(found: FoundReport, way: _Way) -> Iterator[Finding]:
    texts = {cell.place: cell.text for row in found.rows for cell in row}
    for place, reading in way.readings:
        yield Finding(
            "reading-by-arithmetic",
            Severity.WARNING,
            "this figure of a scan was read as what the sheet's sums ask for, which was the less clear reading of its "
            "ink; look at the page",
            expected=reading.text,
            actual=texts[place].strip(),
            place=place,
        )
