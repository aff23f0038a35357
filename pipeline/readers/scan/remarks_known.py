"""What reading has to say of a scanned page whose layout is known."""

from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place


def repaired(number: int, form: str, walls: int) -> Finding:
    """Walls of a page were put back."""
    return Finding(
        "page-repaired",
        Severity.INFO,
        f"page {number} of the scan is ruled like {form}, whose rules are known: {walls} of its walls were broken, and "
        "were put back where traces of them are left",
        actual=f"{walls} walls",
        place=Place(number, 0, 0),
    )


def too_much_missing(number: int, form: str, seen: float) -> Finding:
    """A page seems to have a known layout, and too little of it is there."""
    return Finding(
        "page-damaged",
        Severity.ERROR,
        f"page {number} of the scan seems to be ruled like {form}, but so much of its rules is missing that its cells "
        "can't be trusted; scan it anew, darker or with more pixels an inch, or compare it with the page",
        expected="80% of the rules or more",
        actual=f"{seen:.0%}",
        place=Place(number, 0, 0),
    )
