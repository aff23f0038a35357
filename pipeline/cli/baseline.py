"""``hyoka check --baseline``: fails where what the database says of a source got worse."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import msgspec
from rich.text import Text

from pipeline.cli.database import reading
from pipeline.cli.jsons import write_json
from pipeline.cli.streams import write_line
from pipeline.cli.tables import clean, console
from pipeline.errors import HyokaError
from pipeline.parsed.whole import written_whole
from pipeline.run.past import HistoryFile, parsed_folder
from pipeline.run.standing import Standing, Worse, standings, worse

FORMAT, VERSION = "hyoka-baseline", 1


class NoBaseline(HyokaError):
    """There is nothing to compare with."""


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """How good every source was."""

    format: str = FORMAT
    version: int = VERSION
    sources: dict[str, Standing]


def save(db: str, path: Path) -> None:
    """Write down how good every source of the database is."""
    with reading(db) as connection:
        now = standings(connection)
    try:
        with written_whole(path) as file:
            file.write(msgspec.json.format(msgspec.json.encode(Baseline(sources=now)), indent=1) + b"\n")
    except OSError as error:
        raise NoBaseline(f"{path}: can't be written: {error.strerror or error}; give another path") from error
    write_line(f"{len(now):,} sources are written down in {path}")


def compare(db: str, against: Path | None, parsed: Path | None, *, json: bool) -> int:
    """Say what is worse, and return the exit status."""
    before = _before_last_run(db, parsed) if against is None else _stored(against)
    with reading(db) as connection:
        now = standings(connection)
    if not before.keys() & now.keys():
        raise NoBaseline(
            f"none of the {len(before):,} sources of the baseline is in the database under the same name, so nothing "
            "can be compared; give the paths as they were given before"
        )
    found = worse(before, now)
    if json:
        write_json([asdict(each) for each in found])
    else:
        _print(found, len(before.keys() & now.keys()))
    return int(bool(found))


def _before_last_run(db: str, parsed: Path | None) -> Mapping[str, Standing]:
    folder = parsed or parsed_folder(db)
    history = None if folder is None else HistoryFile(folder, db).read()
    if history is None or history.before is None:
        raise NoBaseline(
            "nothing tells how good the sources were before the last run: there was none before, or parsed/ was "
            "deleted or not used. Ingest twice, name the folder by --parsed, or compare with a file of --save-baseline"
        )
    return history.before


def _stored(path: Path) -> Mapping[str, Standing]:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise NoBaseline(f"{path}: can't be read: {error.strerror or error}; check the path") from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise NoBaseline(f"{path}: this is no baseline: {error}; --save-baseline writes one") from error
    if (found.format, found.version) != (FORMAT, VERSION):
        raise NoBaseline(f"{path}: this is no {FORMAT} {VERSION}; write it again by --save-baseline")
    return found.sources


def _print(found: list[Worse], compared: int) -> None:
    to = console()
    for each in found:
        to.print(Text(clean(f"{each.source}: {each.what}: {each.before} -> {each.now}")), soft_wrap=True)
    worst = len({each.source for each in found})
    to.print(Text(f"{worst:,} of {compared:,} sources are worse than before" if found else "nothing is worse"))
