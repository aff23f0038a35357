"""Choice groups to facts: a row for every printed option, and what the ticked ones say of the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.bind.choices import (
    BESIDE_STRANGE_WORDS,
    ChoiceState,
    FoundOption,
    doubtful_beside,
    is_circle,
    is_unmarked,
    scan_cells,
    understand,
)
from pipeline.bind.context import Context
from pipeline.bind.findings import choice_unmarked, mark_doubtful, option_unknown
from pipeline.bind.quantities import WELL
from pipeline.model.change import replace
from pipeline.model.document import Cell, Place
from pipeline.model.drafts import EvaluationPart, Reading
from pipeline.model.facts import Choice, Fact, Rating
from pipeline.model.finding import Finding, Severity
from pipeline.model.quantity import Status
from pipeline.normalize.mark import MarkReading, parse_mark
from pipeline.spec.values import Option, RatingWord, Value


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """The facts of one group; ``used`` are the cells that print options, ``unread`` those with other words besides."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    used: tuple[Cell, ...]
    unread: tuple[Cell, ...]


def read_choice(value: Value, cells: Sequence[Cell], context: Context, text: str | None = None) -> ChoiceResult:
    """Read the cells of one group; with ``text``, only that part of the (one) cell."""
    options = context.form.options(value)
    scanned = cells if text is None else [replace(cells[0], text=text)]
    scans = scan_cells(scanned, options)
    pairs = [(cell, scan) for cell, scan in zip(cells, scans, strict=True) if scan.options]
    found = [option for _, scan in pairs for option in doubtful_beside(scan)]
    if any(scan.only_marks for scan in scans):
        found = [replace(option, doubt="a mark stands in a cell of its own") for option in found]
    if len(found) == 1 and not found[0].marks and len(options) > 1:
        found = [replace(found[0], doubt=found[0].doubt or "it has no mark, and the other options are not printed")]
    facts, findings = choice_states(value, found, context, {cell.place: cell.text for cell in cells})
    unread = []
    for cell, scan in pairs:
        if scan.left_over:
            unread.append(cell)
            findings.append(option_unknown(context.label, cell, scan.left_over))
    return ChoiceResult(tuple(facts), tuple(findings), tuple(cell for cell, _ in pairs), tuple(unread))


def choice_states(
    value: Value, found: Sequence[FoundOption], context: Context, raw: Mapping[Place, str] | None = None
) -> tuple[list[Fact], list[Finding]]:
    """What the marks of a group say: a row for every option, and of the verdict; ``raw``: the texts of whole cells."""
    if value.stage is not None:
        context = replace(context, stage=value.stage)
    texts = {option.cell.place: option.cell.text for option in found} | dict(raw or {})
    alone = value.marks == "left"
    states = understand(found, radio_style=context.radio_style and not alone, circles_choose=alone)
    facts: list[Fact] = [_choice(value, state, texts[state.found.cell.place], context) for state in states]
    findings = [
        mark_doubtful(f"{context.label} > {state.found.option.option}", state.found.cell, state.problem)
        for state in states
        if state.problem and state.problem != BESIDE_STRANGE_WORDS
    ]
    unmarked = is_unmarked(states) and not alone
    if unmarked and value.evaluation is None:
        findings.append(choice_unmarked(context.label, states[0].found.cell))
    if value.evaluation is not None and states:
        cell = min((state.found.cell for state in states), key=lambda c: (c.place.page, c.row, c.col))
        raw_text = texts[states[0].found.cell.place]
        facts.extend(_verdict(value, states, cell, raw_text, context, findings))
        if unmarked:  # whether that is odd depends on whether the evaluation was made
            facts.append(_evaluation_part(f"{value.evaluation}_unmarked", True, cell, raw_text, context))
    if value.rating is not None and all(state.checked is not None for state in states):
        ticked = [state.found for state in states if state.checked]
        if len(ticked) == 1:
            facts.append(_grade(value.rating, ticked[0], texts[ticked[0].cell.place], context))
        elif ticked:
            findings.append(_contradiction(ticked, ticked[0].cell, context))
    return facts, findings


def _grade(word: RatingWord, chosen: FoundOption, raw: str, context: Context) -> Rating:
    """The grade of a criterion, where one option is chosen."""
    return Rating(
        place=chosen.cell.place,
        raw=raw,
        label=context.label,
        fiscal_year=context.fiscal_year,
        stage=context.stage,
        criterion=word.criterion,
        grade=chosen.option.option,
        code=chosen.option.code,
        note=chosen.text or None,
    )


