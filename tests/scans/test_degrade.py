"""A scan is the page it was made of, and each damage does what it says, and nothing else."""

from functools import cache

import numpy as np
import pytest

from pipeline.model.change import replace
from pipeline.model.place import Box
from tests.paper.fonts import embedded_font
from tests.paper.model import Page, Sheet, Table, figures, label, said
from tests.scans import before
from tests.scans.condition import CONDITIONS, GOALS, ONE_BIT_200, SCAN_200, Condition
from tests.scans.degrade import Scan, degrade
from tests.scans.geometry import quarters_turned, scaled, shifted, turned
from tests.scans.pages import PageImage, Pixels, rasterise_page
from tests.scans.sheets import LOOKS, draw

pytestmark = pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")
PLAIN = Condition(name="plain", format="png", dpi=150)
EVERY = pytest.mark.parametrize("condition", CONDITIONS.values(), ids=list(CONDITIONS))


@cache
def page(dpi: int = 150) -> PageImage:
    """A page of three rows, the first one shaded, with letters everywhere."""
    rows = ((label("区分"), label("決算")), (said("事業費"), *figures("12,236")), (said("人件費"), *figures("4,680")))
    sheet = Sheet((Page((Table((80, 90), rows, 26),), width=240, height=160, margin=30),))
    return rasterise_page("small", draw(sheet, LOOKS[0]), 1, dpi)


def scanned(seed: int = 0, **changes: object) -> Scan:
    return degrade(page(), replace(PLAIN, **changes), seed)


