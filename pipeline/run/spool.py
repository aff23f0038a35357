"""The reports of one file, on disk where they are many: a volume of any length fits into memory."""

import pickle
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, overload
from weakref import finalize

from pipeline.model.report import Report

_IN_MEMORY = 50


class ReportSpool(Sequence[Report]):
    """Reports in the order in which they were added. Beyond the first few they wait in a temporary file."""

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self._most = in_memory
        self._first: list[Report] = []
        self._places: list[int] = []
        self._file: IO[bytes] | None = None

    def add(self, report: Report) -> None:
        """One more report, at the end."""
        if len(self._first) < self._most:
            self._first.append(report)
            return
        file = self._opened()
        file.seek(0, 2)
        self._places.append(file.tell())
        pickle.dump(report, file, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._first) + len(self._places)

    def __iter__(self) -> Iterator[Report]:
        yield from self._first
        for place in self._places:
            yield self._read(place)

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Report]: ...
    def __getitem__(self, index: int | slice) -> Report | Sequence[Report]:
        """One report, or some of them."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        return self._first[number] if number < len(self._first) else self._read(self._places[number - len(self._first)])

    def _opened(self) -> IO[bytes]:
        """The file, which lives as long as the spool."""
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115
            finalize(self, self._file.close)
        return self._file

    def _read(self, place: int) -> Report:
        file = self._opened()
        file.seek(place)
        report = pickle.load(file)  # noqa: S301 - nobody but us wrote it
        assert isinstance(report, Report)  # noqa: S101
        return report
