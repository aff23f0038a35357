"""The oracle's own reading of cells, on invented ones."""

from decimal import Decimal

import pytest

from tests.real_list.figures import Figure, Year, figure, fiscal_year, shown, yen


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("007", "007"),
        (12, "12"),
        (12.0, "12"),
        (0.5, "0.5"),
        (6431.2549999999997, "6431.255"),
        (0.012345678901234, "0.012345679"),
        (82.25000000001, "82.25"),
    ],
)
def test_shown_as_excel_does(value: object, text: str) -> None:
    assert shown(value) == text


def test_what_the_oracle_cannot_show_is_an_error() -> None:
    with pytest.raises(TypeError, match="neither text nor number"):
        shown(True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" \u3000", None),
        ("0", Figure("value", Decimal(0))),
        ("１２．５", Figure("value", Decimal("12.5"))),
        ("7,654\t", Figure("value", Decimal(7654))),
        ("△3", Figure("value", Decimal(-3))),
        ("17（2）", Figure("value", Decimal(17), "（2）")),
        ("―", Figure("none")),
        ("#N/A", Figure("unreadable")),
        ("7,65", Figure("text")),
        ("数件", Figure("text")),
    ],
)
def test_figures(text: str, found: Figure | None) -> None:
    assert figure(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12.5", Figure("value", Decimal(12500))),
        ("6431.255", Figure("value", Decimal(6431255))),
        ("64.255", Figure("ambiguous")),
        ("6431.2555", Figure("ambiguous")),
        ("-", Figure("none")),
    ],
)
def test_thousands_of_yen(text: str, found: Figure) -> None:
    assert yen(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0", None),
        ("平成８", Year("value", 1996)),
        ("令和元", Year("value", 2019)),
        ("昭和50年度", Year("value", 1975)),
        ("18", Year("ambiguous")),
        ("-", Year("none")),
    ],
)
def test_fiscal_years(text: str, found: Year | None) -> None:
    assert fiscal_year(text) == found
