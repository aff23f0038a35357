"""What was measured on scans, for people and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.report import machine
from tests.bench.scans_measure import Measured
from tests.bench.scans_ways import CROPS, OURS, WHOLE

MOST, MEGABYTES = 0.5, 600  # the goals: ours / rapidocr, and ours at its peak
_LEGEND = (
    "ours: bytes to facts. rapidocr: the whole page, defaults. recogniser: its recogniser alone on the lines of the",
    "true cells, one at a time. Wrong characters and exact numbers are counted over all cells of the pages.",
    f"Goals: ours / rapidocr at most {MOST}, its wrong characters no more, peak of ours at most {MEGABYTES} MB.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A way on a condition, by page, and in proportion to the two that it is compared with; None: not measured."""

    condition: str
    way: str
    pages: int
    seconds: float
    processor: float
    to_whole: float | None
    to_crops: float | None
    characters_wrong: float | None
    numbers_exact: float | None
    megabytes: float | None
    wrong_of_whole: float | None

    @property
    def met(self) -> bool | None:
        """Whether ours is as fast and as small as it has to be, and reads no worse; None for the others."""
        if self.way != OURS or self.to_whole is None:
            return None
        small = self.megabytes is None or self.megabytes <= MEGABYTES
        return self.to_whole <= MOST and small and (self.characters_wrong or 0) <= (self.wrong_of_whole or 0)


def rows(measured: Sequence[Measured], peaks: Mapping[str, float | None]) -> list[Row]:
    """A row a condition and way."""
    by_way = {(each.condition, each.way): each for each in measured}

    def row(each: Measured) -> Row:
        whole, crops = (by_way.get((each.condition, way)) for way in (WHOLE, CROPS))
        errors = each.errors
        return Row(
            each.condition, each.way, each.pages, each.seconds / each.pages, each.processor / each.pages,
            _ratio(each.seconds, whole.seconds if whole else 0), _ratio(each.seconds, crops.seconds if crops else 0),
            _ratio(100 * errors.wrong, errors.characters), _ratio(100 * errors.exact, errors.numbers),
            peaks.get(each.way), _ratio(100 * whole.errors.wrong, whole.errors.characters) if whole else None,
        )  # fmt: skip

    return [row(each) for each in measured]


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def as_text(found: Sequence[Row], rounds: int) -> str:
    """A table, what its columns are, whether the goals are met, and the machine."""
    head = [
        "scans", "way", "pages", "s/page", "cpu s/page", "/rapidocr", "/recogniser", "chars wrong %", "numbers exact %",
        "peak MB", "goals",
    ]  # fmt: skip
    lines = [head, *(_cells(row) for row in found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        [
            *("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in lines),
            "",
            f"Of each page the best of {rounds} rounds by the clock, all ways in turns, each in a process of its own.",
            *_LEGEND,
            ", ".join(f"{name} {value}" for name, value in machine().items()),
        ]
    )


def _cells(row: Row) -> list[str]:
    met = {True: "met", False: "NOT MET", None: ""}[row.met]
    numbers = (row.seconds, row.processor, row.to_whole, row.to_crops, row.characters_wrong, row.numbers_exact)
    return [
        row.condition, row.way, str(row.pages), *("-" if number is None else f"{number:.2f}" for number in numbers),
        "-" if row.megabytes is None else f"{row.megabytes:.0f}", met,
    ]  # fmt: skip


def as_json(found: Sequence[Row], rounds: int) -> dict[str, Any]:
    """The same for programs."""
    return {
        "rounds": rounds,
        "goals": {"ours_to_rapidocr": MOST, "megabytes": MEGABYTES},
        "rows": [asdict(row) | {"met": row.met} for row in found],
        "machine": machine(),
    }
