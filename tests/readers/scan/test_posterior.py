import numpy as np
from numpy.typing import NDArray

from pipeline.readers.scan.posterior import Compactor

CHARACTERS = list("あいうえおかき0８,")


def rows(*columns: dict[str, float]) -> NDArray[np.float32]:
    """One row a column of probabilities; the blank, under the empty string, comes first."""
    order = ["", *CHARACTERS]
    return np.array([[column.get(character, 0.0) for character in order] for column in columns], dtype=np.float32)


def test_likely_characters_are_kept_the_likeliest_first() -> None:
    (step,) = Compactor(CHARACTERS).steps(rows({"": 0.1, "い": 0.3, "あ": 0.6}), 0.0, 1.0)
    assert step.characters == "あい"
    assert step.scores[0] > step.scores[1]
    assert step.x == 0.5


def test_characters_of_numbers_are_kept_where_they_are_unlikely() -> None:
    column = {"": 0.1, "0": 2e-6, "８": 1e-4, ",": 1e-7, "う": 1e-4, "あ": 0.8}
    (step,) = Compactor(CHARACTERS).steps(rows(column), 0.0, 1.0)
    assert step.characters == "あ８0"


def test_no_more_than_five_others_are_kept() -> None:
    column = dict.fromkeys("あいうえおかき", 0.12)
    (step,) = Compactor(CHARACTERS).steps(rows(column), 0.0, 1.0)
    assert len(step.characters) == 5


def test_a_run_of_sure_blanks_is_one_step() -> None:
    sure = {"": 0.9999, "あ": 0.0001}
    steps = Compactor(CHARACTERS).steps(rows(sure, sure, {"あ": 0.9}, sure, sure, sure), 0.2, 0.8)
    assert [step.characters for step in steps] == ["", "あ", ""]
    assert all(0.2 < step.x < 0.8 for step in steps)