def dark_share(picture: Pixels, box: Box, level: int = 128) -> float:
    """How much of a box is dark."""
    part = picture[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
    return float((part < level).mean())


def test_a_clean_scan_is_the_page() -> None:
    scan = scanned()
    assert (scan.pixels == page().grey).all()
    assert (scan.degrees, scan.turns, scan.gaps) == (0, 0, False)


@EVERY
def test_the_same_seed_gives_the_same_pixels(condition: Condition) -> None:
    one, again = (degrade(page(condition.dpi), condition, seed=3) for _ in range(2))
    assert (one.pixels == again.pixels).all()
    assert one.transform == again.transform


@EVERY
def test_every_condition_but_the_clean_ones_changes_the_page(condition: Condition) -> None:
    clean = page(condition.dpi)
    scan = degrade(clean, replace(condition, gap_share=1), seed=3)
    plain = condition.name.startswith("clean")
    same = scan.pixels.shape == clean.grey.shape and bool((scan.pixels == clean.grey).all())
    assert same is plain


def test_another_seed_gives_another_scan() -> None:
    one, other = (degrade(page(200), SCAN_200, seed) for seed in (1, 2))
    assert one.degrees != other.degrees
    assert one.pixels.shape != other.pixels.shape or (one.pixels != other.pixels).any()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_every_point_of_the_page_is_where_the_transform_says(turned: bool, seed: int) -> None:
    scan = scanned(seed, skew=2, turned=turned)
    assert bool(scan.turns) is turned
    for row in page().level:  # the middle of every rule is dark, and the white above and below it isn't
        x, y = (row[1] + row[2]) / 2, row[0]
        (px, py), (qx, qy) = scan.transform.points(np.array(((x, y), (x - 35, y + 5)))).tolist()
        assert scan.pixels[int(py), int(px)] < 128
        assert scan.pixels[int(qy), int(qx)] > 180
    assert scan.transform.then(scan.transform.inverse()).matrix == pytest.approx(np.eye(3), abs=1e-9)


def test_a_box_that_was_turned_by_quarters_comes_back_whole() -> None:
    moved, width, height = quarters_turned(1, 100, 50)
    assert (width, height) == (50, 100)
    assert moved.box(Box(0, 0, 10, 20)) == Box(30, 0, 50, 10)
    assert moved.inverse().box(Box(30, 0, 50, 10)) == Box(0, 0, 10, 20)


def test_moves_follow_one_another() -> None:
    both = scaled(2, 3).then(shifted(5, 7)).then(turned(90))
    assert both.points(np.array(((1.0, 1.0),))).tolist() == [pytest.approx([-10, 7])]


@pytest.mark.parametrize("gaps", ["moderate", "heavy"])
def test_gaps_break_rules_and_never_letters_or_shades(gaps: str) -> None:
    clean = page()
    broken = scanned(gaps=gaps).pixels
    changed = broken != clean.grey
    assert changed.any()
    assert not changed[clean.text].any()
    assert (broken >= clean.grey).all()
    rules = np.zeros(changed.shape, np.bool_)
    scale = clean.transform.a
    for rows, canvas in ((clean.level, rules), (clean.upright, rules.T)):
        for at, start, stop in rows:
            canvas[
                round((at - 2) * scale) : round((at + 2) * scale) + 1, round(start * scale) : round((stop + 3) * scale)
            ] = 1
    assert not (changed & ~rules).any()


def test_a_gap_is_as_wide_as_it_says() -> None:
    rng = np.random.default_rng(1)
    rule = np.array((100.0, 40.0, 540.0))
    moderate = [gap for _ in range(50) for gap in before._gaps(rule, "moderate", rng)]
    heavy = before._gaps(rule, "heavy", rng)
    assert all(0.8 <= stop - start <= 2.2 for start, stop in moderate)
    assert 150 < len(moderate) < 350
    assert 9 < len(heavy) < 18
    assert before._gaps(rule, "none", rng) == []


def test_only_a_share_of_the_pages_has_gaps() -> None:
    quick = replace(ONE_BIT_200, dpi=150, skew=0, blur=0, noise=0, specks=0)
    broken = [degrade(page(), quick, seed).gaps for seed in range(30)]
    assert 4 < sum(broken) < 18


def test_faint_rules_keep_some_of_their_ink_and_letters_all() -> None:
    clean, faint = page(), scanned(faint=0.3).pixels
    row = clean.level[1]
    x, y = round((row[1] + 30) * clean.transform.a), round(row[0] * clean.transform.e)
    darkest = int(faint[y - 2 : y + 3, x].min())
    assert int(clean.grey[y - 2 : y + 3, x].min()) < 100 < darkest < 250
    assert (faint[clean.text] == clean.grey[clean.text]).all()


def test_one_bit_has_two_colours() -> None:
    assert set(np.unique(scanned(one_bit=True).pixels)) == {0, 255}


def test_grey_paper_and_washed_ink() -> None:
    pixels = scanned(paper=200, ink=90).pixels
    assert (int(pixels.max()), int(pixels.min())) == (200, 90)


@pytest.mark.parametrize(("damage", "value"), [("stamp", True), ("pen", True), ("bleed", 0.2)])
def test_ink_that_comes_on_top_lightens_nothing(damage: str, value: object) -> None:
    for colour in (False, True):
        clean = page().colour if colour else page().grey
        pixels = scanned(0, colour=colour, **{damage: value}).pixels
        assert (pixels <= clean).all()
        assert (pixels < clean).any()


def test_a_stamp_is_red() -> None:
    red, green, blue = np.moveaxis(scanned(stamp=True, colour=True).pixels.astype(int), 2, 0)
    assert ((red - green > 60) & (red - blue > 60)).sum() > 500


def test_holes_are_punched_where_nothing_is_printed() -> None:
    clean, pixels = page(), scanned(holes=True).pixels
    changed = pixels != clean.grey
    assert changed.any()
    assert (clean.grey[changed] > 200).all()


def test_a_page_of_another_resolution_is_refused() -> None:
    with pytest.raises(ValueError, match="has 150 dpi, scan-200 200"):
        degrade(page(), SCAN_200)


def test_the_goals_are_about_three_conditions() -> None:
    assert [(each.dpi, each.one_bit, each.format) for each in GOALS] == [
        (300, False, "pdf"),
        (200, False, "pdf-jpeg"),
        (200, True, "tiff-g4"),
    ]
