"""Which projects are suggested as following others, and what is said for it. Stories are made by hand."""

from collections.abc import Iterator
from itertools import count

import pytest

from pipeline.load.likely import Suggestion, follow_ups
from pipeline.load.stories import Amount, Story, Subject
from pipeline.load.sums import merged_or_split

_ids: Iterator[int] = count(1)


def story(name: str, first: int, last: int, department: str = "環境課", **said: list[tuple[int, int]]) -> Story:
    """``total_2021=[(2022, 6030)]``: what the sheets of which years state, in 千円."""
    amounts = {
        Subject(int(what[-4:]), "settlement", what[:-5], ""): [Amount(k * 1000, 1000, made) for made, k in stated]
        for what, stated in said.items()
    }
    return Story(next(_ids), name, name, department, first, last, amounts)


def pairs(found: list[Suggestion]) -> list[tuple[int, int, str]]:
    return [(each.from_id, each.to_id, each.kind) for each in found]


UNRELATED = story("道路の補修", 2021, 2023, "建設課", total_2021=[(2022, 6_031)])


def test_last_years_settlement_stated_again_is_strong_even_under_another_name() -> None:
    old = story("海岸清掃", 2021, 2022, total_2021=[(2022, 6_030)], direct_2021=[(2022, 1_350)])
    new = story("渚を守る", 2023, 2023, "生活課", total_2021=[(2023, 6_030)], direct_2021=[(2023, 1_350)])
    (found,) = follow_ups([old, UNRELATED, new])
    assert pairs([found]) == [(old.id, new.id, "renamed")]
    for word in (
        "settlement total 2021 as 6,030,000 yen",
        "海岸清掃, then 渚を守る",
        "環境課, then 生活課",
        "2022, first of 2023",
    ):
        assert word in found.evidence


def test_one_equal_amount_of_unrelated_projects_is_chance() -> None:
    old = story("海岸清掃", 2021, 2022, total_2021=[(2022, 6_030)])
    new = story("図書の購入", 2023, 2023, "図書館", total_2021=[(2023, 6_030)])
    assert follow_ups([old, UNRELATED, new]) == []


def test_amounts_that_contradict_speak_against_a_like_name_and_are_told() -> None:
    old = story("海岸清掃事業", 2021, 2022, total_2021=[(2022, 6_030)])
    new = story("海岸清掃業務", 2023, 2023, total_2021=[(2023, 9_000)])
    assert follow_ups([old, UNRELATED, new]) == []
    same = story("海岸清掃事業", 2023, 2023, total_2021=[(2023, 9_000)])
    (found,) = follow_ups([old, UNRELATED, same])
    assert (found.kind, "against it" in found.evidence) == ("recoded", True)


def test_a_like_name_in_the_same_department_is_suggested() -> None:
    old, new = story("放課後児童クラブ運営事業", 2021, 2022), story("放課後児童クラブ運営費", 2023, 2023)
    assert pairs(follow_ups([old, UNRELATED, new])) == [(old.id, new.id, "renamed")]
    assert follow_ups([old, UNRELATED, story("放課後の居場所", 2023, 2023)]) == []


@pytest.mark.parametrize(("first", "last"), [(2021, 2023), (2022, 2023)])
def test_who_has_a_sheet_beside_it_follows_nothing(first: int, last: int) -> None:
    old, beside = story("海岸清掃", 2021, 2022), story("海岸清掃", first, last)
    assert follow_ups([old, beside, UNRELATED]) == []


def test_the_best_is_suggested_and_not_every_namesake() -> None:
    old = story("清掃事業", 2021, 2022, total_2021=[(2022, 6_030)], direct_2021=[(2022, 1_350)])
    new = story("清掃事業", 2023, 2023, total_2021=[(2023, 6_030)], direct_2021=[(2023, 1_350)])
    worse = story("清掃事業者", 2023, 2023)
    assert (old.id, worse.id, "renamed") not in pairs(follow_ups([old, new, worse, UNRELATED]))


def test_two_that_add_up_to_one_were_merged() -> None:
    one = story("海岸清掃", 2021, 2022, total_2021=[(2022, 6_030)], direct_2021=[(2022, 1_350)])
    two = story("河川清掃", 2021, 2022, total_2021=[(2022, 2_111)], direct_2021=[(2022, 1_001)])
    new = story("水辺の清掃", 2023, 2023, total_2021=[(2023, 8_141)], direct_2021=[(2023, 2_351)])
    found = merged_or_split([one, two, UNRELATED, new])
    assert pairs(found) == [(one.id, new.id, "merged"), (two.id, new.id, "merged")]
    assert "河川清掃 + 海岸清掃 add up" in found[0].evidence
    assert merged_or_split([one, two, UNRELATED, new], {one.id}) == []
    wrong = story("水辺の清掃", 2023, 2023, total_2021=[(2023, 8_141)], direct_2021=[(2023, 2_361)])
    assert merged_or_split([one, two, UNRELATED, wrong]) == []


def test_one_that_is_the_sum_of_two_was_divided() -> None:
    old = story("水辺の清掃", 2021, 2022, total_2021=[(2022, 8_141)])
    one = story("海岸清掃", 2023, 2023, total_2021=[(2023, 6_030)])
    two = story("河川清掃", 2023, 2023, total_2021=[(2023, 2_111)])
    assert pairs(merged_or_split([old, one, two, UNRELATED])) == [(old.id, one.id, "split"), (old.id, two.id, "split")]


def test_one_that_went_into_another_that_goes_on() -> None:
    goes_on = story("海岸清掃", 2021, 2023, total_2021=[(2022, 6_030), (2023, 8_141)])
    gone = story("河川清掃", 2021, 2022, total_2021=[(2022, 2_111)])
    (found,) = merged_or_split([goes_on, gone, UNRELATED])
    assert pairs([found]) == [(gone.id, goes_on.id, "merged")]
    assert "restates settlement total 2021 by just so much more" in found.evidence
    less = story("海岸清掃", 2021, 2023, total_2021=[(2022, 8_141), (2023, 6_030)])
    came = story("河川清掃", 2023, 2023, total_2021=[(2023, 2_111)])
    assert pairs(merged_or_split([less, came, UNRELATED])) == [(less.id, came.id, "split")]


def test_nothing_follows_in_a_single_year() -> None:
    assert follow_ups([story("海岸清掃", 2022, 2022), story("海岸清掃", 2022, 2022)]) == []
    assert follow_ups([]) == merged_or_split([]) == []
