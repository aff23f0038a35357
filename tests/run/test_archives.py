"""Zip files: every member is a source of its own, however its zip is named, changed, moved or damaged."""

import os
import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.run.ingest import ingest
from pipeline.run.summary import Done, Event, Found, Reading
from tests.sheets import Sheet
from tests.town import Town, only
from tests.zips import CHECKSUM, FLAGS, HEADER, METHOD, SIZE, named, packed, patched, put_zip

SOURCES = "SELECT path, member, status FROM sources ORDER BY path, coalesce(member, '~'), status"
SAID = "SELECT s.path, s.member, f.message FROM findings f JOIN sources s ON s.id = f.source_id WHERE rule = '{}'"
ONE, TWO, THREE = Sheet(), Sheet(year=2023), Sheet(year=2024)


def said(town: Town, rule: str = "file-unreadable") -> dict[str | None, str]:
    """What is said of each member."""
    return {member: message for _, member, message in town.rows(SAID.format(rule))}


def loaded(town: Town) -> list[tuple[str, str | None]]:
    return [(path, member) for path, member, status in town.rows(SOURCES) if status == "loaded"]


class TestMembersAreSources:
    def test_every_member_is_read(self, any_town: Town) -> None:
        put_zip("raw/a.zip", {"令和3年度/一.txt": ONE, "二.txt": TWO})
        summary = any_town.ingest()
        assert (summary.exit_status, summary.counts.files_seen, summary.counts.reports_loaded) == (0, 2, 2)
        assert loaded(any_town) == [("raw/a.zip", "二.txt"), ("raw/a.zip", "令和3年度/一.txt")]

    def test_the_second_run_skips_everything(self, any_town: Town) -> None:
        put_zip(
            "raw/a.zip",
            {"1.txt": ONE, "2.txt": TWO, "odd.txt": "なにか\n", "bad.txt": b"", "in.zip": packed({"3": THREE})},
        )
        any_town.write("raw/none.zip", packed({}))
        first, before = any_town.ingest(), any_town.dump(ids=False)
        second = any_town.ingest()
        assert any_town.dump(ids=False) == before
        assert [file.note for file in second.files if file.skipped] == ["unchanged"] * 5
        assert (first.exit_status, second.exit_status, second.gone) == (1, 1, ())

    def test_a_file_and_a_member_with_one_content_are_one_source(self, any_town: Town) -> None:
        any_town.write("raw/a.txt", ONE)
        put_zip("raw/b.zip", {"c.txt": ONE})
        summary = any_town.ingest()
        assert [str(file.spot) for file in summary.files] == ["raw/a.txt", "raw/b.zip > c.txt"]
        assert [file.note for file in summary.files] == [None, "same content as raw/a.txt"]
        assert any_town.rows("SELECT actual FROM findings WHERE rule = 'same-content'") == [("raw/b.zip > c.txt",)]
        Path("raw/a.txt").unlink()
        (moved,) = any_town.ingest().files
        assert (moved.skipped, moved.note) == (True, "moved from raw/a.txt")
        assert loaded(any_town) == [("raw/b.zip", "c.txt")]
        assert any_town.rows("SELECT * FROM findings WHERE rule = 'same-content'") == []

    def test_a_member_takes_over_when_the_file_changes_and_the_zip_is_not_looked_at(self, town: Town) -> None:
        town.write("raw/a.txt", ONE)
        put_zip("raw/b.zip", {"c.txt": ONE})
        town.ingest()
        town.write("raw/a.txt", TWO)
        town.ingest("raw/a.txt")
        assert loaded(town) == [("raw/a.txt", None), ("raw/b.zip", "c.txt")]

    def test_the_same_zip_twice_is_read_once(self, any_town: Town) -> None:
        file = put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": TWO})
        shutil.copy(file, "raw/b.zip")
        for _ in range(2):
            summary = any_town.ingest()
            assert [file.note for file in summary.files][2:] == [f"same content as raw/a.zip > {n}.txt" for n in (1, 2)]
            assert len(loaded(any_town)) == 2
            assert len(said(any_town, "same-content")) == 2
        any_town.ingest("raw/a.zip")
        assert len(said(any_town, "same-content")) == 2
        any_town.ingest("raw/b.zip")
        assert loaded(any_town) == [("raw/a.zip", "1.txt"), ("raw/a.zip", "2.txt")]
        file.unlink()
        assert any_town.ingest().gone == ()
        assert loaded(any_town) == [("raw/b.zip", "1.txt"), ("raw/b.zip", "2.txt")]

    def test_events_count_members(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": packed({"2.txt": TWO, "3.txt": THREE})})
        town.write("raw/b.txt", b"")
        heard: list[Event] = []
        ingest([Path("raw")], town.url, town.registry, listen=heard.append)
        assert [event.files for event in heard if isinstance(event, Found)] == [2, 3, 4]
        assert [event.path for event in heard if isinstance(event, Reading)] == [
            "raw/a.zip > 1.txt", "raw/a.zip > in.zip/2.txt", "raw/a.zip > in.zip/3.txt", "raw/b.txt",
        ]  # fmt: skip
        assert len([event for event in heard if isinstance(event, Done)]) == 4


class TestWhatChanges:
    def test_a_renamed_zip_keeps_its_reports(self, any_town: Town) -> None:
        file = put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": TWO})
        any_town.ingest()
        reports = any_town.dump()["reports"]
        file.rename("raw/z.zip")
        summary = any_town.ingest()
        assert [file.note for file in summary.files] == ["moved from raw/a.zip > 1.txt", "moved from raw/a.zip > 2.txt"]
        assert (summary.gone, any_town.dump()["reports"]) == ((), reports)
        assert loaded(any_town) == [("raw/z.zip", "1.txt"), ("raw/z.zip", "2.txt")]

    def test_an_unpacked_zip_keeps_its_reports(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE})
        town.ingest()
        reports = town.dump()["reports"]
        Path("raw/a.zip").unlink()
        town.write("raw/a/1.txt", ONE)
        assert only(town.ingest()).note == "moved from raw/a.zip > 1.txt"
        assert (loaded(town), town.dump()["reports"]) == ([("raw/a/1.txt", None)], reports)

    def test_a_member_that_is_renamed_keeps_its_reports(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": TWO})
        town.ingest()
        reports = town.dump()["reports"]
        put_zip("raw/a.zip", {"2.txt": ONE, "1.txt": TWO})
        summary = town.ingest()
        assert (summary.gone, town.dump()["reports"]) == ((), reports)
        assert len(loaded(town)) == 2

    def test_a_changed_member_replaces_what_was_read_from_it(self, any_town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": TWO})
        any_town.ingest()
        put_zip("raw/a.zip", {"1.txt": ONE.but(direct=1360), "2.txt": TWO})
        summary = any_town.ingest()
        assert [file.note for file in summary.files] == ["new content: the old no longer counts", "unchanged"]
        assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]
        assert any_town.rows("SELECT count(*) FROM sources WHERE status = 'missing'") == [(1,)]

    def test_a_member_that_is_gone_still_counts_and_may_come_back(self, any_town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": TWO})
        any_town.ingest()
        before = any_town.dump(ids=False)
        put_zip("raw/a.zip", {"1.txt": ONE})
        assert any_town.ingest().gone == ("raw/a.zip > 2.txt",)
        assert loaded(any_town) == [("raw/a.zip", "1.txt")]
        assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]
        put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": TWO})
        any_town.ingest()
        assert any_town.dump(ids=False) == before

    def test_a_zip_that_is_gone_is_gone_with_all_its_members(self, any_town: Town) -> None:
        file = put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": packed({"2.txt": TWO})})
        any_town.ingest()
        file.unlink()
        assert any_town.ingest().gone == ("raw/a.zip > 1.txt", "raw/a.zip > in.zip/2.txt")
        assert any_town.rows("SELECT status, count(*) FROM sources GROUP BY status") == [("missing", 2)]
        assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]

    def test_a_run_elsewhere_leaves_members_alone(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE})
        town.ingest()
        town.write("next/b.txt", TWO)
        assert town.ingest("next").gone == ()
        assert len(loaded(town)) == 2

    def test_a_file_that_becomes_a_zip_and_a_zip_that_becomes_a_file(self, any_town: Town) -> None:
        any_town.write("raw/a.zip", ONE)
        any_town.ingest()
        put_zip("raw/a.zip", {"1.txt": TWO})
        any_town.ingest()
        assert loaded(any_town) == [("raw/a.zip", "1.txt")]
        any_town.write("raw/a.zip", ONE)
        assert any_town.ingest().gone == ("raw/a.zip > 1.txt",)
        assert loaded(any_town) == [("raw/a.zip", None)]

    def test_a_zip_that_was_read_as_a_file_by_an_older_version(self, any_town: Town) -> None:
        shutil.copy(put_zip("raw/a.zip", {"1.txt": ONE}), "raw/b.zip")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pipeline.run.ingest.open_archive", lambda _path: None)
            any_town.ingest()
        assert any_town.rows(SOURCES) == [("raw/a.zip", None, "failed")]
        assert any_town.ingest().gone == ()
        assert any_town.rows(SOURCES) == [("raw/a.zip", "1.txt", "loaded"), ("raw/a.zip", None, "missing")]
        assert [rule for (rule,) in any_town.rows("SELECT rule FROM findings WHERE severity = 'error'")] == []
        assert any_town.ingest().exit_status == 0

    def test_one_of_two_members_with_one_content_goes(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE, "2.txt": ONE})
        town.ingest()
        assert said(town, "same-content").keys() == {"1.txt"}
        put_zip("raw/a.zip", {"2.txt": ONE})
        assert only(town.ingest()).note == "moved from raw/a.zip > 1.txt"
        assert (loaded(town), said(town, "same-content")) == ([("raw/a.zip", "2.txt")], {})

    def test_a_zip_that_is_passed_over_is_not_gone(self, town: Town) -> None:
        put_zip("raw/.a.zip", {"1.txt": ONE})
        town.ingest("raw/.a.zip")
        assert town.ingest("raw").gone == ()
        assert loaded(town) == [("raw/.a.zip", "1.txt")]

    def test_a_zip_by_its_absolute_path_is_the_same(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE})
        town.ingest()
        town.ingest(str(town.folder / "raw" / "a.zip"))
        assert town.rows("SELECT count(*) FROM sources") == [(1,)]
        assert said(town, "same-content") == {}


