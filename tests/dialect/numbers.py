"""③ and ⑥: people, users and indicators, with achievement rates that are what the numbers give."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.dialect import words
from tests.dialect.said import UNDECIDED, Said, dash, loose, plain, rounded


@dataclass(frozen=True, slots=True)
class Service:
    """How many it is meant for and how many used it, for the year before and the evaluated year."""

    people: tuple[Said | None, Said | None]
    people_unit: str
    users: tuple[Said | None, Said | None]
    users_unit: str
    users_formula: str | None
    hidden_users: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity indicator; ``values``: before, evaluated, forecast, goal."""

    name: str
    formula: str
    unit: str
    values: tuple[Said | None, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome indicator; ``targets``: before, evaluated, sheet's year, final; ``code`` 1: more is better."""

    name: str
    formula: str
    unit: str
    targets: tuple[Said | None, ...]
    actuals: tuple[Said | None, ...]
    rates: tuple[Said | None, ...]
    code: int | None


def population(rng: Random, *, new: bool) -> Service:
    """③'s numbers; a third of the projects have no users."""
    unit = rng.choice(("人", "世帯", "件"))
    size = rng.randint(20, 90_000)
    people = [loose(rng, Decimal(size + at), unit) if rng.random() < 0.4 else plain(size + at) for at in range(2)]
    counts = [None if new else rng.randint(3, 60_000), rng.randint(3, 60_000)]
    if rng.random() < 0.3:
        counts = [None, None]
    has_users = counts[1] is not None
    return Service(
        people=(None if new else people[0], people[1]),
        people_unit=unit,
        users=(None if counts[0] is None else plain(counts[0]), None if counts[1] is None else plain(counts[1])),
        users_unit=rng.choice(words.UNITS) if has_users else "",
        users_formula=words.formula(rng) if has_users else None,
        hidden_users=(counts[0], counts[1]),
    )


def activity(rng: Random, *, new: bool) -> Activity:
    """An activity indicator."""
    unit = rng.choice(words.UNITS)
    scale = rng.choice((5, 60, 900, 40_000))
    places = 1 if unit in {"ha", "kg", "m"} and rng.random() < 0.5 else 0
    numbers = [rounded(Fraction(rng.randint(1, scale * 10), 10), places) for _ in range(4)]
    values: list[Said | None] = [plain(numbers[0]), plain(numbers[1]), _coming(rng, numbers[2], unit), None]
    if rng.random() < 0.6:
        values[3] = _coming(rng, numbers[3], unit)
    if new:
        values[0] = None
    if rng.random() < 0.05:
        values[1] = dash(rng)
    return Activity(words.measure(rng), words.formula(rng), unit, tuple(values))


def _coming(rng: Random, number: Decimal, unit: str) -> Said:
    draw = rng.random()
    if draw < 0.15:
        return UNDECIDED
    return loose(rng, number, unit) if draw < 0.4 else plain(number)


def outcome(rng: Random, *, new: bool) -> Outcome:
    """An outcome indicator whose rates follow from its numbers."""
    code = rng.choice((1, 1, 1, 2, None))
    places = rng.choice((0, 0, 1))
    scale = rng.choice((40, 100, 3_000))
    targets = [rounded(Fraction(rng.randint(scale * 4, scale * 10), 10), places) for _ in range(4)]
    actuals = [rounded(Fraction(rng.randint(scale * 3, scale * 11), 10), places) for _ in range(2)]
    said: list[Said | None] = [plain(target) for target in targets]
    if rng.random() < 0.15:
        said[2] = UNDECIDED
    if rng.random() < 0.6:
        said[3] = None
    results: list[Said | None] = [plain(actual) for actual in actuals]
    rates: list[Said | None] = [_rate(actuals[at], targets[at], code) for at in range(2)]
    if new:
        said[0] = results[0] = rates[0] = None
    unit = rng.choice(("%", "%", *words.UNITS))
    return Outcome(words.measure(rng), words.formula(rng), unit, tuple(said), tuple(results), tuple(rates), code)


def _rate(actual: Decimal, target: Decimal, code: int | None) -> Said:
    top, bottom = (target, actual) if code == 2 else (actual, target)
    return plain(rounded(Fraction(top) * 100 / Fraction(bottom), 1))
