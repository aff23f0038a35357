"""⑤: amounts that add up in hidden exact yen and are printed in thousands, each rounded by itself."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tests.dialect.said import Said, dash, plain, rounded

SOURCES = ("general", "national_prefectural", "beneficiary", "bond", "other")
Column = tuple[Said | None, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What stands in ⑤, a value a year: before, evaluated, and the sheet's own year where the row has one."""

    account: str
    budget: Column
    direct: Column
    contract: Column
    temporary: Column
    fte: Column
    personnel: Column
    debt: Column
    total: Column
    funding: dict[str, Column]
    per_resident: Column
    per_use: Column


@dataclass(frozen=True, slots=True)
class _Year:
    direct: int
    personnel: int
    debt: int
    fte: Fraction

    @property
    def total(self) -> int:
        return self.direct + self.personnel + self.debt


def money(rng: Random, *, new: bool, users: tuple[int | None, int | None]) -> Money:
    """The costs of a project; ``new`` ones have nothing in the first year."""
    residents = rng.randint(40_000, 420_000)
    scale = rng.choice((0, 10_000, 400_000, 3_000_000, 60_000_000, 900_000_000))
    wage = rng.randint(7_500_000, 9_600_000)
    has_debt = rng.random() < 0.15
    years = [_year(rng, scale, wage, has_debt=has_debt) for _ in range(2)]
    shown = [year if not (new and at == 0) else None for at, year in enumerate(years)]
    budgets = [None if new else _near(rng, years[0].direct), _near(rng, years[1].direct), _near(rng, years[1].direct)]
    shares = _shares(rng)
    head = rng.random() < 0.25
    funding = _funding(rng, [None if year is None else year.total for year in shown] + [budgets[2]], shares)
    return Money(
        account=rng.choice(("一般会計", "一般会計", "国民健康保険特別会計", "下水道事業特別会計")),
        budget=tuple(None if b is None else thousands(b) for b in budgets),
        direct=tuple(None if year is None else thousands(year.direct) for year in shown),
        contract=tuple(_heads(rng, shown=head and year is not None) for year in shown),
        temporary=tuple(_heads(rng, shown=head and year is not None) for year in shown),
        fte=tuple(None if y is None else Said(f"{rounded(y.fte, 2)}", rounded(y.fte, 2), unit="人") for y in shown),
        personnel=tuple(None if year is None else thousands(year.personnel) for year in shown),
        debt=tuple(None if year is None or not has_debt else thousands(year.debt) for year in shown),
        total=tuple(None if year is None else thousands(year.total) for year in shown),
        funding=funding,
        per_resident=tuple(None if y is None else _rate(y.total, residents) for y in shown),
        per_use=tuple(None if y is None or not n else _rate(y.total, n) for y, n in zip(shown, users, strict=True)),
    )


def thousands(yen: int) -> Said:
    """``yen`` as printed in 千円."""
    return plain(rounded(Fraction(yen, 1000)))


def _rate(yen: int, by: int) -> Said:
    return plain(rounded(Fraction(yen, by), 1))


def _near(rng: Random, yen: int) -> int:
    return yen * rng.randint(90, 115) // 100 // 1000 * 1000


def _year(rng: Random, scale: int, wage: int, *, has_debt: bool) -> _Year:
    fte = Fraction(rng.randint(5, 600), 100)
    direct = rng.randint(scale // 2, scale) if scale else 0
    return _Year(direct, int(wage * fte), rng.randint(200_000, 9_000_000) if has_debt else 0, fte)


def _heads(rng: Random, *, shown: bool) -> Said | None:
    if not shown or rng.random() < 0.3:
        return None
    return plain(rng.randint(1, 12))


def _shares(rng: Random) -> dict[str, int]:
    """Percent of each source but general revenue, which pays the rest."""
    others = rng.sample(SOURCES[1:], rng.choice((0, 0, 1, 1, 2, 3)))
    return {source: rng.choice((0, 5, 12, 25, 30)) for source in others}


def _funding(rng: Random, totals: list[int | None], shares: dict[str, int]) -> dict[str, Column]:
    columns: dict[str, list[Said | None]] = {source: [] for source in SOURCES}
    blank_zero = rng.random() < 0.5
    for total in totals:
        left = total or 0
        for source in SOURCES[1:]:
            part = (total or 0) * shares.get(source, 0) // 100
            left -= part
            columns[source].append(_amount(rng, part, total is not None and source in shares, blank_zero=blank_zero))
        columns["general"].append(None if total is None else thousands(left))
    return {source: tuple(column) for source, column in columns.items()}


def _amount(rng: Random, part: int, shown: bool, *, blank_zero: bool) -> Said | None:
    if not shown or (part == 0 and blank_zero):
        return None
    return dash(rng) if part == 0 and rng.random() < 0.3 else thousands(part)
