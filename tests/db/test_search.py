"""Searching texts: what is found, and that it keeps up with the table."""

import pytest
from sqlalchemy import Connection, Engine, delete, text, update

from db import tables as t
from tests.db.rows import Rows


def found(connection: Connection, words: str) -> list[str]:
    rows = connection.execute(
        text("SELECT text FROM search_narratives WHERE text LIKE :w ORDER BY id"), {"w": f"%{words}%"}
    )
    return [str(row.text) for row in rows]


def write(rows: Rows, *texts: str) -> str:
    report = rows.report(rows.project())
    for words in texts:
        rows.fact(t.narratives, report, field="reason", text=words, fiscal_year=2007)
    return report


@pytest.mark.parametrize("words", ["防災計", "防災計画", "地域防災計画を見直す。"])
def test_words_of_three_characters_are_found_with_like(rows: Rows, words: str) -> None:
    write(rows, "地域防災計画を見直す。", "道路を直す。")
    assert found(rows.connection, words) == ["地域防災計画を見直す。"]


@pytest.mark.parametrize("words", ["防災", "防"])
def test_shorter_words_are_found_in_the_table_itself(rows: Rows, words: str) -> None:
    write(rows, "地域防災計画を見直す。", "道路を直す。")
    assert len(rows.read(f"SELECT text FROM narratives WHERE text LIKE '%{words}%'")) == 1


def test_the_search_keeps_up_with_updates_and_with_reports_that_go(rows: Rows) -> None:
    report = write(rows, "地域防災計画を見直す。")
    rows.connection.execute(update(t.narratives).values(text="道路計画を見直す。"))
    assert found(rows.connection, "防災計画") == []
    assert found(rows.connection, "道路計画") == ["道路計画を見直す。"]
    rows.connection.execute(delete(t.reports).where(t.reports.c.id == report))
    assert found(rows.connection, "道路計画") == []
    if rows.connection.dialect.name == "sqlite":
        # compares the index with the table, and raises when they differ
        check = "INSERT INTO search_narratives (search_narratives, rank) VALUES ('integrity-check', 1)"
        rows.connection.execute(text(check))


def test_a_hit_says_where_it_is_from(rows: Rows) -> None:
    report = write(rows, "地域防災計画を見直す。")
    row = rows.one("SELECT s.*, n.fiscal_year FROM search_narratives s JOIN narratives n ON n.id = s.id")
    assert (row["report_id"], row["field"], row["stage"], row["fiscal_year"]) == (report, "reason", None, 2007)


def test_sqlite_matches_and_uses_its_index_for_like(rows: Rows) -> None:
    if rows.connection.dialect.name != "sqlite":
        pytest.skip("MATCH is SQLite's")
    write(rows, "地域防災計画を見直す。", "道路を直す。")
    match = text("SELECT text FROM search_narratives WHERE search_narratives MATCH :w")
    assert rows.connection.execute(match, {"w": "防災計画"}).scalars().all() == ["地域防災計画を見直す。"]
    assert rows.connection.execute(match, {"w": "防災"}).scalars().all() == []
    plan = rows.read("EXPLAIN QUERY PLAN SELECT text FROM search_narratives WHERE text LIKE '%防災計画%'")
    assert "VIRTUAL TABLE INDEX 0:L" in plan[0]["detail"]


def test_postgresql_has_a_trigram_index_where_it_can(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("the trigram index is PostgreSQL's")
    with engine.connect() as connection:
        known = connection.execute(text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")).first()
        made = connection.execute(
            text("SELECT 1 FROM pg_indexes WHERE indexname = 'ix_narratives_text_trigram'")
        ).first()
    assert (known is None) == (made is None)
