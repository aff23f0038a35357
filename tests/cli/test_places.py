"""Places as people count them."""

import pytest

from pipeline.cli.places import is_workbook_name, shown_path, shown_place
from pipeline.model.document import Place


@pytest.mark.parametrize(
    ("place", "pages", "workbook", "shown"),
    [
        (Place(1, 0, 0), 1, False, "1:1"), (Place(1, 38, 29), 1, True, "AD39"), (Place(2, 0, 0), 2, True, "p2:A1"),
        (Place(3, 4, 5), 9, False, "p3:5:6"), (None, 1, True, ""),
    ],
)  # fmt: skip
def test_places(place: Place | None, pages: int, workbook: bool, shown: str) -> None:
    assert shown_place(place, pages=pages, workbook=workbook) == shown


def test_cells_of_workbooks_have_the_names_that_their_users_know() -> None:
    assert shown_path("a/b.XLSX", Place(1, 6, 1)) == "a/b.XLSX:B7"
    assert shown_path("a.zip > b.ods", Place(1, 6, 27)) == "a.zip > b.ods:AB7"
    assert shown_path("a/b.txt", Place(1, 6, 1)) == "a/b.txt:7:2"
    assert not is_workbook_name("a/xlsx")
