"""The verdict of a section from its ticks, dates and names."""

from collections.abc import Iterable, Sequence

from pipeline.model.drafts import EvaluationHead, EvaluationPart
from pipeline.model.facts import Choice, Evaluation, Fact, Narrative
from pipeline.model.finding import Finding, Severity
from pipeline.normalize.fold import match_key
from pipeline.normalize.words import stands_for_no_value


def evaluation_of(
    head: EvaluationHead, parts: Sequence[EvaluationPart], facts: Iterable[Fact] = ()
) -> tuple[Evaluation | None, list[Finding]]:
    """The verdict, and what is odd about it; None where the section says nothing of one (or restates nothing).

    ``facts`` are the report's: an evaluation without a verdict was made all the same if it has running text.
    """
    said: dict[str, str | int | bool | None] = {part.column: part.value for part in parts}
    if not parts:
        return None, []
    facts = list(facts)
    asked = said.get("performed")
    findings = [] if asked is False or _is_blank(head, parts, facts) else _without_marks(parts)
    ticked = bool(said.get("ticked")) or said.get("budget") is not None
    doubtful = any(column.endswith("_doubtful") for column in said) or "ticked" not in said
    if head.restated and not ticked and not doubtful and said.get("stage") is None:
        return None, findings
    stage = head.stage or _string(said.get("stage"))
    written = not ticked and not isinstance(asked, bool) and any(_is_written_in(head, fact) for fact in facts)
    performed = asked if isinstance(asked, bool) else None if (doubtful or written) and not ticked else ticked
    if written:
        findings.append(_no_verdict(head))
    if asked is False and ticked:
        findings.append(_verdict_without_evaluation(head))
    if stage is None:
        findings.append(_no_stage(head))
    year = said.get("for_fiscal_year")
    names = [part for part in parts if part.column == "for_fiscal_year"]
    label = names[0].label if names else head.label
    evaluation = Evaluation(
        place=head.cell.place,
        raw=head.cell.text,
        label=label,
        stage=stage,
        for_fiscal_year=year if isinstance(year, int) else head.for_fiscal_year,
        restated=head.restated,
        performed=performed,
        continues=_boolean(said.get("continues")),
        direction=_string(said.get("direction")),
        direction_note=_string(said.get("direction_note")),
        budget=_string(said.get("budget")),
        outcome=_string(said.get("outcome")),
        evaluated_on=_string(said.get("evaluated_on")),
        evaluator=_string(said.get("evaluator")),
    )
    return evaluation, findings


def _is_written_in(head: EvaluationHead, fact: Fact) -> bool:
    """True for running text in the evaluation's own section; a dash or なし is none."""
    if not isinstance(fact, Narrative) or fact.stage != head.stage:
        return False
    inside = fact.label == head.label or fact.label.startswith(f"{head.label} > ")
    return inside and stands_for_no_value(match_key(fact.text)) is None


def _string(value: str | int | bool | None) -> str | None:
    return value if isinstance(value, str) else None


def _boolean(value: str | int | bool | None) -> bool | None:
    return value if isinstance(value, bool) else None


def _verdict_without_evaluation(head: EvaluationHead) -> Finding:
    return Finding(
        "verdict-without-evaluation",
        Severity.WARNING,
        f"{head.label}: the sheet says that this evaluation was not made, and yet a verdict is ticked",
        place=head.cell.place,
    )


def _is_blank(head: EvaluationHead, parts: Sequence[EvaluationPart], facts: Sequence[Fact]) -> bool:
    """True for an evaluation that was not made: nothing is filled in, on a sheet whose marks elsewhere are not lost."""
    filled = {part.column for part in parts if not part.column.endswith("_unmarked") and part.value is not False}
    written = any(_is_written_in(head, fact) for fact in facts)
    return filled <= {"for_fiscal_year"} and not written and any(isinstance(f, Choice) and f.checked for f in facts)


def _without_marks(parts: Sequence[EvaluationPart]) -> list[Finding]:
    """A finding for each choice of the verdict whose options are printed without any mark, empty boxes included."""
    message = "no option has a mark: none was chosen, or the marks were lost when the file was made"
    return [
        Finding("choice-unmarked", Severity.WARNING, f"{p.label}: {message}", "a mark", p.raw.strip(), place=p.place)
        for p in parts
        if p.column.endswith("_unmarked")
    ]


def _no_verdict(head: EvaluationHead) -> Finding:
    message = f"{head.label}: reasons are written and no verdict is ticked, so whether it was made can't be told"
    return Finding("verdict-missing", Severity.WARNING, message, "a verdict", place=head.cell.place)


def _no_stage(head: EvaluationHead) -> Finding:
    return Finding(
        "stage-unknown", Severity.WARNING, f"{head.label}: no mark says whose verdict this is", place=head.cell.place
    )
