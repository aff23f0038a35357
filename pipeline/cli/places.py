"""Places as people count them: lines and columns from 1."""

from pipeline.model.document import Place


def shown_place(place: Place | None, *, pages: int = 1) -> str:
    """``line:column``, with the page before it where there is more than one."""
    if place is None:
        return ""
    page = f"p{place.page}:" if pages > 1 or place.page > 1 else ""
    return f"{page}{place.row + 1}:{place.col + 1}"


def shown_path(path: str, place: Place | None, *, pages: int = 1) -> str:
    """``path:line:column``, which editors and terminals make a link of."""
    where = shown_place(place, pages=pages)
    return f"{path}:{where}" if where else path
