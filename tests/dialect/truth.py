"""The truth of one project's filled form, invented from a seed: what a reader must find, before anything is printed."""

from dataclasses import dataclass
from random import Random

from tests.dialect import words
from tests.dialect.money import Money, money
from tests.dialect.numbers import Activity, Outcome, Service, activity, outcome, population

DIRECTIONS = ("expand", "reduce", "merge", "improve", "no_room", "other")
ENDINGS = ("completed", "ended", "suspended")
BUDGETS = ("same", "increase", "decrease", "end")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict: the keys of the ticked options; ``ended`` tells on which of the two lines ``direction`` stands."""

    direction: str
    ended: bool
    note: str | None
    budget: str

    @property
    def budget_at(self) -> int:
        """Position of the ticked option."""
        return BUDGETS.index(self.budget)


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of the coming term; ``deadline`` is (year, month, day) as far as it is printed."""

    item: str
    level: str
    deadline: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """⑦: positions of the ticked options, and who carries the project out."""

    target: int
    body: str
    body_review: int
    integration: int
    charge: int
    charge_review: int


@dataclass(frozen=True, slots=True)
class Plan:
    """⑨: what a plan says of the project."""

    position: str
    code: str | None
    names: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """The narratives of both pages."""

    purpose: str
    target: str
    summary_purpose: str
    summary_target: str
    summary_activities: str
    background: str
    activities: tuple[str, ...]
    improvements: tuple[str, ...]
    issues: str | None
    reason: str
    second_reason: str | None
    ex_ante_reason: str | None


@dataclass(frozen=True, slots=True)
class Truth:
    """All that one file says. ``year`` is the fiscal year in which the sheet is made; it evaluates the year before."""

    year: int
    new: bool
    name: str
    department: str
    department_code: str
    code: str
    telephone: str
    group: str
    started: int
    ended: int | None
    administrative_type: int
    laws: tuple[str, ...]
    plans: tuple[str, ...]
    related: tuple[str, ...]
    policies: tuple[tuple[str, str], ...]
    survey: tuple[int, int] | None
    listed: tuple[bool, bool]
    reform: tuple[tuple[str, str], ...]
    service: Service
    money: Money
    activities: tuple[Activity, ...]
    outcomes: tuple[Outcome, ...]
    previous: Verdict | None
    previous_stage: str
    review: Review
    goals: tuple[Goal, ...]
    first: Verdict
    first_date: tuple[int, int, int]
    evaluator: str
    second: Verdict | None
    second_date: tuple[int, int, int] | None
    priority: int | None
    contribution: tuple[int | None, int | None]
    ex_ante_date: tuple[int, int, int] | None
    environment: Plan
    next_generation: Plan
    texts: Texts


def invent(seed: int) -> Truth:
    """The truth number ``seed``."""
    rng = Random(seed)
    year = rng.randint(2007, 2026)
    new = rng.random() < 0.15
    service = population(rng, new=new)
    second = in_one_row(verdict(rng)) if rng.random() < 0.4 else None
    ex_ante = rng.random() < 0.5
    return Truth(
        year=year,
        new=new,
        name=words.title(rng),
        department=f"{words.pick(rng, words.BUREAUS)} {words.pick(rng, words.OFFICES)}",
        department_code=f"{rng.randint(1, 30):02d}{rng.randint(1, 99):02d}00",
        code=f"{rng.randint(10100, 309999):06d}",
        telephone=f"29{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
        group=words.pick(rng, words.GROUPS),
        started=year - 1 if new else rng.randint(1955, year - 2),
        ended=year + rng.randint(0, 6) if rng.random() < 0.3 else None,
        administrative_type=rng.randrange(3),
        laws=several(rng, words.LAWS),
        plans=several(rng, words.PLANS),
        related=tuple(words.title(rng) for _ in range(rng.choice((0, 0, 1, 2)))),
        policies=policies(rng),
        survey=(rng.randint(30, 50), rng.randint(1, 30)) if rng.random() < 0.7 else None,
        listed=(rng.random() < 0.5, rng.random() < 0.5),
        reform=tuple((f"{rng.randint(1000, 9999)}", words.title(rng)) for _ in range(rng.choice((0, 0, 1, 2)))),
        service=service,
        money=money(rng, new=new, users=service.hidden_users),
        activities=tuple(activity(rng, new=new) for _ in range(rng.randint(1, 3))),
        outcomes=tuple(outcome(rng, new=new) for _ in range(rng.randint(1, 2))),
        previous=None if new else verdict(rng),
        previous_stage=rng.choice(("first", "second")),
        review=review(rng),
        goals=tuple(goal(rng, year) for _ in range(rng.randint(1, 3))),
        first=verdict(rng),
        first_date=(year, rng.randint(4, 6), rng.randint(1, 30)),
        evaluator=f"{words.pick(rng, words.OFFICES)}{words.pick(rng, words.POSTS)} {person(rng)}",
        second=second,
        second_date=(year, rng.randint(7, 9), rng.randint(1, 30)) if second else None,
        priority=rng.randint(1, 40) if rng.random() < 0.5 else None,
        contribution=(rng.choice((None, 0, 1, 2, 3)), rng.choice((None, 0, 1, 2, 3))),
        ex_ante_date=(year, rng.randint(9, 12), rng.randint(1, 30)) if ex_ante else None,
        environment=plan(rng, 0),
        next_generation=plan(rng, 3),
        texts=texts(rng, second=second is not None, ex_ante=ex_ante),
    )


