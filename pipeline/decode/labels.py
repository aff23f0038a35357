"""Which of a form's labels stands in a cell: asked of the steps, so that a misread character changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.decode.alike import alike, alike_text
from pipeline.decode.ctc import fit
from pipeline.decode.emissions import emissions
from pipeline.model.ink import Step

# A label as the form has it: its text, with None where anything may stand (令和, None, 年度).
Label = Sequence[str | None]
# Natural logarithms. About one character in six may be unreadable; another label has to be a hundred times less likely.
_LEAST_A_CHARACTER = -1.6
_LEAST_MARGIN = 4.6


@dataclass(frozen=True, slots=True)
class LabelFound:
    """A label by its ``name``; ``fit`` and ``margin`` as those of ``options.Chosen``."""

    name: str
    fit: float
    margin: float


def find_label(steps: Sequence[Step], labels: Mapping[str, Label]) -> LabelFound | None:
    """Which of ``labels`` (by their names) ``steps`` say; None if none does well enough, or two do equally."""
    seen = emissions(steps, alike)
    if not any(emission.characters for emission in seen):
        return None
    patterns = {name: _pattern(label) for name, label in labels.items()}
    ranked = sorted(((fit(seen, pattern), name) for name, pattern in patterns.items()), reverse=True)
    if not ranked:
        return None
    best, name = ranked[0]
    margin = best - (ranked[1][0] if len(ranked) > 1 else float("-inf"))
    printed = sum(character is not None for character in patterns[name])
    if not printed or best < _LEAST_A_CHARACTER * printed or margin < _LEAST_MARGIN:
        return None
    return LabelFound(name, best, margin)


def _pattern(label: Label) -> list[str | None]:
    """``label`` character by character, each as it looks."""
    pattern: list[str | None] = []
    for part in label:
        pattern.extend([None] if part is None else alike_text(part))
    return pattern
