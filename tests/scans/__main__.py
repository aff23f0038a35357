"""``python -m tests.scans``: how well scans are read, of synthetic sheets and of real ones, against their truth."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from time import perf_counter

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document
from pipeline.model.report import SourceReading
from pipeline.readers import read_document
from pipeline.run.source import read_source
from tests.scans.condition import CONDITIONS, GOALS, Condition, Format
from tests.scans.evaluate import Reader, evaluate, unreadable
from tests.scans.files import as_file
from tests.scans.pages import page_count
from tests.scans.report import as_json, as_text
from tests.scans.scanning import scan_file
from tests.scans.sheets import SheetFile, real_files, synthetic_files
from tests.scans.tally import Tally
from tests.scans.truth import registry, truth_of

_QUICK = 8  # pages
_GOLDEN = 0.618034  # of a list: strides that come by every part of it
_MANY: dict[Format, Format] = {"png": "pdf", "jpeg": "pdf-jpeg"}  # what takes the pages of a file together


class Chain:
    """The readers and the chain as the program has them; a file is read once for both questions."""

    @staticmethod
    @lru_cache(maxsize=1)
    def read(data: bytes) -> Document:
        """The cells of every page."""
        return read_document(data, known=registry().layouts)

    def read_facts(self, data: bytes) -> SourceReading:
        """The facts."""
        return read_source(self.read(data), registry())


def main(words: Sequence[str] | None = None, reader: Reader | None = None) -> None:
    """Measure and report."""
    chosen = _parser().parse_args(words)
    files = list(choose(_files(chosen), _QUICK if chosen.quick else chosen.pages))
    if not files:
        sys.stdout.write(
            "Nothing to measure: the real sheets are not here; set HYOKA_REAL to a folder that has some.\n"
        )
        return
    conditions = [CONDITIONS[name] for name in chosen.condition] or list(GOALS)
    found = {
        condition.name: measure(files, condition, reader or Chain(), chosen.seed, told=not chosen.json)
        for condition in conditions
    }
    text = json.dumps(as_json(found), ensure_ascii=False, indent=2) if chosen.json else as_text(found)
    sys.stdout.write(text + "\n")


def measure(files: Sequence[SheetFile], condition: Condition, reader: Reader, seed: int = 0, *,
            told: bool = False) -> Tally:  # fmt: skip
    """Scan all files in one condition, read them and count."""
    tally = Tally()
    for number, file in enumerate(files, 1):
        begin = perf_counter()
        one = measure_file(file, condition, reader, seed)
        tally += one
        if told:
            sys.stderr.write(
                f"{condition.name} {number}/{len(files)} {file.name}: {one.pages} pages in "
                f"{perf_counter() - begin:.1f} s, {one.numbers_exact}/{one.numbers} numbers, {one.silent} silent, "
                f"{one.pages_right} in place\n"
            )
    return tally


def measure_file(file: SheetFile, condition: Condition, reader: Reader, seed: int = 0) -> Tally:
    """One file scanned, read and counted; one that is refused counts as lost, and said."""
    truth = truth_of(file)
    scans = scan_file(file, condition, seed)
    form = _MANY.get(condition.format, condition.format) if len(scans) > 1 else condition.format
    data = as_file(scans, form)
    try:
        return evaluate(file.name, truth, reader.read(data), reader.read_facts(data))
    except UnreadableFile as error:
        return unreadable(file.name, truth, f"refused: {error}")


def choose(files: Sequence[SheetFile], pages: int | None) -> Iterator[SheetFile]:
    """The files, or some from all over the list that have no more than so many pages."""
    order = range(len(files)) if pages is None else sorted(range(len(files)), key=lambda number: number * _GOLDEN % 1)
    left = pages
    for number in order:
        count = page_count(files[number].data)
        if left is None or count <= left:
            yield files[number]
            left = None if left is None else left - count


def _files(chosen: argparse.Namespace) -> list[SheetFile]:
    both = chosen.real == chosen.synthetic
    made = synthetic_files(chosen.seed, chosen.files) if both or chosen.synthetic else []
    return [*made, *(real_files() if both or chosen.real else [])]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.scans", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"about {_QUICK} pages a condition")
    parser.add_argument(
        "--condition",
        action="append",
        default=[],
        choices=sorted(CONDITIONS),
        metavar="NAME",
        help=f"one of {', '.join(CONDITIONS)}; several times for several (default: the three of the goals)",
    )
    parser.add_argument("--real", action="store_true", help="the real sheets alone")
    parser.add_argument("--synthetic", action="store_true", help="the synthetic sheets alone")
    parser.add_argument("--pages", type=int, help="at most so many pages a condition (default: all)")
    parser.add_argument("--files", type=int, default=3, help="random files of each form (default 3)")
    parser.add_argument("--seed", type=int, default=0, help="other figures and other damage (default 0)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser  # fmt: skip


if __name__ == "__main__":
    main()
