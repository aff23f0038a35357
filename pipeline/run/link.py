"""Rulings on links of projects: confirmed, rejected or stated by a person, and what there is to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from db import tables as t
from db.vocabulary import VOCABULARIES
from pipeline.load.links import Link, contradiction, links
from pipeline.load.together import side_by_side
from pipeline.normalize.fold import match_key
from pipeline.rulings import LinkRuling, RulingsFolder, WrongRuling
from pipeline.rulings.model import ProjectName
from pipeline.run.correct import today, writing
from pipeline.run.rule import rulings_for, settle_rulings
from pipeline.spec.near import near


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person says of a link: ``kind`` None takes the suggested one."""

    confirmed: bool
    kind: str | None = None
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """The links of a database, and the rulings in its folder."""

    links: Sequence[Link]
    rulings: Sequence[LinkRuling]


def known_links(url: str, folder: Path) -> Known:
    """Every link, suggested and confirmed, and every ruling; nothing is changed."""
    with writing(url, keep=False) as connection:
        rulings = rulings_for(connection, folder)
        if rulings is not None:
            settle_rulings(connection, rulings)
        return Known(links(connection), () if rulings is None else rulings.links)


def decide(url: str, folder: Path, ident: str, decision: Decision) -> tuple[LinkRuling, Path]:
    """Rule on a link that is suggested, or was ruled on before.

    Raises:
        WrongRuling: there is no such link, or it contradicts another that was confirmed.
    """
    with writing(url) as connection:
        ruled = rulings_for(connection, folder)
        if ruled is not None:
            settle_rulings(connection, ruled)
        there = {link.id: (link.from_, link.to, link.kind, link.evidence) for link in links(connection)}
        before = {r.id: (r.from_, r.to, r.kind, r.evidence) for r in (ruled.links if ruled else ())}
        if ident not in before and ident not in there:
            raise WrongRuling(f"{ident}: no link has this id; `hyoka links --all` names them all")
        from_, to, kind, evidence = before.get(ident) or there[ident]
        return _rule(connection, folder, from_, to, decision.kind or kind, evidence, decision)


def state(url: str, folder: Path, from_key: str, to_key: str, decision: Decision) -> tuple[LinkRuling, Path]:
    """Rule on a link that nobody suggested, of two projects by key, code or name (``CODE:KEY`` of a municipality).

    Raises:
        WrongRuling: there is no such project, or more than one; or it contradicts another link.
    """
    with writing(url) as connection:
        from_, to = _project(connection, from_key), _project(connection, to_key)
        if from_.municipality != to.municipality:
            raise WrongRuling(f"{from_key} and {to_key} are of two municipalities; a link stays within one")
        return _rule(connection, folder, from_, to, decision.kind or "renamed", None, decision)


def undo_link(url: str, folder: Path, ident: str) -> Path:
    """Take a ruling on a link back, and return the path that its file had.

    Raises:
        WrongRuling: there is no ruling on a link of this id.
    """
    store = RulingsFolder(folder)
    with store.undone_by_errors(), writing(url) as connection:
        ruled = rulings_for(connection, folder)
        if ruled is None or ident not in {ruling.id for ruling in ruled.links}:
            raise WrongRuling(f"{ident}: no ruling on a link has this id; `hyoka links --all` names them all")
        path = store.delete(ident)
        settle_rulings(connection, store.read())
    return path


def _rule(
    connection: Connection,
    folder: Path,
    from_: ProjectName,
    to: ProjectName,
    kind: str,
    evidence: str | None,
    decision: Decision,
) -> tuple[LinkRuling, Path]:
    kinds = [term.key for term in VOCABULARIES["link_kind"]]
    if kind not in kinds:
        raise WrongRuling(f"{kind}: no kind of link; there is {', '.join(kinds)}")
    ruling = LinkRuling(
        confirmed=decision.confirmed,
        kind=kind,
        from_=from_,
        to=to,
        evidence=evidence,
        who=decision.who,
        why=decision.why,
        at=today(),
    )
    store = RulingsFolder(folder)
    rulings_for(connection, folder)
    others = store.read().links
    if (wrong := contradiction(ruling, others)) is not None:
        raise WrongRuling(f"{ruling.id}: {wrong}. Give another --kind, or take the other ruling back first")
    if (wrong := side_by_side(connection, ruling, others)) is not None:
        raise WrongRuling(f"{ruling.id}: {wrong}")
    with store.undone_by_errors():
        path = store.write(ruling)
        settle_rulings(connection, store.read())
    return ruling, path


def _project(connection: Connection, given: str) -> ProjectName:
    p = t.projects.c
    rows = connection.execute(select(p.municipality_code, p.key, p.name).order_by(p.municipality_code, p.key)).all()
    code, _, key = given.rpartition(":")
    word = match_key(key)
    mine = [row for row in rows if code in ("", row.municipality_code)]
    found = [row for row in mine if row.key == word or row.key == key]
    found = found or [row for row in mine if match_key(row.name or "") == word]
    if len(found) == 1:
        return ProjectName(*found[0])
    if found:
        said = ", ".join(f"{row.municipality_code}:{row.key}" for row in found)
        raise WrongRuling(f"{given}: several projects are called so; say which: {said}")
    names = [name for row in rows for name in (row.key, row.name) if name]
    raise WrongRuling(f"{given}: no project has this key, code or name; {near(key, names)}")
