"""The scanned sheet in ``raw/``: drawn, printed, scanned in black and white; other libraries make other bytes of it."""

from tests.paper import mokuhyo
from tests.paper.style import Style
from tests.scans.condition import Condition
from tests.scans.files import as_file
from tests.scans.scanning import scan_file
from tests.scans.sheets import Look, SheetFile, draw

NAME = "2024/mokuhyo-scan"
SUFFIX = ".tif"
_LOOK = Look("scanned", Style(font="embedded", drawn_marks=True))
_SCANNER = Condition(
    name="office", format="tiff-g4", dpi=300, skew=0.6, blur=0.5, paper=235, ink=40, noise=4, specks=0.6, one_bit=True
)


def sheet() -> SheetFile:
    """The sheet before it was printed, as a PDF file."""
    return SheetFile(NAME, draw(mokuhyo.sheets([mokuhyo.SCANNED]), _LOOK), real=False)


def scanned_sample() -> bytes:
    """The sheet as a scan."""
    return as_file(scan_file(sheet(), _SCANNER))
