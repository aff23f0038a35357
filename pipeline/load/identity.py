"""Which project a report is about, and which report replaces which. Pure: heads of loaded reports in, keys out.

Everything is decided from what the reports say and never from the order in which they came, so a database filled sheet
by sheet is the same as one filled at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.normalize.fold import match_key

SEPARATOR = " / "  # match keys hold no white space, so this can't be part of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What identifies a loaded report."""

    id: str
    sha256: str
    first_run: int
    ordinal: int
    form: str
    kind: str
    fiscal_year: int | None
    sheet_fiscal_year: int | None
    project_code: str | None
    serial: str | None
    project_name: str | None
    department: str | None

    @property
    def volume(self) -> tuple[str, str, int, int]:
        """Form, kind and years: what a municipality publishes as one set, where a name should stand once."""
        family = self.form.rsplit("/", 1)[0]
        return family, self.kind, self.sheet_fiscal_year or 0, self.fiscal_year or 0


@dataclass(frozen=True, slots=True)
class Group:
    """Reports that can only be told apart together: those with one lasting code, or one name and no code."""

    by_code: bool
    word: str


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a project. Not ``sure``: nothing says which of several namesakes it is, so it has no history."""

    key: str
    sure: bool = True


def group_of(project_code: str | None, project_name: str | None) -> Group | None:
    """The group of a report; None where it names no project."""
    if code := match_key(project_code or ""):
        return Group(True, code)
    if name := match_key(project_name or ""):
        return Group(False, name)
    return None


def project_keys(group: Group, heads: Sequence[Head]) -> dict[str, Key]:
    """The project key of every report of ``group``, by report id."""
    if group.by_code:
        return {head.id: Key(group.word) for head in heads}
    volumes = _split(heads, lambda head: head.volume)
    if not any(_namesakes(volume) for volume in volumes):
        return {head.id: Key(group.word) for head in heads}
    keys: dict[str, Key] = {}
    for volume in volumes:
        for peers in _split(volume, _department):
            key = f"{group.word}{SEPARATOR}{_department(peers[0])}"
            if _namesakes(peers):
                keys |= {head.id: Key(f"{key}{SEPARATOR}{_serial(head, peers)}", sure=False) for head in peers}
            else:
                keys |= {head.id: Key(key) for head in peers}
    return keys


def publications(heads: Iterable[Head], keys: dict[str, Key]) -> list[list[Head]]:
    """Reports of one project, form, kind and year, newest source first; only those that are more than one.

    The source that a run saw first later is the newer one. Two that came in the same run are put in the order of their
    content, which means nothing: the caller says so in a finding.
    """
    groups = _split(heads, lambda head: (keys[head.id].key, *head.volume))
    return [sorted(group, key=_newest_first) for group in groups if len(group) > 1]


def latest_first(heads: Iterable[Head]) -> list[Head]:
    """Reports of one project, the latest sheet first, then the fullest kind."""
    rank = {"sheet": 0, "list_row": 1, "summary": 2}
    return sorted(
        heads,
        key=lambda head: (
            -(head.sheet_fiscal_year or head.fiscal_year or 0),
            rank.get(head.kind, len(rank)),
            *_newest_first(head),
        ),
    )


def _newest_first(head: Head) -> tuple[int, int, int]:
    return -head.first_run, -int(head.sha256, 16), head.ordinal


def _namesakes(heads: Sequence[Head]) -> bool:
    """Whether reports of one volume with one name are about more than one project."""
    return any(_differ(a, b) for a, b in combinations(heads, 2))


def _differ(a: Head, b: Head) -> bool:
    """Two in one file, or by two departments, or with two serial numbers; else one is the other, published again."""
    if a.sha256 == b.sha256 or _department(a) != _department(b):
        return True
    return bool(a.serial and b.serial) and match_key(a.serial or "") != match_key(b.serial or "")


def _department(head: Head) -> str:
    return match_key(head.department or "") or "-"


def _serial(head: Head, peers: Sequence[Head]) -> str:
    """Year and serial number, which hold for one volume only; the report's id where even the serial repeats."""
    same = [p for p in peers if p.sha256 == head.sha256 and match_key(p.serial or "") == match_key(head.serial or "")]
    number = match_key(head.serial or "") if len(same) == 1 else ""
    return f"{head.sheet_fiscal_year or head.fiscal_year or '-'}{SEPARATOR}{number or head.id}"


def _split(heads: Iterable[Head], by: Callable[[Head], object]) -> list[list[Head]]:
    found: dict[object, list[Head]] = defaultdict(list)
    for head in heads:
        found[by(head)].append(head)
    return list(found.values())
