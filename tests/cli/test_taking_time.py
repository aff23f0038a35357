"""What takes longer than a second says so on standard error; what doesn't is silent."""

import time

import pytest

from pipeline.cli import progress


def test_long_work_says_what_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_FIRST_LINE", 0.01)
    with progress.taking_time("drafting from 1 file"):
        time.sleep(0.2)
    assert capsys.readouterr().err == "drafting from 1 file: 0 s\n"


def test_short_work_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.taking_time("drafting from 1 file"):
        pass
    assert capsys.readouterr().err == ""
