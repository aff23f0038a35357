"""A ruling as YAML that people read, review and may write: lines and columns from 1, as ``show`` has them."""

import re
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from db.vocabulary import VOCABULARIES
from pipeline.model.place import Place
from pipeline.rulings.model import Action, Correction, LinkRuling, ProjectName

S = TypeVar("S", bound=Struct)

_MOST = 10**9
_ABOUT = "# A ruling of hyoka, see docs/history.md. To take it back, delete this file or say: hyoka {command} {id}\n"


class _CorrectionFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of a correction's file, in their order."""

    correct: Action
    source: str
    sha256: str
    table: str
    field: str | None = None
    page: int = 1
    line: int
    column: int
    slot: int = 0
    about: str | None = None
    label: str | None = None
    fiscal_year: int | None = None
    expected_raw: str | None = None
    value: str | None = None
    who: str
    why: str
    at: str


class _Project(Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str | None = None


class _LinkFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """The keys of a link's file, in their order."""

    link: str
    kind: str
    municipality: str
    from_: _Project
    to: _Project
    evidence: str | None = None
    who: str
    why: str
    at: str


def correction_text(ruling: Correction) -> str:
    """The file of a correction."""
    place = ruling.place
    file = _CorrectionFile(
        correct=ruling.action,
        source=ruling.path,
        sha256=ruling.sha256,
        table=ruling.table,
        field=ruling.field,
        page=place.page,
        line=place.row + 1,
        column=place.col + 1,
        slot=ruling.slot,
        about=ruling.about,
        label=ruling.label,
        fiscal_year=ruling.fiscal_year,
        expected_raw=ruling.expected_raw,
        value=ruling.value,
        who=ruling.who,
        why=ruling.why,
        at=ruling.at,
    )
    return _ABOUT.format(command="correct --undo", id=ruling.id) + _yaml(file)


def link_text(ruling: LinkRuling) -> str:
    """The file of a ruling on a link."""
    file = _LinkFile(
        link="confirmed" if ruling.confirmed else "rejected",
        kind=ruling.kind,
        municipality=ruling.from_.municipality,
        from_=_Project(ruling.from_.key, ruling.from_.name),
        to=_Project(ruling.to.key, ruling.to.name),
        evidence=ruling.evidence,
        who=ruling.who,
        why=ruling.why,
        at=ruling.at,
    )
    return _ABOUT.format(command="links undo", id=ruling.id) + _yaml(file)


def read_correction(text: str) -> Correction:
    """The correction in a file.

    Raises:
        ValueError: it is none; the message says what is wrong.
    """
    file = _read(text, _CorrectionFile)
    if not re.fullmatch(r"[0-9a-f]{64}", file.sha256):
        raise ValueError("sha256 is not a SHA-256 in lower-case hex; take it from the table sources")
    if min(file.page, file.line, file.column) < 1 or file.slot < 0:
        raise ValueError("page, line and column count from 1, slot from 0")
    if max(file.page, file.line, file.column, file.slot, file.fiscal_year or 0) > _MOST:
        raise ValueError("page, line, column, slot or fiscal_year is far too large")
    if file.correct is Action.REPLACE and (file.value is None or file.field is None):
        raise ValueError("a replacement needs the field and the value")
    return Correction(
        action=file.correct,
        path=file.source,
        sha256=file.sha256,
        table=file.table,
        field=file.field,
        place=Place(file.page, file.line - 1, file.column - 1),
        slot=file.slot,
        about=file.about,
        label=file.label,
        fiscal_year=file.fiscal_year,
        expected_raw=file.expected_raw,
        value=file.value,
        who=file.who,
        why=file.why,
        at=_day(file.at),
    )


def read_link(text: str) -> LinkRuling:
    """The ruling on a link in a file.

    Raises:
        ValueError: it is none; the message says what is wrong.
    """
    file = _read(text, _LinkFile)
    if file.link not in ("confirmed", "rejected"):
        raise ValueError(f"link is {file.link!r}; expected confirmed or rejected")
    kinds = [term.key for term in VOCABULARIES["link_kind"]]
    if file.kind not in kinds:
        raise ValueError(f"kind is {file.kind!r}; expected one of {', '.join(kinds)}")
    return LinkRuling(
        confirmed=file.link == "confirmed",
        kind=file.kind,
        from_=ProjectName(file.municipality, file.from_.key, file.from_.name),
        to=ProjectName(file.municipality, file.to.key, file.to.name),
        evidence=file.evidence,
        who=file.who,
        why=file.why,
        at=_day(file.at),
    )


def _yaml(file: Struct) -> str:
    values = {name: value for name, value in msgspec.to_builtins(file).items() if value is not None}
    import yaml  # no command that rules on nothing waits for it

    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110))


def _read(text: str, kind: type[S]) -> S:
    import yaml

    try:
        _refuse_twice(yaml.compose(text, Loader=yaml.SafeLoader))
        values = yaml.safe_load(text)
        return msgspec.convert(_as_written(values), kind, strict=False)
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise ValueError("not YAML that a ruling has: too deep") from error
    except msgspec.ValidationError as error:
        raise ValueError(f"{error}{_allowed(str(error), kind)}") from error


def _allowed(said: str, kind: type[Struct]) -> str:
    """The words that may stand where one does that may not."""
    if "`$.correct`" in said and "enum" in said:
        return f"; expected one of {', '.join(action.value for action in Action)}"
    if "unknown field" in said and "$." not in said:
        return f"; expected one of {', '.join(kind.__struct_encode_fields__)}"
    return ""


def _refuse_twice(node: Any) -> None:
    """Of a key that stands twice, as a merge may leave it, YAML would take the last and say nothing."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        keys = [str(key.value) for key, _ in node.value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"{', '.join(twice)}: this key stands here twice; keep one")
        for _, child in node.value:
            _refuse_twice(child)


def _day(text: str) -> str:
    """The day of a ruling, which tells the later of two."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise ValueError(f"at is {text!r}; expected a day, as in 2023-04-01") from error


def _as_written(value: Any) -> Any:
    """What YAML takes for dates, as the text it is."""
    if isinstance(value, dict):
        return {str(key): _as_written(item) for key, item in value.items()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