def person(rng: Random) -> str:
    """A person who doesn't exist."""
    return f"{words.pick(rng, words.FAMILIES).strip()} {words.pick(rng, words.GIVENS)}"


def several(rng: Random, some: tuple[str, ...]) -> tuple[str, ...]:
    """None, one or two of ``some``."""
    return tuple(rng.sample(some, rng.choice((0, 1, 1, 2))))


def policies(rng: Random) -> tuple[tuple[str, str], ...]:
    """The four levels of the comprehensive plan."""
    numbers = [rng.randint(1, 9) for _ in range(4)]
    codes = (f"第{numbers[0]}章", f"{numbers[1]}節", f"{numbers[2]}", f"({numbers[3]})")
    names = (words.CHAPTERS, words.NODES, words.PILLARS, words.PILLARS)
    return tuple((code, words.pick(rng, some)) for code, some in zip(codes, names, strict=True))


def verdict(rng: Random) -> Verdict:
    """A verdict as offices give them: most go on, some end."""
    if rng.random() < 0.15:
        return Verdict(rng.choice(ENDINGS), ended=True, note=None, budget="end")
    direction = rng.choice(DIRECTIONS)
    note = words.pick(rng, ("関係課と調整", "所管替え", "制度改正を待つ")) if direction == "other" else None
    return Verdict(direction, ended=False, note=note, budget=rng.choice(BUDGETS[:3]))


def in_one_row(given: Verdict) -> Verdict:
    """The second evaluation's list has one 終了 and no finer endings."""
    return Verdict("ended", ended=True, note=None, budget=given.budget) if given.ended else given


def review(rng: Random) -> Review:
    """⑦ filled in."""
    body = rng.choice(("市", "市(一部委託)", "指定管理者", "社会福祉協議会"))
    return Review(rng.randrange(3), body, rng.randrange(2), rng.randrange(4), rng.randrange(2), rng.randrange(2))


def goal(rng: Random, year: int) -> Goal:
    """One goal, due before the fiscal year ends."""
    month = rng.choice((6, 9, 10, 11, 12, 1, 2, 3))
    due = (year + (month < 4), month)
    return Goal(words.sentence(rng), words.prose(rng, 2), (*due, rng.randint(1, 28)) if rng.random() < 0.2 else due)


def plan(rng: Random, levels: int) -> Plan:
    """A plan that mostly says nothing of the project."""
    if rng.random() < 0.6:
        return Plan("無し", None, (None,) * levels)
    return Plan(
        "有り", f"{rng.randint(1, 9)}-{rng.randint(1, 20)}", tuple(words.pick(rng, words.NODES) for _ in range(levels))
    )


def texts(rng: Random, *, second: bool, ex_ante: bool) -> Texts:
    """Every narrative."""
    return Texts(
        purpose=words.prose(rng),
        target=words.prose(rng, 1),
        summary_purpose=words.prose(rng),
        summary_target=words.prose(rng, 1),
        summary_activities=words.prose(rng, 6),
        background=words.prose(rng),
        activities=words.lines(rng, 8),
        improvements=words.lines(rng, 3),
        issues=words.prose(rng, 2) if rng.random() < 0.8 else None,
        reason=words.prose(rng, 5),
        second_reason=words.prose(rng, 3) if second else None,
        ex_ante_reason=words.prose(rng, 2) if ex_ante else None,
    )
