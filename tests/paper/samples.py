"""``python -m tests.paper.samples raw/`` writes the sample PDF files, workbooks and scans.

All but the scans are the same bytes each time.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.paper import hyokasho, ichiran, kikaku, mokuhyo
from tests.paper.model import Sheet
from tests.paper.pdf import as_pdf
from tests.paper.style import Style

FILES: dict[str, tuple[Callable[[], Sheet], Style | Callable[[int], Style]]] = {
    "2024/mokuhyo": (mokuhyo.sheets, lambda page: Style(lines="bars", double=page == 1)),
    "2024/kikaku": (kikaku.sheets, Style(font="mincho")),
    "2024/hyokasho": (hyokasho.sheets, Style(lines="path", turned=True)),
}


def sample(name: str) -> bytes:
    """The bytes of the sample ``<year>/<form>``."""
    sheet, style = FILES[name]
    return as_pdf(sheet(), style)


def write(raw: Path) -> list[Path]:
    """Write all samples below the folder ``raw``.

    Raises:
        FileNotFoundError: the font of the scanned sheet isn't installed.
    """
    from tests.scans import sample as scan  # which draws the sheets above, too

    files = {f"{name}.pdf": sample(name) for name in FILES} | {"2024/ichiran.xlsx": ichiran.as_workbook()}
    files[scan.NAME + scan.SUFFIX] = scan.scanned_sample()
    paths = []
    for name, data in files.items():
        path = raw / "aohama" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        sys.stdout.write(f"{written}: {written.stat().st_size} bytes\n")
