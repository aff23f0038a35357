"""That migrations lead to the tables of the code, and that upgrading is safe to repeat."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, text

import db.upgrade as upgrading
from db.engine import open_database, upgrade
from db.state import alembic_config, versions
from db.tables import metadata
from db.vocabulary import VOCABULARIES


def differences(connection: Connection) -> list[object]:
    options = {
        "include_object": upgrading.is_table_of_ours,
        "compare_type": True,
        "compare_server_default": True,
    }
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def checks(connection: Connection) -> dict[tuple[str, str | None], str]:
    inspector = inspect(connection)
    return {
        (table, check["name"]): check["sqltext"]
        for table in metadata.tables
        for check in inspector.get_check_constraints(table)
    }


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.begin() as connection:
        assert differences(connection) == []
        connection.execute(text("ALTER TABLE goals ADD COLUMN extra TEXT"))
        assert len(differences(connection)) == 1


def test_the_migrations_make_the_checks_of_the_code(engine: Engine, url: str) -> None:
    with engine.connect() as connection:
        migrated = checks(connection)
    fresh = create_engine("sqlite://")
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("CREATE SCHEMA fresh"))
        fresh = create_engine(engine.url.update_query_dict({"options": "-csearch_path=fresh"}))
    metadata.create_all(fresh)
    with fresh.connect() as connection:
        expected = checks(connection)
    fresh.dispose()
    assert migrated == expected
    assert len(expected) > 80


def test_upgrading_again_changes_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(connection: Connection) -> None:
        raise AssertionError("made the views again")

    monkeypatch.setattr(upgrading, "create_views", never)
    upgrade(engine)


def test_changed_views_are_made_anew_and_rows_stay(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO municipalities VALUES ('990001', '霞市', '霞県')"))
        connection.execute(text("DELETE FROM terms WHERE vocabulary = 'basis'"))
        connection.execute(text('DROP VIEW "評価"'))
    upgrade(engine)
    with engine.connect() as connection:
        assert "評価" not in inspect(connection).get_view_names()
    monkeypatch.setattr(upgrading, "_fingerprint", lambda: 7)
    upgrade(engine)
    with engine.connect() as connection:
        assert "評価" in inspect(connection).get_view_names()
        assert connection.execute(text("SELECT count(*) FROM municipalities")).scalar_one() == 1
        assert connection.execute(text("SELECT count(*) FROM terms WHERE vocabulary = 'basis'")).scalar_one() == 8


def test_terms_are_the_vocabularies(engine: Engine) -> None:
    with engine.connect() as connection:
        found = {tuple(row) for row in connection.execute(text("SELECT vocabulary, key, ja, en FROM terms"))}
    assert found == {(name, term.key, term.ja, term.en) for name, terms in VOCABULARIES.items() for term in terms}


def test_a_failed_upgrade_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: Connection) -> None:
        raise RuntimeError("no views today")

    engine = open_database(url)
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "create_views", fail)
        with pytest.raises(RuntimeError, match="no views today"):
            upgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    upgrade(engine)
    with engine.connect() as connection:
        assert "project_years" in inspect(connection).get_view_names()
    engine.dispose()


def test_foreign_keys_are_on_again_after_an_upgrade(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL can't turn them off")
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_a_database_of_the_first_version_is_upgraded_with_its_rows(url: str) -> None:
    engine = open_database(url)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO municipalities VALUES ('990001', '霞市', '霞県')"))
        assert "overruled" not in inspect(connection).get_table_names()
    upgrade(engine)
    with engine.connect() as connection:
        assert differences(connection) == []
        assert connection.execute(text("SELECT count(*) FROM municipalities")).scalar_one() == 1
        assert connection.execute(text("SELECT count(*) FROM overruled")).scalar_one() == 0
    engine.dispose()


def test_versions_are_newest_first() -> None:
    assert versions()[-1] == "0001"
