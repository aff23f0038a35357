"""What reading has to say of a scanned page whose layout is known."""

from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place


def repaired(number: int, form: str, walls: int, letters: int, doubtful: int) -> Finding:
    """Walls of a page were put back, or strokes of letters taken for rules left out, some of which are ``doubtful``."""
    done = []
    if walls:
        done.append(f"{walls} of its walls were broken, and were put back where traces of them are left")
    if letters:
        done.append(
            f"{letters} lines with letters on them, which the form doesn't have, were taken for strokes of these"
        )
    if doubtful:
        done.append(f"{doubtful} of these are long: if the page has a rule there, cells have run together; look at it")
    return Finding(
        "page-repaired",
        Severity.WARNING if doubtful else Severity.INFO,
        f"page {number} of the scan is ruled like {form}, whose rules are known: {'; '.join(done)}",
        actual=f"{walls} walls, {letters} lines",
        place=Place(number, 0, 0),
    )


def differs(number: int, form: str, walls: int) -> Finding:
    """Walls that a layout has are not on a page, and nothing tells that they were."""
    return Finding(
        "page-differs",
        Severity.WARNING,
        f"page {number} of the scan is ruled like {form}, but {walls} of its walls are not there: cells may have run "
        "together. Look at the page: if it was printed so, have its rules learned, too: `hyoka forms learn`",
        actual=f"{walls} walls",
        place=Place(number, 0, 0),
    )


def too_many_gaps(number: int, gaps: float) -> Finding:
    """The rules of a page are broken everywhere, and no known layout repairs them."""
    return Finding(
        "page-damaged",
        Severity.ERROR,
        f"page {number} of the scan has broken rules all over, and is ruled like no form whose rules are known, so its "
        "cells can't be trusted; scan it anew, or have its rules learned from a clean sheet: `hyoka forms learn`",
        expected="one gap on a hundred points of rule at most",
        actual=f"{gaps:.1f}",
        place=Place(number, 0, 0),
    )


def too_much_missing(number: int, form: str, seen: float) -> Finding:
    """A page seems to have a known layout, and too little of it is there."""
    return Finding(
        "page-damaged",
        Severity.ERROR,
        f"page {number} of the scan seems to be ruled like {form}, but so much of its rules is missing that its cells "
        "can't be trusted; scan it anew, darker or with more pixels an inch, or compare it with the page",
        expected="94% of the rules or more",
        actual=f"{seen:.0%}",
        place=Place(number, 0, 0),
    )
