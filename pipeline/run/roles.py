"""What each cell of a document turned out to be, for people who want to see it."""

from collections.abc import Iterator

from pipeline.bind.claims import Role
from pipeline.decode.pages import PageDecoder
from pipeline.model.document import Document
from pipeline.model.place import Place
from pipeline.recognise.found import FoundReport
from pipeline.recognise.reports import Recogniser
from pipeline.run.recognised import bind_found
from pipeline.spec.form import Form
from pipeline.spec.registry import Registry
from pipeline.spec.sections import variants


def cell_roles(document: Document, registry: Registry) -> dict[Place, Role]:
    """The role of every cell that a rule claimed, by the forms of ``registry``: a cell that isn't here is unread.

    A cell that holds both its label and its value counts as a value. A blank cell has a role only if being struck out
    says something.
    """
    roles: dict[Place, Role] = {}
    for found in Recogniser(registry.forms).reports(PageDecoder(registry.forms).decoded(document)):
        roles.update(_of_report(found))
    return roles


def _of_report(found: FoundReport) -> Iterator[tuple[Place, Role]]:
    bound = bind_found(0, found).report
    silent = _silent(found.form)
    problems = (cell.place for problem in bound.problems for cell in problem.cells)
    values = {fact.place for fact in bound.facts}.union(problems)
    unread = {cell.place for cell in bound.unread}
    for cell in bound.cells:
        if cell.place in unread or cell.place in values:
            continue
        says_nothing = any(match.source in silent for match in found.form.labels.matches(cell.text))
        yield cell.place, Role.DECORATION if says_nothing else Role.LABEL
    for place in values - unread:
        yield place, Role.VALUE


def _silent(form: Form) -> set[str]:
    """The printed texts that say nothing on this form."""
    silent = {source for labels in form.preamble for source in variants(labels)}
    return silent.union(form.decoration, *(section.decoration for section in form.sections))
