"""Standard output and error: results go to the one, progress and complaints to the other."""

import io
import os
import sys
from typing import TextIO


def prepare_streams() -> None:
    """Make sure that no character can stop the program, whatever encoding a terminal or a pipe has.

    Windows gives a pipe its legacy encoding; what is written to one is UTF-8 here, as on every other system.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        piped = os.name == "nt" and not stream.isatty() and "PYTHONIOENCODING" not in os.environ
        stream.reconfigure(encoding="utf-8" if piped else None, errors="backslashreplace")


def say_error(message: str) -> None:
    """One line on standard error."""
    print(f"hyoka: {message}", file=sys.stderr)  # noqa: T201 - this is the command line


def write_line(text: str, stream: TextIO | None = None) -> None:
    """A line of a result as it is: no markup, no wrapping."""
    (stream or sys.stdout).write(text + "\n")


def give_up_output() -> None:
    """The reader of our output has gone: write nothing more, not even what is still buffered."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
