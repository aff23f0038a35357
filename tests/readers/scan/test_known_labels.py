"""Labels told by their pictures: from a clean print of a label to worn ones, and never to another text."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.scan.known_labels import KnownLabels
from pipeline.readers.scan.label_pictures import picture_of
from pipeline.readers.scan.pictures import Pixels
from tests.readers.scan.drawing import drawn

LABELS = ("事業費", "人件費", "実績", "見込", "目標値", "事業の概要", "１６ 平和と公正", "達成状況（％）", "総総合計画")
OTHERS = (
    "事務費",
    "実施",
    "見送",
    "目標直",
    "事業の摘要",
    "１６ 平和と公平",
    "達成状祝（％）",
    "事業",
    "費事業",
    "３４２",
    "",
)
SIZE = 40
CLEAN = SIZE / 9  # pixels a point: letters of 9 points
WORN = 200 / 72


def known(*texts: str) -> KnownLabels:
    pictures = (picture_of(text, drawn(text, SIZE), CLEAN) for text in texts)
    return KnownLabels(tuple(picture for picture in pictures if picture is not None))


def worn(text: str, seed: int = 0, one_bit: bool = False) -> Pixels:
    """A text as a scan with 200 dots an inch has it: coarse, blurred, noisy."""
    rng = np.random.default_rng(seed)
    print_ = drawn(text or "　", SIZE).astype(np.float64)
    size = round(print_.shape[1] * WORN / CLEAN), round(print_.shape[0] * WORN / CLEAN)
    coarse = cv2.GaussianBlur(cv2.resize(print_, size, interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    noisy = np.clip(np.asarray(coarse) + rng.normal(0, 12, coarse.shape), 0, 255)
    return np.where(noisy < 150, 0, 255).astype(np.uint8) if one_bit else noisy.astype(np.uint8)


@pytest.mark.parametrize("one_bit", [False, True])
@pytest.mark.parametrize("text", LABELS)
def test_a_worn_label_is_told(text: str, one_bit: bool) -> None:
    line = known(*LABELS).told(worn(text, one_bit=one_bit), WORN)
    assert line is not None
    assert line.text == text
    assert line.score > 0.99


@pytest.mark.parametrize("text", OTHERS)
def test_another_text_is_not(text: str) -> None:
    assert known(*LABELS).told(worn(text), WORN) is None


KANJI = "事業務費人件実績見込目標値概要達成状況内容方法対象手段成果指評価今後課題改善計画予算決国県"


@settings(deadline=None, max_examples=60)
@given(st.text(KANJI, min_size=2, max_size=8), st.data(), st.integers(0, 99), st.booleans())
def test_one_character_makes_another_label(text: str, data: st.DataObject, seed: int, one_bit: bool) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(KANJI.replace(text[place], "")))
    line = known(text).told(worn(text[:place] + other + text[place + 1 :], seed, one_bit), WORN)
    assert line is None


def test_labels_that_look_the_same_are_left_to_the_recogniser() -> None:
    picture = picture_of("事業費", drawn("事業費", SIZE), CLEAN)
    twin = picture_of("人件費", drawn("事業費", SIZE), CLEAN)
    assert picture is not None
    assert twin is not None
    assert KnownLabels((picture, twin)).told(worn("事業費"), WORN) is None


def test_the_size_of_print_counts() -> None:
    assert known("事業費").told(worn("事業費"), WORN * 1.5) is None


def test_steps_stand_where_the_characters_do_and_equal_ones_are_kept_apart() -> None:
    crop = np.pad(worn("総総合計画"), ((0, 0), (300, 0)), constant_values=255)
    line = known("総総合計画").told(crop, WORN)
    assert line is not None
    assert [step.characters for step in line.steps] == ["総", "", "総", "合", "計", "画"]
    assert all(300 / crop.shape[1] < step.x < 1 for step in line.steps)


def test_nothing_is_told_where_nothing_is_known() -> None:
    assert KnownLabels().told(worn("事業費"), WORN) is None
    assert picture_of("事業費", np.full((30, 90), 255, np.uint8), CLEAN) is None
