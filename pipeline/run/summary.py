"""What a run tells: events while it goes on, a result for every file, and a summary at the end."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.load.record import Spot
from pipeline.load.runs import Held, RunCounts
from pipeline.model.finding import Finding
from pipeline.run.absence import Absent
from pipeline.run.difference import Change
from pipeline.run.discover import PassedOver
from pipeline.run.reasons import Action
from pipeline.run.rule import NOTHING_RULED, Ruled

INTERRUPTED, WRONG = 130, 2
ALL_THERE, NOTHING_HELD = Absent(), Held()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What became of one file, or of one ``member`` of a zip file.

    ``skipped``: known already, so status, findings and ``serious`` are of an earlier run. ``serious`` are its first
    findings of severity error; ``action`` is what the run does with it, ``why`` the reason for that. ``cells`` and
    ``unread`` count what this run read. ``copy_of``: where the same content stands that the database names.
    """

    path: str
    member: str | None = None
    status: str
    skipped: bool = False
    action: Action = Action.NEW
    why: str | None = None
    note: str | None = None
    reports: int = 0
    facts: int = 0
    cells: int = 0
    unread: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    serious: tuple[Finding, ...] = ()
    source_id: int | None = None
    copy_of: Spot | None = None

    @property
    def spot(self) -> Spot:
        return Spot(self.path, self.member)

    @property
    def is_problem(self) -> bool:
        """True if it wasn't read, no report was found in it, or an error stands beside what was read."""
        return not self.is_whole or self.findings.get("error", 0) > 0

    @property
    def is_whole(self) -> bool:
        """True if all of it was read, even where the sheet contradicts itself."""
        return self.status == "loaded" and all(finding.is_of_the_sheet for finding in self.serious)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """All of a run. ``absent`` tells of files that are gone, ``outdated`` names those of which an older content counts.

    ``nothing_in``: paths under which there is no file to read; ``held``: what the database holds after the run.
    ``changes``: how what the database says changed, where that was asked for; else None. ``dry``: nothing was changed,
    and this is what would be. ``strict``: sources with error findings are refused. ``trouble``: why pages could not be
    kept. ``ruled``: what became of people's rulings.
    """

    run_id: int
    files: tuple[FileResult, ...]
    passed_over: tuple[PassedOver, ...]
    seconds: float
    absent: Absent = ALL_THERE
    outdated: tuple[str, ...] = ()
    nothing_in: tuple[str, ...] = ()
    held: Held = NOTHING_HELD
    interrupted: bool = False
    changes: tuple[Change, ...] | None = None
    dry: bool = False
    strict: bool = False
    trouble: str | None = None
    ruled: Ruled = NOTHING_RULED

    @property
    def gone(self) -> tuple[str, ...]:
        """The sources whose files are no longer there."""
        return self.absent.gone

    @property
    def pruned(self) -> tuple[str, ...]:
        """Those of them that were forgotten."""
        return self.absent.pruned

    @property
    def problems(self) -> tuple[FileResult, ...]:
        """Files that a person should look at, those of this run and those that were skipped."""
        return tuple(file for file in self.files if file.is_problem)

    @property
    def read(self) -> tuple[FileResult, ...]:
        """Files that this run read or tried to read."""
        return tuple(file for file in self.files if not file.skipped)

    def count(self, status: str) -> int:
        """How many files this run read with this outcome."""
        return sum(file.status == status for file in self.read)

    @property
    def findings(self) -> Mapping[str, int]:
        """Findings on what this run read, by severity."""
        total: Counter[str] = Counter()
        for file in self.read:
            total.update(file.findings)
        return total

    @property
    def unread(self) -> int:
        """Cells that no rule claimed."""
        return sum(file.unread for file in self.read)

    @property
    def coverage(self) -> float | None:
        """Share of non-blank cells accounted for; None where nothing was read."""
        cells = sum(file.cells for file in self.read)
        return 1 - self.unread / cells if cells else None

    @property
    def counts(self) -> RunCounts:
        """The counters as ``runs`` keeps them."""
        return RunCounts(
            files_seen=len(self.files),
            files_read=self.count("loaded") + self.count("unrecognized"),
            files_skipped=len(self.files) - len(self.read),
            files_failed=self.count("failed"),
            reports_loaded=sum(file.reports for file in self.read),
            facts=sum(file.facts for file in self.read),
            errors=self.findings.get("error", 0),
            warnings=self.findings.get("warning", 0),
            coverage=self.coverage,
        )

    @property
    def exit_status(self) -> int:
        """0: every file was read whole; 1: some was not, or a path has no file, or none that it had; 130: broken off.

        A sheet that contradicts itself was read whole: its finding is an error, but not of reading. Where sources with
        error findings are refused, it is a reason for 1 all the same. 2: what is gone was to be forgotten, and is all
        that was known.
        """
        if self.interrupted:
            return INTERRUPTED
        if self.absent.refused:
            return WRONG
        if self.absent.vanished or self.nothing_in:
            return 1
        if self.strict and any(file.findings.get("error", 0) for file in self.files):
            return 1
        return 0 if all(file.is_whole for file in self.files) else 1


@dataclass(frozen=True, slots=True)
class Found:
    """How many files there are: the first event, and one for every zip file that is opened, with its members in it."""

    files: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file is about to be read; ``path`` is for people."""

    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """A file is done, whatever became of it."""

    result: FileResult


Event = Found | Reading | Done
Listener = Callable[[Event], None]
