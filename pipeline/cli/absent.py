"""What ``hyoka ingest`` says of files that are gone, and of paths under which there is nothing."""

from rich.console import Console
from rich.text import Text

from pipeline.cli.tables import clean
from pipeline.run.absence import Vanished
from pipeline.run.summary import RunSummary

_NAMED = 10


def print_absent(to: Console, summary: RunSummary) -> None:
    """What isn't there and still counts, what was forgotten, and what looks like a mistake."""
    absent, forgotten = summary.absent, set(summary.pruned)
    kept = [name for name in absent.gone if name not in forgotten]
    gone = "1 file is gone; what it said is kept; --prune forgets it"
    if len(kept) > 1:
        gone = f"{len(kept):,} files are gone; what they said is kept; --prune forgets them"
    _print_names(to, gone, kept)
    _print_names(to, f"Forgotten: {len(summary.pruned):,}", summary.pruned)
    older = "Nothing could be read from what these files hold now, so what their older content said still counts"
    _print_names(to, older, summary.outdated)
    for each in absent.vanished:
        to.print(Text(f"\n{clean(each.path)}: {_vanished(each)}", style="bold"), soft_wrap=True)
    if absent.refused:
        said = "\n--prune forgot nothing. If these files are gone for good, say so by --prune-emptied"
        to.print(Text(said, style="bold"), soft_wrap=True)
    told = {each.path for each in absent.vanished}
    for path in (path for path in summary.nothing_in if path not in told):
        to.print(Text(f"\n{clean(path)}: there is no file to read here; check the path", style="bold"), soft_wrap=True)


def _vanished(each: Vanished) -> str:
    what = f"all {each.known:,} files" if each.known > 1 else "the only file"
    return (
        f"{what} that the database knows from here {'are' if each.known > 1 else 'is'} gone. See whether the disk or "
        "share is there, and whether this is the right folder and the right database; what was read before is kept"
    )


def _print_names(to: Console, title: str, names: list[str] | tuple[str, ...]) -> None:
    if not names:
        return
    to.print(Text(f"\n{title}", style="bold"), soft_wrap=True)
    for name in names[:_NAMED]:
        to.print(Text(f"  {clean(name)}"), soft_wrap=True)
    if len(names) > _NAMED:
        to.print(Text(f"  and {len(names) - _NAMED:,} more"))