class TestNames:
    @pytest.mark.parametrize(
        ("raw", "name"),
        [
            ("一覧表.txt".encode("cp932"), "一覧表.txt"),  # 表 has a backslash in its second byte
            ("資料\\一.txt".encode("cp932"), "資料/一.txt"),
            ("一覧.txt".encode(), "一覧.txt"),
            (b"\x81\x20.txt", "\\x81 .txt"),
            (b"../../etc/a.txt", "../../etc/a.txt"),
            (b"/abs/a.txt", "/abs/a.txt"),
            (b"C:\\a\\b.txt", "C:/a/b.txt"),
        ],
    )
    def test_a_name_without_a_flag(self, any_town: Town, raw: bytes, name: str) -> None:
        placeholder = "p" * len(raw)
        any_town.write("raw/a.zip", named(packed({placeholder: ONE}), placeholder, raw))
        assert any_town.ingest().exit_status == 0
        assert loaded(any_town) == [("raw/a.zip", name)]

    @pytest.mark.parametrize(("fits", "name"), [(True, "表.txt"), (False, "a.txt")])
    def test_a_name_in_an_extra_field_counts_if_its_checksum_fits(self, town: Town, fits: bool, name: str) -> None:
        info = zipfile.ZipInfo("a.txt")
        field = struct.pack("<BL", 1, zlib.crc32(b"a.txt" if fits else b"b.txt")) + "表.txt".encode()
        info.extra = struct.pack("<HH", 0x7075, len(field)) + field
        with zipfile.ZipFile("raw/a.zip", "w") as archive:
            archive.writestr(info, ONE.text())
        town.ingest()
        assert loaded(town) == [("raw/a.zip", name)]

    def test_a_link_is_no_file(self, town: Town) -> None:
        link = zipfile.ZipInfo("b.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile("raw/a.zip", "w") as archive:
            archive.writestr("a.txt", ONE.text())
            archive.writestr(link, "../../a.txt")
        summary = town.ingest()
        assert (summary.exit_status, loaded(town)) == (0, [("raw/a.zip", "a.txt")])
        assert [(each.member, each.why) for each in summary.passed_over] == [
            ("b.txt", "link: what it leads to isn't in it")
        ]

    def test_the_parts_of_a_saved_page_are_passed_over(self, town: Town) -> None:
        page = b"<html><p>a"
        put_zip("raw/a.zip", {"x/p.htm": page, "x/p_files/a.css": "b", "p_files/b.txt": ONE, "1.txt": TWO})
        summary = town.ingest()
        assert [each.member for each in summary.passed_over] == ["x/p_files"]
        assert loaded(town) == [("raw/a.zip", "1.txt"), ("raw/a.zip", "p_files/b.txt")]

    def test_what_is_passed_over_is_said(self, town: Town) -> None:
        names = [
            "__MACOSX/._1.txt",
            "__MACOSX/x/2.txt",
            ".git/config",
            "a/Thumbs.db",
            "a/README.md",
            "~$b.xlsx",
            "a/.x",
        ]
        put_zip("raw/a.zip", {"1.txt": ONE, "a/": "", **dict.fromkeys(names, "x")})
        summary = town.ingest()
        assert summary.exit_status == 0
        assert [(str(passed.spot), passed.why) for passed in summary.passed_over] == [
            ("raw/a.zip > __MACOSX", "made by macOS for itself"),
            ("raw/a.zip > .git", "hidden folder"),
            ("raw/a.zip > a/Thumbs.db", "hidden file"),
            ("raw/a.zip > a/README.md", "README"),
            ("raw/a.zip > ~$b.xlsx", "left by an office program that has the file open"),
            ("raw/a.zip > a/.x", "hidden file"),
        ]

    def test_two_members_of_one_name_are_not_told_apart(self, any_town: Town) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            any_town.write("raw/a.zip", packed([("1.txt", ONE), ("1.txt", TWO), ("3.txt", THREE)]))
        assert any_town.ingest().exit_status == 1
        assert loaded(any_town) == [("raw/a.zip", "3.txt")]
        assert "2 members of the zip file have this name" in said(any_town)["1.txt"]


class TestWhatCanNotBeRead:
    @pytest.mark.parametrize(
        ("spoil", "words"),
        [
            (lambda data: patched(data, "bad.txt", *FLAGS, 1), "encrypted; unpack it with its password"),
            (lambda data: patched(data, "bad.txt", *METHOD, 14), "packed by LZMA"),
            (lambda data: patched(data, "bad.txt", *METHOD, 9), "packed by deflate64"),
            (lambda data: patched(data, "bad.txt", *CHECKSUM, 1), "is damaged: it should have"),
            (lambda data: patched(data, "bad.txt", *SIZE, 5), "is damaged: it should have 5 bytes"),
            (lambda data: patched(data, "bad.txt", *HEADER, data.index(b"PK\x01\x02")), "overlaps"),
        ],
        ids=["encrypted", "lzma", "deflate64", "checksum", "size", "header"],
    )  # fmt: skip
    def test_a_member_is_said_and_the_others_are_read(self, any_town: Town, spoil: object, words: str) -> None:
        assert callable(spoil)
        any_town.write("raw/a.zip", spoil(packed({"1.txt": ONE, "bad.txt": TWO, "3.txt": THREE})))
        for _ in range(2):
            summary = any_town.ingest()
            assert [str(file.spot) for file in summary.problems] == ["raw/a.zip > bad.txt"]
            assert words in said(any_town)["bad.txt"]
        assert loaded(any_town) == [("raw/a.zip", "1.txt"), ("raw/a.zip", "3.txt")]

    def test_packed_bytes_that_are_damaged_are_said(self, town: Town) -> None:
        data = bytearray(packed({"1.txt": ONE, "2.txt": TWO}))
        data[60:90] = bytes(30)
        town.write("raw/a.zip", bytes(data))
        town.ingest()
        assert "is damaged" in said(town)["1.txt"]
        assert loaded(town) == [("raw/a.zip", "2.txt")]

    def test_a_damaged_member_keeps_what_was_read_before_and_is_read_when_it_is_whole(self, any_town: Town) -> None:
        whole = packed({"1.txt": ONE, "2.txt": TWO})
        any_town.write("raw/a.zip", whole)
        any_town.ingest()
        before = any_town.dump(ids=False)
        any_town.write("raw/a.zip", patched(whole, "2.txt", *CHECKSUM, 1))
        summary = any_town.ingest()
        assert (summary.exit_status, summary.gone, len(loaded(any_town))) == (1, (), 2)
        any_town.write("raw/a.zip", whole)
        assert any_town.ingest().exit_status == 0
        assert any_town.dump(ids=False) == before

    @pytest.mark.parametrize("cut", [-30, 200, 4])
    def test_a_zip_that_is_cut_off_fails_and_forgets_nothing(self, any_town: Town, cut: int) -> None:
        whole = packed({"1.txt": ONE, "in.zip": packed({"2.txt": TWO})})
        any_town.write("raw/a.zip", whole)
        any_town.ingest()
        before = any_town.dump(ids=False)
        any_town.write("raw/a.zip", whole[:cut])
        summary = any_town.ingest()
        assert [(file.path, file.member, file.status) for file in summary.files] == [("raw/a.zip", None, "failed")]
        assert (summary.exit_status, summary.gone, len(loaded(any_town))) == (1, (), 2)
        assert "cut off" in said(any_town)[None]
        any_town.write("raw/a.zip", whole)
        assert (any_town.ingest().exit_status, any_town.dump(ids=False)) == (0, before)

    def test_a_zip_that_can_not_be_opened_forgets_nothing(self, town: Town) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE})
        town.ingest()
        if os.geteuid() == 0:
            pytest.skip("root may read everything")
        Path("raw/a.zip").chmod(0)
        summary = town.ingest()
        assert (summary.exit_status, summary.gone, loaded(town)) == (1, (), [("raw/a.zip", "1.txt")])

    @pytest.mark.parametrize("members", [{}, {"a/": ""}, {"README.md": "x", ".b": "y"}])
    def test_a_zip_with_nothing_to_read_is_said(self, any_town: Town, members: dict[str, str]) -> None:
        any_town.write("raw/a.zip", packed({**members}))
        for _ in range(2):
            assert any_town.ingest().exit_status == 1
            assert any_town.rows(SOURCES) == [("raw/a.zip", None, "failed")]
            assert "nothing to read" in said(any_town)[None]
        put_zip("raw/a.zip", {"1.txt": ONE})
        assert any_town.ingest().exit_status == 0
        assert any_town.rows(SOURCES) == [("raw/a.zip", "1.txt", "loaded")]
        any_town.write("raw/a.zip", packed({**members}))
        assert any_town.ingest().gone == ("raw/a.zip > 1.txt",)

    def test_a_bug_in_listing_stops_no_other_file(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        put_zip("raw/a.zip", {"1.txt": ONE})
        town.write("raw/b.txt", TWO)
        town.ingest()
        monkeypatch.setattr("pipeline.run.members.Archive", None)
        summary = town.ingest()
        assert [file.status for file in summary.files] == ["failed", "loaded"]
        assert (summary.gone, len(loaded(town))) == ((), 2)