def read_lone_mark(
    value: Value, label: Cell, cell: Cell | None, context: Context, *, circle_chooses: bool | None = True
) -> Reading:
    """A mark alone in a cell; a blank cell is an option that is not chosen, and stands where its label does.

    ``circle_chooses`` is False where ○ stands beside ● in a row, None where nobody can tell.
    """
    reading = None if cell is None else parse_mark(cell.text)
    if reading is not None and cell is not None and circle_chooses is not True and is_circle(cell.text):
        reading = MarkReading(circle_chooses, "every option has a circle" if circle_chooses is None else None)
    checked = False if reading is None else reading.checked
    where = cell or label
    fact = Choice(
        place=where.place,
        raw=where.text,
        label=context.label,
        fiscal_year=context.fiscal_year,
        field=value.mark or "",
        option=value.option or "",
        stage=context.stage,
        checked=checked,
        status=Status.UNREADABLE if checked is None else Status.VALUE,
    )
    findings: tuple[Finding, ...] = ()
    if reading is not None and reading.checked is None:
        findings = (mark_doubtful(context.label, where, reading.problem or "not a mark"),)
    return Reading(WELL, (fact,), findings)


def choice_fact(field: str, found: FoundOption, checked: bool | None, raw: str, context: Context) -> Choice:
    """The row of one option."""
    labels = [context.label, *(parent.option for parent in found.parents)]
    return Choice(
        place=found.cell.place,
        raw=raw,
        label=" > ".join(labels),
        fiscal_year=context.fiscal_year,
        field=field,
        option=found.option.option,
        stage=context.stage,
        key=found.option.key,
        checked=checked,
        note=found.text or None,
        status=Status.UNREADABLE if checked is None else Status.VALUE,
    )


def _choice(value: Value, state: ChoiceState, raw: str, context: Context) -> Choice:
    return choice_fact(value.choice or "", state.found, state.checked, raw, context)


def _verdict(
    value: Value, states: tuple[ChoiceState, ...], cell: Cell, raw: str, context: Context, findings: list[Finding]
) -> list[Fact]:
    """The columns of an evaluation that a group's ticks fill."""
    doubtful = any(state.checked is None for state in states)
    ticked = [state.found for state in states if state.checked]
    columns: dict[str, str | bool | None] = {}
    if not doubtful:
        match value.evaluation:
            case "direction":
                columns = _direction(ticked, states)
                if _contradicts(ticked):
                    findings.append(_contradiction(ticked, cell, context))
            case "performed":
                columns = {"performed": _performed(ticked)}
            case column if column is not None:
                columns = {column: _one_key(ticked)}
                if len(ticked) > 1:
                    findings.append(_contradiction(ticked, cell, context))
    elif value.evaluation is not None:
        columns = {f"{value.evaluation}_doubtful": True}
    return [_evaluation_part(name, said, cell, raw, context) for name, said in columns.items() if said is not None]


def _evaluation_part(name: str, said: str | bool, cell: Cell, raw: str, context: Context) -> EvaluationPart:
    return EvaluationPart(
        place=cell.place, raw=raw, label=context.label, evaluation=context.evaluation or 0, column=name, value=said
    )


def _direction(ticked: Sequence[FoundOption], states: Sequence[ChoiceState]) -> dict[str, str | bool | None]:
    leaves = [o for o in ticked if o.option.key and not (o.option.options and _has_ticked_child(o.option, ticked))]
    keys = list(dict.fromkeys(o.option.key for o in leaves))
    direction = keys[0] if len(keys) == 1 else "mixed" if keys else None
    said = {_continues(option) for option in ticked}
    # What "something else" is, its own words say.
    words = (option.text or (option.option.option if option.option.key == "other" else None) for option in ticked)
    note = " / ".join(filter(None, words))
    return {
        "direction": direction,
        "continues": said.pop() if len(said) == 1 else None,
        "direction_note": note or None,
        "ticked": bool(ticked),
    }


def _has_ticked_child(option: Option, ticked: Sequence[FoundOption]) -> bool:
    return any(option in other.parents for other in ticked)


def _continues(found: FoundOption) -> bool:
    """Whether the project goes on: as the option or the one it is nested in says; else it does."""
    for option in (found.option, *reversed(found.parents)):
        if option.continues is not None:
            return option.continues
    return True


def _contradicts(ticked: Sequence[FoundOption]) -> bool:
    return len({_continues(option) for option in ticked}) > 1


def _performed(ticked: Sequence[FoundOption]) -> bool | None:
    keys = {option.option.key for option in ticked}
    return None if len(keys) != 1 else keys == {"yes"}


def _one_key(ticked: Sequence[FoundOption]) -> str | None:
    keys = list(dict.fromkeys(option.option.key for option in ticked))
    return keys[0] if len(keys) == 1 else None


def _contradiction(ticked: Sequence[FoundOption], cell: Cell, context: Context) -> Finding:
    names = ", ".join(option.option.option for option in ticked)
    message = f"{context.label}: these are ticked together: {names}"
    return Finding("choice-contradicts", Severity.WARNING, message, "options that go together", names, place=cell.place)
