"""What reading has to say of a scanned page: findings, each with what to do."""

from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place


def nothing_on_page(number: int) -> Finding:
    """Nothing is printed on a page."""
    return Finding(
        "page-blank",
        Severity.INFO,
        f"page {number} of the scan shows nothing: the back of a sheet? If it isn't, scan it anew",
        place=Place(number, 0, 0),
    )


def no_text(number: int) -> Finding:
    """There is ink on a page, and no text in it."""
    return Finding(
        "page-unreadable",
        Severity.ERROR,
        f"no text was found on page {number} of the scan, though something is there: is it too dark, too pale, or a "
        "photograph? Look at the page; scan it anew in gray with 300 pixels an inch",
        place=Place(number, 0, 0),
    )


def too_coarse(number: int, scale: float) -> Finding:
    """A page has too few pixels for its letters."""
    return Finding(
        "page-too-coarse",
        Severity.ERROR,
        f"page {number} was scanned with too few pixels for its letters to be told apart; scan it anew with 200 to 400 "
        "pixels an inch",
        expected="150 pixels an inch or more",
        actual=f"{scale * 72:.0f} pixels an inch",
        place=Place(number, 0, 0),
    )


def too_dark(number: int, share: float) -> Finding:
    """Most of a page is dark."""
    return Finding(
        "page-unreadable",
        Severity.ERROR,
        f"page {number} of the scan is too dark to be read: {share:.0%} of it is ink; scan it anew, in gray, with the "
        "lid closed",
        expected="ink on less than 40% of the page",
        actual=f"{share:.0%}",
        place=Place(number, 0, 0),
    )


def too_complex(number: int, rules: int) -> Finding:
    """A page has more rules than any sheet has."""
    return Finding(
        "page-too-complex",
        Severity.ERROR,
        f"page {number} has {rules:,} rules, which no sheet has: a map or a drawing? It was read without its tables; "
        "look at the page",
        place=Place(number, 0, 0),
    )


def unreadable(number: int, why: str) -> Finding:
    """A page can't be shown."""
    return Finding(
        "page-unreadable",
        Severity.ERROR,
        f"page {number} of the scan can't be read, and nothing of it is in the result: {why}",
        place=Place(number, 0, 0),
    )
