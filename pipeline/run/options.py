"""How a run is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.engine import database_url
from pipeline.model.backend import Ocr, PdfBackend
from pipeline.model.layout import KnownLayouts
from pipeline.parsed import Parsed
from pipeline.readers import reader_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user of a run may choose.

    ``again``: known and unchanged files are read again; ``parsed``: the folder where what reading produced is kept,
    None for nowhere; ``strict``: a source with error findings is refused; ``prune``: missing sources are forgotten,
    ``prune_emptied``: also where all that was known under a path is missing; ``dry``: nothing is changed, only told;
    ``diff``: changed values are told; ``rulings``: the folder of what people decided, None for leaving what was decided
    so far as it is.
    """

    again: bool = False
    pdf_backend: PdfBackend = PdfBackend.PDFIUM
    ocr: Ocr = Ocr.AUTO
    parsed: Path | None = None
    strict: bool = False
    prune: bool = False
    prune_emptied: bool = False
    dry: bool = False
    diff: bool = False
    rulings: Path | None = None


DEFAULT = Options()


def kept_pages(options: Options, known: KnownLayouts) -> Parsed | None:
    """Where a run with these options keeps what reading by the ``known`` layouts produced."""
    if options.parsed is None:
        return None
    versions = reader_version(options.pdf_backend, options.ocr, known).split("+")
    return Parsed(options.parsed, versions, frozen=options.dry)


def own_places(options: Options, url: str) -> Mapping[Path, str]:
    """The folders and files of a run that hold no sheets, and what is in them instead."""
    own = {options.parsed: "what hyoka keeps of what it read", options.rulings: "what people ruled"}
    target = database_url(url)
    if target.get_backend_name() == "sqlite" and target.database:
        own |= {Path(target.database + end): "the database itself" for end in ("", "-wal", "-shm", "-journal")}
    return {folder: what for folder, what in own.items() if folder is not None}
