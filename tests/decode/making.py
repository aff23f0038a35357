"""Steps made by hand for tests."""

from collections.abc import Mapping, Sequence

from pipeline.model.ink import Step


def steps_of(columns: Sequence[Mapping[str, float]]) -> tuple[Step, ...]:
    """One step a column: probabilities by character, that of the blank under the empty string."""
    return tuple(
        Step(
            "".join(sorted(filter(None, column), key=lambda character: -column[character])),
            tuple(sorted((score for character, score in column.items() if character), reverse=True)),
            column.get("", 0.0),
            number / max(1, len(columns)),
        )
        for number, column in enumerate(columns)
    )


Doubts = Mapping[int, Mapping[str, float]]


def printed(text: str, *, sure: float = 0.998, doubts: Doubts | None = None) -> tuple[Step, ...]:
    """A step for each character of ``text`` and a sure blank after it; ``doubts`` are other columns, by index."""
    columns: list[Mapping[str, float]] = []
    for index, character in enumerate(text):
        columns.append((doubts or {}).get(index, {character: sure, "": 1 - sure}))
        columns.append({"": 0.9995})
    return steps_of(columns)
