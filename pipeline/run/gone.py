"""Files that a run should have come across and didn't: what they said stays, until a person has them forgotten."""

from pipeline.parsed import Parsed
from pipeline.run.absence import Absent, Vanished
from pipeline.run.discover import WorkList
from pipeline.run.ledger import Ledger
from pipeline.run.loader import Loader
from pipeline.run.options import Options


def settle_absent(ledger: Ledger, loader: Loader, work: WorkList, options: Options, parsed: Parsed | None) -> Absent:
    """Mark what is gone as missing, and forget what is missing where that is wanted and likely meant."""
    displaced = ledger.gone(work)
    if displaced:
        loader.displace(displaced, replaced=False)
    gone = tuple(ledger.names(sorted({*displaced.gone, *ledger.still_counting(work)})))
    vanished = tuple(Vanished(path, known) for path, known in ledger.vanished(work))
    if options.prune and vanished and not options.prune_emptied:
        return Absent(gone, (), vanished, refused=True)
    if not options.prune:
        return Absent(gone, (), vanished)
    return Absent(gone, tuple(loader.prune(work, parsed)))
