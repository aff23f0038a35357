"""Sheets never seen, in the real sheet's dialect: not one value silently wrong, at least 99.5 % of the facts read."""

from collections import Counter
from random import Random
from time import process_time

import pytest

from pipeline.errors import UnreadableFile
from pipeline.model.change import replace
from pipeline.spec.registry import Registry, load_forms
from tests.dialect.compare import Comparison, compare, read
from tests.dialect.damage import DAMAGES
from tests.dialect.expect import expect
from tests.dialect.render import Rendered, as_real, render
from tests.dialect.truth import invent

SEEDS = range(60)
SHARE = 0.995
SECONDS = 2
# Damage that leaves the truth of every other cell in plain sight.
PLAIN_DAMAGE = ("cut_off", "cut_in_row", "letter_for_digit", "strange_option")


@pytest.fixture(scope="module")
def forms() -> Registry:
    return load_forms()


def outcome(seed: int, rendered: Rendered, forms: Registry) -> Comparison:
    return compare(read(rendered.data, forms), expect(invent(seed), rendered), rendered.places())


def wrong(compared: dict[int, Comparison]) -> list[str]:
    return [
        f"seed {seed}: {fault}" for seed, one in compared.items() for fault in one.of("wrong-silent", "wrong-warned")
    ]


def unexplained(compared: dict[int, Comparison]) -> list[str]:
    return [f"seed {seed}: {fault}" for seed, one in compared.items() for fault in one.of("missing-silent")]


def share_read(compared: dict[int, Comparison]) -> float:
    counts: Counter[str] = Counter()
    for one in compared.values():
        counts += one.counts
    return counts["right"] / counts.total()


def uncovered(compared: dict[int, Comparison]) -> list[str]:
    return [f"seed {seed}: {one.coverage}" for seed, one in compared.items() if one.coverage != (1.0, 1.0)]


@pytest.mark.parametrize("layout", ["as the real sheet", "moved"])
def test_every_fact_is_right_or_missing_with_a_finding_and_nearly_all_are_read(layout: str, forms: Registry) -> None:
    compared = {}
    for seed in SEEDS:
        truth = invent(seed)
        rendered = render(truth, seed) if layout == "moved" else as_real(truth)
        compared[seed] = outcome(seed, rendered, forms)
    assert (wrong(compared), unexplained(compared), uncovered(compared)) == ([], [], [])
    assert share_read(compared) >= SHARE


def test_the_comparer_sees_a_wrong_value(forms: Registry) -> None:
    truth = invent(3)
    rendered = as_real(truth)
    told = replace(truth, money=replace(truth.money, total=(truth.money.total[1], truth.money.total[0])))
    faults = compare(read(rendered.data, forms), expect(told, rendered), rendered.places()).of("wrong-silent")
    assert {fault.key[:2] for fault in faults if fault.report == "sheet" and fault.table == "Cost"} == {
        ("settlement", "total")
    }


def test_the_comparer_sees_a_missing_and_an_extra_value(forms: Registry) -> None:
    truth = invent(3)
    rendered = as_real(truth)
    wanted = expect(truth, rendered)
    gone = next(e for e in wanted if e.table == "Funding")
    other = replace(gone, key=(*gone.key[:-1], 1999))
    faults = compare(read(rendered.data, forms), [other if e is gone else e for e in wanted], rendered.places()).faults
    kinds = {(fault.kind, fault.key) for fault in faults if fault.table == "Funding"}
    assert kinds == {("wrong-silent", gone.key), ("missing-silent", other.key)}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_never_crashes_or_hangs_the_reader(name: str, forms: Registry) -> None:
    for seed in SEEDS[:5]:
        spoiled = DAMAGES[name](as_real(invent(seed)), Random(f"{seed}{name}"))
        began = process_time()
        try:
            read(spoiled.rendered.data, forms)
        except UnreadableFile:
            continue
        assert process_time() - began < SECONDS, (seed, spoiled.what)


@pytest.mark.parametrize("name", PLAIN_DAMAGE)
def test_damage_makes_no_value_silently_wrong(name: str, forms: Registry) -> None:
    found = []
    for seed in SEEDS[:10]:
        truth = invent(seed)
        whole = as_real(truth)
        spoiled = DAMAGES[name](whole, Random(f"{seed}{name}"))
        wanted = expect(truth, whole)
        gone = {(e.report, e.table, e.key) for e in wanted if e.tag in spoiled.gone}
        try:
            reading = read(spoiled.rendered.data, forms)
        except UnreadableFile:
            continue
        result = compare(reading, wanted, spoiled.rendered.places())
        found += [
            f"seed {seed}, {spoiled.what}: {fault}"
            for fault in result.of("wrong-silent")
            if (fault.report, fault.table, fault.key) not in gone
        ]
    assert not found
