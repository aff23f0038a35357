"""The verdict of a section from its ticks, dates and names."""

from collections.abc import Sequence

from pipeline.model.drafts import EvaluationHead, EvaluationPart
from pipeline.model.facts import Evaluation
from pipeline.model.finding import Finding, Severity


def evaluation_of(head: EvaluationHead, parts: Sequence[EvaluationPart]) -> tuple[Evaluation | None, list[Finding]]:
    """The verdict, and what is odd about it; None where the section says nothing of one (or restates nothing)."""
    said: dict[str, str | int | bool | None] = {part.column: part.value for part in parts}
    if not parts:
        return None, []
    ticked = bool(said.get("ticked")) or said.get("budget") is not None
    doubtful = any(column.endswith("_doubtful") for column in said) or "ticked" not in said
    if head.restated and not ticked and not doubtful and said.get("stage") is None:
        return None, []
    stage = head.stage or _string(said.get("stage"))
    asked = said.get("performed")
    performed = asked if isinstance(asked, bool) else None if doubtful and not ticked else ticked
    findings = []
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


def _no_stage(head: EvaluationHead) -> Finding:
    return Finding(
        "stage-unknown", Severity.WARNING, f"{head.label}: no mark says whose verdict this is", place=head.cell.place
    )
