"""Fixtures that every test may use."""

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.databases import engine, postgresql, url
from tests.town import any_town, registry, town

__all__ = [
    "ROOT",
    "any_town",
    "as_on_a_terminal",
    "engine",
    "postgresql",
    "real",
    "real_folder",
    "registry",
    "town",
    "url",
]

ROOT = Path(__file__).resolve().parent.parent


def real_folder(environ: Mapping[str, str], root: Path = ROOT) -> Path:
    """The folder of real sheets, which belong to their publishers; skips the test where it is absent."""
    named = environ.get("HYOKA_REAL")
    folder = Path(named) if named else root.parent / "shared" / "real"
    if not folder.is_dir():
        how = "HYOKA_REAL points there" if named else "set HYOKA_REAL to a folder that has them"
        pytest.skip(f"the real sheets are not here: no folder {folder} ({how})")
    return folder


@pytest.fixture(scope="session")
def real() -> Path:
    """Where the real sheets are, as ``<municipality>/<year>/<file>``."""
    return real_folder(os.environ)


@pytest.fixture
def as_on_a_terminal() -> Iterator[None]:
    """Programs that a shell started in the background ignore interrupts, and what they start does, too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
