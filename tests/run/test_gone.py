"""Files that are gone: what they said is kept, every run says so, and only --prune forgets it."""

from pathlib import Path

import pytest

from pipeline.model.change import replace
from pipeline.run.absence import Vanished
from pipeline.run.options import Options
from pipeline.run.rebuild import rebuild
from tests.sheets import Sheet
from tests.town import Town
from tests.zips import put_zip

KEPT = Options(parsed=Path("parsed"))
PRUNE = replace(KEPT, prune=True)
ODD = "なにか\n".encode()
CONTRADICTS = Sheet().text().replace("1,350", "1,950").encode()
SOURCES = "SELECT path, status FROM sources ORDER BY path, status"
YEN = (
    "SELECT amount_yen FROM costs c JOIN reports r ON r.id = c.report_id "
    "WHERE item = 'direct' AND c.fiscal_year = 2021 AND r.fiscal_year = 2021"
)
OLDER = "SELECT s.status, f.severity FROM findings f JOIN sources s ON s.id = f.source_id WHERE rule = '{}'".format(
    "older-content-counts"
)


@pytest.fixture
def two(any_town: Town) -> Town:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(year=2023))
    any_town.run(KEPT)
    return any_town


def test_it_is_kept_in_every_view_and_rebuilt_and_pruned(two: Town) -> None:
    views = ("project_years", "costs", "reports", "to_look_at", "findings")
    before = {name: two.everything()[name] for name in views}
    (two.folder / "raw/a.txt").unlink()
    for _ in range(2):
        summary = two.run(KEPT)
        assert (summary.gone, summary.exit_status, summary.held.missing) == (("raw/a.txt",), 0, 1)
    assert {name: two.everything()[name] for name in views} == before
    whole = two.everything()
    assert rebuild(two.url, two.registry, Path("parsed")).lacking == ()
    assert two.everything() == whole
    assert two.run(replace(PRUNE, dry=True)).pruned == ("raw/a.txt",)
    assert two.everything() == whole
    assert two.run(PRUNE).pruned == ("raw/a.txt",)
    assert two.rows("SELECT DISTINCT fiscal_year FROM reports") == [(2022,)]
    assert two.run(KEPT).gone == ()


def test_a_rebuild_without_the_pages_of_what_is_gone_is_refused(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    (town.folder / "raw/a.txt").unlink()
    town.run(KEPT)
    next(iter(town.folder.glob("parsed/*/*.gz"))).unlink()
    (lacking,) = rebuild(town.url, town.registry, Path("parsed")).lacking
    assert "the file is gone" in lacking.why
    assert town.rows("SELECT count(*) FROM reports") == [(1,)]


def test_new_content_that_is_read_takes_the_place_of_what_was_gone(two: Town) -> None:
    (two.folder / "raw/a.txt").unlink()
    two.run(KEPT)
    two.write("raw/a.txt", Sheet(direct=1360))
    summary = two.run(replace(KEPT, diff=True))
    assert (summary.gone, two.rows(YEN)) == ((), [(1_360_000,)])
    assert {(c.before, c.after) for c in summary.changes or () if c.subject.table == "costs"} == {
        ("1,350,000 yen", "1,360,000 yen"), ("6,030,000 yen", "6,040,000 yen"),
    }  # fmt: skip


@pytest.mark.parametrize("odd", [ODD, b"", b"\x00\x01\x02"])
def test_new_content_that_is_not_read_takes_no_place(two: Town, odd: bytes) -> None:
    before = two.rows(YEN)
    two.write("raw/a.txt", odd)
    for options in (KEPT, KEPT, PRUNE):
        summary = two.run(options)
        assert (summary.outdated, summary.gone, summary.exit_status) == (("raw/a.txt",), (), 1)
        assert two.rows(YEN) == before
        assert [severity for _, severity in two.rows(OLDER)] == ["warning"]
    whole = two.everything()
    assert rebuild(two.url, two.registry, Path("parsed")).lacking == ()
    assert two.everything() == whole
    two.write("raw/a.txt", Sheet(direct=1360))
    summary = two.run(KEPT)
    assert (summary.outdated, summary.exit_status) == ((), 0)
    assert (two.rows(YEN), two.rows(OLDER)) == ([(1_360_000,)], [])


def test_content_that_was_not_read_and_is_gone_leaves_the_older_one(two: Town) -> None:
    two.write("raw/a.txt", ODD)
    two.run(KEPT)
    (two.folder / "raw/a.txt").unlink()
    summary = two.run(KEPT)
    assert (summary.outdated, summary.exit_status) == ((), 0)
    assert "raw/a.txt" in summary.gone
    assert two.rows("SELECT count(*) FROM reports") == [(2,)]
    assert set(two.run(PRUNE).pruned) == {"raw/a.txt"}
    assert two.rows("SELECT count(*) FROM reports") == [(1,)]


def test_what_strict_refuses_takes_no_place(two: Town) -> None:
    before = two.rows(YEN)
    two.write("raw/a.txt", CONTRADICTS)
    summary = two.run(replace(KEPT, strict=True))
    assert (summary.outdated, summary.exit_status, two.rows(YEN)) == (("raw/a.txt",), 1, before)
    assert two.rows(OLDER) == [("failed", "warning")]


def test_a_known_content_that_comes_to_a_place_takes_it(two: Town) -> None:
    (two.folder / "raw/a.txt").unlink()
    (two.folder / "raw/b.txt").rename(two.folder / "raw/a.txt")
    summary = two.run(KEPT)
    assert summary.gone == ()
    assert two.rows("SELECT DISTINCT fiscal_year FROM reports") == [(2022,)]


def test_a_member_of_a_zip_file_is_kept_as_a_file_is(any_town: Town) -> None:
    put_zip("raw/a.zip", {"1.txt": Sheet(), "2.txt": Sheet(year=2023)})
    any_town.run(KEPT)
    put_zip("raw/a.zip", {"2.txt": Sheet(year=2023), "1.txt": "なにか\n"})
    summary = any_town.run(KEPT)
    assert (summary.outdated, summary.gone) == (("raw/a.zip > 1.txt",), ())
    put_zip("raw/a.zip", {"2.txt": Sheet(year=2023)})
    assert "raw/a.zip > 1.txt" in any_town.run(KEPT).gone
    assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]


