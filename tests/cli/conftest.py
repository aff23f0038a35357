"""The command line as a function."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.sheets import write_forms


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Hyoka = Callable[..., Answer]


@pytest.fixture
def hyoka(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Hyoka:
    """Runs ``hyoka`` with the given words in the current folder."""

    def run(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["hyoka", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, said.out, said.err)

    return run


@pytest.fixture
def forms(tmp_path: Path) -> tuple[str, str]:
    """The option that names the form of ``tests.sheets``."""
    return "--forms", str(write_forms(tmp_path / "forms"))
