"""The folder of rulings: one file each, so that what two people rule never collides. Only people take files away."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from pipeline.errors import HyokaError
from pipeline.parsed.whole import written_whole
from pipeline.rulings.format import correction_text, link_text, read_correction, read_link
from pipeline.rulings.model import Correction, LinkRuling, Rulings

T = TypeVar("T", Correction, LinkRuling)

_CORRECTIONS, _LINKS, _SUFFIX = "corrections", "links", ".yaml"
_LONGEST = 60


class WrongRuling(HyokaError):
    """A ruling can't be made, read or written; the message says which and why."""


class RulingsFolder:
    """The rulings in ``path``, which is made when the first is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._changed: list[tuple[Path, bytes | None]] = []

    @property
    def exists(self) -> bool:
        return self.path.is_dir()

    def read(self) -> Rulings:
        """Every ruling; none where there is no folder.

        Raises:
            WrongRuling: a file is no ruling, two are on the same thing, or one is where no run would find it.
        """
        self._refuse_strays()
        return Rulings(
            _sorted(self._read(_CORRECTIONS, read_correction)),
            _sorted(self._read(_LINKS, read_link)),
        )

    def path_of(self, ruling: Correction | LinkRuling) -> Path:
        """Where the file of a ruling is."""
        folder = _CORRECTIONS if isinstance(ruling, Correction) else _LINKS
        return self._file_of(folder, ruling.id) or self.path / folder

    def write(self, ruling: Correction | LinkRuling) -> Path:
        """Write the file of a ruling, in the place of an earlier one on the same thing; its path.

        Raises:
            WrongRuling: it can't be written.
        """
        if isinstance(ruling, Correction):
            name, folder, text = ruling.path, _CORRECTIONS, correction_text(ruling)
        else:
            name, folder, text = ruling.to.name or ruling.to.key, _LINKS, link_text(ruling)
        known = self._file_of(folder, ruling.id)
        path = known or self.path / folder / f"{_stem(name)}-{ruling.id}{_SUFFIX}"
        try:
            self._changed.append((path, known.read_bytes() if known is not None else None))
            with written_whole(path) as file:
                file.write(text.encode())
        except OSError as error:
            raise WrongRuling(f"{path}: can't be written: {error.strerror or error}; give another --rulings") from error
        return path

    def delete(self, ident: str) -> Path:
        """Take a ruling away, and return the path that it had.

        Raises:
            WrongRuling: there is none with this id.
        """
        for folder in (_CORRECTIONS, _LINKS):
            path = self._file_of(folder, ident)
            if path is not None:
                self._changed.append((path, path.read_bytes()))
                path.unlink()
                return path
        raise WrongRuling(f"{ident}: {self.path.as_posix()} has no ruling of this id; --list names them all")

    @contextmanager
    def undone_by_errors(self) -> Iterator[None]:
        """Should what is done within fail, the files are again as they were, so that no later run applies them."""
        self._changed.clear()
        try:
            yield
        except BaseException:
            for path, before in reversed(self._changed):
                with suppress(OSError):
                    path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
            raise

    def _read(self, folder: str, parse: Callable[[str], T]) -> dict[str, T]:
        found: dict[str, T] = {}
        files: dict[str, Path] = {}
        for path in self._files(folder):
            try:
                ruling = parse(path.read_text(encoding="utf-8"))
            except OSError as error:
                raise WrongRuling(f"{path.as_posix()}: can't be read: {error.strerror or error}") from error
            except ValueError as error:  # bytes that are no UTF-8 are one, too
                raise WrongRuling(f"{path.as_posix()}: {error}; mend or delete the file") from error
            if ruling.id in found:
                raise WrongRuling(
                    f"{path.as_posix()}: {files[ruling.id].as_posix()} is on the same thing; keep one of them"
                )
            found[ruling.id], files[ruling.id] = ruling, path
        return found

    def _refuse_strays(self) -> None:
        """A ruling in another folder, or under another kind of name, would be passed over and nobody would know."""
        for path in sorted(self.path.rglob("*")):
            if path.suffix.lower() in (_SUFFIX, ".yml") and path.is_file():
                folder = path.relative_to(self.path).parts[0]
                if folder not in (_CORRECTIONS, _LINKS) or path.suffix != _SUFFIX:
                    raise WrongRuling(
                        f"{path.as_posix()}: rulings are NAME{_SUFFIX} below {_CORRECTIONS}/ or {_LINKS}/; move this "
                        "file there, or out of the folder"
                    )

    def _file_of(self, folder: str, ident: str) -> Path | None:
        parse: Callable[[str], Correction | LinkRuling] = read_correction if folder == _CORRECTIONS else read_link
        for path in self._files(folder):
            try:
                if parse(path.read_text(encoding="utf-8")).id == ident:
                    return path
            except (OSError, ValueError):
                continue
        return None

    def _files(self, folder: str) -> list[Path]:
        return sorted((self.path / folder).rglob(f"*{_SUFFIX}"))


def _sorted(found: dict[str, T]) -> tuple[T, ...]:
    return tuple(found[ident] for ident in sorted(found))


def _stem(name: str) -> str:
    """A name for people: of a path the last part, without what file names can't hold."""
    last = re.split(r"[/\\>]", name)[-1].strip()
    bare = last.rsplit(".", 1)[0] or last
    return re.sub(r"[^\w-]+", "_", bare)[:_LONGEST].strip("_") or "ruling"
