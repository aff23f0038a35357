import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode.calibration import confidence, fitted


def test_a_calibration_tells_how_often_a_score_was_right() -> None:
    chance = np.random.default_rng(3)
    scores = chance.uniform(0, 1, 4000)
    pairs = [(float(score), bool(chance.random() < score**2)) for score in scores]
    found = fitted(pairs)
    for score in (0.2, 0.5, 0.8, 0.95):
        assert found.confidence(score) == pytest.approx(score**2, abs=0.08)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200))
def test_a_higher_score_never_means_less(pairs: list[tuple[float, bool]]) -> None:
    found = fitted(pairs)
    said = [found.confidence(score) for score in np.linspace(0, 1, 50)]
    assert said == sorted(said)
    assert all(0 < share < 1 for share in said)


def test_without_truth_there_is_no_calibration() -> None:
    with pytest.raises(ValueError, match="there are none"):
        fitted([])


def test_the_calibration_shipped_trusts_what_is_sure_and_not_what_is_doubtful() -> None:
    assert confidence(0.9999) > 0.95
    assert confidence(0.4) < 0.8
    assert confidence(0.2) <= confidence(0.6) <= confidence(0.9)
