"""Places as people count them: lines and columns from 1, in workbooks the names of cells."""

from pathlib import PurePosixPath

from pipeline.model.document import Place
from pipeline.readers.workbook.names import cell_name

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}


def is_workbook_name(name: str) -> bool:
    """Whether a file is a workbook by its name, so that its places are told as its users know them."""
    return PurePosixPath(name).suffix.lower() in _WORKBOOKS


def shown_place(place: Place | None, *, pages: int = 1, workbook: bool = False) -> str:
    """``line:column``, with the page before it where there is more than one; ``AD39`` in a ``workbook``."""
    if place is None:
        return ""
    page = f"p{place.page}:" if pages > 1 or place.page > 1 else ""
    return f"{page}{cell_name(place.row, place.col)}" if workbook else f"{page}{place.row + 1}:{place.col + 1}"


def shown_path(path: str, place: Place | None, *, pages: int = 1) -> str:
    """``path:line:column``, which editors and terminals make a link of."""
    where = shown_place(place, pages=pages, workbook=is_workbook_name(path))
    return f"{path}:{where}" if where else path
