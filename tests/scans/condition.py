"""What happens to a page on its way through a printer, years in a folder, and a scanner."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["png", "jpeg", "tiff", "tiff-g4", "pdf", "pdf-jpeg", "pdf-g4"]
Gaps = Literal["none", "moderate", "heavy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a scan suffered; everything a page has is drawn from its seed.

    ``dpi`` 150 to 300. ``skew``: at most so many degrees either way. ``turned``: on its side or on its head. ``blur``:
    standard deviation in pixels at 200 dpi. ``jpeg``: quality. ``paper`` and ``ink``: the grey of white and of black,
    0 to 255. ``noise``: standard deviation of grey. ``specks``: dark ones on a square inch, half as many white ones.
    ``one_bit``: black and white. ``faint``: what is left of the rules' ink, 0 to 1. ``gaps`` in the rules, on a share
    ``gap_share`` of the pages; moderate ones are 0.8 to 2.2 pt wide, some a rule; heavy ones stand every 35 pt or so.
    ``holes``: two, punched into the left margin. ``stamp``: a red ring with words, over what is printed. ``pen``: a
    line by hand. ``bleed``: how much of another page shines through, 0 to 1. ``colour``: scanned in colour.
    """

    name: str
    format: Format
    dpi: int = 200
    skew: float = 0
    turned: bool = False
    blur: float = 0
    jpeg: int | None = None
    paper: int = 255
    ink: int = 0
    noise: float = 0
    specks: float = 0
    one_bit: bool = False
    faint: float = 1
    gaps: Gaps = "none"
    gap_share: float = 1
    holes: bool = False
    stamp: bool = False
    pen: bool = False
    bleed: float = 0
    colour: bool = False


# The three that the goals are about.
CLEAN_300 = Condition(name="clean-300", format="pdf", dpi=300)
SCAN_200 = Condition(
    name="scan-200", format="pdf-jpeg", skew=0.9, blur=0.6, jpeg=55, paper=228, ink=70, noise=7, specks=0.6, faint=0.6
)
ONE_BIT_200 = Condition(
    name="one-bit-200", format="tiff-g4", skew=0.7, blur=0.5, paper=235, ink=40, noise=4, specks=1.5, one_bit=True,
    gaps="moderate", gap_share=0.35,
)  # fmt: skip
GOALS = (CLEAN_300, SCAN_200, ONE_BIT_200)

# One damage each.
SINGLE = (
    Condition(name="clean-200", format="png"),
    Condition(name="clean-150", format="png", dpi=150),
    Condition(name="skew-2", format="png", skew=2),
    Condition(name="turned", format="tiff", turned=True, skew=0.5),
    Condition(name="blurred", format="png", blur=1.1),
    Condition(name="jpeg-40", format="jpeg", jpeg=40),
    Condition(name="grey-paper", format="jpeg", jpeg=80, paper=190, colour=True),
    Condition(name="washed-ink", format="png", ink=125),
    Condition(name="noise", format="png", noise=14),
    Condition(name="specks", format="png", specks=6),
    Condition(name="one-bit", format="pdf-g4", one_bit=True),
    Condition(name="one-bit-150", format="tiff-g4", dpi=150, one_bit=True),
    Condition(name="faint-rules", format="png", faint=0.3),
    Condition(name="gaps-moderate", format="png", gaps="moderate"),
    Condition(name="gaps-heavy", format="png", gaps="heavy"),
    Condition(name="holes", format="png", holes=True),
    Condition(name="stamp", format="jpeg", jpeg=80, stamp=True, colour=True),
    Condition(name="stamp-one-bit", format="tiff-g4", stamp=True, one_bit=True),
    Condition(name="pen-line", format="png", pen=True),
    Condition(name="bleed-through", format="png", bleed=0.18),
)

EVERYTHING = Condition(
    name="everything", format="pdf-jpeg", skew=2, blur=0.8, jpeg=50, paper=220, ink=70, noise=8, specks=2, faint=0.6,
    gaps="moderate", holes=True, stamp=True, pen=True, bleed=0.12, colour=True,
)  # fmt: skip

CONDITIONS = {each.name: each for each in (*GOALS, *SINGLE, EVERYTHING)}