def test_a_renamed_and_changed_sheet_is_told_as_a_change(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    (town.folder / "raw/a.txt").unlink()
    town.write("raw/b.txt", Sheet(direct=1360))
    changes = town.run(replace(KEPT, diff=True)).changes or ()
    assert ("1,350,000 yen", "1,360,000 yen") in {(c.before, c.after) for c in changes}
    assert all(c.before and c.after for c in changes)


class TestAllThatWasKnownIsGone:
    def test_is_a_failure_that_is_said(self, two: Town) -> None:
        for name in ("a", "b"):
            (two.folder / f"raw/{name}.txt").unlink()
        for _ in range(2):
            summary = two.run(KEPT)
            assert (summary.exit_status, summary.absent.vanished) == (1, (Vanished("raw", 2),))
        assert two.rows("SELECT count(*) FROM reports") == [(2,)]

    def test_of_one_path_among_others(self, two: Town) -> None:
        two.write("next/c.txt", Sheet(code="13"))
        two.run(KEPT, "next")
        (two.folder / "next/c.txt").unlink()
        summary = two.run(KEPT, "raw", "next")
        assert (summary.exit_status, summary.absent.vanished) == (1, (Vanished("next", 1),))

    def test_where_other_files_are_now(self, two: Town) -> None:
        """As in another folder of the same name."""
        (two.folder / "raw").rename(two.folder / "old")
        two.write("raw/c.txt", Sheet(code="13"))
        assert two.run(KEPT).absent.vanished == (Vanished("raw", 2),)

    def test_is_pruned_only_by_an_option_of_its_own(self, two: Town) -> None:
        for name in ("a", "b"):
            (two.folder / f"raw/{name}.txt").unlink()
        refused = two.run(PRUNE)
        assert (refused.exit_status, refused.absent.refused, refused.pruned) == (2, True, ())
        assert two.rows("SELECT count(*) FROM reports") == [(2,)]
        forgotten = two.run(replace(PRUNE, prune_emptied=True))
        assert (forgotten.exit_status, forgotten.absent.vanished) == (0, ())
        assert forgotten.pruned == ("raw/a.txt", "raw/b.txt")
        assert two.rows("SELECT count(*) FROM sources") == [(0,)]

    def test_is_not_so_where_files_moved_or_changed(self, two: Town) -> None:
        (two.folder / "raw/a.txt").rename(two.folder / "raw/z.txt")
        two.write("raw/b.txt", Sheet(year=2023, direct=1360))
        summary = two.run(PRUNE)
        assert (summary.exit_status, summary.absent.vanished, summary.gone) == (0, (), ())


def test_it_comes_back_even_without_its_form(town: Town) -> None:
    from pipeline.spec.registry import load_forms

    file = town.write("raw/a.txt")
    town.write("raw/b.txt", Sheet(year=2023))
    town.run(KEPT)
    file.unlink()
    town.run(KEPT)
    town.write("raw/a.txt")
    summary = Town(town.folder, town.url, load_forms()).run(KEPT)
    assert [result.note for result in summary.files] == ["kept as it was read before"] * 2
    assert town.rows(SOURCES) == [("raw/a.txt", "loaded"), ("raw/b.txt", "loaded")]
    assert town.rows("SELECT count(*) FROM reports") == [(2,)]
