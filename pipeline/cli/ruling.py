"""What the commands that rule have in common: where rulings are, and who rules."""

import getpass
import shutil
import subprocess
from pathlib import Path

import typer

from pipeline.run.past import rulings_folder


def folder_of(db: str, given: Path | None) -> Path:
    """The folder of the rulings on a database."""
    folder = given or rulings_folder(db)
    if folder is None:
        raise typer.BadParameter("this database is in memory only; say where its rulings are", param_hint="--rulings")
    return folder


def author(given: str | None) -> str:
    """Who rules: as given, else as git knows the person, else the name of the account."""
    if given is not None:
        if not given.strip():
            raise typer.BadParameter("the name is blank", param_hint="--who")
        return given.strip()
    return _in_git() or _account()


def _in_git() -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        said = subprocess.run([git, "config", "user.name"], capture_output=True, check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return said.stdout.decode(errors="replace").strip() or None


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise typer.BadParameter("nothing tells who you are; say so", param_hint="--who") from error
