"""Databases to test with: SQLite, and a PostgreSQL that is started for the tests and thrown away after them."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from db.engine import open_database, upgrade


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root, so root hands over to its own user."""
    if os.geteuid() != 0:
        return []
    import pwd  # not on Windows

    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL doesn't run as root, and there is no user 'postgres' to run it")
    return ["runuser", "-u", "postgres", "--"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The url of a throwaway PostgreSQL, without the name of a database; one for every worker."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: install the package 'postgresql' to test it too")
    user = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="hyoka-pg-"))
    if user:
        shutil.chown(folder, "postgres")
    control = [*user, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    init = [*user, str(programs / "initdb"), "-D", str(folder / "data"), "-E", "UTF8", "--locale=C", "-A", "trust"]
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    try:
        subprocess.run([*init, "-U", "postgres"], check=True, capture_output=True, cwd=folder)
        log = ["-l", str(folder / "log"), "-o", options]
        subprocess.run([*control, *log, "start"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        yield f"postgresql://postgres@/{{name}}?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The url of an empty database of its own, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/hyoka.sqlite"
        return
    server: str = request.getfixturevalue("postgresql")
    name = f"hyoka_{uuid.uuid4().hex}"
    admin = create_engine(server.format(name="postgres").replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield server.format(name=name)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An upgraded database."""
    opened = open_database(url)
    upgrade(opened)
    yield opened
    opened.dispose()
