"""Databases and their complaints in words for people."""

from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL

# What a database says, and what a person can do about it; the first that fits holds.
_ADVICE = (
    ("locked", "Another program is writing to it, perhaps another `hyoka ingest`; run again when that is done."),
    ("full", "Make room on the disk and run again."),
    ("disk i/o error", "Look whether the disk is full or the share is gone, and run again."),
    ("malformed", "The file is damaged: put a copy back, or move it away and let `hyoka ingest` make it anew."),
    ("readonly", "Get the right to write to the file and its folder, or give another path."),
    ("read-only", "Get the right to write to it, or give another database."),
    ("unable to open", "Check that the folder is there and that you may read and write in it."),
    ("password", "Check user and password in the url."),
    ("does not exist", "Check the name in the url, or make the database first."),
    ("connection", "Check host, port and network, and that the server runs."),
    ("name or service", "Check the host in the url."),
)
_OTHERWISE = "Check the path or url, and run again."


def advice(said: str) -> str:
    """What to do about what a database said."""
    return next((what for word, what in _ADVICE if word in said.lower()), _OTHERWISE)


def shown_url(url: URL) -> str:
    """A database as people gave it: the path of a file, else a url without its password."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return url.render_as_string(hide_password=True)
    path = Path(unquote(url.database.removeprefix("file:")) if url.database.startswith("file:") else url.database)
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
