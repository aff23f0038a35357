"""A finding: something a person should look at."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.place import Place


class Severity(StrEnum):
    """How much it matters: ``error`` a value is wrong or missing, ``warning`` it may be, ``info`` good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


CHECK = "check-"
"""What the rule of a form's own arithmetic begins with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``rule`` is its stable name (``number-unreadable``, ``label-missing``); ``place`` its cell."""

    rule: str
    severity: Severity
    message: str
    expected: str | None = None
    actual: str | None = None
    fiscal_year: int | None = None
    place: Place | None = None

    @property
    def is_of_the_sheet(self) -> bool:
        """True for a failed check: the figures were read, and the sheet itself contradicts them."""
        return self.rule.startswith(CHECK)
