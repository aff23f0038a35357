"""Tables keep numbers whole and columns in line, however narrow the terminal."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from pipeline.cli.query import _write_table
from pipeline.cli.run_report import shown_share
from pipeline.cli.tables import Column, guess_columns, needed_width, print_table

HEADINGS = ("name", "settlement_yen", "text")
ROWS = [("情報セキュリティ対策推進事業", 16_627_000, "長い文章" * 40), ("道路", None, "一行\n二行")]


def printed(width: int) -> list[str]:
    out = io.StringIO()
    print_table(Console(file=out, width=width), guess_columns(HEADINGS, ROWS), ROWS)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [20, 60, 100, 10_000])
def test_numbers_are_whole_and_lines_equally_wide(width: int) -> None:
    lines = printed(width)
    assert any("16627000" in line for line in lines)
    assert "…" not in "".join(lines)
    assert len({cell_len(line) for line in lines}) == 1
    assert "".join(lines).count("長い文章") + "".join(lines).count("長") >= 40


def test_a_wide_terminal_folds_long_text_only() -> None:
    lines = printed(10_000)
    assert any("情報セキュリティ対策推進事業" in line for line in lines)
    assert max(cell_len(line) for line in lines) < 120


def test_numbers_are_told_from_texts() -> None:
    assert guess_columns(("a", "b"), [(1, "1"), (None, None)]) == [Column("a", number=True), Column("b")]
    assert needed_width([Column("a", number=True)], [(10**30,)]) > 30


def test_too_many_columns_are_printed_one_below_the_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.tables._UNLIMITED", 30)
    _write_table(HEADINGS, ROWS)
    out = capsys.readouterr().out
    assert "settlement_yen  16627000" in out
    assert "│" not in out


@pytest.mark.parametrize(("share", "shown"), [(1.0, "100.0 %"), (0.99999, "99.9 %"), (0.5, "50.0 %"), (None, None)])
def test_a_share_is_never_rounded_up_to_the_whole(share: float | None, shown: str | None) -> None:
    assert shown_share(share) == shown
