"""A folder of forms of its own, without those that hyoka ships."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.spec.registry import Registry, load_forms
from tests.builders import NAME, write_spec

Load = Callable[..., Registry]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load compact specs, by name; a bare text is the form ``kasumi/sheet/2008``."""
    (tmp_path / "none").mkdir()
    monkeypatch.setattr("pipeline.spec.registry.BUILT_IN", tmp_path / "none")

    def loaded(text: str = "", **others: str) -> Registry:
        forms = {NAME: text} if text else {}
        forms |= {name.replace("__", "/"): other for name, other in others.items()}
        for name, body in forms.items():
            write_spec(tmp_path / "forms", body, name)
        return load_forms([tmp_path / "forms"])

    return loaded
