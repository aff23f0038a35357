"""Labels told by their pictures: from a clean print of a label to worn ones, and never to another text."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.label_picture import LabelPicture
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


FORM, OTHER_FORM = "hamabe/hyo/2021", "hamabe/hyo/2020"


def pictures(*texts: str, form: str = FORM) -> tuple[LabelPicture, ...]:
    made = (picture_of(form, text, drawn(text, SIZE), CLEAN) for text in texts)
    return tuple(picture for picture in made if picture is not None)


def known(*texts: str) -> KnownLabels:
    return KnownLabels(pictures(*texts))


def worn(text: str, seed: int = 0, one_bit: bool = False, bold: int = 0) -> Pixels:
    """A text as a scan with 200 dots an inch has it: coarse, blurred, noisy; ``bold``: pixels of ink around it."""
    rng = np.random.default_rng(seed)
    print_ = drawn(text or "　", SIZE).astype(np.float64)
    print_ = np.asarray(cv2.erode(print_, np.ones((bold + 1, bold + 1))), np.float64)
    size = round(print_.shape[1] * WORN / CLEAN), round(print_.shape[0] * WORN / CLEAN)
    coarse = cv2.GaussianBlur(cv2.resize(print_, size, interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    noisy = np.clip(np.asarray(coarse) + rng.normal(0, 12, coarse.shape), 0, 255)
    return np.where(noisy < 150, 0, 255).astype(np.uint8) if one_bit else noisy.astype(np.uint8)


@pytest.mark.parametrize("one_bit", [False, True])
def test_the_worn_labels_of_a_page_are_told(one_bit: bool) -> None:
    told = known(*LABELS).told([worn(text, one_bit=one_bit) for text in LABELS], WORN)
    assert [line and line.text for line in told] == list(LABELS)
    assert all(line and line.score > 0.99 for line in told)


@pytest.mark.parametrize("bold", [0, 3])
@pytest.mark.parametrize("text", OTHERS)
def test_another_text_is_not(text: str, bold: int) -> None:
    for one_bit in (False, True):
        assert known(*LABELS).likeliest(worn(text, 0, one_bit, bold), WORN) is None


def test_a_page_with_few_labels_of_one_form_is_none_of_it() -> None:
    labels = KnownLabels((*pictures(*LABELS[:3]), *pictures(*LABELS[2:], form=OTHER_FORM)))
    crops = [worn(text) for text in LABELS]
    assert [line and line.text for line in labels.told(crops, WORN)] == [None, None, *LABELS[2:]]
    assert labels.told(crops[:3], WORN) == [None] * 3


KANJI = "事業務費人件実績見込目標値概要達成状況内容方法対象手段成果指評価今後課題改善計画予算決国県"


@settings(deadline=None, max_examples=60)
@given(st.text(KANJI, min_size=2, max_size=8), st.data(), st.integers(0, 99), st.booleans(), st.integers(0, 4))
def test_one_character_makes_another_label(text: str, data: st.DataObject, seed: int, one_bit: bool, bold: int) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(KANJI.replace(text[place], "")))
    crop = worn(text[:place] + other + text[place + 1 :], seed, one_bit, bold)
    assert known(text).likeliest(crop, WORN) is None


def test_labels_that_look_the_same_are_left_to_the_recogniser() -> None:
    twin = picture_of(FORM, "人件費", drawn("事業費", SIZE), CLEAN)
    assert twin is not None
    assert KnownLabels((*pictures("事業費"), twin)).likeliest(worn("事業費"), WORN) is None


def test_the_size_of_print_counts() -> None:
    assert known("事業費").likeliest(worn("事業費"), WORN) == "事業費"
    assert known("事業費").likeliest(worn("事業費"), WORN * 1.5) is None


def test_steps_stand_where_the_characters_do_and_equal_ones_are_kept_apart() -> None:
    crop = np.pad(worn("総総合計画"), ((0, 0), (300, 0)), constant_values=255)
    line, *_ = known(*LABELS).told([crop, *map(worn, LABELS)], WORN)
    assert line is not None
    assert [step.characters for step in line.steps] == ["総", "", "総", "合", "計", "画"]
    assert all(300 / crop.shape[1] < step.x < 1 for step in line.steps)


def test_nothing_is_told_where_nothing_is_known() -> None:
    assert KnownLabels().told([worn("事業費")], WORN) == [None]
    assert picture_of(FORM, "事業費", np.full((30, 90), 255, np.uint8), CLEAN) is None
