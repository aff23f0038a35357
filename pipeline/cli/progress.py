"""Progress on standard error: a bar on a terminal, elsewhere a line now and then if it takes long."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.cli.streams import write_line
from pipeline.cli.tables import clean
from pipeline.run.summary import Done, Event, Found, Listener, Reading

_FIRST_LINE, _NEXT_LINE = 1.0, 5.0


@contextmanager
def watching() -> Iterator[Listener]:
    """A listener that shows how far a run is."""
    if not sys.stderr.isatty():
        yield _Lines().listen
        return
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(progress).listen


@contextmanager
def taking_time(what: str) -> Iterator[None]:
    """Say on standard error what is being done, if it takes longer than a second, and now and then for how long."""
    over, begun = threading.Event(), time.monotonic()

    def tell() -> None:
        wait = _FIRST_LINE
        while not over.wait(wait):
            write_line(f"{what}: {time.monotonic() - begun:.0f} s", sys.stderr)
            wait = _NEXT_LINE

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class _Bar:
    """A bar that is gone when the run is over."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def listen(self, event: Event) -> None:
        match event:
            case Found(files):
                self._progress.update(self._task, total=files)
            case Reading(path):
                self._progress.update(self._task, description=escape(clean(path)))
            case Done():
                self._progress.advance(self._task)


class _Lines:
    """Lines for a log: none if the run is short."""

    def __init__(self) -> None:
        self._files = 0
        self._done = 0
        self._due = time.monotonic() + _FIRST_LINE

    def listen(self, event: Event) -> None:
        if isinstance(event, Found):
            self._files = event.files
        elif isinstance(event, Done):
            self._done += 1
            if time.monotonic() >= self._due:
                self._due = time.monotonic() + _NEXT_LINE
                write_line(f"{self._done} of {self._files} files: {clean(event.result.spot)}", sys.stderr)
