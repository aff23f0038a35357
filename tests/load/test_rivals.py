"""Of several rulings on one value one counts, whatever the order in which they are applied."""

from pipeline.load.rivals import Contender, outranked
from pipeline.model.change import replace
from pipeline.model.place import Place
from pipeline.rulings.model import Action, Correction

RULING = Correction(
    action=Action.REPLACE, path="raw/a.txt", sha256="a" * 64, table="costs", field="amount_yen", place=Place(1, 6, 2),
    expected_raw="1,350", value="1,360", who="記録係", why="原本", at="2023-04-01",
)  # fmt: skip


def contender(content: str, *, value: str = "1,360", carried: bool = True, seen: int = -1, **more: str) -> Contender:
    ruling = replace(RULING, sha256=content * 64, value=value, **more)
    return Contender(ruling, source_id=1, carried=carried, seen=seen)


def counting(*contenders: Contender) -> list[str | None]:
    """The values that count, whichever comes first."""
    found = []
    for order in (contenders, contenders[::-1]):
        beaten = outranked(order)
        found.append(sorted(str(each.ruling.value) for each in order if each.ruling.id not in beaten))
    assert found[0] == found[1]
    return list(found[0])


def test_one_on_the_content_itself_comes_before_one_that_is_carried() -> None:
    own = contender("b", value="1,370", carried=False, seen=2, at="2020-01-01")
    assert counting(contender("a", seen=1), own) == ["1,370"]


def test_the_later_of_two_that_are_carried_counts() -> None:
    assert counting(contender("a", at="2023-04-02"), contender("b", value="1,370")) == ["1,360"]
    assert counting(contender("a", seen=1), contender("b", value="1,370", seen=2)) == ["1,370"]


def test_two_that_nothing_puts_in_order_count_only_if_they_agree() -> None:
    assert counting(contender("a"), contender("b", value="1,370")) == []
    assert counting(contender("a"), contender("b")) == ["1,360"]
    found = outranked([contender("a"), contender("b", value="1,370")])
    assert [each.settled for each in found.values()] == [False, False]


def test_one_that_names_the_main_column_is_on_the_same_as_one_that_leaves_it_out() -> None:
    plain = Contender(replace(RULING, field=None, action=Action.UNREADABLE, value=None), 1, carried=False, seen=1)
    assert counting(plain, contender("a", carried=False, seen=1)) == []


def test_rulings_on_other_values_are_none_of_their_business() -> None:
    year = Contender(replace(RULING, field="fiscal_year", value="2021"), 1, carried=False, seen=1)
    assert outranked([contender("a"), year, replace(contender("b"), source_id=2)]) == {}
